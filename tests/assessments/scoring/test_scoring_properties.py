"""What must never break, on any instrument and any answers."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import BAND_Z, parse_instrument, response_matrix, result_as_dict, score_attempt, score_many

from .builders import items_of, raw

CLOSE = 1e-9
weights = st.floats(0.05, 20, allow_nan=False)
options = st.integers(1, 5)


@st.composite
def instruments(draw):
    codes = [f"t{number}" for number in range(draw(st.integers(1, 9)))]
    traits = [{"code": code, "weight": draw(weights), "direction": draw(st.sampled_from([1, 1, -1]))} for code in codes]
    items = [item for code in codes for item in items_of(code, reserve=(1, -1))]
    side = st.sampled_from(["low", "high"])
    unfit = [
        {"code": f"u{number}", "trait": code, "side": draw(side)}
        for number, code in enumerate(draw(st.lists(st.sampled_from(codes), max_size=3)))
    ]
    sister = draw(st.dictionaries(st.sampled_from([*codes, "elsewhere"]), weights, min_size=1))
    pairs = [{"code": f"p{number}", "here_first": bool(number % 2)} for number in range(4)]
    contrasts = [{"code": "sister", "weights": sister, "pairs": pairs}]
    return raw(*traits, items=items, unfit=unfit, contrasts=contrasts)


@st.composite
def cases(draw, *, gaps=True):
    data = draw(instruments())
    value = st.none() | options if gaps and draw(st.booleans()) else options
    answers = {item["code"]: draw(value) for item in data["items"] if not item["reserve"] or draw(st.booleans())}
    return data, {code: answer for code, answer in answers.items() if answer is not None}


@given(instruments())
def test_neutral_is_50_on_every_instrument(data):
    result = score_attempt(parse_instrument(data), {item["code"]: 3 for item in data["items"]})
    assert result.score == 50.0
    assert {row.contribution for row in (*result.traits, *result.answers)} == {0.0}


@given(cases())
def test_mirrored_answers_mirror_the_score_about_50_and_keep_its_error(case):
    data, answers = case
    instrument = parse_instrument(data)
    result = score_attempt(instrument, answers)
    mirrored = score_attempt(instrument, {code: 6 - answer for code, answer in answers.items()})
    assert (result.score is None) == (mirrored.score is None)
    if result.score is not None:
        assert abs(result.score + mirrored.score - 100) < CLOSE
        assert abs(result.standard_error - mirrored.standard_error) < CLOSE


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_items_and_traits_does_not_matter(case, random):
    data, answers = case
    shuffled = data | {name: random.sample(data[name], len(data[name])) for name in ("items", "traits")}
    one, other = (score_attempt(parse_instrument(version), answers) for version in (data, shuffled))
    assert one.level == other.level
    assert one.clarify == other.clarify
    assert {row.code: row.state for row in one.traits} == {row.code: row.state for row in other.traits}
    if one.score is not None:
        assert abs(one.score - other.score) < CLOSE
        assert abs(one.standard_error - other.standard_error) < CLOSE


@given(cases())
def test_points_of_traits_and_of_answers_sum_to_the_score_less_50(case):
    data, answers = case
    result = score_attempt(parse_instrument(data), answers)
    if result.score is None:
        assert not result.answers
        assert all(row.contribution is None for row in result.traits)
        return
    trait_points = {row.code: row.contribution for row in result.traits if row.contribution is not None}
    item_trait = {item["code"]: item["trait"] for item in data["items"]}
    assert abs(sum(trait_points.values()) - (result.score - 50)) < CLOSE
    for code, points in trait_points.items():
        parts = [row.contribution for row in result.answers if item_trait[row.code] == code]
        assert abs(sum(parts) - points) < CLOSE


@given(cases(gaps=False), st.data())
def test_leaning_further_towards_a_wanted_trait_never_lowers_the_score(case, data_strategy):
    data, answers = case
    instrument = parse_instrument(data)
    code = data_strategy.draw(st.sampled_from(sorted(answers)))
    item = next(item for item in instrument.items if item.code == code)
    direction = next(trait.direction for trait in instrument.traits if trait.code == item.trait)
    raised = min(5, max(1, answers[code] + item.key * direction))
    before = score_attempt(instrument, answers).score
    assert score_attempt(instrument, answers | {code: raised}).score >= before - CLOSE


@given(cases())
def test_a_band_holds_its_score_and_lies_within_0_and_100(case):
    data, answers = case
    result = score_attempt(parse_instrument(data), answers)
    for row in (result, *result.traits):
        if row.score is not None:
            assert 0 <= row.band.low <= row.score <= row.band.high <= 100


@given(instruments(), st.data())
def test_more_scatter_at_the_same_means_never_narrows_a_band(data, data_strategy):
    """Two answers of one key move apart by a step each: means and agreement stay, scatter grows."""
    instrument = parse_instrument(data)
    core = [item for item in instrument.items if not item.reserve]
    answers = {item.code: data_strategy.draw(st.integers(2, 4)) for item in core}
    trait = data_strategy.draw(st.sampled_from([trait.code for trait in instrument.traits]))
    one, other = sorted((f"{trait}-1", f"{trait}-3"), key=lambda code: answers[code])
    spread = answers | {one: answers[one] - 1, other: answers[other] + 1}
    before, after = score_attempt(instrument, answers), score_attempt(instrument, spread)
    assert abs(before.score - after.score) < CLOSE
    assert after.standard_error > before.standard_error
    assert after.quality.scatter > before.quality.scatter


@settings(max_examples=60, deadline=None)
@given(instruments(), st.integers(0, 2**32 - 1), st.integers(1, 70))
def test_bulk_is_single_exactly(data, seed, persons):
    instrument = parse_instrument(data)
    rng = np.random.default_rng(seed)
    responses = rng.integers(1, 6, (persons, len(instrument.items))).astype(float)
    responses[rng.random(responses.shape) < rng.choice([0.0, 0.1, 0.4])] = np.nan
    scores = score_many(instrument, responses)
    codes = [item.code for item in instrument.items]
    for number in {0, persons // 2, persons - 1}:
        answers = {code: int(value) for code, value in zip(codes, responses[number], strict=True) if value == value}
        result = score_attempt(instrument, answers)
        assert _single(result) == _of_many(scores, number)


def _single(result):
    band = [None, None] if result.band is None else [result.band.low, result.band.high]
    return {
        "score": [result.score, result.standard_error, *band],
        "levels": [result.level or "missing", result.level_before_unfit or "missing"],
        "traits": [(row.score, row.standard_error, row.contribution, row.state) for row in result.traits],
        "unfit": [row.state for row in result.unfit],
        "quality": [result.quality.acquiescence, result.quality.scatter, result.quality.uniform_share],
        "notes": [note for note in result.quality.notes if note != "fast"],
    }


def _of_many(scores, number):
    def plain(value):
        return None if np.isnan(value) else float(value)

    columns = (scores.trait_scores, scores.trait_standard_errors, scores.contributions)
    numbers = zip(*([plain(value) for value in column[number]] for column in columns), strict=True)
    states = scores.trait_states[number].tolist()
    return {
        "score": [
            plain(value) for value in (scores.score[number], scores.standard_error[number], *scores.band[number])
        ],
        "levels": [scores.level[number], scores.level_before_unfit[number]],
        "traits": [(*values, state) for values, state in zip(numbers, states, strict=True)],
        "unfit": scores.unfit_states[number].tolist(),
        "quality": [
            plain(scores.acquiescence[number]),
            plain(scores.scatter[number]),
            plain(scores.uniform_share[number]),
        ],
        "notes": [code for code, holds in scores.notes.items() if holds[number]],
    }


def test_a_persons_numbers_do_not_depend_on_the_size_or_layout_of_the_batch():
    instrument = parse_instrument(raw(*({"code": f"t{n}", "weight": 0.1 + n / 7, "direction": 1} for n in range(11))))
    rng = np.random.default_rng(20240517)
    responses = rng.integers(1, 6, (1030, len(instrument.items))).astype(float)
    responses[rng.random(responses.shape) < 0.1] = np.nan
    whole = score_many(instrument, responses)
    parts = [(start, size) for size in (1, 2, 3, 7, 8, 9, 16, 33, 64, 257, 1024) for start in (0, 1, 5)]
    for start, size in parts:
        for rows in (responses[start : start + size], np.asfortranarray(responses[start : start + size])):
            part = score_many(instrument, rows)
            for name in ("score", "standard_error", "band", "trait_standard_errors", "contributions", "acquiescence"):
                np.testing.assert_array_equal(getattr(part, name), getattr(whole, name)[start : start + size], name)


def test_the_matrix_of_answers_scores_as_the_answers_do():
    instrument = parse_instrument(raw())
    answers = {"lead-1": 5, "lead-2": 1, "lead-4": 3}
    scores = score_many(instrument, response_matrix(instrument, [answers]))
    assert scores.score[0] == score_attempt(instrument, answers).score


@given(cases())
def test_levels_follow_from_the_band(case):
    data, answers = case
    result = score_attempt(parse_instrument(data), answers)
    if result.score is None:
        assert result.level_before_unfit is None
        return
    low, high = result.score - BAND_Z * result.standard_error, result.score + BAND_Z * result.standard_error
    expected = "unclear"
    if low > 50:
        expected = "fits" if low >= 60 else "leans_fit"
    elif high < 50:
        expected = "unfit" if high <= 40 else "leans_unfit"
    assert result.level_before_unfit == expected


def numbers_in(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for part in value for number in numbers_in(part)]
    return [value] if isinstance(value, float) else []


@given(cases())
def test_numbers_are_finite_and_zero_has_no_sign(case):
    data, answers = case
    numbers = numbers_in(result_as_dict(score_attempt(parse_instrument(data), answers)))
    assert all(math.isfinite(number) and (number != 0 or math.copysign(1, number) == 1) for number in numbers)
