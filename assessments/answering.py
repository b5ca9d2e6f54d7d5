"""Answers of one page: which are allowed, and what a form that arrives late may still change. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SKIPPED = "skip"
AGREEMENT = (1, 2, 3, 4, 5)
ALLOWED = {
    "traits": {str(value): value for value in AGREEMENT},
    "duties": {str(value): value for value in AGREEMENT},
    "pairs": {str(value): value for value in (-2, -1, 0, 1, 2)},
    "beliefs": {value: value for value in ("true", "false", "unsure")},
}
KEPT_KEYS = 200  # forms whose second arrival is still recognised; an honest attempt sends some twenty


class AnswersTampered(ValueError):
    """A form that no page of the product sends."""


@dataclass(frozen=True)
class SavedAnswers:
    """What an attempt holds: code to answer (None where skipped), code to the revision that wrote it."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    answer_revisions: Mapping[str, int] = field(default_factory=dict)
    revision: int = 0
    keys: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    sequences: Mapping[str, int] = field(default_factory=dict)  # form key to the highest sequence number that came


@dataclass(frozen=True)
class Merged:
    saved: SavedAnswers
    conflicts: Mapping[str, Any]  # code to the posted answer that was not stored over a newer one
    is_replay: bool


def read_answers(posted: Mapping[str, list[str]], *, kind: str, codes: list[str]) -> dict[str, Any]:
    """The page's answers from a form's fields "q-<code>"; a question without a choice is absent.

    >>> read_answers({"q-a": ["4"], "q-b": ["skip"]}, kind="traits", codes=["a", "b", "c"])
    {'a': 4, 'b': None}

    Raises AnswersTampered for a question of another page, a value that the page does not offer, or two at once.
    """
    fields = {name.removeprefix("q-"): values for name, values in posted.items() if name.startswith("q-")}
    if foreign := sorted(set(fields) - set(codes)):
        raise AnswersTampered(f"questions of this page needed, got {foreign[:3]}")
    allowed = ALLOWED[kind] | {SKIPPED: None}
    for code, values in fields.items():
        if len(values) != 1 or values[0] not in allowed:
            raise AnswersTampered(f"{code} needs one of {sorted(allowed)}")
    return {code: allowed[fields[code][0]] for code in codes if code in fields}


def digest(answers: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()[:16]


def merge(
    saved: SavedAnswers, posted: Mapping[str, Any], *, key: str, form_revision: int, sequence: int | None = None
) -> Merged:
    """Add a form's answers to the saved ones; the newest form wins, question by question.

    A form may change what stood there when it was shown, and what it wrote since then itself: a page reached with
    Back may be sent again. The same form with the same answers has one effect however often it arrives. An answer that
    was not stored, because another tab changed it since, is a conflict for the person to settle.

    A form that saves as it is filled in numbers what it sends: `sequence`. What is overtaken on the way by a later
    number of the same form has no effect.
    """
    fingerprint = digest(posted)
    applied = saved.keys.get(key, {})
    newest_sequence = saved.sequences.get(key, 0)
    is_overtaken = sequence is not None and sequence < newest_sequence
    if fingerprint in applied and sequence in {None, newest_sequence} or is_overtaken:
        return Merged(saved, _differing(saved, posted, list(posted)), is_replay=True)
    own = set(applied.values())
    revisions = {code: saved.answer_revisions.get(code, 0) for code in posted}
    stale = [code for code, revision in revisions.items() if revision > form_revision and revision not in own]
    conflicts = _differing(saved, posted, stale)
    written = {code: value for code, value in posted.items() if code not in stale}
    revision = saved.revision + 1
    keys = {name: value for name, value in saved.keys.items() if name != key}
    keys[key] = {**applied, fingerprint: revision}
    kept = dict(list(keys.items())[-KEPT_KEYS:])
    sequences = {name: value for name, value in saved.sequences.items() if name in kept}
    if sequence is not None:
        sequences[key] = sequence
    return Merged(
        SavedAnswers(
            answers={**saved.answers, **written},
            answer_revisions={**saved.answer_revisions, **dict.fromkeys(written, revision)},
            revision=revision,
            keys=kept,
            sequences=sequences,
        ),
        conflicts,
        is_replay=False,
    )


def _differing(saved: SavedAnswers, posted: Mapping[str, Any], codes: list[str]) -> dict[str, Any]:
    return {code: posted[code] for code in codes if saved.answers.get(code) != posted[code]}
