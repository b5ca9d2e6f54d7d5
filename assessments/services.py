"""Writes that belong together: load the bank, build instruments, save a page, finish, consent, delete."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from professions.models import Profession, Trait
from professions.parsing import ContentRefused
from professions.problems import Problem
from professions.queries import published_professions
from professions.services import checksum, content_of, upsert

from . import wording
from .answering import AnswersTampered, SavedAnswers, merge, read_answers
from .codes import code_hash
from .instruments import again_code, instrument_content, is_again, lay_out_pages, pages_of
from .item_bank import ItemText
from .models import Attempt, Consent, Instrument, Item, Report
from .queries import current_report, with_instrument
from .reporting import build_documents
from .scoring import SCORING_VERSION, InstrumentRefused, parse_instrument, result_as_dict, score_attempt
from .signals import report_stored

LONGEST_PAGE_SECONDS = 6 * 60 * 60  # beyond it the phone lay aside or the clock jumped: unknown


class RoundClosed(ValueError):
    """Answers came for questions whose report exists already."""


class RoundRefused(ValueError):
    """This round of further questions is not open to the attempt: it has been, or there is nothing to ask."""


class UnknownAttempt(LookupError):
    """There is no attempt of this id (any more)."""


@dataclass(frozen=True)
class Recording:
    """How a consent came to the ledger when its giver did not tick it here, and who of the staff wrote it down."""

    how: str
    by: str = ""


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
def start_attempt(
    *,
    profession: Profession,
    key: str,
    code: str,
    now: datetime,
    guardian_id: str | None = None,
) -> Attempt:
    """Begin an attempt on the newest instrument, with the consent that makes it lawful.

    `code` becomes its resume code; `guardian_id` is the request by which a guardian of somebody under 18 agreed.
    A form that arrives twice begins one attempt, which keeps the first code. Raises NoInstrument.
    """
    instrument = profession.instruments.order_by("-version").first()
    if instrument is None:
        raise NoInstrument(f"profession {profession.slug} has no instrument")
    attempt, created = Attempt.objects.get_or_create(
        start_key=key,
        defaults={
            "instrument": instrument,
            "resume_hash": code_hash(code),
            "pages": lay_out_pages(instrument.content, seed=secrets.randbits(64)),
            "guardian_id": guardian_id,
            "started_at": now,
            "active_at": now,
        },
    )
    if created:
        how = Consent.How.GUARDIAN if guardian_id else Consent.How.START
        purpose = Consent.Purpose.REPORT
        record_consent(attempt, purpose=purpose, text=wording.consent_text(purpose), recording=Recording(how), now=now)
    return attempt


def note_use(*, attempt_id: UUID, now: datetime) -> None:
    """Somebody came back with the code, or a counselor agreed something: the time of keeping begins anew."""
    Attempt.objects.filter(pk=attempt_id).update(active_at=now)


@transaction.atomic
def enter_from_paper(
    *, instrument: Instrument, answers: Mapping[str, str], key: str, code: str, by: str, now: datetime
) -> Attempt | None:
    """A finished attempt with its report from a sheet that `by` typed in; None when this form has made one before.

    `answers` gives every question's form value, "skip" where the person left it out. The consent on the sheet goes
    into the ledger. Raises AnswersTampered.
    """
    attempt, created = Attempt.objects.get_or_create(
        start_key=key,
        defaults={
            "instrument": instrument,
            "resume_hash": code_hash(code),
            "pages": lay_out_pages(instrument.content, seed=None),
            "entered_by": by,
            "entered_at": now,
            "started_at": now,
            "active_at": now,
        },
    )
    if not created:
        return None
    record_consent(
        attempt,
        purpose=Consent.Purpose.REPORT,
        text=wording.consent_text("report"),
        now=now,
        recording=Recording(Consent.How.PAPER, by),
    )
    for number, page in enumerate(attempt.pages, start=1):
        save_page(
            attempt_id=attempt.pk,
            number=number,
            posted={f"q-{question}": [answers[question]] for question in page["codes"]},
            key=f"{key}-{number}",
            form_revision=number - 1,
            now=now,
        )
    finish_round(attempt_id=attempt.pk, now=now)
    attempt.refresh_from_db()
    return attempt


@transaction.atomic
def save_page(
    *,
    attempt_id: UUID,
    number: int,
    posted: Mapping[str, list[str]],
    key: str,
    form_revision: int,
    now: datetime,
    sequence: int | None = None,
    seconds: float | None = None,
) -> SavedPage:
    """Store the answers of page `number` (from 1) in one durable write; see `answering.merge` for what wins.

    `posted` holds the form's fields as they came; `answering.read_answers` says which of them are answers.
    `sequence` numbers what one form sends while it is filled in, None for a plain form. `seconds` is how long the
    form lay open; None or out of reason when unknown.
    Raises UnknownAttempt, RoundClosed, AnswersTampered (a page or revision that does not exist).
    """
    attempt = locked_attempt(attempt_id)
    if not 1 <= number <= len(attempt.pages) or form_revision > attempt.revision:
        raise AnswersTampered(f"attempt {attempt_id} has no page {number} at revision {form_revision}")
    if number not in attempt.open_pages:
        raise RoundClosed(f"the report on page {number} of attempt {attempt_id} exists")
    page = attempt.pages[number - 1]
    answers = read_answers(posted, kind=page["kind"], codes=page["codes"])
    saved = SavedAnswers(attempt.answers, attempt.answer_revisions, attempt.revision, attempt.keys, attempt.sequences)
    merged = merge(saved, answers, key=key, form_revision=form_revision, sequence=sequence)
    if not merged.is_replay:
        attempt.answers = dict(merged.saved.answers)
        attempt.answer_revisions = dict(merged.saved.answer_revisions)
        attempt.revision = merged.saved.revision
        attempt.keys = dict(merged.saved.keys)
        attempt.sequences = dict(merged.saved.sequences)
        if seconds is not None and 0 <= seconds <= LONGEST_PAGE_SECONDS:
            attempt.seconds.setdefault(str(number), round(seconds, 1))
        attempt.active_at = now
        attempt.save(
            update_fields=["answers", "answer_revisions", "revision", "keys", "sequences", "seconds", "active_at"]
        )
    missing = tuple(code for code in page["codes"] if code not in attempt.answers)
    return SavedPage(attempt, merged.conflicts, missing)


@transaction.atomic
def finish_round(*, attempt_id: UUID, now: datetime) -> Report:
    """Score the answers and store the report of the open round; without one, the newest report stays.

    Raises UnknownAttempt.
    """
    attempt = locked_attempt(attempt_id)
    if attempt.open_round == Attempt.Round.NONE:
        return current_report(attempt)
    if not attempt.is_finished:
        attempt.finished_at = now
        attempt.total_seconds = _total_seconds(attempt)
    attempt.open_round = Attempt.Round.NONE
    attempt.active_at = now
    attempt.save(update_fields=["finished_at", "total_seconds", "open_round", "active_at"])
    return _store_report(attempt, now=now)


@transaction.atomic
def start_round(*, attempt_id: UUID, round_: str) -> Attempt:
    """Open a round of further questions after the report; one that is open already stays so.

    Raises UnknownAttempt, RoundRefused.
    """
    attempt = locked_attempt(attempt_id)
    if attempt.open_round == round_:
        return attempt
    pages = _further_pages(attempt, round_)
    if attempt.open_round != Attempt.Round.NONE or attempt.pages_of(round_) or not pages:
        raise RoundRefused(f"attempt {attempt_id} has no round {round_!r} to open")
    attempt.pages = [*attempt.pages, *pages]
    attempt.open_round = round_
    attempt.save(update_fields=["pages", "open_round"])
    return attempt


def _further_pages(attempt: Attempt, round_: str) -> list[dict[str, Any]]:
    if round_ == Attempt.Round.CLARIFY and attempt.is_finished:
        return pages_of("traits", current_report(attempt).result["clarify"], round_=round_)
    if round_ == Attempt.Round.AGAIN:
        asked = [code for page in attempt.pages if page["kind"] == "beliefs" for code in page["codes"]]
        return pages_of("beliefs", [again_code(code) for code in asked], round_=round_)
    return []


def _total_seconds(attempt: Attempt) -> int | None:
    known = page_seconds(attempt)
    return round(sum(page["seconds"] for page in known)) if len(known) == len(attempt.pages) else None


@transaction.atomic
def renew_resume_code(*, attempt_id: UUID, code: str) -> None:
    """Let this code open the attempt from now on; the one before it no longer does. Raises UnknownAttempt."""
    attempt = locked_attempt(attempt_id)
    attempt.resume_hash = code_hash(code)
    attempt.save(update_fields=["resume_hash"])


def _store_report(attempt: Attempt, *, now: datetime) -> Report:
    report = new_report(attempt, number=attempt.reports.count() + 1, now=now)
    report.save()
    report_stored.send(sender=Report, report=report)
    return report


def new_report(attempt: Attempt, *, number: int, now: datetime) -> Report:
    """The report that follows from the attempt's answers, not yet stored."""
    instrument = attempt.instrument
    result = result_as_dict(
        score_attempt(parse_instrument(instrument.content), scored_answers(attempt), seconds=page_seconds(attempt))
    )
    low, high = result["band"] or (None, None)
    return Report(
        attempt=attempt,
        number=number,
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
        document=build_documents(
            result,
            answers=answered(attempt),
            instrument=instrument.content,
            profile=instrument.revision.content,
            created_at=now,
        ),
        created_at=now,
    )


