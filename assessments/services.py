"""Writes that belong together: load the bank, build instruments, save a page, finish, share, delete."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from professions.models import Profession, Trait
from professions.parsing import ContentRefused
from professions.problems import Problem
from professions.queries import published_professions
from professions.services import checksum, content_of, upsert
from professions.translations import in_language

from . import wording
from .answering import AnswersTampered, SavedAnswers, merge, read_answers
from .instruments import instrument_content, lay_out_pages
from .item_bank import ItemText
from .models import Attempt, Consent, Instrument, Item, Report
from .queries import with_instrument
from .reporting import build_document
from .scoring import SCORING_VERSION, InstrumentRefused, parse_instrument, result_as_dict, score_attempt

LONGEST_PAGE_SECONDS = 6 * 60 * 60  # beyond it the phone lay aside or the clock jumped: unknown


class AttemptFinished(ValueError):
    """Answers came for an attempt whose report exists already."""


class UnknownAttempt(LookupError):
    """There is no attempt of this id (any more)."""


class NoInstrument(LookupError):
    """The profession has no questionnaire yet."""


@dataclass(frozen=True)
class SavedPage:
    """What happened to a page: `conflicts` maps a question to the posted answer that did not replace a newer one."""

    attempt: Attempt
    conflicts: Mapping[str, Any]
    missing: tuple[str, ...]  # questions of the page with neither an answer nor "lewati"


@transaction.atomic
def load_items(items: Iterable[ItemText]) -> Counter:
    """Bring the item bank up to date; counts of "created", "changed", "unchanged"."""
    traits = {trait.code: trait.pk for trait in Trait.objects.all()}
    return Counter(upsert(Item, item.code, item.columns(trait_id=traits[item.trait])) for item in items)


@transaction.atomic
def build_instruments() -> Counter:
    """Freeze a new instrument for every published profession whose questionnaire changed.

    Raises InstrumentRefused with the problems of all professions, and then writes nothing.
    """
    professions = list(published_professions())
    contents = {profession.slug: content_of(profession.current_revision) for profession in professions}
    vocabulary = {trait.code: _trait_texts(trait) for trait in Trait.objects.all()}
    items = list(_bank_rows())
    summary: Counter = Counter()
    problems: list[Problem] = []
    for profession in professions:
        content = instrument_content(
            contents[profession.slug],
            revision=profession.current_revision.number,
            vocabulary=vocabulary,
            items=items,
            sisters=contents,
        )
        try:
            summary[_freeze_instrument(profession, content)] += 1
        except InstrumentRefused as refused:
            problems += refused.problems
    if problems:
        raise InstrumentRefused(problems)
    return summary


def rebuild_after_publishing(sender, **kwargs) -> None:
    """Freeze the next instrument when an editor publishes. Raises ContentRefused when it cannot be scored."""
    try:
        build_instruments()
    except InstrumentRefused as refused:
        raise ContentRefused(refused.problems) from refused


def _trait_texts(trait: Trait) -> dict[str, Any]:
    names = ("name", "definition", "trainable", "draining", "steps", "translations")
    return {name: getattr(trait, name) for name in names}


def _bank_rows():
    for item in Item.objects.select_related("trait").order_by("trait__position", "code"):
        yield {
            "code": item.code,
            "trait": item.trait.code,
            "key": item.key,
            "text": item.text,
            "reserve": item.reserve,
            "translations": item.translations,
        }


def _freeze_instrument(profession: Profession, content: dict[str, Any]) -> str:
    fingerprint = checksum(content)
    last = profession.instruments.order_by("-version").first()
    if last and last.checksum == fingerprint:
        return "unchanged"
    version = last.version + 1 if last else 1
    content = {"profession": content["profession"], "version": version, **content}
    parse_instrument(content)
    Instrument.objects.create(
        profession=profession,
        revision=profession.current_revision,
        version=version,
        content=content,
        checksum=fingerprint,
    )
    return "changed" if last else "created"


@transaction.atomic
def start_attempt(*, profession: Profession, key: str, counselor_may_see: bool, now: datetime) -> Attempt:
    """Begin an attempt on the newest instrument, with the consent that makes it lawful.

    A form that arrives twice begins one attempt. Raises NoInstrument.
    """
    instrument = profession.instruments.order_by("-version").first()
    if instrument is None:
        raise NoInstrument(f"profession {profession.slug} has no instrument")
    attempt, created = Attempt.objects.get_or_create(
        start_key=key,
        defaults={
            "instrument": instrument,
            "pages": lay_out_pages(instrument.content, seed=secrets.randbits(64)),
            "counselor_may_see": counselor_may_see,
            "started_at": now,
        },
    )
    if created:
        _record_consent(attempt, Consent.Purpose.REPORT, now)
        if counselor_may_see:
            _record_consent(attempt, Consent.Purpose.COUNSELOR, now)
    return attempt


@transaction.atomic
def save_page(
    *,
    attempt_id: UUID,
    number: int,
    posted: Mapping[str, list[str]],
    key: str,
    form_revision: int,
    seconds: float | None = None,
) -> SavedPage:
    """Store the answers of page `number` (from 1) in one durable write; see `answering.merge` for what wins.

    `posted` holds the form's fields as they came; `answering.read_answers` says which of them are answers.
    `seconds` is how long the form lay open, None or out of reason when unknown.
    Raises UnknownAttempt, AttemptFinished, AnswersTampered (a page or revision that does not exist).
    """
    attempt = _locked(attempt_id)
    if attempt.is_finished:
        raise AttemptFinished(f"attempt {attempt_id} has a report")
    if not 1 <= number <= len(attempt.pages) or form_revision > attempt.revision:
        raise AnswersTampered(f"attempt {attempt_id} has no page {number} at revision {form_revision}")
    page = attempt.pages[number - 1]
    answers = read_answers(posted, kind=page["kind"], codes=page["codes"])
    saved = SavedAnswers(attempt.answers, attempt.answer_revisions, attempt.revision, attempt.keys)
    merged = merge(saved, answers, key=key, form_revision=form_revision)
    if not merged.is_replay:
        attempt.answers = dict(merged.saved.answers)
        attempt.answer_revisions = dict(merged.saved.answer_revisions)
        attempt.revision = merged.saved.revision
        attempt.keys = dict(merged.saved.keys)
        if seconds is not None and 0 <= seconds <= LONGEST_PAGE_SECONDS:
            attempt.seconds.setdefault(str(number), round(seconds, 1))
        attempt.save(update_fields=["answers", "answer_revisions", "revision", "keys", "seconds"])
    missing = tuple(code for code in page["codes"] if code not in attempt.answers)
    return SavedPage(attempt, merged.conflicts, missing)


@transaction.atomic
def finish_attempt(*, attempt_id: UUID, now: datetime) -> Report:
    """Score the answers and store the report; an attempt that has one keeps it. Raises UnknownAttempt."""
    attempt = _locked(attempt_id)
    if attempt.is_finished:
        return attempt.reports.order_by("-number").first()
    attempt.finished_at = now
    attempt.save(update_fields=["finished_at"])
    return _store_report(attempt, now=now)


def _store_report(attempt: Attempt, *, now: datetime) -> Report:
    instrument = attempt.instrument
    result = result_as_dict(
        score_attempt(parse_instrument(instrument.content), answered(attempt), seconds=page_seconds(attempt))
    )
    low, high = result["band"] or (None, None)
    return Report.objects.create(
        attempt=attempt,
        number=attempt.reports.count() + 1,
        instrument=instrument,
        profession=instrument.profession,
        scoring_version=SCORING_VERSION,
        level=result["level"] or Report.Level.MISSING,
        score=result["score"],
        band_low=low,
        band_high=high,
        has_quality_note=bool(result["quality"]["notes"]),
        has_unfit_met=any(criterion["state"] == "met" for criterion in result["unfit"]),
        result=result,
        document={language: _document_in(language, result, attempt, now=now) for language, _name in settings.LANGUAGES},
        created_at=now,
    )


def _document_in(language: str, result: Mapping[str, Any], attempt: Attempt, *, now: datetime) -> dict[str, Any]:
    """What the report says in this language, written now so that it reads the same for ever."""
    with translation.override(language):
        return build_document(
            result,
            answers=answered(attempt),
            instrument=in_language(attempt.instrument.content, language),
            profile=in_language(attempt.instrument.revision.content, language),
            created_at=now,
        )


def answered(attempt: Attempt) -> dict[str, Any]:
    """The raw answers; a skipped question is absent, as one never reached."""
    return {code: value for code, value in attempt.answers.items() if value is not None}


def page_seconds(attempt: Attempt) -> list[dict[str, float]]:
    """Seconds and number of questions of each page whose time is known."""
    return [
        {"seconds": attempt.seconds[str(number)], "items": len(page["codes"])}
        for number, page in enumerate(attempt.pages, start=1)
        if str(number) in attempt.seconds
    ]


@transaction.atomic
def set_counselor_access(*, attempt_id: UUID, allowed: bool, now: datetime) -> Attempt:
    """Open the report to counselors, or close it; each change is an entry of the consent ledger."""
    attempt = _locked(attempt_id)
    if attempt.counselor_may_see != allowed:
        attempt.counselor_may_see = allowed
        attempt.save(update_fields=["counselor_may_see"])
        if allowed:
            _record_consent(attempt, Consent.Purpose.COUNSELOR, now)
        else:
            attempt.consents.filter(purpose=Consent.Purpose.COUNSELOR, withdrawn_at=None).update(withdrawn_at=now)
    return attempt


@transaction.atomic
def delete_attempt(*, attempt_id: UUID) -> None:
    """Erase the attempt with its answers, consents and reports; a second call finds nothing and is content."""
    Attempt.objects.filter(pk=attempt_id).delete()


def _locked(attempt_id: UUID) -> Attempt:
    try:
        return with_instrument(Attempt.objects.select_for_update().get(pk=attempt_id))
    except Attempt.DoesNotExist as error:
        raise UnknownAttempt(f"there is no attempt {attempt_id}") from error


def _record_consent(attempt: Attempt, purpose: str, now: datetime) -> None:
    Consent.objects.create(attempt=attempt, purpose=purpose, text=wording.consent_text(purpose), given_at=now)
