"""The counseling sheet as a PDF of one page, or many in one file: what to talk about, and room to write."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from professions.translations import SOURCE_LANGUAGE

from ..sheet import counseling_sheet
from .frame import LONGEST_HEADER, frame, frame_labels
from .text import printable, shortened
from .typesetting import typeset

LONGEST_TEXT = 150  # signs of a name or a quotation, so that the sheet stays one page


def sheet_pdf(document: Mapping[str, Any], *, language: str) -> bytes:
    """`document` as `reporting.build_document` made it; `language` is the one it was made in."""
    data = _sheet_data_in(document, language)
    return typeset("sheet.typ", printable(data), created_at=datetime.fromisoformat(document["created_at"]))


def sheets_pdf(
    documents: Iterable[tuple[str, Mapping[str, Any]]], *, title: str, language: str, moment: datetime
) -> bytes:
    """A page for each (name, document), the name in its header, in the language that the document was made in.

    `title` and `language` are the file's.
    """
    sheets = []
    for name, document in documents:
        sheet = _sheet_data_in(document, document.get("language", SOURCE_LANGUAGE))
        sheets.append({**sheet, "header": shortened(f"{name} · {sheet['profession']}", LONGEST_HEADER)})
    with translation.override(language):
        whole = frame(title, moment=timezone.localtime(moment), language=language, title=_("Lembar konseling"))
        data = {**whole, "description": whole["title"], "labels": frame_labels(), "sheets": sheets}
    return typeset("sheets.typ", printable(data), created_at=moment)


def _sheet_data_in(document: Mapping[str, Any], language: str) -> dict[str, Any]:
    with translation.override(language):
        moment = timezone.localtime(datetime.fromisoformat(document["created_at"]))
        return sheet_data(_short(document), moment=moment, language=language)


def sheet_data(document: Mapping[str, Any], *, moment: datetime, language: str) -> dict[str, Any]:
    """What templates/sheet.typ prints, in the language that is active."""
    profession = document["profession"]["name"]
    return {
        **frame(profession, moment=moment, language=language, title=_("Lembar konseling")),
        "profession": profession,
        "rule": document["outcome"]["rule"],
        "sheet": asdict(counseling_sheet(document)),
        "labels": {
            **frame_labels(),
            "sheet": _("Lembar konseling"),
            "purpose": _(
                "Lembar ini membantu percakapan. Lembar ini tidak membuat peringkat dan tidak menganjurkan menerima "
                "atau menolak siapa pun."
            ),
            "outcome": _("Hasil"),
            "gaps": _("Jarak terlebar dari yang dicari"),
            "contradictions": _("Yang belum sejalan"),
            "questions": _("Pertanyaan untuk percakapan"),
            "agreed": _("Yang disepakati"),
            "follow_up": _("Bertemu lagi pada tanggal:"),
        },
    }


def _short(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with its names and quotations cut to fit; the rule is a sentence of ours and stays whole."""
    short = shortened(document, LONGEST_TEXT)
    return {**short, "outcome": {**short["outcome"], "rule": document["outcome"]["rule"]}}
