"""Bring the English catalogue up to date with the tree and name what is untranslated: make messages.

Every text that the tree marks for gettext is found by reading it (Python by its syntax tree, templates by Django's
own parser), so that no other program is needed. New texts are added without a translation, texts that are gone are
removed, and the compiled catalogue is written. docs/decisions/0037-one-catalogue.md says why.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
ROOMS = ("professions", "assessments", "counseling", "careerguide")
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
MODULE = "django.utils.translation"
HEADER = {
    "project": "Arah Karier",
    "version": "0",
    "header_comment": "# English texts of the interface and of reports; `make messages` adds what is new.",
    "msgid_bugs_address": "-",
    "last_translator": "-",
    "language_team": "-",
}
ARGUMENT = re.compile(r"""\b_\((["'])(.*?)\1\)""")  # of a filter or a tag: _("…")
# Function to what its first arguments are.
MARKS = {
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}


class Text(NamedTuple):
    """A text as gettext looks it up."""

    text: str
    plural: str | None = None
    context: str | None = None


def texts_of_tree() -> dict[Text, list[str]]:
    """Every marked text, with the files that it stands in."""
    found: dict[Text, set[str]] = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                for text in texts_of_module(path.read_text()):
                    found.setdefault(text, set()).add(str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        for text in texts_of_template(path.read_text()):
            found.setdefault(text, set()).add(str(path.relative_to(ROOT)))
    return {text: sorted(files) for text, files in found.items()}


def texts_of_module(source: str) -> Iterator[Text]:
    """Raises ValueError for a marked text that is no literal, for gettext would not find it."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == MODULE
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = names.get(called.id) if isinstance(called, ast.Name) else getattr(called, "attr", None)
            if name in MARKS:
                yield Text(**dict(zip(MARKS[name], map(_literal, node.args), strict=False)))


def _literal(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name | ast.Call | ast.Attribute | ast.JoinedStr | ast.BinOp):
        raise ValueError(f"line {node.lineno}: a text for gettext must be a literal")
    return None


def texts_of_template(source: str) -> Iterator[Text]:
    from django.template import engines
    from django.template.base import Lexer, Node, TokenType
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    for node in engines["django"].from_string(source).template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            yield Text(node.filter_expression.var.literal.replace("%", "%%"), context=_context(node))
        elif isinstance(node, BlockTranslateNode):
            plural = node.render_token_list(node.plural)[0] if node.plural else None
            yield Text(node.render_token_list(node.singular)[0], plural, _context(node))

    for token in Lexer(source).tokenize():
        if token.token_type in {TokenType.VAR, TokenType.BLOCK}:
            yield from (Text(found[2].replace("%", "%%")) for found in ARGUMENT.finditer(token.contents))


def _context(node) -> str | None:
    return node.message_context.resolve({}) if node.message_context else None


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def updated(catalogue: Catalog, texts: dict[Text, list[str]]) -> Catalog:
    """The catalogue with exactly these texts; a translation is kept where its text is."""
    day = datetime(2026, 11, 24, tzinfo=UTC)  # fixed, so that the same texts give the same file
    fresh = Catalog("en", "django", creation_date=day, revision_date=day, fuzzy=False, **HEADER)
    for text, files in sorted(texts.items(), key=lambda item: (item[1], item[0].text)):
        key = text.text if text.plural is None else (text.text, text.plural)
        before = catalogue.get(text.text, text.context)
        kept = before.string if before and isinstance(before.string, tuple) == isinstance(key, tuple) else None
        fresh.add(key, kept, locations=[(file, None) for file in files], context=text.context)
    return fresh


def untranslated(catalogue: Catalog) -> list[str]:
    return [
        str(message.id)
        for message in catalogue
        if message.id and not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]


def write_catalogue(catalogue: Catalog, path: Path = CATALOGUE) -> None:
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
    django.setup()
    catalogue = updated(read_catalogue() if CATALOGUE.exists() else Catalog("en"), texts_of_tree())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    write_catalogue(catalogue)
    missing = untranslated(catalogue)
    for text in missing:
        print(f"- {text}")
    where = CATALOGUE.relative_to(ROOT)
    print(f"{where}: {len(catalogue)} teks, {len(missing)} belum diterjemahkan." + " Isi, lalu ulangi." * bool(missing))
    return min(len(missing), 1)


if __name__ == "__main__":
    sys.exit(main())
