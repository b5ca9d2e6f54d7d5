"""Erasing what people stored: with a proof that names nobody, and a list against restored backups."""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from .codes import random_code
from .models import Attempt, ErasedAttempt, Erasure, GuardianRequest

NUMBER_LENGTH = 12  # signs of 5 bits each
HASH_LENGTH = 64


def id_hash(attempt_id: UUID | str) -> str:
    """SHA-256 of an attempt's id, as hex: 122 random bits need no salt."""
    return hashlib.sha256(str(attempt_id).encode()).hexdigest()


@transaction.atomic
def erase_attempts(
    *, attempt_ids: Collection[UUID | str], reason: str, now: datetime, guardian_ids: Collection[UUID | str] = ()
) -> Erasure | None:
    """Erase the attempts with all that hangs on them, and the requests to guardians that nothing hangs on any more.

    All or nothing; None where nothing was there to erase, so a second call is content. The hashes of the ids are on
    the disk before anything is gone: see `note_for_restored_backups`. Raises OSError when they cannot be written.
    """
    found = list(
        Attempt.objects.select_for_update().filter(pk__in=attempt_ids).order_by("pk").values_list("pk", flat=True)
    )
    _total, counts = Attempt.objects.filter(pk__in=found).delete()
    requests = GuardianRequest.objects.filter(pk__in=guardian_ids, attempts=None)
    _total, of_requests = requests.delete()
    counts |= of_requests
    if not counts:
        return None
    hashes = [id_hash(attempt_id) for attempt_id in found]
    number = random_code(NUMBER_LENGTH)
    erasure = Erasure.objects.create(number=number, reason=reason, counts=counts, erased_at=now)
    # Only after a restored backup is one of them known already.
    ErasedAttempt.objects.bulk_create(
        (ErasedAttempt(erasure=erasure, id_hash=hashed) for hashed in hashes), ignore_conflicts=True
    )
    note_for_restored_backups(hashes, now=now)
    return erasure


def note_for_restored_backups(hashes: Iterable[str], *, now: datetime) -> None:
    """Append hashes to the list beside the database, durably. A restored database has forgotten its own rows of today.

    Written before the commit: after a kill in between, the list knows of an erasure that somebody asked for and did
    not get, which is the harmless side.
    """
    lines = "".join(f"\n{now.isoformat(timespec='seconds')} {hashed}" for hashed in hashes) + "\n"
    with open(settings.ERASURE_LIST, "ab", buffering=0) as file:
        file.write(lines.encode())
        os.fsync(file.fileno())


def hashes_in(path: Path) -> Iterator[str]:
    """The hashes in such a list; a line that a power cut left unfinished is passed over."""
    for line in path.read_text(errors="replace").splitlines():
        hashed = line.rpartition(" ")[2]
        if len(hashed) == HASH_LENGTH and set(hashed) <= set("0123456789abcdef"):
            yield hashed


def receipt_for(attempt_id: UUID | str) -> Erasure | None:
    """The proof of an attempt's erasure, for whoever held the right to it."""
    return Erasure.objects.filter(attempts__id_hash=id_hash(attempt_id)).first()
