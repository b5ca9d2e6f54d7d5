"""Strings that stand in nothing but one person's data, and a search for them in all that is stored."""

import json
import secrets
from collections.abc import Collection, Iterator

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import UUIDField
from django.utils import timezone

from assessments.models import Attempt

EACH = 8  # canaries in a column that holds several values


def canary() -> str:
    return f"kenari{secrets.token_hex(8)}"


def plant(row: models.Model) -> set[str]:
    """Put canaries into every column of the row that can hold text; what was planted."""
    planted = set()
    values = {}
    for column in row._meta.concrete_fields:
        if column.primary_key or column.choices or column.is_relation:
            continue
        if isinstance(column, models.JSONField):
            marks = {canary() for _ in range(EACH)}
            values[column.attname] = {mark: [mark] for mark in marks}
        elif isinstance(column, (models.CharField, models.TextField)):
            marks = {canary()[: column.max_length]}
            values[column.attname] = next(iter(marks))
        else:
            continue
        planted |= marks
    if "entered_by" in values:
        values["entered_at"] = timezone.now()  # a sheet that was typed in has its time
    type(row)._base_manager.filter(pk=row.pk).update(**values)
    return planted


def rows_of(attempt: Attempt) -> Iterator[models.Model]:
    """The attempt, what leads to it, and the guardian's request that it rests on."""
    yield attempt
    if attempt.guardian:
        yield attempt.guardian
    for model, path in models_of_a_person():
        if model not in {Attempt, type(attempt.guardian)}:
            yield from model._base_manager.filter(**{path: attempt.pk})


def models_of_a_person() -> list[tuple[type[models.Model], str]]:
    """Every model that leads to an attempt, over however many steps, with the lookup that does."""
    found: dict[type[models.Model], str] = {Attempt: "pk"}
    waiting = [Attempt]
    while waiting:
        target = waiting.pop(0)
        for model in apps.get_models(include_auto_created=True):
            for column in model._meta.concrete_fields:
                if column.remote_field and column.remote_field.model is target and model not in found:
                    found[model] = column.name if target is Attempt else f"{column.name}__{found[target]}"
                    waiting.append(model)
    return list(found.items())


def stored_text() -> Iterator[tuple[str, str]]:
    """Label and content of every row of every table, sessions in the clear."""
    for model in apps.get_models(include_auto_created=True):
        for values in model._base_manager.values():
            yield model._meta.label, json.dumps(values, cls=DjangoJSONEncoder)
    for session in Session.objects.all():
        yield "session", json.dumps(session.get_decoded())


def where_found(marks: Collection[str]) -> set[tuple[str, str]]:
    """Where each mark stands in the database."""
    return {(label, mark) for label, text in stored_text() for mark in marks if mark in text}


def identifiers(attempt: Attempt) -> set[str]:
    """What names the attempt from outside: its id as written with and without hyphens."""
    assert isinstance(Attempt._meta.pk, UUIDField)
    return {str(attempt.pk), attempt.pk.hex}
