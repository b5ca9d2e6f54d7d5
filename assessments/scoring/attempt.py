"""Answers in, result out: for one person with all that a report says, and for many at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .answers import Answers, parse_answers, response_matrix
from .beliefs import belief_states
from .clarify import clarifying_items
from .constants import NEUTRAL_ANSWER, NEUTRAL_SCORE, POINTS_PER_STEP, SCORING_VERSION
from .contrast import TraitContrast, focus_contrast, sister_weights, trait_contrast
from .duties import appeal
from .fit import MISSING, Fit, answer_contributions, capped_level, fit_score, level, trait_state, unfit_state
from .instrument import Contrast, Instrument
from .quality import is_fast, quality_notes, uniform_share
from .results import (
    AnswerResult,
    Band,
    BeliefResult,
    ContrastResult,
    DutiesResult,
    DutyResult,
    FocusResult,
    Quality,
    Result,
    TraitContrastResult,
    TraitResult,
    UnfitResult,
)
from .traits import TraitMeans, trait_means
from .uncertainty import AnswerError, answer_error, band, side_of, trait_standard_error


@dataclass(frozen=True)
class Scores:
    """Scores of many persons: P persons, T traits, U unfit criteria, in the instrument's order. Points 0..100.

    NaN and "missing" stand where one person's result has None.
    """

    score: NDArray[np.float64]  # (P,)
    standard_error: NDArray[np.float64]  # (P,)
    band: NDArray[np.float64]  # (P, 2): low, high
    level: NDArray[np.str_]  # (P,), "missing" without a score
    level_before_unfit: NDArray[np.str_]  # (P,)
    trait_scores: NDArray[np.float64]  # (P, T)
    trait_standard_errors: NDArray[np.float64]  # (P, T)
    trait_bands: NDArray[np.float64]  # (P, T, 2)
    trait_states: NDArray[np.str_]  # (P, T)
    contributions: NDArray[np.float64]  # (P, T)
    answered: NDArray[np.int64]  # (P, T)
    asked: NDArray[np.int64]  # (P, T)
    unfit_states: NDArray[np.str_]  # (P, U)
    error_variance: NDArray[np.float64]  # (P,), of one answer, squared scale points
    acquiescence: NDArray[np.float64]  # (P,), scale points
    scatter: NDArray[np.float64]  # (P,), squared scale points
    uniform_share: NDArray[np.float64]  # (P,), 0..1
    notes: Mapping[str, NDArray[np.bool_]]  # by code, each (P,); time is not known here


@dataclass(frozen=True)
class _Assessment:
    means: TraitMeans
    error: AnswerError
    fit: Fit
    scores: Scores


def score_many(instrument: Instrument, responses: NDArray[np.float64]) -> Scores:
    """Score the trait answers of many persons; each gets exactly the numbers of `score_attempt`.

    `responses` has shape (persons, items), items in the instrument's order (`response_matrix` makes it from answers):
    raw answers 1..5, NaN where unanswered. Memory is some 20 times that of `responses`: a million persons go in parts.

    Raises ScoringError for another shape or another value.
    """
    return _assess(instrument, np.asarray(responses, dtype=np.float64)).scores


def score_attempt(
    instrument: Instrument,
    answers: Mapping[str, Any] | Answers,
    *,
    seconds: Iterable[Mapping[str, Any]] | None = None,
) -> Result:
    """The whole result of one person's answers.

    `answers` maps question codes to raw answers (see `parse_answers`, which also explains `seconds`), or has been read
    already. One trait, keys 1, -1, 1, -1; the answers 5, 1 and 4 lean 2, 2 and 1 its way: 50 + 25 x 5/3.

    >>> from assessments.scoring import parse_instrument
    >>> instrument = parse_instrument({"profession": "juru-masak", "version": 1,
    ...     "traits": [{"code": "lead", "weight": 1, "direction": 1}],
    ...     "items": [{"code": f"l{n}", "trait": "lead", "key": (-1) ** n, "reserve": False} for n in range(4)],
    ...     "unfit": [], "duties": [], "beliefs": [], "contrasts": []})
    >>> result = score_attempt(instrument, {"l0": 5, "l1": 1, "l2": 4})
    >>> round(result.score, 6), result.level
    (91.666667, 'fits')
    >>> [round(answer.contribution, 6) for answer in result.answers]
    [16.666667, 16.666667, 8.333333]

    Raises AnswersRefused with every problem.
    """
    if not isinstance(answers, Answers):
        answers = parse_answers(instrument, answers, seconds=seconds)
    elif seconds is not None:
        answers = replace(answers, pages=parse_answers(instrument, {}, seconds=seconds).pages)
    responses = response_matrix(instrument, [answers.items])
    assessment = _assess(instrument, responses)
    traits = _trait_results(instrument, assessment.scores)
    unfit = _unfit_results(instrument, assessment.scores)
    person = assessment.scores
    level_now = _code(person.level[0])
    return Result(
        score=_number(person.score[0]),
        standard_error=_number(person.standard_error[0]),
        band=_band(person.band[0]),
        level=level_now,
        level_before_unfit=_code(person.level_before_unfit[0]),
        traits=traits,
        answers=_answer_results(instrument, assessment, responses),
        unfit=unfit,
        contrasts=tuple(
            _contrast_result(contrast, instrument, answers, assessment) for contrast in instrument.contrasts
        ),
        beliefs=tuple(
            BeliefResult(claim, state) for claim, state in belief_states(instrument.beliefs, answers.beliefs).items()
        ),
        duties=_duties_result(instrument, answers),
        clarify=clarifying_items(
            instrument,
            answered=answers.items,
            level=level_now,
            trait_states={trait.code: trait.state for trait in traits},
            answered_counts={trait.code: trait.answered for trait in traits},
            unfit_states={criterion.code: criterion.state for criterion in unfit},
        ),
        quality=_quality(person, answers),
        scoring_version=SCORING_VERSION,
    )


def _assess(instrument: Instrument, responses: NDArray[np.float64]) -> _Assessment:
    layout = instrument.layout
    means = trait_means(responses, layout)
    error = answer_error(means)
    fit = fit_score(means, error.variance, layout)
    low, high = band(fit.score, fit.standard_error)
    trait_error = trait_standard_error(means, error.variance)
    trait_side = side_of(means.score, trait_error, NEUTRAL_SCORE)
    unfit = _unfit_states(instrument, trait_side, means.is_scored)
    before = level(low, high)
    share = uniform_share(responses)
    scores = Scores(
        score=fit.score,
        standard_error=fit.standard_error,
        band=np.stack([low, high], axis=-1),
        level=capped_level(before, unfit),
        level_before_unfit=before,
        trait_scores=means.score,
        trait_standard_errors=trait_error,
        trait_bands=np.stack(band(means.score, trait_error), axis=-1),
        trait_states=trait_state(trait_side, means.is_scored, layout),
        contributions=fit.contributions,
        answered=means.answered,
        asked=means.asked,
        unfit_states=unfit,
        error_variance=error.variance,
        acquiescence=error.acquiescence,
        scatter=error.scatter,
        uniform_share=share,
        notes=quality_notes(share, error, means),
    )
    return _Assessment(means, error, fit, scores)


def _unfit_states(instrument: Instrument, trait_side, is_scored) -> NDArray[np.str_]:
    place = {trait.code: number for number, trait in enumerate(instrument.traits)}
    traits = np.array([place[criterion.trait] for criterion in instrument.unfit], dtype=np.int64)
    bad_side = np.array([1 if criterion.side == "high" else -1 for criterion in instrument.unfit], dtype=np.int64)
    return unfit_state(trait_side[:, traits], is_scored[:, traits], bad_side)


def _trait_results(instrument: Instrument, scores: Scores) -> tuple[TraitResult, ...]:
    return tuple(
        TraitResult(
            code=trait.code,
            score=_number(scores.trait_scores[0, number]),
            standard_error=_number(scores.trait_standard_errors[0, number]),
            band=_band(scores.trait_bands[0, number]),
            state=str(scores.trait_states[0, number]),
            contribution=_number(scores.contributions[0, number]),
            answered=int(scores.answered[0, number]),
            asked=int(scores.asked[0, number]),
        )
        for number, trait in enumerate(instrument.traits)
    )


def _unfit_results(instrument: Instrument, scores: Scores) -> tuple[UnfitResult, ...]:
    states = scores.unfit_states[0]
    return tuple(UnfitResult(row.code, str(state)) for row, state in zip(instrument.unfit, states, strict=True))


def _answer_results(instrument: Instrument, assessment: _Assessment, responses) -> tuple[AnswerResult, ...]:
    layout = instrument.layout
    points = answer_contributions(assessment.fit, assessment.means, responses, layout)[0]
    by_trait = np.argsort(layout.trait_of_item, kind="stable")
    return tuple(
        AnswerResult(instrument.items[number].code, _number(points[number]))
        for number in by_trait
        if not np.isnan(points[number])
    )


def _contrast_result(
    contrast: Contrast, instrument: Instrument, answers: Answers, assessment: _Assessment
) -> ContrastResult:
    focus = focus_contrast(_row(answers.pairs, contrast.pairs))
    sister, elsewhere = sister_weights(contrast.weights, [trait.code for trait in instrument.traits])
    traits = trait_contrast(assessment.fit, assessment.means, assessment.error.variance, sister, elsewhere)
    return ContrastResult(
        code=contrast.code,
        focus=None
        if np.isnan(focus.mean[0])
        else FocusResult(_number(focus.mean[0]), _number(focus.standard_error[0]), str(focus.direction[0])),
        traits=_trait_contrast_result(traits),
    )


def _trait_contrast_result(traits: TraitContrast) -> TraitContrastResult | None:
    if np.isnan(traits.delta[0]):
        return None
    return TraitContrastResult(
        delta=_number(traits.delta[0]),
        standard_error=_number(traits.standard_error[0]),
        direction=str(traits.direction[0]),
        measured=_number(traits.measured[0]),
    )


def _duties_result(instrument: Instrument, answers: Answers) -> DutiesResult | None:
    mean = appeal(_row(answers.duties, instrument.duties))
    if np.isnan(mean.score[0]):
        return None
    items = tuple(DutyResult(duty.code, _points(answers.duties.get(duty.code))) for duty in instrument.duties)
    return DutiesResult(_number(mean.score[0]), _number(mean.standard_error[0]), items)


def _quality(person: Scores, answers: Answers) -> Quality:
    notes = [code for code, holds in person.notes.items() if holds[0]]
    if notes and is_fast(answers.pages):
        notes.append("fast")
    return Quality(
        notes=tuple(notes),
        acquiescence=_number(person.acquiescence[0]),
        scatter=_number(person.scatter[0]),
        uniform_share=_number(person.uniform_share[0]),
    )


def _row(answers: Mapping[str, int], questions: Iterable[Any]) -> NDArray[np.float64]:
    """One person's answers to `questions`, shape (1, questions), NaN where unanswered."""
    return np.array([[answers.get(question.code, np.nan) for question in questions]], dtype=np.float64)


def _points(answer: int | None) -> float | None:
    return None if answer is None else NEUTRAL_SCORE + POINTS_PER_STEP * (answer - NEUTRAL_ANSWER)


def _number(value: np.float64) -> float | None:
    """A plain number, None for NaN, and 0 for -0."""
    return None if np.isnan(value) else float(value) + 0.0


def _band(ends: NDArray[np.float64]) -> Band | None:
    return None if np.isnan(ends[0]) else Band(_number(ends[0]), _number(ends[1]))


def _code(value: np.str_) -> str | None:
    return None if value == MISSING else str(value)
