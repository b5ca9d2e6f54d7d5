"""Headings, paragraphs and tables with shaded cells as a PDF, in the look of the sheets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from .frame import AUTHOR, LONGEST_HEADER, frame_labels
from .text import printable, shortened
from .typesetting import typeset


def tables_pdf(
    *, title: str, subject: str, description: str, parts: Sequence[dict[str, Any]], language: str, moment: datetime
) -> bytes:
    """`parts` are made by `text_part` and `table_part`; every text is in the language that is active."""
    data = {
        "language": language,
        "title": f"{title}: {subject}",
        "author": AUTHOR,
        "description": description,
        "header": shortened(subject, LONGEST_HEADER),
        "date": date_format(timezone.localtime(moment), "j F Y"),
        "labels": frame_labels(),
        "parts": list(parts),
    }
    return typeset("tables.typ", printable(data), created_at=moment)


def text_part(title: str, paragraphs: Sequence[str], *, level: int = 2) -> dict[str, Any]:
    return {"title": title, "level": level, "paragraphs": list(paragraphs), "head": [], "rows": [], "note": ""}


def table_part(
    title: str, *, head: Sequence[str], rows: Sequence[Sequence[dict[str, Any]]], level: int = 2, note: str = ""
) -> dict[str, Any]:
    """A table whose first column names the row; without rows only the note stands."""
    return {"title": title, "level": level, "paragraphs": [], "head": list(head), "rows": list(rows), "note": note}


def cell(text: str, *, shade: int | None = None) -> dict[str, Any]:
    """`shade` is 1 (light) to 4 (dark), 0 for a hidden number; the text says the same."""
    return {"text": text, "shade": shade}
