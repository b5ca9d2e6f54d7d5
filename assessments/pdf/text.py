"""Make any text printable: every sign has a glyph, every word fits a line, no word disappears."""

import re
import unicodedata
from typing import Any

from .coverage import is_drawable

NO_GLYPH = "\ufffd"  # the replacement character, drawn as a diamond with a question mark
ZERO_WIDTH_SPACE = "\u200b"
LONGEST_WORD = 26  # letters; the longest Indonesian words are shorter
PART = 13  # letters after which a longer word may go on in the next line
INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, joiners, lone surrogates, line separators
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def printable(value: Any) -> Any:
    """The same JSON with every text in it made printable; names of fields stay.

    >>> printable({"name": "Ma\\u0000ruf \\U0001f600", "weight": 1.5})
    {'name': 'Ma ruf �', 'weight': 1.5}
    """
    if isinstance(value, str):
        return LONG_WORD.sub(_breakable, _drawn(value))
    if isinstance(value, dict):
        return {name: printable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part) for part in value]
    return value


def _drawn(text: str) -> str:
    """Letter by letter with its marks; a mark that its letter's font lacks is left out."""
    clusters: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        category = unicodedata.category(sign)
        if category in INVISIBLE:
            clusters.append("" if category == "Cf" else " ")
        elif is_mark(sign) and clusters and clusters[-1]:
            clusters[-1] += sign if is_drawable(clusters[-1] + sign) else ""
        else:
            clusters.append(sign if is_drawable(sign) else NO_GLYPH)
    return "".join(clusters)


def is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")


def _breakable(word: re.Match) -> str:
    """The word with places to break it, never before a mark that belongs to the letter before it."""
    parts, part = [], ""
    for sign in word[0]:
        if len(part) >= PART and not is_mark(sign):
            parts.append(part)
            part = ""
        part += sign
    return ZERO_WIDTH_SPACE.join([*parts, part])


def shortened(value: Any, longest: int) -> Any:
    """The same JSON with every text of at most `longest` signs, "…" where something was left out.

    >>> shortened({"text": "Bekerja sama dengan warga"}, 14)
    {'text': 'Bekerja sama…'}
    """
    if isinstance(value, str):
        return value if len(value) <= longest else _head(value, longest - 1).rstrip(" ,;:.") + "…"
    if isinstance(value, dict):
        return {name: shortened(part, longest) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [shortened(part, longest) for part in value]
    return value


def _head(text: str, longest: int) -> str:
    """The text's beginning up to the last space, unless that would leave out half of it."""
    last_space = text.rfind(" ", longest // 2, longest + 1)
    return text[: longest if last_space < 0 else last_space]
