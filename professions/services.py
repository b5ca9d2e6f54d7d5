"""Writes that touch several rows: load profiles from files, draft, publish."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from . import models
from .history import people_behind, record_new_draft
from .models import Profession, ProfileRevision, Trait
from .parsing import (
    ComparisonText,
    ContentRefused,
    DutyText,
    FitText,
    MisconceptionText,
    OccupationCode,
    PairText,
    Passage,
    ProfileContent,
    SourceText,
    StatementText,
    SummaryText,
    TargetText,
    TraitText,
    TryStep,
    UnfitText,
    profile_problems,
)
from .problems import Problem
from .queries import trait_codes
from .recording import unrecorded
from .translations import still_true


def checksum(document: Any) -> str:
    """SHA-256 of the document's canonical JSON, as hex."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@transaction.atomic
def load_traits(traits: Iterable[TraitText]) -> Counter:
    """Bring the vocabulary up to date; counts of "created", "changed", "unchanged"."""
    summary: Counter = Counter()
    for position, trait in enumerate(traits):
        values = asdict(trait) | {"position": position, "steps": [asdict(step) for step in trait.steps]}
        summary[upsert(Trait, values.pop("code"), values)] += 1
    return summary


def upsert(model, code: str, values: dict[str, Any]) -> str:
    """Create or change the row of this code; says which: "created", "changed" or "unchanged"."""
    row = model.objects.filter(code=code).first()
    if row is None:
        model.objects.create(code=code, **values)
        return "created"
    if all(getattr(row, name) == value for name, value in values.items()):
        return "unchanged"
    model.objects.filter(pk=row.pk).update(**values)
    return "changed"


@transaction.atomic
def load_profiles(profiles: Iterable[ProfileContent], *, now: datetime) -> Counter:
    """Publish a new revision of every profile whose file changed since it was last loaded.

    Raises ContentRefused with the problems of all profiles, and then writes nothing.
    """
    profiles = list(profiles)
    slugs = {profile.slug for profile in profiles} | set(Profession.objects.values_list("slug", flat=True))
    problems = [
        problem for profile in profiles for problem in profile_problems(profile, traits=trait_codes(), slugs=slugs)
    ]
    if problems:
        raise ContentRefused(problems)
    # All of them first, for profiles name one another.
    rows = [Profession.objects.get_or_create(slug=row.slug, defaults={"name": row.name})[0] for row in profiles]
    with unrecorded():  # the files' history is their own
        return Counter(
            _load_profile(profession, profile, now=now) for profession, profile in zip(rows, profiles, strict=True)
        )


def _load_profile(profession: Profession, content: ProfileContent, *, now: datetime) -> str:
    fingerprint = checksum(content.as_document())
    last = profession.revisions.exclude(file_checksum="").order_by("-number").first()
    if last and last.file_checksum == fingerprint:
        return "unchanged"
    revision = store_draft(profession, content)
    ProfileRevision.objects.filter(pk=revision.pk).update(file_checksum=fingerprint)
    publish_revision(revision=revision, now=now)
    return "changed" if last else "created"


@transaction.atomic
def publish_revision(*, revision: ProfileRevision, now: datetime, publisher_id: int | None = None) -> ProfileRevision:
    """Freeze a draft and show it. `publisher_id` is the account that asks for it, None where a file does.

    Raises ContentRefused when the draft has problems or needs a second person, FrozenRevision when it is no draft.
    """
    revision = ProfileRevision.objects.select_for_update().get(pk=revision.pk)
    revision.refuse_when_published()
    if settings.CONTENT_NEEDS_SECOND_PERSON and publisher_id in people_behind(revision):
        sentence = "Anda yang membuat draf ini atau yang terakhir menyuntingnya."
        hint = "Minta penyunting lain membaca dan menerbitkannya."
        raise ContentRefused([Problem("professions.E016", str(revision), sentence, hint)])
    content = content_of(revision)
    slugs = Profession.objects.values_list("slug", flat=True)
    if problems := profile_problems(content, traits=trait_codes(), slugs=slugs):
        raise ContentRefused(problems)
    revision.content = content.as_document()
    if not revision.file_checksum:
        _drop_outdated_translations(revision)
    revision.status = ProfileRevision.Status.PUBLISHED
    revision.published_at = now
    revision.save()
    Profession.objects.filter(pk=revision.profession_id).update(current_revision=revision, name=revision.name)
    return revision


