"""What happened to a revision: who changed which claim, how it stood then, and a new draft of that state."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.formats import localize

from . import models as content
from .models import ProfileRevision
from .recording import one_saving, unrecorded

PARTS = (
    content.Source, content.Passage, content.SummaryClaim, content.Duty, content.FitClaim, content.UnfitCriterion,
    content.TraitTarget, content.Misconception, content.Comparison, content.ProfessionStep,
)  # fmt: skip
ADDED, CHANGED, REMOVED = "+", "~", "-"
NOT_SHOWN = {"id", "revision", "source", "profession", "created_at", "published_at"}

Key = tuple[type[models.Model], int]  # model and primary key of a row


class UnknownMoment(LookupError):
    """The revision has no state of this moment in its history."""


@dataclass(frozen=True)
class Row:
    """A row as one record left it; `links` maps each many-to-many field to the keys it held."""

    key: Key
    record: Any
    links: Mapping[str, tuple[int, ...]]

    @property
    def is_gone(self) -> bool:
        return self.record.history_type == REMOVED


@dataclass(frozen=True)
class FieldChange:
    """`words` are ("same" | "gone" | "new", text) in reading order."""

    label: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RowChange:
    kind: str  # ADDED, CHANGED or REMOVED
    part: str  # what the row is, as readers call it
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Saving:
    """One step of editing: everything that one person wrote at one moment."""

    moment: datetime
    person_id: int | None
    person: str
    is_first: bool  # the draft was made, with all that it says
    changes: tuple[RowChange, ...]


@transaction.atomic
def record_new_draft(revision: ProfileRevision) -> None:
    """Write down a draft that was stored unrecorded, as it stands; a dozen statements whatever its size."""
    with one_saving() as moment:
        for model in (ProfileRevision, *PARTS):
            records = model.history.bulk_history_create(_rows_of(model, revision), default_date=moment)
            history_of = {record.id: record for record in records}
            for field in model._meta.many_to_many:
                _record_links(field, history_of)


def savings_of(revision: ProfileRevision) -> list[Saving]:
    """The steps of a revision's history, the newest first."""
    rows = _recorded_rows(revision)
    names = _names(rows)
    before: dict[Key, Row] = {}
    savings = []
    for moment, together in groupby(rows, key=lambda row: row.record.history_date):
        step = list(together)
        after = {row.key: row for row in step}
        is_first = any(row.key[0] is ProfileRevision and row.record.history_type == ADDED for row in step)
        added = {row.key for row in step if row.record.history_type == ADDED}
        changes = () if is_first else tuple(_changes(before, after, added, names))
        person = step[0].record.history_user
        if is_first or changes:
            name = person.get_username() if person else ""
            savings.append(Saving(moment, person and person.pk, name, is_first, changes))
        before |= after
    return savings[::-1]


def people_behind(revision: ProfileRevision) -> set[int]:
    """Keys of the accounts that made the draft and that edited it last; a form saved unchanged is no edit."""
    savings = savings_of(revision)
    return {saving.person_id for saving in (*savings[:1], *savings[-1:])} - {None}


@transaction.atomic
def draft_as_of(*, revision: ProfileRevision, moment: datetime) -> ProfileRevision:
    """A new draft that says what the revision said right after the saving of this moment.

    Raises UnknownMoment when no saving has it, or when the history does not reach back to the beginning.
    """
    rows = _recorded_rows(revision)
    known = {row.record.history_date for row in rows}
    is_whole = any(row.key[0] is ProfileRevision and row.record.history_type == ADDED for row in rows)
    if moment not in known or not is_whole:
        raise UnknownMoment(moment)
    state = {row.key: row for row in rows if row.record.history_date <= moment}
    with unrecorded():
        draft = _copy(revision, [row for row in state.values() if not row.is_gone])
    record_new_draft(draft)
    return draft


def _copy(revision: ProfileRevision, rows: Iterable[Row]) -> ProfileRevision:
    by_model = defaultdict(list)
    for row in rows:
        by_model[row.key[0]].append(row)
    highest = revision.profession.revisions.aggregate(highest=Max("number"))["highest"]
    header = by_model.pop(ProfileRevision)[0]
    names = ("name", "other_names", "codes", "reviewed_by", "reviewed_on")
    values = {name: getattr(header.record, name) for name in names}
    # Publishing drops the translations that this state is too old or too new for.
    values["translations"] = revision.translations
    draft = ProfileRevision.objects.create(profession=revision.profession, number=highest + 1, **values)
    new_keys: dict[Key, int] = {(ProfileRevision, header.key[1]): draft.pk}
    for model in PARTS:
        for row in by_model[model]:
            _copy_row(row, new_keys)
    return draft


def _copy_row(row: Row, new_keys: dict[Key, int]) -> None:
    """Store the row again; what it points at inside the draft becomes the new row of that."""
    model, old_key = row.key
    values = {}
    for field in model._meta.concrete_fields:
        value = getattr(row.record, field.attname)
        if field.is_relation:
            value = new_keys.get((field.related_model, value), value)
        if not field.primary_key:
            values[field.attname] = value
    copy = model.objects.create(**values)
    new_keys[row.key] = copy.pk
    for name, keys in row.links.items():
        related = model._meta.get_field(name).related_model
        if related in PARTS:
            keys = [new_keys[related, key] for key in keys if (related, key) in new_keys]
        getattr(copy, name).set(keys)


