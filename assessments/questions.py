"""The questions of a page as a template shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from professions.translations import in_language

from . import wording
from .answering import SKIPPED
from .instruments import again_code
from .models import Attempt

TITLES = {
    "beliefs": gettext_lazy("Apa yang Anda kira"),
    "traits": gettext_lazy("Cara Anda bekerja"),
    "duties": gettext_lazy("Tugas yang menarik"),
    "pairs": gettext_lazy("Pilih salah satu"),
}
LEADS = {
    "beliefs": gettext_lazy(
        "Menurut Anda, benarkah kalimat-kalimat ini? Menebak boleh. Jawabannya tidak mengubah nilai."
    ),
    "traits": gettext_lazy("Seberapa setuju Anda? Jawab menurut kebiasaan Anda, bukan menurut yang seharusnya."),
    "duties": gettext_lazy("Seberapa tertarik Anda mengerjakannya? Jawabannya tidak mengubah nilai."),
    "pairs": gettext_lazy("Kedua kegiatan sama baiknya. Mana yang lebih ingin Anda kerjakan?"),
}
# Of the rounds after the report.
ROUND_TITLES = {
    Attempt.Round.CLARIFY: gettext_lazy("Beberapa pernyataan lagi"),
    Attempt.Round.AGAIN: gettext_lazy("Dugaan Anda sekarang"),
}
ROUND_LEADS = {
    Attempt.Round.CLARIFY: gettext_lazy(
        "Sifat-sifat ini belum jelas dari jawaban Anda. Seberapa setuju Anda dengan pernyataan berikut?"
    ),
    Attempt.Round.AGAIN: gettext_lazy(
        "Anda sudah membaca kenyataannya. Menurut Anda sekarang, benarkah kalimat-kalimat ini?"
    ),
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class Question:
    code: str
    number: int  # place in the whole quiz, from 1
    text: str
    choices: tuple[str, ...]  # the two activities of a pair, else empty
    options: tuple[Option, ...]
    is_missing: bool = False
    conflict: str = ""
    lang: str = ""  # of a text that is not in the page's language

    @property
    def first_id(self):
        """Where focus goes when the question is missing."""
        return f"q-{self.code}-1"


@dataclass(frozen=True)
class Progress:
    """Of the open round."""

    answered: int  # questions with an answer
    total: int

    @property
    def unanswered(self):
        return self.total - self.answered


@dataclass(frozen=True)
class Page:
    number: int  # in its address, over all rounds
    place: int  # in its round, from 1
    count: int  # pages of its round
    title: str
    lead: str
    questions: tuple[Question, ...]
    progress: "Progress"

    @property
    def is_last(self):
        return self.place == self.count

    @property
    def missing(self):
        return [question for question in self.questions if question.is_missing]

    @property
    def conflicts(self):
        return [question for question in self.questions if question.conflict]


def texts_by_code(content: Mapping[str, Any]) -> dict[str, Any]:
    """Every question of an instrument by its code; a belief also by the code under which it is asked again."""
    questions = {row["code"]: row for kind in ("items", "duties", "beliefs") for row in content[kind]}
    questions |= {again_code(row["code"]): row for row in content["beliefs"]}
    return questions | {pair["code"]: pair for contrast in content["contrasts"] for pair in contrast["pairs"]}


def page_of(
    attempt: Attempt, number: int, *, missing: tuple[str, ...] = (), conflicts: Mapping[str, Any] | None = None
) -> Page:
    """Page `number` (from 1) with the saved answers chosen."""
    page = attempt.pages[number - 1]
    texts = texts_by_code(in_language(attempt.instrument.content, get_language()))
    numbers = attempt.pages_of(page["round"])
    before = sum(len(attempt.pages[earlier - 1]["codes"]) for earlier in numbers if earlier < number)
    return Page(
        number=number,
        place=numbers.index(number) + 1,
        count=len(numbers),
        title=_title(page),
        lead=str(ROUND_LEADS.get(page["round"]) or LEADS[page["kind"]]),
        questions=tuple(
            _question(attempt, page["kind"], code, texts[code], before + place, code in missing, conflicts or {})
            for place, code in enumerate(page["codes"], start=1)
        ),
        progress=progress_of(attempt, page["round"]),
    )


def _title(page) -> str:
    return str(ROUND_TITLES.get(page["round"]) or TITLES[page["kind"]])


def progress_of(attempt: Attempt, round_: str) -> Progress:
    codes = [code for page in attempt.pages if page["round"] == round_ for code in page["codes"]]
    return Progress(sum(attempt.answers.get(code) is not None for code in codes), len(codes))


def first_open_page(attempt: Attempt) -> int | None:
    """The first page of the open round with a question neither answered nor skipped; None when there is none."""
    for number in attempt.open_pages:
        if any(code not in attempt.answers for code in attempt.pages[number - 1]["codes"]):
            return number
    return None


def _question(attempt, kind, code, row, number, is_missing, conflicts) -> Question:
    here_first = row.get("here_first", True)
    options = _options(kind, code, attempt.answers, here_first)
    sides = ()
    if kind == "pairs":
        sides = (row["here"], row["there"]) if here_first else (row["there"], row["here"])
    conflict = ""
    if code in conflicts:
        conflict = _(
            "Jawaban ini sudah diubah di tab lain. Tersimpan: %(stored)s. Pilihan Anda di sini: %(posted)s."
        ) % {
            "stored": wording.answer_label(kind, attempt.answers.get(code), here_first=here_first),
            "posted": wording.answer_label(kind, conflicts[code], here_first=here_first),
        }
    text, lang = row.get("text", ""), row.get("lang", "")
    return Question(code, number, text, sides, options, is_missing, conflict, lang)


def _options(kind, code, answers, here_first) -> tuple[Option, ...]:
    chosen = answers.get(code, "")
    values = list(wording.LABELS[kind])
    if not here_first:
        values.reverse()
    rows = [(str(value), wording.answer_label(kind, value, here_first=here_first)) for value in values]
    rows.append((SKIPPED, _("Lewati")))
    marked = SKIPPED if chosen is None else str(chosen)
    return tuple(Option(value, label, value == marked) for value, label in rows)


def check_rows(attempt: Attempt) -> list[dict[str, Any]]:
    """Every page of the open round with its questions and answers in words, for the check before the report."""
    texts = texts_by_code(in_language(attempt.instrument.content, get_language()))
    rows = []
    number = 0
    for place, page_number in enumerate(attempt.open_pages, start=1):
        page = attempt.pages[page_number - 1]
        answers = []
        for code in page["codes"]:
            number += 1
            row = texts[code]
            here_first = row.get("here_first", True)
            answers.append(
                {
                    "code": code,
                    "number": number,
                    "text": row.get("text") or _pair_text(row, here_first),
                    "lang": row.get("lang", ""),
                    "answer": wording.answer_label(page["kind"], attempt.answers.get(code), here_first=here_first),
                    "state": _state(attempt, code),
                }
            )
        rows.append({"number": page_number, "place": place, "title": _title(page), "answers": answers})
    return rows


def _pair_text(row, here_first) -> str:
    first, second = (row["here"], row["there"]) if here_first else (row["there"], row["here"])
    return _("A: %(first)s. B: %(second)s.") % {"first": first, "second": second}


def _state(attempt, code) -> str:
    if code not in attempt.answers:
        return "open"
    return "skipped" if attempt.answers[code] is None else "answered"
