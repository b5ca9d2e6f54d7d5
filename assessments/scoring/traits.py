"""How much of each trait the answers show."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .constants import (
    HIGHEST_ANSWER,
    LOWEST_ANSWER,
    MIN_ANSWERED_SHARE,
    MIN_CORE_ANSWERED,
    NEUTRAL_ANSWER,
    NEUTRAL_SCORE,
    POINTS_PER_STEP,
)
from .errors import ScoringError
from .layout import Layout


@dataclass(frozen=True)
class TraitMeans:
    """Per person and trait, shape (persons, traits). Sums run over the answered items of the trait.

    Sums are of whole numbers, so they are exact, and the same in whatever order or batch they were added.
    """

    lean: NDArray[np.float64]  # mean keyed answer, scale points from neutral: -2..2; NaN when not scored
    answered: NDArray[np.int64]
    asked: NDArray[np.int64]  # core items, and the reserve items that were answered
    is_scored: NDArray[np.bool_]  # enough answers; otherwise "data kurang", never a low score
    lean_sum: NDArray[np.float64]  # of keyed answers from neutral
    square_sum: NDArray[np.float64]  # of their squares
    raw_sum: NDArray[np.float64]  # of answers from neutral, not keyed: agreement
    key_sum: NDArray[np.float64]  # of the keys

    @property
    def score(self) -> NDArray[np.float64]:
        """Points 0..100, 50 neutral; NaN when not scored."""
        return NEUTRAL_SCORE + POINTS_PER_STEP * self.lean


def trait_means(responses: NDArray[np.float64], layout: Layout) -> TraitMeans:
    """Mean keyed answer of each trait, for one person or a million.

    `responses` has shape (persons, items): raw answers 1..5, NaN where unanswered. A trait is scored when 3 of its core
    items and half of the items that were asked are answered. Agreeing fully with an item of key 1, disagreeing
    fully with one of key -1 and being neutral to a third is 2/3 of the way up:

    >>> layout = Layout(key=[1, -1, 1, -1], trait_of_item=[0] * 4, is_core=[True] * 4, weights=[1], directions=[1])
    >>> means = trait_means(np.array([[5.0, 1.0, 3.0, np.nan], [5.0, 1.0, np.nan, np.nan]]), layout)
    >>> means.score.round(1)
    array([[83.3],
           [ nan]])

    Raises ScoringError unless there is one column an item, of whole numbers 1..5 or NaN.
    Source: docs/decisions/0004-scoring-constants.md.
    """
    is_answered, raw = _from_neutral(responses, layout)
    present = is_answered.astype(np.float64)
    answered = present @ layout.member
    core = present @ layout.core_member
    asked = layout.core_member.sum(axis=0) + answered - core
    is_scored = (core >= MIN_CORE_ANSWERED) & (answered >= MIN_ANSWERED_SHARE * asked)
    lean_sum = raw @ layout.keyed_member
    return TraitMeans(
        lean=np.divide(lean_sum, answered, out=np.full(answered.shape, np.nan), where=is_scored),
        answered=answered.astype(np.int64),
        asked=asked.astype(np.int64),
        is_scored=is_scored,
        lean_sum=lean_sum,
        square_sum=(raw * raw) @ layout.member,
        raw_sum=raw @ layout.member,
        key_sum=present @ layout.keyed_member,
    )


def _from_neutral(responses, layout) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Which items are answered, and the answers -2..2, with 0 where there is none."""
    if responses.ndim != 2 or responses.shape[1] != layout.key.size:
        raise ScoringError(f"responses need shape (persons, {layout.key.size}), got {responses.shape}")
    is_answered = ~np.isnan(responses)
    is_allowed = (responses >= LOWEST_ANSWER) & (responses <= HIGHEST_ANSWER) & (responses == np.floor(responses))
    if not np.array_equal(is_allowed, is_answered):
        first = responses[is_answered & ~is_allowed][0]
        raise ScoringError(f"response must be a whole number from 1 to 5, got {first:g}")
    return is_answered, np.where(is_answered, responses - NEUTRAL_ANSWER, 0.0)