def _rows_of(model, revision):
    if model is ProfileRevision:
        return [revision]
    return list(model.objects.filter(**{"source__revision" if model is content.Passage else "revision": revision}))


def _record_links(field, history_of) -> None:
    """Copy the rows of a many-to-many table to the records of the rows that they belong to."""
    through = field.remote_field.through
    owner = field.m2m_column_name()
    target = field.m2m_reverse_name()
    held = through.objects.filter(**{f"{owner}__in": history_of}).values("id", owner, target)
    history = getattr(next(iter(history_of.values())), field.name).model if history_of else None
    if history:
        history.objects.bulk_create(history(history=history_of[row[owner]], **row) for row in held)


def _recorded_rows(revision: ProfileRevision) -> list[Row]:
    """Every record of the revision and its parts, the oldest first; some twenty statements."""
    rows = []
    for model in (ProfileRevision, *PARTS):
        if model is ProfileRevision:
            records = model.history.filter(id=revision.pk)
        elif model is content.Passage:
            sources = content.Source.history.filter(revision_id=revision.pk).values("id")
            records = model.history.filter(source_id__in=sources)
        else:
            records = model.history.filter(revision_id=revision.pk)
        records = list(records.select_related("history_user"))
        links = {field.name: _links_of(field, records) for field in model._meta.many_to_many}
        rows += [
            Row((model, record.id), record, {name: tuple(held[record.pk]) for name, held in links.items()})
            for record in records
        ]
    return sorted(rows, key=lambda row: (row.record.history_date, row.record.history_id))


def _links_of(field, records):
    """Keys that the field held, by record."""
    held = defaultdict(list)
    if records:
        history = getattr(type(records[0]), field.name).model
        target = field.m2m_reverse_name()
        ids = [record.pk for record in records]
        for record, key in history.objects.filter(history__in=ids).order_by("id").values_list("history_id", target):
            held[record].append(key)
    return held


def _names(rows: Iterable[Row]) -> dict[Key, str]:
    """How readers know a row: a passage by source and number, a trait by its name, any other by its code."""
    names = {(content.Trait, trait.pk): trait.name for trait in content.Trait.objects.all()}
    for row in rows:
        model, record = row.key[0], row.record
        if model is content.Passage:
            names[row.key] = f"{names.get((content.Source, record.source_id), '')}:{record.number}"
        elif model is content.TraitTarget:
            names[row.key] = names.get((content.Trait, record.trait_id), "")
        elif model is not ProfileRevision:
            names[row.key] = record.code
    return names


def _changes(before, after, added, names):
    for key, row in after.items():
        old = before.get(key)
        if row.is_gone and (old is None or old.is_gone):
            continue
        kind = REMOVED if row.is_gone else ADDED if key in added else CHANGED
        fields = () if kind == CHANGED and old is None else tuple(_field_changes(old, row, names))
        if fields or kind != CHANGED or old is None:
            yield RowChange(kind, str(key[0]._meta.verbose_name), names.get(key, ""), fields)


def _field_changes(old: Row | None, row: Row, names):
    said_before = _values(old, names) if old else {}
    said_after = {} if row.is_gone else _values(row, names)
    for label in said_before | said_after:
        before, after = said_before.get(label, ""), said_after.get(label, "")
        if before != after:
            yield FieldChange(label, tuple(changed_words(before, after)))


def _values(row: Row, names) -> dict[str, str]:
    """What a row says, as text by field's label."""
    model, said = row.key[0], {}
    for field in model._meta.concrete_fields:
        if field.name in NOT_SHOWN or field.attname not in vars(row.record):
            continue
        value = getattr(row.record, field.attname)
        if field.is_relation:
            text = names.get((field.related_model, value), "")
        elif field.choices:
            text = str(dict(field.flatchoices).get(value, value))
        elif isinstance(field, models.JSONField):
            text = json.dumps(value, ensure_ascii=False, indent=1) if value else ""
        else:
            text = "" if value is None else str(value if isinstance(value, int) else localize(value))
        said[str(field.verbose_name)] = text
    for name, keys in row.links.items():
        field = model._meta.get_field(name)
        said[str(field.verbose_name)] = ", ".join(sorted(names.get((field.related_model, key), "?") for key in keys))
    return said


def changed_words(before: str, after: str) -> list[tuple[str, str]]:
    """The two texts word by word, as ("same" | "gone" | "new", text).

    >>> changed_words("memeriksa laporan", "memeriksa semua laporan")
    [('same', 'memeriksa'), ('new', 'semua'), ('same', 'laporan')]
    """
    old, new = before.split(), after.split()
    words = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            words.append(("same", " ".join(old[old_from:old_to])))
        else:
            words.append(("gone", " ".join(old[old_from:old_to])))
            words.append(("new", " ".join(new[new_from:new_to])))
    return [(kind, text) for kind, text in words if text]
