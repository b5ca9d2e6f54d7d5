"""How well the traits fit the profession."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .constants import (
    FITS_FROM,
    MIN_WEIGHT_SHARE,
    NEUTRAL_ANSWER,
    NEUTRAL_SCORE,
    POINTS_PER_STEP,
    ROUNDING,
    UNFIT_UP_TO,
)
from .layout import Layout
from .traits import TraitMeans
from .uncertainty import total_over_traits

MISSING = "missing"
LEVELS = ("fits", "leans_fit", "unclear", "leans_unfit", "unfit")  # best first
TRAIT_STATES = ("strength", "attention", "unclear", MISSING)
UNFIT_STATES = ("met", "not_met", "unclear", MISSING)


@dataclass(frozen=True)
class Fit:
    """Per person, shape (persons,); NaN where the scored traits weigh too little."""

    score: NDArray[np.float64]  # points 0..100
    standard_error: NDArray[np.float64]  # points
    contributions: NDArray[np.float64]  # (persons, traits), points; NaN for a trait or a person without a score
    shares: NDArray[np.float64]  # (persons, traits), signed share of the weight; 0 where not scored
    is_scored: NDArray[np.bool_]


def fit_score(means: TraitMeans, variance: NDArray[np.float64], layout: Layout) -> Fit:
    """Weighted mean of the scored traits, 50 for all-neutral answers, with its standard error.

    `variance` is of one answer, shape (persons,). Two traits, the second unwanted and of weight 3; all answers to the
    first lean 2 above neutral, all to the second 1 below: 50 + 25 (1 x 2 + 3 x 1) / 4.

    >>> from assessments.scoring.traits import trait_means
    >>> layout = Layout(key=[1] * 6, trait_of_item=[0, 0, 0, 1, 1, 1], is_core=[True] * 6,
    ...                 weights=[1, 3], directions=[1, -1])
    >>> fit = fit_score(trait_means(np.array([[5.0, 5, 5, 2, 2, 2]]), layout), np.array([0.9]), layout)
    >>> fit.score, fit.contributions
    (array([81.25]), array([[12.5 , 18.75]]))

    Source: docs/decisions/0004-scoring-constants.md.
    """
    weight = np.where(means.is_scored, layout.weights, 0.0)
    total = total_over_traits(weight)
    is_scored = total >= (MIN_WEIGHT_SHARE - ROUNDING) * total_over_traits(layout.weights[None, :])
    shares = np.divide(weight * layout.directions, total[:, None], out=np.zeros(weight.shape), where=weight > 0)
    has_points = means.is_scored & is_scored[:, None]
    points = np.where(has_points, POINTS_PER_STEP * shares * np.where(means.is_scored, means.lean, 0.0), 0.0)
    # Rounding must not carry the best possible answers above 100.
    score = np.clip(NEUTRAL_SCORE + total_over_traits(points), 0.0, 100.0)
    return Fit(
        score=np.where(is_scored, score, np.nan),
        standard_error=np.where(is_scored, weighted_standard_error(shares, means, variance), np.nan),
        contributions=np.where(has_points, points, np.nan),
        shares=shares,
        is_scored=is_scored,
    )


def weighted_standard_error(
    shares: NDArray[np.float64], means: TraitMeans, variance: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Standard error, in points, of the sum of all trait means, each times its share; shape (persons,)."""
    parts = np.divide(shares * shares, means.answered, out=np.zeros(shares.shape), where=means.is_scored)
    return POINTS_PER_STEP * np.sqrt(variance * total_over_traits(parts))


def answer_contributions(
    fit: Fit, means: TraitMeans, responses: NDArray[np.float64], layout: Layout
) -> NDArray[np.float64]:
    """Points that each answer adds to the score or takes from it, shape (persons, items).

    The answers of a trait sum to its contribution. NaN for an unanswered item, and without a score.
    """
    points = POINTS_PER_STEP * fit.shares[:, layout.trait_of_item] * layout.key * (responses - NEUTRAL_ANSWER)
    has_points = ~np.isnan(responses) & ~np.isnan(fit.contributions[:, layout.trait_of_item])
    answered = means.answered[:, layout.trait_of_item]
    return np.divide(points, answered, out=np.full(points.shape, np.nan), where=has_points)


def level(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.str_]:
    """The level that the band stands for; "missing" where there is none (NaN).

    >>> level(np.array([60.0, 50.1, 50.0, np.nan]), np.array([70.0, 70.0, 60.0, np.nan])).tolist()
    ['fits', 'leans_fit', 'unclear', 'missing']

    Source: docs/decisions/0004-scoring-constants.md.
    """
    conditions = [
        np.isnan(low),
        low >= FITS_FROM,
        low > NEUTRAL_SCORE,
        high <= UNFIT_UP_TO,
        high < NEUTRAL_SCORE,
    ]
    return np.select(conditions, [MISSING, "fits", "leans_fit", "unfit", "leans_unfit"], default="unclear")


def trait_state(side: NDArray[np.int64], is_scored: NDArray[np.bool_], layout: Layout) -> NDArray[np.str_]:
    """What each trait means here, shape (persons, traits), from the side of 50 on which its band lies (+1, -1, 0)."""
    wanted = side * layout.directions
    return np.select([~is_scored, wanted > 0, wanted < 0], [MISSING, "strength", "attention"], default="unclear")


def unfit_state(side: NDArray[np.int64], is_scored: NDArray[np.bool_], bad_side: NDArray[np.int64]) -> NDArray[np.str_]:
    """Whether each criterion is met, shape (persons, criteria); arguments are of the criteria's traits.

    `bad_side` is +1 where a high trait speaks against the profession, -1 where a low one does.

    >>> unfit_state(np.array([[-1, 1, 0]]), np.array([[True, True, False]]), np.array([-1, -1, 1])).tolist()
    [['met', 'not_met', 'missing']]
    """
    agrees = side * bad_side
    return np.select([~is_scored, agrees > 0, agrees < 0], [MISSING, "met", "not_met"], default="unclear")


def capped_level(level_before: NDArray[np.str_], unfit_states: NDArray[np.str_]) -> NDArray[np.str_]:
    """The level after the unfit criteria: one met, at most "leans_unfit"; all met, "unfit". Never from "missing".

    >>> capped_level(np.array(["fits", "fits"]), np.array([["met", "unclear"], ["met", "met"]])).tolist()
    ['leans_unfit', 'unfit']

    Source: docs/decisions/0004-scoring-constants.md.
    """
    is_met = unfit_states == "met"
    has_level = level_before != MISSING
    all_met = has_level & is_met.any(axis=1) & is_met.all(axis=1)
    too_high = has_level & is_met.any(axis=1) & (level_before != "unfit")
    return np.select([all_met, too_high], ["unfit", "leans_unfit"], default=level_before)
