"""How far one person's answers can be trusted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .constants import (
    BAND_Z,
    POINTS_PER_STEP,
    PRIOR_ANSWERS,
    PRIOR_VARIANCE,
    RATING_PRIOR_ANSWERS,
    RATING_PRIOR_VARIANCE,
)
from .traits import TraitMeans


@dataclass(frozen=True)
class AnswerError:
    """Per person, shape (persons,)."""

    variance: NDArray[np.float64]  # of one answer, squared scale points; NaN when no trait is scored
    acquiescence: NDArray[np.float64]  # scale points; NaN when the answers have no trait with both keys
    scatter: NDArray[np.float64]  # squared scale points a degree of freedom, without the prior; NaN without any


@dataclass(frozen=True)
class RatingMeans:
    """Per person, shape (persons,); NaN for somebody without ratings."""

    mean: NDArray[np.float64]  # in the ratings' own unit
    standard_error: NDArray[np.float64]
    answered: NDArray[np.int64]


def answer_error(means: TraitMeans) -> AnswerError:
    """Error variance of one answer: scatter around the trait means, acquiescence removed, with a prior.

    Somebody who answers a trait of four items (keys 1, -1, 1, -1) with 5, 5, 5, 5 agrees with everything: the keyed
    answers are 2, -2, 2, -2 from neutral, acquiescence explains all of it, and what is left is the prior,
    8 x 0.9 / (8 + 2).

    >>> from assessments.scoring.layout import Layout
    >>> from assessments.scoring.traits import trait_means
    >>> layout = Layout(key=[1, -1, 1, -1], trait_of_item=[0] * 4, is_core=[True] * 4, weights=[1], directions=[1])
    >>> error = answer_error(trait_means(np.full((1, 4), 5.0), layout))
    >>> error.acquiescence, error.variance
    (array([2.]), array([0.72]))

    Source: docs/decisions/0004-scoring-constants.md.
    """
    scored = means.is_scored
    # With e the deviation from the trait's mean and d = k - mean k, the sums of e e, e d and d d.
    spread = _within(means.square_sum, means.lean_sum, means.lean_sum, means)
    leaning = _within(means.raw_sum, means.lean_sum, means.key_sum, means)
    key_spread = _within(means.answered, means.key_sum, means.key_sum, means)
    acquiescence = np.divide(leaning, key_spread, out=np.full(leaning.shape, np.nan), where=key_spread > 0)
    explained = np.where(key_spread > 0, np.nan_to_num(acquiescence) * leaning, 0.0)
    # Rounding may leave a little less than nothing.
    left = np.maximum(spread - explained, 0.0)
    freedom = np.where(scored, means.answered - 1, 0).sum(axis=1) - 1
    variance = (PRIOR_ANSWERS * PRIOR_VARIANCE + left) / (PRIOR_ANSWERS + np.maximum(freedom, 0))
    return AnswerError(
        variance=np.where(scored.any(axis=1), variance, np.nan),
        acquiescence=acquiescence,
        scatter=np.divide(left, freedom, out=np.full(left.shape, np.nan), where=freedom > 0),
    )


def _within(products, first, second, means) -> NDArray[np.float64]:
    """Sum of products within the scored traits: of a b, less (sum a)(sum b) / n."""
    between = np.divide(first * second, means.answered, out=np.zeros(means.lean.shape), where=means.is_scored)
    return total_over_traits(np.where(means.is_scored, products - between, 0.0))


def total_over_traits(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum of each row, always added from left to right.

    numpy's own sum chooses its order by the shape and layout of the whole array, so one person alone could differ
    from the same person among others in the last digit.
    """
    total = np.zeros(values.shape[0])
    for column in values.T:
        total = total + column
    return total


def trait_standard_error(means: TraitMeans, variance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard error of each trait score in points, shape (persons, traits); NaN when not scored."""
    share = np.divide(variance[:, None], means.answered, out=np.full(means.lean.shape, np.nan), where=means.is_scored)
    return POINTS_PER_STEP * np.sqrt(share)


def rating_means(ratings: NDArray[np.float64]) -> RatingMeans:
    """Mean of a few ratings of one kind with its standard error, its variance with a prior worth 4 ratings at 1.

    `ratings` has shape (persons, questions), whole numbers, NaN where unanswered. Four times the same rating:
    variance 4 x 1 / (4 + 3), and a quarter of it for the mean of four, 1/7.

    >>> focus = rating_means(np.array([[2.0, 2.0, 2.0, 2.0, np.nan]]))
    >>> focus.mean, (focus.standard_error ** -2).round(6)
    (array([2.]), array([7.]))

    Source: docs/decisions/0004-scoring-constants.md.
    """
    is_answered = ~np.isnan(ratings)
    values = np.where(is_answered, ratings, 0.0)
    answered = is_answered.sum(axis=1)
    none = np.full(answered.shape, np.nan)
    total = values.sum(axis=1)
    mean = np.divide(total, answered, out=none.copy(), where=answered > 0)
    spread = np.maximum((values * values).sum(axis=1) - total * np.nan_to_num(mean), 0.0)
    variance = (RATING_PRIOR_ANSWERS * RATING_PRIOR_VARIANCE + spread) / (RATING_PRIOR_ANSWERS + answered - 1)
    squared = np.divide(variance, answered, out=none, where=answered > 0)
    return RatingMeans(mean, np.sqrt(squared), answered)


def band(
    score: NDArray[np.float64], standard_error: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Low and high ends of the 90% band in points, clipped to 0..100; NaN where there is no score.

    >>> band(np.array([50.0, 95.0]), np.array([2.0, 10.0]))
    (array([46.71, 78.55]), array([ 53.29, 100.  ]))
    """
    margin = BAND_Z * standard_error
    return np.clip(score - margin, 0.0, 100.0), np.clip(score + margin, 0.0, 100.0)


def side_of(value: NDArray[np.float64], standard_error: NDArray[np.float64], middle: float = 0.0) -> NDArray[np.int64]:
    """+1 where the whole band lies above `middle`, -1 where it lies below, 0 where it holds it or there is none.

    >>> side_of(np.array([3.0, 1.0, -3.0, np.nan]), np.array([1.0, 1.0, 1.0, np.nan]))
    array([ 1,  0, -1,  0])
    """
    margin = BAND_Z * standard_error
    return (value - margin > middle).astype(np.int64) - (value + margin < middle).astype(np.int64)
