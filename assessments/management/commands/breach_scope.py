from datetime import datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from assessments import breaches, personal_data


class Command(BaseCommand):
    help = "After a leak, list the affected attempts by number, the kinds of data, and the text of the notice."

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="begin", required=True, help="such as 2027-01-31T08:00, on the site's clock")
        parser.add_argument("--to", dest="end", required=True)
        parser.add_argument("--tables", nargs="+", metavar="APP.MODEL", help="only what lay in these; else in all")

    def handle(self, *, begin, end, tables, **options):
        begin, end = _moment(begin), _moment(end)
        if begin > end:
            raise CommandError("--from harus sebelum --to.")
        sections = _sections(tables)
        self.stdout.write("# Pengerjaan yang datanya ada pada akhir rentang itu")
        count = 0
        for attempt_id in breaches.affected_ids(end=end, sections=sections):
            self.stdout.write(str(attempt_id))
            count += 1
        self.stdout.write(f"# Jumlah: {count}")
        self.stdout.write(
            f"# Sudah dihapus sejak awal rentang, tidak dapat disebut lagi: {breaches.erased_since(begin)}"
        )
        self.stdout.write("# Pemberitahuan")
        self.stdout.write(breaches.notice(begin=begin, end=end, sections=sections, contact=settings.DATA_CONTACT))


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"{text!r} bukan waktu: tulis seperti 2027-01-31T08:00.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _sections(tables: list[str] | None) -> list[personal_data.Section]:
    known = {section.label: section for section in personal_data.sections()}
    if unknown := [table for table in tables or () if table.lower() not in known]:
        raise CommandError(f"Tidak dikenal: {', '.join(unknown)}. Yang ada: {', '.join(known)}.")
    return [known[table.lower()] for table in tables or known]
