from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.erasing import erase_attempts, hashes_in, id_hash
from assessments.models import Attempt, ErasedAttempt, Erasure

CHUNK = 200


class Command(BaseCommand):
    help = "After a backup was restored, erase again what had been erased since. To be run before the site opens."

    def add_arguments(self, parser):
        parser.add_argument("lists", nargs="*", type=Path, help="lists of erasures; ERASURE_LIST when none is named")

    def handle(self, *, lists, **options):
        lists = lists or [settings.ERASURE_LIST]
        if missing := [str(path) for path in lists if not path.exists()]:
            raise CommandError(f"Daftar penghapusan tidak ada: {', '.join(missing)}.")
        own = ErasedAttempt.objects.values_list("id_hash", flat=True).iterator()
        erased = {bytes.fromhex(hashed) for hashed in chain(own, *map(hashes_in, lists))}
        ids = Attempt.objects.order_by().values_list("pk", flat=True)
        returned = [attempt_id for attempt_id in ids.iterator() if bytes.fromhex(id_hash(attempt_id)) in erased]
        for start in range(0, len(returned), CHUNK):
            erase_attempts(
                attempt_ids=returned[start : start + CHUNK], reason=Erasure.Reason.RESTORED, now=timezone.now()
            )
        self.stdout.write(f"{len(erased)} penghapusan diketahui, {len(returned)} pengerjaan dihapus lagi.")
