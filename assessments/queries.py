"""Reads of attempts and reports."""

from functools import lru_cache
from uuid import UUID

from professions.models import Profession

from .models import Attempt, Instrument, Report

SESSION_KEY = "attempts"


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


def hold_attempt(session, attempt: Attempt) -> None:
    """Give this browser session the right to the attempt, under a new session key."""
    session.cycle_key()
    held = [held for held in session.get(SESSION_KEY, ()) if held != str(attempt.pk)]
    session[SESSION_KEY] = [str(attempt.pk), *held]


def release_attempt(session, attempt_id: UUID) -> None:
    session[SESSION_KEY] = [held for held in session.get(SESSION_KEY, ()) if held != str(attempt_id)]


def current_report(attempt: Attempt) -> Report | None:
    return attempt.reports.order_by("-number").first()


def current_instrument(profession: Profession) -> Instrument | None:
    return profession.instruments.order_by("-version").first()
