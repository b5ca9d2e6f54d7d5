"""The fit report as a PDF: the stored document, the words around it and its pictures, in the order of the page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..templatetags.charts import band_chart, band_description
from .frame import frame, frame_labels
from .text import printable
from .typesetting import typeset


def report_pdf(document: Mapping[str, Any], *, language: str) -> bytes:
    """`document` as `reporting.build_document` made it; `language` is the one it was made in."""
    created_at = datetime.fromisoformat(document["created_at"])
    with translation.override(language):
        data = report_data(printable(document), moment=timezone.localtime(created_at), language=language)
    return typeset("report.typ", data, created_at=created_at)


def report_data(document: Mapping[str, Any], *, moment: datetime, language: str) -> dict[str, Any]:
    """What templates/report.typ prints, in the language that is active; `document` is printable."""
    profession, outcome = document["profession"]["name"], document["outcome"]
    passages = Passages()
    report = passages.numbered(document)
    return {
        **frame(profession, moment=moment, language=language, title=_("Laporan kecocokan")),
        "moment": date_format(moment, _("j F Y, H.i")),
        "labels": labels(),
        "chart": _chart(outcome["score"], outcome["band"], name=profession, label=outcome["label"]),
        "values": _values(document),
        "report": {
            **report,
            "outcome": {**outcome, "title": capfirst(outcome["label"])},
            "traits": [
                {
                    **trait,
                    "chart": _chart(
                        trait["score"], trait["band"], name=trait["name"], label=trait["label"], small=True
                    ),
                }
                for trait in report["traits"]
            ],
            "movers": [{**answer, "trait": answer["trait"].lower()} for answer in report["movers"]],
            "beliefs": {**report["beliefs"], "rows": [_belief(row) for row in report["beliefs"]["rows"]]},
            "duties": {**report["duties"], "rows": [_duty(row) for row in report["duties"]["rows"]]},
            "contrasts": [
                {**contrast, "title": _("Lebih dekat ke %(name)s?") % {"name": contrast["name"]}}
                for contrast in report["contrasts"]
            ],
            "sources": [_source(source) for source in document["sources"]],
        },
        "versions": _(
            "Kuis versi %(instrument)s, profil revisi %(revision)s, cara menilai versi %(scoring)s. Laporan ini "
            "tersimpan dan tetap sama walau isi situs berubah."
        )
        % document["versions"],
        "passages": passages.rows,
    }


def labels() -> dict[str, str]:
    """The page's own words; they are those of templates/assessments/_report.html."""
    return {
        **frame_labels(),
        "report": _("Laporan kecocokan Anda"),
        "values": _("Nilai dan rentang, 0 sampai 100"),
        "what": _("Apa"),
        "score": _("Nilai"),
        "band": _("Rentang"),
        "conclusion": _("Kesimpulan"),
        "unfit": _("Yang perlu diwaspadai"),
        "trainable": _("Bisa dilatih:"),
        "draining": _("Bisa menguras:"),
        "why": _("Mengapa: sifat demi sifat"),
        "points": _("poin"),
        "rests_on": _("Dicari karena profil menyebut:"),
        "movers": _("Jawaban yang paling menggeser nilai"),
        "beliefs": _("Dugaan dan kenyataan"),
        "belief": _("Yang sering dikira"),
        "reality": _("Kenyataannya"),
        "answer": _("Jawaban Anda:"),
        "right": _("Yang sesuai kenyataan:"),
        "duties": _("Tugas yang menarik dan yang tidak"),
        "choices": _("Pilihan Anda"),
        "steps": _("Coba dalam dua minggu"),
        "both_sides": _("Bisa dilatih, bisa menguras"),
        "caveats": _("Mengapa hasil ini bisa keliru untuk Anda"),
        "quality": _("Catatan tentang jawaban"),
        "sources": _("Sumber"),
        "passages": _("Kutipan dari sumber"),
    }


class Passages:
    """The cited passages in the order of their first mention, each with one number."""

    def __init__(self):
        self.rows: list[dict[str, str]] = []
        self._numbers: dict[tuple, int] = {}

    def numbered(self, part: Any) -> Any:
        """The same JSON, every list of passages in it ("sources" below a claim) replaced by their numbers."""
        if isinstance(part, Mapping):
            return {
                name: [self._number(passage) for passage in value] if _cites(name, value) else self.numbered(value)
                for name, value in part.items()
            }
        return [self.numbered(row) for row in part] if isinstance(part, list) else part

    def _number(self, passage: Mapping[str, Any]) -> int:
        identity = passage["title"], passage["place"], passage["text"]
        if identity not in self._numbers:
            self._numbers[identity] = len(self._numbers) + 1
            origin = f"{passage['title']}, {passage['place']}"
            licence = f" ({passage['licence']})" if passage["licence"] else ""
            self.rows.append({"text": passage["text"], "origin": origin + licence})
        return self._numbers[identity]


def _cites(name: str, value: Any) -> bool:
    return name == "sources" and all("place" in passage for passage in value)


def _chart(score, band, *, name: str, label: str, small: bool = False) -> dict[str, str] | None:
    """The page's own drawing, with the words for those who do not see it."""
    if band is None:
        return None
    context = band_chart(score, band, name=name, label=label, identifier="grafik", small=small)
    svg = render_to_string("assessments/_band_chart.html", context)
    return {"svg": svg, "text": f"{name}: {label}. {band_description(score, band)}"}


def _values(document: Mapping[str, Any]) -> list[list[str]]:
    outcome = document["outcome"]
    rows = [(_("Kecocokan"), outcome["score_text"], outcome["band_text"], outcome["label"])]
    rows += [(trait["name"], trait["score_text"], trait["band_text"], trait["label"]) for trait in document["traits"]]
    return [[name, score or "–", band or "–", label] for name, score, band, label in rows]


def _belief(row: Mapping[str, Any]) -> dict[str, Any]:
    answers = [
        {**answer, "answer": answer["answer"].lower(), "right": answer["right"].lower()} for answer in row["answers"]
    ]
    return {**row, "label": capfirst(row["label"]), "answers": answers}


def _duty(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "group": capfirst(row["group"]), "answer": row["answer"].lower()}


def _source(source: Mapping[str, Any]) -> str:
    """A source as the page names it, and its address, which paper cannot link to."""
    first = ", ".join(filter(None, (source["title"], source["publisher"])))
    text = ". ".join(filter(None, (first, source["licence"], source["note"].rstrip("."), source["url"])))
    return text if source["url"] else f"{text}."