def _drop_outdated_translations(revision: ProfileRevision) -> None:
    """An editor changes the Indonesian text alone; a translation of what it said before would now mislead."""
    published = revision.profession.revisions.filter(status=ProfileRevision.Status.PUBLISHED)
    earlier = list(published.values_list("content", flat=True))
    revision.translations = still_true(revision.translations, document=revision.content, earlier=earlier)
    revision.content["translations"] = revision.translations


@transaction.atomic
def draft_from(*, revision: ProfileRevision) -> ProfileRevision:
    """A new draft that says what the given revision says."""
    with unrecorded():
        draft = store_draft(revision.profession, content_of(revision))
    record_new_draft(draft)
    return draft


def store_draft(profession: Profession, content: ProfileContent) -> ProfileRevision:
    """Write the content as rows of a new draft revision."""
    highest = profession.revisions.aggregate(highest=Max("number"))["highest"] or 0
    revision = ProfileRevision.objects.create(
        profession=profession,
        number=highest + 1,
        name=content.name,
        other_names=list(content.other_names),
        codes=[asdict(code) for code in content.codes],
        reviewed_by=content.reviewed_by,
        reviewed_on=content.reviewed_on or None,
        translations=content.translations,
    )
    passages = _store_sources(revision, content)
    traits = {trait.code: trait for trait in Trait.objects.all()}
    for claim, position in _numbered(content.summary):
        _store_claim(models.SummaryClaim, revision, claim, position, passages, text=claim.text)
    for claim, position in _numbered(content.duties):
        texts = {"text": claim.text, "purpose": claim.purpose, "question": claim.question}
        _store_claim(models.Duty, revision, claim, position, passages, **texts)
    for claim, position in _numbered(content.fit):
        row = _store_claim(models.FitClaim, revision, claim, position, passages, text=claim.text)
        row.traits.set(traits[code] for code in claim.traits)
    for claim, position in _numbered(content.unfit):
        values = {"text": claim.text, "trait": traits[claim.trait], "side": claim.side}
        _store_claim(models.UnfitCriterion, revision, claim, position, passages, **values)
    for target, position in _numbered(content.targets):
        values = {"weight": target.weight, "direction": target.direction, "why": target.why}
        row = models.TraitTarget.objects.create(
            revision=revision, position=position, trait=traits[target.trait], **values
        )
        row.passages.set(passages[cite] for cite in target.cites)
    for kind in models.Misconception.Kind:
        section = content.misconceptions if kind == "misconception" else content.false_expectations
        for claim, position in _numbered(section):
            values = {"kind": kind, "belief": claim.belief, "reality": claim.reality}
            values["statements"] = [asdict(statement) for statement in claim.statements]
            _store_claim(models.Misconception, revision, claim, position, passages, **values)
    for claim, position in _numbered(content.comparisons):
        values = {"other": claim.other, "other_slug": claim.other_slug, "pairs": [asdict(pair) for pair in claim.pairs]}
        values |= {"self_focus": claim.self_focus, "other_focus": claim.other_focus}
        _store_claim(models.Comparison, revision, claim, position, passages, **values)
    for step, position in _numbered(content.steps):
        models.ProfessionStep.objects.create(revision=revision, position=position, code=step.code, text=step.text)
    return revision


