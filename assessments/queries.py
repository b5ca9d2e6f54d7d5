"""Reads of attempts and reports."""

from functools import lru_cache
from math import ceil
from statistics import median
from uuid import UUID

from professions.models import Profession

from .codes import code_hash
from .models import Attempt, Instrument, Report

SESSION_KEY = "attempts"
CODES_KEY = "codes"  # of the attempts above, to show them to whoever holds the session anyway
GUARDIAN_KEY = "guardian"  # the request that this browser made: [id, token]
FEWEST_TIMES = 30  # finished attempts below which a median time says little
MOST_TIMES = 200


@lru_cache(maxsize=64)
def instrument_by(pk: int) -> Instrument:
    """An instrument with its profile revision, read once a process: neither ever changes."""
    return Instrument.objects.select_related("profession", "revision").get(pk=pk)


def with_instrument(attempt: Attempt) -> Attempt:
    """The attempt with its instrument at hand, at no cost in queries."""
    attempt.instrument = instrument_by(attempt.instrument_id)
    return attempt


def holds_attempt(session, attempt_id: UUID) -> bool:
    return str(attempt_id) in session.get(SESSION_KEY, ())


def own_attempt(session, attempt_id: UUID) -> Attempt | None:
    """The attempt, when this browser session holds the right to it; else None, whether it exists or not."""
    if not holds_attempt(session, attempt_id):
        return None
    attempt = Attempt.objects.filter(pk=attempt_id).first()
    return attempt and with_instrument(attempt)


def own_attempts(session):
    """The session's attempts, newest first."""
    ids = session.get(SESSION_KEY, ())
    return (
        Attempt.objects.filter(pk__in=ids).select_related("instrument__profession") if ids else Attempt.objects.none()
    )


def hold_attempt(session, attempt: Attempt, *, code: str = "") -> None:
    """Give this browser session the right to the attempt, under a new session key; `code` is its resume code."""
    session.cycle_key()
    held = [held for held in session.get(SESSION_KEY, ()) if held != str(attempt.pk)]
    session[SESSION_KEY] = [str(attempt.pk), *held]
    if code:
        remember_code(session, attempt.pk, code)


def remember_code(session, attempt_id: UUID, code: str) -> None:
    session[CODES_KEY] = {**session.get(CODES_KEY, {}), str(attempt_id): code}


def code_of(session, attempt_id: UUID) -> str:
    """The resume code, where this session knows it; else empty."""
    return session.get(CODES_KEY, {}).get(str(attempt_id), "")


def release_attempt(session, attempt_id: UUID) -> None:
    session[SESSION_KEY] = [held for held in session.get(SESSION_KEY, ()) if held != str(attempt_id)]
    codes = session.get(CODES_KEY, {})
    session[CODES_KEY] = {held: code for held, code in codes.items() if held != str(attempt_id)}


def guardian_of(session) -> str | None:
    """Id of the request to a guardian that this browser made."""
    return session.get(GUARDIAN_KEY, [None])[0]


def attempt_by_code(code: str) -> Attempt | None:
    """The attempt that this resume code, without its groups, opens."""
    return Attempt.objects.filter(resume_hash=code_hash(code)).first()


def current_report(attempt: Attempt) -> Report | None:
    return attempt.reports.order_by("-number").first()


def current_instrument(profession: Profession) -> Instrument | None:
    return profession.instruments.order_by("-version").first()


def earlier_report(session, report: Report) -> Report | None:
    """The newest report on the same profession from another attempt of this session, finished before this one."""
    ids = [held for held in session.get(SESSION_KEY, ()) if held != str(report.attempt_id)]
    if not ids:
        return None
    others = Report.objects.filter(attempt__in=ids, profession=report.profession_id, created_at__lt=report.created_at)
    return others.select_related("instrument").defer("document").order_by("-created_at", "-number").first()


def usual_minutes(instrument: Instrument) -> int | None:
    """Median minutes of the last finished attempts, rounded up; None until enough of them are known."""
    times = Attempt.objects.filter(instrument=instrument, total_seconds__isnull=False).order_by("-finished_at")
    seconds = list(times.values_list("total_seconds", flat=True)[:MOST_TIMES])
    return ceil(median(seconds) / 60) if len(seconds) >= FEWEST_TIMES else None
