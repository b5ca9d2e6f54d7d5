"""Read one person's answers: JSON in, checked answers or the list of everything that is wrong out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from professions.problems import Problem

from .errors import AnswersRefused, shown
from .instrument import Instrument

AGREEMENT = (1, 2, 3, 4, 5)
PREFERENCE = (-2, -1, 0, 1, 2)
TRUTH = ("true", "false", "unsure")
PAGE_HINT = 'Tulis {"seconds": 12.5, "items": 5}, atau hapus baris itu bila waktunya tidak diketahui.'


@dataclass(frozen=True)
class PageTime:
    seconds: float  # 0 or more
    items: int  # questions on the page, 1 or more


@dataclass(frozen=True)
class Answers:
    """Raw answers by code; an unanswered question is absent, never 0."""

    items: Mapping[str, int]  # 1..5
    duties: Mapping[str, int]  # 1..5
    beliefs: Mapping[str, str]  # "true", "false", "unsure"
    pairs: Mapping[str, int]  # -2..2, +2 clearly this profession's side
    pages: tuple[PageTime, ...] = ()  # of pages whose time is known


def parse_answers(
    instrument: Instrument, data: Mapping[str, Any], *, seconds: Iterable[Mapping[str, Any]] | None = None
) -> Answers:
    """The answers in `data`, question code to raw answer; None is an unanswered question, as if it were absent.

    Items and duties take whole numbers 1..5, pairs -2..2 (+2 clearly *here*), beliefs "true", "false" or "unsure".
    `seconds` has one {"seconds": time on the page, "items": questions on it} a page whose time is known.

    >>> from assessments.scoring import parse_instrument
    >>> instrument = parse_instrument({"profession": "juru-masak", "version": 1,
    ...     "traits": [{"code": "lead", "weight": 1, "direction": 1}],
    ...     "items": [{"code": f"l{n}", "trait": "lead", "key": (-1) ** n, "reserve": False} for n in range(4)],
    ...     "unfit": [], "duties": [{"code": "d1"}], "beliefs": [], "contrasts": []})
    >>> answers = parse_answers(instrument, {"l0": 4, "l1": None, "d1": 5})
    >>> answers.items, answers.duties
    ({'l0': 4}, {'d1': 5})
    >>> parse_answers(instrument, {"l0": 6})
    Traceback (most recent call last):
        ...
    assessments.scoring.errors.AnswersRefused: l0: (scoring.E021) jawaban harus salah satu dari 1, 2, 3, 4, 5, \
bukan 6. Petunjuk: Perbaiki jawaban ini, atau hapus bila tidak dijawab.

    Raises AnswersRefused with every problem, not only the first.
    """
    if not isinstance(data, Mapping):
        hint = 'Tulis {"kode": jawaban, …}.'
        raise AnswersRefused([Problem("scoring.E020", "jawaban", "harus objek dari kode ke jawaban.", hint)])
    problems: list[Problem] = []
    kinds = {
        "items": (instrument.items, AGREEMENT),
        "duties": (instrument.duties, AGREEMENT),
        "beliefs": (instrument.beliefs, TRUTH),
        "pairs": (instrument.pairs, PREFERENCE),
    }
    kind_of = {row.code: kind for kind, (rows, _) in kinds.items() for row in rows}
    read: dict[str, dict[str, Any]] = {kind: {} for kind in kinds}
    for code, value in data.items():
        kind = kind_of.get(code)
        if kind is None:
            hint = f"Hapus, atau pakai kode dari kuis {instrument.profession} versi {instrument.version}."
            problems.append(Problem("scoring.E022", str(code), "tidak ada pertanyaan dengan kode ini.", hint))
        elif value is not None:
            allowed = kinds[kind][1]
            if _is_one_of(value, allowed):
                read[kind][code] = value if allowed is TRUTH else int(value)
            else:
                problems.append(_wrong_value(code, value, allowed))
    pages = _pages(seconds, problems)
    if problems:
        raise AnswersRefused(problems)
    return Answers(**read, pages=pages)


def response_matrix(instrument: Instrument, answers: Sequence[Mapping[str, Any]]) -> NDArray[np.float64]:
    """Raw item answers of many persons, shape (persons, items) in the instrument's order, NaN where unanswered.

    `answers` are mappings from code to raw answer; duties, beliefs and pairs among them are left out.
    Values are not judged here: `score_many` does so.
    """
    codes = [item.code for item in instrument.items]
    rows = [[np.nan if row.get(code) is None else row[code] for code in codes] for row in answers]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(codes))


def _is_one_of(value: Any, allowed: tuple) -> bool:
    if allowed is TRUTH:
        return isinstance(value, str) and value in allowed
    return isinstance(value, Real) and not isinstance(value, bool) and value in allowed


def _wrong_value(code: str, value: Any, allowed: tuple) -> Problem:
    sentence = f"jawaban harus salah satu dari {', '.join(map(str, allowed))}, bukan {shown(value)}."
    return Problem("scoring.E021", code, sentence, "Perbaiki jawaban ini, atau hapus bila tidak dijawab.")


def _pages(seconds: Any, problems: list[Problem]) -> tuple[PageTime, ...]:
    if seconds is None:
        return ()
    if isinstance(seconds, (str, bytes, Mapping)) or not isinstance(seconds, Iterable):
        problems.append(Problem("scoring.E023", "seconds", "harus daftar, satu baris satu halaman.", PAGE_HINT))
        return ()
    pages = []
    for number, page in enumerate(seconds):
        if _is_page(page):
            pages.append(PageTime(float(page["seconds"]), page["items"]))
        else:
            sentence = "waktu halaman ini tidak terbaca."
            problems.append(Problem("scoring.E023", f"seconds[{number}]", sentence, PAGE_HINT))
    return tuple(pages)


def _is_page(page: Any) -> bool:
    if not isinstance(page, Mapping):
        return False
    seconds, items = page.get("seconds"), page.get("items")
    return (
        isinstance(seconds, (int, float))
        and not isinstance(seconds, bool)
        and 0 <= seconds <= 1e9  # NaN and infinity are not
        and type(items) is int
        and 0 < items <= 1e9
    )
