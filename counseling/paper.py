"""A quiz on paper: its sections in the one order of all sheets, and what a member of staff types from them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.answering import SKIPPED
from assessments.instruments import lay_out_pages
from assessments.models import Attempt, Instrument
from assessments.questions import Question, page_of

SKIP_KEY = "0"
SKIP_KEYS = {"0", "-", "–", "—", "_"}
SEPARATORS = " \t\r\n,.;/|"
# One key for each option, in the order of the boxes on the sheet.
KEYS = {"traits": "12345", "duties": "12345", "pairs": "12345", "beliefs": "BST"}
NUMBER_KEYS = {"beliefs": {"1": "B", "2": "S", "3": "T"}}  # for who stays on the number pad
AGREEMENT = ("STS", "TS", "N", "S", "SS")
SHORT_LABELS = {
    "traits": AGREEMENT,
    "duties": ("STT", "TT", "N", "T", "ST"),
    "pairs": ("A!", "A", "=", "B", "B!"),
    "beliefs": (gettext_lazy("benar"), gettext_lazy("salah"), gettext_lazy("tidak yakin")),
}


@dataclass(frozen=True)
class Box:
    key: str
    short: str  # above the column
    label: str


@dataclass(frozen=True)
class Section:
    """Questions of one kind, numbered through the whole sheet."""

    kind: str
    title: str
    lead: str
    questions: tuple[Question, ...]

    @property
    def boxes(self) -> tuple[Box, ...]:
        options = self.questions[0].options
        shown = [
            Box(key, str(short), option.label)
            for key, short, option in zip(KEYS[self.kind], SHORT_LABELS[self.kind], options, strict=False)
        ]
        return (*shown, Box(SKIP_KEY, _("lewati"), _("Dilewati")))

    @property
    def key_text(self) -> str:
        """What may be typed, in words."""
        if self.kind == "beliefs":
            return _("B benar, S salah, T tidak yakin (atau 1, 2, 3); 0 atau - dilewati")
        return _("1 sampai 5; 0 atau - dilewati")

    @property
    def allowed(self) -> str:
        """All keys that count as an answer, for the script that helps while typing."""
        return KEYS[self.kind] + "".join(NUMBER_KEYS.get(self.kind, ())) + "".join(sorted(SKIP_KEYS))

    @property
    def first(self) -> int:
        return self.questions[0].number

    @property
    def last(self) -> int:
        return self.questions[-1].number


@dataclass(frozen=True)
class Reading:
    """What was typed for a section: form values by question, and a sentence for each thing that is not clear."""

    values: dict[str, str]
    problems: tuple[str, ...]


def sections_of(instrument: Instrument) -> tuple[Section, ...]:
    """The whole quiz in the order of the sheets. Which one that is hangs on the instrument alone."""
    attempt = Attempt(instrument=instrument, pages=lay_out_pages(instrument.content, seed=None))
    sections: dict[str, Section] = {}
    for number, page in enumerate(attempt.pages, start=1):
        shown = page_of(attempt, number)
        before = sections[page["kind"]].questions if page["kind"] in sections else ()
        sections[page["kind"]] = Section(page["kind"], shown.title, shown.lead, before + shown.questions)
    return tuple(sections.values())


def read_typed(section: Section, typed: str) -> Reading:
    """Answers from a line such as "34512 -2314": one sign a question; blanks and commas only help the eye."""
    signs = [sign for sign in typed.upper() if sign not in SEPARATORS]
    values: dict[str, str] = {}
    problems = []
    for question, sign in zip(section.questions, signs, strict=False):
        value = _value(section, question, sign)
        if value is None:
            problems.append(
                _("Nomor %(number)s: tanda “%(sign)s” tidak dikenal. Pakai %(keys)s.")
                % {"number": question.number, "sign": sign, "keys": section.key_text}
            )
        else:
            values[question.code] = value
    return Reading(values, (*problems, *_length_problems(section, len(signs))))


def _value(section: Section, question: Question, sign: str) -> str | None:
    if sign in SKIP_KEYS:
        return SKIPPED
    place = KEYS[section.kind].find(NUMBER_KEYS.get(section.kind, {}).get(sign, sign))
    return None if place < 0 else question.options[place].value


def _length_problems(section: Section, count: int) -> Iterable[str]:
    missing = len(section.questions) - count
    if missing > 0:
        reached = section.first + count
        yield _(
            "Bagian %(title)s: %(count)s dari %(total)s jawaban terketik. "
            "Nomor %(number)s dan seterusnya belum ada; ketik 0 bila dilewati."
        ) % {"title": section.title, "count": count, "total": len(section.questions), "number": reached}
    elif missing < 0:
        yield _(
            "Bagian %(title)s: ada %(extra)s tanda lebih sesudah nomor %(number)s. "
            "Mungkin satu nomor terketik dua kali; cocokkan lagi dari atas."
        ) % {"title": section.title, "extra": -missing, "number": section.last}
