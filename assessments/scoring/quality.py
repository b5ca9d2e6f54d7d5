"""Neutral remarks on careless answering; nothing is discarded because of them."""

from collections.abc import Iterable
from statistics import median

import numpy as np
from numpy.typing import NDArray

from .answers import AGREEMENT, PageTime
from .constants import (
    AGREEING_POINTS,
    BALANCED_KEY_SHARE,
    FAST_SECONDS,
    ROUNDING,
    SCATTERED_VARIANCE,
    UNIFORM_SHARE,
)
from .traits import TraitMeans
from .uncertainty import AnswerError

NOTES = ("uniform", "scattered", "agreeing", "disagreeing", "fast")


def uniform_share(responses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share 0..1 of a person's trait answers on the option chosen most, shape (persons,); NaN without answers.

    >>> uniform_share(np.array([[4.0, 4.0, 4.0, 1.0, np.nan]]))
    array([0.75])
    """
    answered = (~np.isnan(responses)).sum(axis=1)
    most = np.max([(responses == option).sum(axis=1) for option in AGREEMENT], axis=0)
    return np.divide(most, answered, out=np.full(answered.shape, np.nan), where=answered > 0)


def quality_notes(share: NDArray[np.float64], error: AnswerError, means: TraitMeans) -> dict[str, NDArray[np.bool_]]:
    """Which notes hold, by code, each of shape (persons,). Time is not among them: see `is_fast`.

    Agreement and disagreement are told from the trait only while the answers rest on both keys alike.

    Source: docs/decisions/0004-scoring-constants.md.
    """
    answered = np.where(means.is_scored, means.answered, 0).sum(axis=1)
    keys = np.where(means.is_scored, means.key_sum, 0.0).sum(axis=1)
    is_balanced = (answered - np.abs(keys)) / 2 >= (BALANCED_KEY_SHARE - ROUNDING) * answered
    return {
        "uniform": share >= UNIFORM_SHARE - ROUNDING,
        "scattered": error.scatter >= SCATTERED_VARIANCE - ROUNDING,
        "agreeing": is_balanced & (error.acquiescence >= AGREEING_POINTS - ROUNDING),
        "disagreeing": is_balanced & (error.acquiescence <= -AGREEING_POINTS + ROUNDING),
    }


def is_fast(pages: Iterable[PageTime]) -> bool:
    """Whether the median page took less than 2 seconds an item. Time alone is never a note: somebody may read fast.

    >>> is_fast([PageTime(5.0, 5), PageTime(9.0, 5), PageTime(60.0, 5)]), is_fast([])
    (True, False)
    """
    seconds = [page.seconds / page.items for page in pages]
    return bool(seconds) and median(seconds) < FAST_SECONDS
