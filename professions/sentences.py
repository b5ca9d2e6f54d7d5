"""Split a source text into its sentences."""

import re

# A full stop after one of these does not end a sentence.
ABBREVIATIONS = ("No", "Pd", "dll", "dsb", "dst", "hlm", "Dr", "Drs", "Prof", "Ir", "St")
BULLET = re.compile(r"^\s*(?:[-•*–]|\d+[.)])\s+")
SENTENCE_END = re.compile(r"([.!?][\"”')]*)\s+(?=[\"“'(]?[A-Z0-9])")


def split_sentences(text: str) -> tuple[str, ...]:
    """Sentences in order, white space folded, byte order mark and bullet markers removed.

    A line end always ends a sentence; a bulleted line is a sentence of its own.

    >>> split_sentences("Ia patuh pada UU No. 1 Tahun 1970. Ia teliti.\\n- Menulis laporan;")
    ('Ia patuh pada UU No. 1 Tahun 1970.', 'Ia teliti.', 'Menulis laporan;')
    """
    sentences: list[str] = []
    for line in text.removeprefix("\ufeff").splitlines():
        parts = SENTENCE_END.sub(r"\1\n", BULLET.sub("", line)).split("\n")
        sentences += _rejoined([" ".join(part.split()) for part in parts if part.strip()])
    return tuple(sentences)


def _rejoined(parts: list[str]) -> list[str]:
    """Undo the splits behind an abbreviation."""
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1].rstrip(".").split()[-1].split(".")[-1] in ABBREVIATIONS:
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined
