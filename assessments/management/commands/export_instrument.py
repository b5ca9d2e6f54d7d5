import json

from django.core.management.base import BaseCommand, CommandError

from assessments.models import Instrument


class Command(BaseCommand):
    help = "Print a profession's current instrument as JSON."

    def add_arguments(self, parser):
        parser.add_argument("slug")

    def handle(self, *, slug, **options):
        instrument = Instrument.objects.filter(profession__slug=slug).order_by("-version").first()
        if instrument is None:
            known = (
                Instrument.objects.values_list("profession__slug", flat=True).distinct().order_by("profession__slug")
            )
            raise CommandError(f"Tidak ada kuis untuk {slug!r}. Yang ada: {', '.join(known) or 'belum ada'}.")
        self.stdout.write(json.dumps(instrument.content, ensure_ascii=False, indent=1))