def answered(attempt: Attempt) -> dict[str, Any]:
    """The raw answers; a skipped question is absent, as one never reached."""
    return {code: value for code, value in attempt.answers.items() if value is not None}


def scored_answers(attempt: Attempt) -> dict[str, Any]:
    """Those that the result follows from: without the beliefs that were answered again after the report."""
    return {code: value for code, value in answered(attempt).items() if not is_again(code)}


def page_seconds(attempt: Attempt) -> list[dict[str, float]]:
    """Seconds and number of questions of each page whose time is known."""
    return [
        {"seconds": attempt.seconds[str(number)], "items": len(page["codes"])}
        for number, page in enumerate(attempt.pages, start=1)
        if str(number) in attempt.seconds
    ]


def record_consent(
    attempt: Attempt,
    *,
    purpose: str,
    text: str,
    now: datetime,
    party: str = "",
    recording: Recording,
) -> None:
    """Write into the ledger what was agreed to; agreeing once more to what stands changes nothing."""
    Consent.objects.get_or_create(
        attempt=attempt,
        purpose=purpose,
        party=party,
        withdrawn_at=None,
        defaults={"text": text, "given_at": now, "how": recording.how, "recorded_by": recording.by},
    )


def withdraw_consent(attempt: Attempt, *, purpose: str, now: datetime, party: str = "") -> None:
    attempt.consents.filter(purpose=purpose, party=party, withdrawn_at=None).update(withdrawn_at=now)


def locked_attempt(attempt_id: UUID) -> Attempt:
    """The attempt, kept from everybody else until the transaction ends. Raises UnknownAttempt."""
    try:
        return with_instrument(Attempt.objects.select_for_update().get(pk=attempt_id))
    except Attempt.DoesNotExist as error:
        raise UnknownAttempt(f"there is no attempt {attempt_id}") from error
