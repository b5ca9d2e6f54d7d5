"""What scoring returns for one person, and the same as plain JSON values."""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any


@dataclass(frozen=True)
class Band:
    low: float  # points 0..100
    high: float


@dataclass(frozen=True)
class TraitResult:
    """None wherever there are too few answers ("missing")."""

    code: str
    score: float | None  # points 0..100, 50 neutral
    standard_error: float | None  # points
    band: Band | None
    state: str  # "strength", "attention", "unclear", "missing"
    contribution: float | None  # points added to the score; None also when there is no score
    answered: int
    asked: int


@dataclass(frozen=True)
class AnswerResult:
    code: str
    contribution: float  # points added to the score


@dataclass(frozen=True)
class UnfitResult:
    code: str
    state: str  # "met", "not_met", "unclear", "missing"


@dataclass(frozen=True)
class FocusResult:
    mean: float  # -2..2, above 0 towards this profession
    standard_error: float
    direction: str  # "here", "there", "undecided"


@dataclass(frozen=True)
class TraitContrastResult:
    delta: float  # points, fit here minus fit there
    standard_error: float  # points
    direction: str  # "here", "there", "undecided"
    measured: float  # share 0..1 of the sister's weight


@dataclass(frozen=True)
class ContrastResult:
    code: str
    focus: FocusResult | None  # None when fewer than 4 pairs are answered
    traits: TraitContrastResult | None  # None when too little of either profession is measured


@dataclass(frozen=True)
class BeliefResult:
    claim: str
    state: str  # "realistic", "mistaken", "unsure"


@dataclass(frozen=True)
class DutyResult:
    code: str
    score: float | None  # points 0..100; None when unanswered


@dataclass(frozen=True)
class DutiesResult:
    score: float  # points 0..100
    standard_error: float  # points
    items: tuple[DutyResult, ...]


@dataclass(frozen=True)
class Quality:
    notes: tuple[str, ...]  # of "uniform", "scattered", "agreeing", "disagreeing", "fast"
    acquiescence: float | None  # scale points; None when no scored trait was answered in both keys
    scatter: float | None  # squared scale points; None without a degree of freedom
    uniform_share: float | None  # share 0..1; None without answers


@dataclass(frozen=True)
class Result:
    """Nothing is rounded. Without a score, `score`, `standard_error`, `band` and both levels are None."""

    score: float | None  # points 0..100, 50 neutral
    standard_error: float | None  # points
    band: Band | None
    level: str | None  # "fits", "leans_fit", "unclear", "leans_unfit", "unfit"
    level_before_unfit: str | None  # from the band alone
    traits: tuple[TraitResult, ...]  # in the instrument's order
    answers: tuple[AnswerResult, ...]  # by trait, then in the instrument's order; empty without a score
    unfit: tuple[UnfitResult, ...]
    contrasts: tuple[ContrastResult, ...]
    beliefs: tuple[BeliefResult, ...]
    duties: DutiesResult | None  # None when fewer than 3 are answered
    clarify: tuple[str, ...]  # codes of reserve items worth asking
    quality: Quality
    scoring_version: int


def result_as_dict(result: Result) -> dict[str, Any]:
    """The result as JSON knows it: objects, lists, numbers, texts and null.

    >>> result_as_dict(TraitContrastResult(-3.25, 1.5, "there", 1.0))
    {'delta': -3.25, 'standard_error': 1.5, 'direction': 'there', 'measured': 1.0}
    """
    return _plain(result)


def _plain(value: Any) -> Any:
    if isinstance(value, Band):
        return [value.low, value.high]
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
