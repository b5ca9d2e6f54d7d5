"""The counseling sheet as a PDF of one page: what to talk about, and room to write."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..sheet import counseling_sheet
from .frame import frame, frame_labels
from .text import printable, shortened
from .typesetting import typeset

LONGEST_TEXT = 150  # signs of a name or a quotation, so that the sheet stays one page


def sheet_pdf(document: Mapping[str, Any], *, language: str) -> bytes:
    """`document` as `reporting.build_document` made it; `language` is the one it was made in."""
    created_at = datetime.fromisoformat(document["created_at"])
    with translation.override(language):
        moment = timezone.localtime(created_at)
        data = sheet_data(_short(document), moment=moment, language=language)
    return typeset("sheet.typ", printable(data), created_at=created_at)


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