def content_of(revision: ProfileRevision) -> ProfileContent:
    """What the rows of a revision say; costs about twenty queries, so pages read the frozen `content` instead."""
    misconceptions = {kind: [] for kind in models.Misconception.Kind}
    for row in revision.misconception_set.prefetch_related("passages__source"):
        statements = tuple(StatementText(**statement) for statement in row.statements)
        misconceptions[row.kind].append(
            MisconceptionText(**_claim_of(row), belief=row.belief, reality=row.reality, statements=statements)
        )
    return ProfileContent(
        slug=revision.profession.slug,
        name=revision.name,
        other_names=tuple(revision.other_names),
        reviewed_by=revision.reviewed_by,
        reviewed_on=_day(revision.reviewed_on),
        codes=tuple(OccupationCode(**code) for code in revision.codes),
        sources=tuple(_source_of(row) for row in revision.source_set.prefetch_related("passages")),
        summary=tuple(SummaryText(**_claim_of(row), text=row.text) for row in _rows(revision.summaryclaim_set)),
        duties=tuple(
            DutyText(**_claim_of(row), text=row.text, purpose=row.purpose, question=row.question)
            for row in _rows(revision.duty_set)
        ),
        fit=tuple(
            FitText(**_claim_of(row), text=row.text, traits=tuple(trait.code for trait in row.traits.all()))
            for row in _rows(revision.fitclaim_set).prefetch_related("traits")
        ),
        unfit=tuple(
            UnfitText(**_claim_of(row), text=row.text, trait=row.trait.code, side=row.side)
            for row in _rows(revision.unfitcriterion_set).select_related("trait")
        ),
        targets=tuple(
            TargetText(
                trait=row.trait.code, weight=row.weight, direction=row.direction, why=row.why, cites=_cites_of(row)
            )
            for row in _rows(revision.traittarget_set).select_related("trait")
        ),
        misconceptions=tuple(misconceptions["misconception"]),
        false_expectations=tuple(misconceptions["false_expectation"]),
        comparisons=tuple(_comparison_of(row) for row in _rows(revision.comparison_set)),
        steps=tuple(TryStep(row.code, row.text) for row in revision.professionstep_set.all()),
        translations=revision.translations,
    )


def _numbered(section):
    return [(part, position) for position, part in enumerate(section)]


def _store_sources(revision: ProfileRevision, content: ProfileContent) -> dict[str, models.Passage]:
    stored = {}
    for position, source in enumerate(content.sources):
        values = asdict(source)
        values.pop("passages")
        row = models.Source.objects.create(revision=revision, position=position, **values)
        for passage in source.passages:
            stored[f"{source.code}:{passage.number}"] = models.Passage.objects.create(source=row, **asdict(passage))
    return stored


def _store_claim(model, revision, claim, position, passages, **values):
    row = model.objects.create(
        revision=revision,
        code=claim.code,
        position=position,
        reviewed_by=claim.reviewed_by,
        reviewed_on=claim.reviewed_on or None,
        **values,
    )
    row.passages.set(passages[cite] for cite in claim.cites)
    return row


def _rows(manager):
    return manager.prefetch_related("passages__source")


def _day(value) -> str:
    return value.isoformat() if value else ""


def _cites_of(row) -> tuple[str, ...]:
    return tuple(f"{passage.source.code}:{passage.number}" for passage in row.passages.all())


def _claim_of(row) -> dict[str, Any]:
    return {
        "code": row.code,
        "cites": _cites_of(row),
        "reviewed_by": row.reviewed_by,
        "reviewed_on": _day(row.reviewed_on),
    }


def _source_of(row: models.Source) -> SourceText:
    passages = tuple(Passage(passage.number, passage.place, passage.text) for passage in row.passages.all())
    names = ("code", "title", "publisher", "year", "licence", "url", "note", "file")
    return SourceText(**{name: getattr(row, name) for name in names}, passages=passages)


def _comparison_of(row: models.Comparison) -> ComparisonText:
    return ComparisonText(
        **_claim_of(row),
        other=row.other,
        other_slug=row.other_slug,
        self_focus=row.self_focus,
        other_focus=row.other_focus,
        pairs=tuple(PairText(**pair) for pair in row.pairs),
    )
