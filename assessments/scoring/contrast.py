"""Which of two similar professions the answers are closer to."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .constants import MIN_PAIRS, MIN_WEIGHT_SHARE, POINTS_PER_STEP, ROUNDING
from .fit import Fit, weighted_standard_error
from .traits import TraitMeans
from .uncertainty import rating_means, side_of, total_over_traits

DIRECTIONS = ("undecided", "here", "there")  # by side: 0, +1, -1


@dataclass(frozen=True)
class FocusContrast:
    """Which side of the pairs is preferred, per person; NaN when fewer than 4 pairs are answered."""

    mean: NDArray[np.float64]  # -2..2, above 0 towards this profession
    standard_error: NDArray[np.float64]
    direction: NDArray[np.str_]  # "here", "there", "undecided"


@dataclass(frozen=True)
class TraitContrast:
    """Fit here minus fit in the sister profession, per person; NaN where too little is measured to state it."""

    delta: NDArray[np.float64]  # points
    standard_error: NDArray[np.float64]  # points
    direction: NDArray[np.str_]  # "here", "there", "undecided"
    measured: NDArray[np.float64]  # share 0..1 of the sister's weight on traits scored here


def focus_contrast(preferences: NDArray[np.float64]) -> FocusContrast:
    """Mean preference over the pairs of one contrast, shape (persons, pairs): -2..2, +2 clearly here, NaN unanswered.

    >>> focus_contrast(np.array([[2.0, 2.0, 2.0, 2.0], [1.0, 0.0, -1.0, 0.0]])).direction.tolist()
    ['here', 'undecided']

    Source: docs/decisions/0004-scoring-constants.md.
    """
    rating = rating_means(preferences)
    is_enough = rating.answered >= MIN_PAIRS
    mean = np.where(is_enough, rating.mean, np.nan)
    standard_error = np.where(is_enough, rating.standard_error, np.nan)
    return FocusContrast(mean, standard_error, _direction(mean, standard_error))


def trait_contrast(
    fit: Fit, means: TraitMeans, variance: NDArray[np.float64], sister: NDArray[np.float64], elsewhere: float
) -> TraitContrast:
    """Compare the fit with the one that the sister's weights would give.

    `sister` has her weight of each trait of this instrument, 0 where she does not look for it, `elsewhere` her weight
    on all other traits; `variance` is of one answer. Stated only where there is a fit, and 75% of her weight lies on
    scored traits.

    Source: docs/decisions/0004-scoring-constants.md.
    """
    weight = np.where(means.is_scored, sister, 0.0)
    total = total_over_traits(weight)
    whole = total_over_traits(sister[None, :])[0] + elsewhere
    measured = total / whole if whole > 0 else np.zeros(total.shape)
    is_stated = fit.is_scored & (measured >= MIN_WEIGHT_SHARE - ROUNDING)
    there = np.divide(weight, total[:, None], out=np.zeros(weight.shape), where=weight > 0)
    difference = fit.shares - there
    # Equal weights differ by rounding alone, and a difference of nothing must not look certain.
    difference = np.where(np.abs(difference) < ROUNDING, 0.0, difference)
    points = POINTS_PER_STEP * difference * np.where(means.is_scored, means.lean, 0.0)
    delta = np.where(is_stated, total_over_traits(points), np.nan)
    standard_error = np.where(is_stated, weighted_standard_error(difference, means, variance), np.nan)
    return TraitContrast(delta, standard_error, _direction(delta, standard_error), measured)


def sister_weights(weights: Mapping[str, float], traits: list[str]) -> tuple[NDArray[np.float64], float]:
    """The sister's weights of `traits`, and the sum of her others, scaled alike so that the largest is near 1.

    >>> sister_weights({"empathy": 1.0, "patience": 0.5}, ["leadership", "empathy"])
    (array([0. , 0.5]), 0.25)
    """
    if not weights:
        return np.zeros(len(traits)), 0.0
    # Only the ratio counts; without this, very large weights could add up to infinity.
    _, exponent = np.frexp(max(weights.values()))
    scaled = {code: float(np.ldexp(weight, -exponent)) for code, weight in weights.items()}
    here = np.array([scaled.get(code, 0.0) for code in traits])
    return here, sum(weight for code, weight in scaled.items() if code not in traits)


def _direction(value, standard_error) -> NDArray[np.str_]:
    return np.array(DIRECTIONS)[side_of(value, standard_error)]
