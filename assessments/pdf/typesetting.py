"""Turn a template and its data into the bytes of a PDF. The data is never part of the template's source."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from .coverage import FONTS

TEMPLATES = Path(__file__).parent / "templates"  # also the root: a template reads nothing outside of it
STANDARD = "ua-1"  # tagged, with a language, a title and a text for every picture


@cache
def shipped_fonts() -> typst.Fonts:
    """No font of the machine, so a report looks the same everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def typeset(template: str, data: Mapping[str, Any], *, created_at: datetime) -> bytes:
    """A4 pages by PDF/UA-1. The same data and moment give the same bytes.

    Every text of `data` has to be `text.printable`. Raises typst.TypstError where a template and its data disagree.
    """
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=shipped_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        format="pdf",
        pdf_standards=[STANDARD],
        timestamp=int(created_at.timestamp()),
    )
