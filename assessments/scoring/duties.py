"""How appealing the profession's duties are; the fit never depends on it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .constants import MIN_DUTIES, NEUTRAL_ANSWER, NEUTRAL_SCORE, POINTS_PER_STEP
from .uncertainty import rating_means


@dataclass(frozen=True)
class Appeal:
    """Per person, points 0..100; NaN when fewer than 3 duties are answered."""

    score: NDArray[np.float64]
    standard_error: NDArray[np.float64]


def appeal(responses: NDArray[np.float64]) -> Appeal:
    """Mean appeal of the duties, `responses` of shape (persons, duties): 1..5, NaN where unanswered.

    >>> appeal(np.array([[5.0, 4.0, 3.0], [5.0, 5.0, np.nan]])).score
    array([75., nan])

    Source: docs/decisions/0004-scoring-constants.md.
    """
    rating = rating_means(responses - NEUTRAL_ANSWER)
    is_enough = rating.answered >= MIN_DUTIES
    return Appeal(
        score=np.where(is_enough, NEUTRAL_SCORE + POINTS_PER_STEP * rating.mean, np.nan),
        standard_error=np.where(is_enough, POINTS_PER_STEP * rating.standard_error, np.nan),
    )
