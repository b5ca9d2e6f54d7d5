"""Texts of a profile, vocabulary, bank or instrument in another language: checked, kept true, laid over. Pure.

A document holds Indonesian; its "translations" hold, by language, the same texts as nested tables: a section's rows
stand under their codes. docs/decisions/0036-translated-content.md says why.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .problems import Problem

SOURCE_LANGUAGE = "id"
Document = Mapping[str, Any]
Place = tuple[str, ...]

# What is translated, in whichever document it stands: None is a text, a table the rows of a section.
_TEXT = {"text": None}
_BELIEF = {"belief": None, "reality": None, "statements": _TEXT}
TEXTS: dict[str, Any] = {
    "name": None,
    "sources": {"title": None, "publisher": None, "licence": None, "note": None},
    "summary": _TEXT,
    "duties": {"text": None, "purpose": None, "question": None},
    "fit": _TEXT,
    "unfit": _TEXT,
    "targets": {"why": None},
    "misconceptions": _BELIEF,
    "false_expectations": _BELIEF,
    "comparisons": {"other": None, "self_focus": None, "other_focus": None, "pairs": {"here": None, "there": None}},
    "steps": _TEXT,
    "traits": {"name": None, "definition": None, "trainable": None, "draining": None, "steps": _TEXT},
    "items": _TEXT,
    "beliefs": _TEXT,
    "contrasts": {"name": None, "pairs": {"here": None, "there": None}},
}


def row_key(row: Document) -> str:
    """The name of a row within its section; a weight goes by its trait."""
    return row.get("code") or row["trait"]


def texts_by_place(document: Document, shape: Mapping[str, Any] = TEXTS) -> dict[Place, str]:
    """Every text that can be translated, by where it stands.

    >>> texts_by_place({"name": "Guru", "duties": [{"code": "d1", "text": "mengajar", "purpose": ""}]})
    {('name',): 'Guru', ('duties', 'd1', 'text'): 'mengajar'}
    """
    texts: dict[Place, str] = {}
    for name, inner in shape.items():
        value = document.get(name)
        if inner is None and value:
            texts[name,] = value
        elif inner is not None:
            for row in value or ():
                texts |= {(name, row_key(row), *place): text for place, text in texts_by_place(row, inner).items()}
    return texts


def translation_problems(texts: Document, document: Document, *, place: str) -> list[Problem]:
    """What a translation lacks, has too much, or has in a wrong kind, measured by its Indonesian document."""
    wanted, given = texts_by_place(document), dict(_leaves(texts))
    problems = []
    for where in sorted(given.keys() - wanted.keys()):
        hint = "Periksa ejaan kuncinya, atau hapus bila isi bahasa Indonesianya sudah tidak ada."
        sentence = "tidak ada teks bahasa Indonesia di tempat ini."
        problems.append(Problem("professions.E021", f"{place}: {'.'.join(where)}", sentence, hint))
    for where, source in wanted.items():
        text = given.get(where, "")
        if not isinstance(text, str) or not text.strip():
            sentence = f"terjemahan tidak ada: “{source}”"
            problems.append(
                Problem("professions.E022", f"{place}: {'.'.join(where)}", sentence, "Tulis terjemahannya.")
            )
    return problems


def part_of(translations: Mapping[str, Document], section: str, code: str) -> dict[str, Document]:
    """The texts of one row of a section, by language."""
    parts = {language: texts.get(section, {}).get(code) for language, texts in translations.items()}
    return {language: texts for language, texts in parts.items() if texts}


def in_language(document: Document, language: str | None) -> Document:
    """The document with its texts in this language where they are translated, else in Indonesian.

    Another language's document says in "language" what it is written in, and a row that has a text in Indonesian
    left says so in "lang". Both are for the page's own lang attributes.

    >>> shown = in_language({"name": "Guru", "duties": [{"code": "d1", "text": "mengajar"}], "translations":
    ...     {"en": {"name": "Teacher"}}}, "en")
    >>> shown["name"], shown["language"], shown["duties"]
    ('Teacher', 'en', [{'code': 'd1', 'text': 'mengajar', 'lang': 'id'}])
    """
    if language in {None, SOURCE_LANGUAGE}:
        return document
    texts = document.get("translations", {}).get(language, {})
    return {**_overlaid(document, texts, TEXTS), "language": language if texts else SOURCE_LANGUAGE}


def still_true(
    translations: Mapping[str, Document], *, document: Document, earlier: Iterable[Document]
) -> dict[str, Document]:
    """The translations of what the document says, without those that stood for other words in an earlier document."""
    said = texts_by_place(document)
    stood_for: dict[tuple[str, Place, str], set[str]] = {}
    for other in earlier:
        original = texts_by_place(other)
        for language, texts in other.get("translations", {}).items():
            for where, text in _leaves(texts):
                stood_for.setdefault((language, where, text), set()).add(original.get(where, ""))
    kept = {
        language: {
            where: text
            for where, text in _leaves(texts)
            if where in said and said[where] in stood_for.get((language, where, text), {said[where]})
        }
        for language, texts in translations.items()
    }
    return {language: _nested(texts) for language, texts in kept.items() if texts}


def _overlaid(row: Document, texts: Document, shape: Mapping[str, Any]) -> dict[str, Any]:
    shown = dict(row)
    for name, inner in shape.items():
        value, given = row.get(name), texts.get(name)
        if not value:
            continue
        if inner is not None:
            shown[name] = [_overlaid(part, (given or {}).get(row_key(part), {}), inner) for part in value]
        elif given:
            shown[name] = given
        else:
            shown["lang"] = SOURCE_LANGUAGE
    return shown


def _leaves(texts: Document, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    for name, value in texts.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*place, name))
        else:
            yield (*place, name), value


def _nested(texts: Mapping[Place, str]) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    for (*outer, name), text in texts.items():
        table = tables
        for part in outer:
            table = table.setdefault(part, {})
        table[name] = text
    return tables
