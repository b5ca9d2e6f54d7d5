"""The person's own data as pages and files show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from . import personal_data
from .models import Attempt, Consent, GuardianRequest, Report
from .queries import guardian_of, instrument_by
from .questions import answers_in_words, texts_by_code
from .retention import Keeping, keeping_of


@dataclass(frozen=True)
class StoredAttempt:
    attempt: Attempt
    answered: int  # questions
    asked: int
    reports: int
    keeping: Keeping
    consents: tuple[Consent, ...]


def attempts_in_words(attempts: Sequence[Attempt], *, now: datetime) -> list[StoredAttempt]:
    """What is stored of each attempt. Costs two queries, however many there are."""
    ledger: dict[Any, list[Consent]] = {attempt.pk: [] for attempt in attempts}
    for consent in Consent.objects.filter(attempt__in=ledger).order_by("given_at", "pk"):
        ledger[consent.attempt_id].append(consent)
    counted = Report.objects.filter(attempt__in=ledger).order_by().values_list("attempt").annotate(Count("pk"))
    reports = dict(counted)
    return [
        StoredAttempt(
            attempt,
            answered=sum(value is not None for value in attempt.answers.values()),
            asked=sum(len(page["codes"]) for page in attempt.pages),
            reports=reports.get(attempt.pk, 0),
            keeping=keeping_of(attempt, now=now),
            consents=tuple(ledger[attempt.pk]),
        )
        for attempt in attempts
    ]


def guardian_requests(session, attempts: Iterable[Attempt]) -> QuerySet[GuardianRequest]:
    """Those that this browser made, and those under which its attempts are stored."""
    ids = {attempt.guardian_id for attempt in attempts} | {guardian_of(session)}
    return GuardianRequest.objects.filter(pk__in=ids - {None}).order_by("asked_at")


def file_for(held: personal_data.Held, *, now: datetime) -> dict[str, Any]:
    """The copy for machines: every table, and what was asked, without which the answers say nothing."""
    copy = personal_data.copy_of(held, now=now)
    numbers = {row["instrument"] for row in copy["bagian"]["assessments.attempt"]["baris"]}
    return {**copy, "kuis": {str(number): _quiz(number) for number in sorted(numbers)}}


def _quiz(number: int) -> dict[str, Any]:
    instrument = instrument_by(number)
    return {"nama": str(instrument), "pertanyaan": texts_by_code(instrument.content)}


def copy_in_words(held: personal_data.Held, attempts: Sequence[Attempt], *, now: datetime) -> Mapping[str, Any]:
    """The readable copy: every table but what only the file holds, and each answer beside its question."""
    return {
        "now": now,
        "attempts": [(attempt, answers_in_words(attempt)) for attempt in attempts],
        "sections": [
            (section.title, [list(personal_data.in_words(section, row)) for row in section.rows(held)])
            for section in personal_data.sections()
        ],
    }
