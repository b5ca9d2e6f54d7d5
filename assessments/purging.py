"""The nightly erasing of what is kept no longer: in chunks, each whole by itself, so that a kill loses nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from .erasing import erase_attempts
from .models import Attempt, Erasure, GuardianRequest
from .queries import ANSWERING_KEY, GUARDIAN_KEY, SESSION_KEY, release_attempts
from .retention import expired_attempts, expired_requests, expired_tries, months_later
from .signals import nightly_erasing

CHUNK = 200  # attempts erased together: under a second, while others wait to write


@dataclass(frozen=True)
class Expired:
    """How many rows of each kind were due."""

    attempts: int
    requests: int
    tries: int
    sessions: int
    rights: int  # sessions that remember what was erased in another browser


def count_expired(*, now: datetime) -> Expired:
    return Expired(
        expired_attempts(now=now).count(),
        expired_requests(now=now).count(),
        expired_tries(now=now).count(),
        _expired_sessions(now).count(),
        sum(1 for _session in _sessions_with_gone_rights(now)),
    )


def purge(*, now: datetime) -> Expired:
    """Erase all that is due. A second run, or one after a kill, finds what is left and is content."""
    nightly_erasing.send(sender=None, before=months_later(now, -settings.RETENTION_MONTHS))
    return Expired(
        _purge_attempts(now),
        # After the attempts, for a request is due only when none rests on it.
        expired_requests(now=now).delete()[0],
        expired_tries(now=now).delete()[0],
        _expired_sessions(now).delete()[0],
        sum(_replace(session, content) for session, content in _sessions_with_gone_rights(now)),
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


def _sessions_with_gone_rights(now: datetime) -> Iterator[tuple[Session, dict[str, Any]]]:
    """Sessions that hold a number or a code of something erased, each with what may stay in it."""
    alive = Session.objects.filter(expire_date__gte=now).order_by("pk")
    sessions = list(alive[:CHUNK])
    while sessions:
        contents = {session: session.get_decoded() for session in sessions}
        gone = _gone(contents.values())
        for session, content in contents.items():
            if gone & _numbers_in(content):
                yield session, _without(content, gone)
        sessions = list(alive.filter(pk__gt=sessions[-1].pk)[:CHUNK])


def _numbers_in(content: Mapping[str, Any]) -> set[str]:
    """Ids of attempts and of requests to guardians."""
    asked = [content.get(GUARDIAN_KEY, [None])[0], content.get(ANSWERING_KEY)]
    return {*content.get(SESSION_KEY, ()), *(number for number in asked if number)}


def _gone(contents: Iterable[Mapping[str, Any]]) -> set[str]:
    numbers = set().union(*map(_numbers_in, contents))
    found = (model.objects.filter(pk__in=numbers).values_list("pk", flat=True) for model in (Attempt, GuardianRequest))
    return numbers - {str(pk) for pks in found for pk in pks}


def _without(content: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    release_attempts(content, gone)
    if content.get(GUARDIAN_KEY, [None])[0] in gone:
        del content[GUARDIAN_KEY]
    if content.get(ANSWERING_KEY) in gone:
        del content[ANSWERING_KEY]
    return content


def _replace(session: Session, content: dict[str, Any]) -> bool:
    """Unless its browser wrote it in the meantime: then the next night is soon enough."""
    unchanged = Session.objects.filter(pk=session.pk, session_data=session.session_data)
    return bool(unchanged.update(session_data=Session.objects.encode(content)))
