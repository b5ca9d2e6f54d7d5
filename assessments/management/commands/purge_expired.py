from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessments.purging import count_expired, purge

LABELS = {
    "attempts": "pengerjaan dengan jawaban dan laporannya",
    "requests": "permintaan kepada orang tua atau wali",
    "tries": "kode yang keliru",
    "sessions": "sesi peramban yang berakhir",
    "rights": "sesi peramban yang masih memuat nomor data terhapus",
}


class Command(BaseCommand):
    help = "Erase what nobody used for RETENTION_MONTHS, and what else has run out. To be run every night."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count only")

    def handle(self, *, dry_run, **options):
        expired = (count_expired if dry_run else purge)(now=timezone.now())
        self.stdout.write("Akan dihapus:" if dry_run else "Dihapus:")
        for name, count in asdict(expired).items():
            self.stdout.write(f"  {count} {LABELS[name]}")
