"""The nightly erasing of what is kept no longer: in chunks, each whole by itself, so that a kill loses nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from .erasing import erase_attempts
from .models import Erasure
from .retention import expired_attempts, expired_requests, expired_tries

CHUNK = 200  # attempts erased together: under a second, while others wait to write


@dataclass(frozen=True)
class Expired:
    """How many rows of each kind were due."""

    attempts: int
    requests: int
    tries: int
    sessions: int


def count_expired(*, now: datetime) -> Expired:
    return Expired(
        expired_attempts(now=now).count(),
        expired_requests(now=now).count(),
        expired_tries(now=now).count(),
        _expired_sessions(now).count(),
    )


def purge(*, now: datetime) -> Expired:
    """Erase all that is due. A second run, or one after a kill, finds what is left and is content."""
    return Expired(
        _purge_attempts(now),
        # After the attempts, for a request is due only when none rests on it.
        expired_requests(now=now).delete()[0],
        expired_tries(now=now).delete()[0],
        _expired_sessions(now).delete()[0],
    )


def _purge_attempts(now: datetime) -> int:
    due = list(expired_attempts(now=now).values_list("pk", flat=True))
    return sum(_purge_chunk(due[start : start + CHUNK], now) for start in range(0, len(due), CHUNK))


@transaction.atomic
def _purge_chunk(attempt_ids: list, now: datetime) -> int:
    # Asked again under the lock: somebody may have come back in the meantime.
    still_due = expired_attempts(now=now).filter(pk__in=attempt_ids).select_for_update(of=["self"])
    attempt_ids = list(still_due.values_list("pk", flat=True))
    erase_attempts(attempt_ids=attempt_ids, reason=Erasure.Reason.RETENTION, now=now)
    return len(attempt_ids)


def _expired_sessions(now: datetime):
    return Session.objects.filter(expire_date__lt=now)
