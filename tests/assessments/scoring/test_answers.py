"""Answers that do not belong to the instrument are refused with every reason at once."""

import numpy as np
import pytest

from assessments.scoring import AnswersRefused, PageTime, ScoringError, parse_answers, response_matrix, score_many

from .builders import contrast, ids, instrument

BELIEFS = [{"code": "b1", "claim": "easy", "true": True}, {"code": "b2", "claim": "easy", "true": False}]
WHOLE = instrument(duties=[{"code": "d1"}], beliefs=BELIEFS, contrasts=[contrast({"lead": 1.0})])


def refused(data, **options):
    with pytest.raises(AnswersRefused) as caught:
        parse_answers(WHOLE, data, **options)
    return caught


def test_answers_are_sorted_by_kind():
    answers = parse_answers(WHOLE, {"lead-1": 5, "d1": 1, "b1": "unsure", "sister-p0": -2})
    assert (answers.items, answers.duties, answers.beliefs, answers.pairs) == (
        {"lead-1": 5},
        {"d1": 1},
        {"b1": "unsure"},
        {"sister-p0": -2},
    )


def test_null_is_an_unanswered_question():
    assert parse_answers(WHOLE, {"lead-1": None}) == parse_answers(WHOLE, {})


def test_a_whole_float_is_a_whole_number():
    value = parse_answers(WHOLE, {"lead-1": 4.0}).items["lead-1"]
    assert (value, type(value)) == (4, int)


@pytest.mark.parametrize("value", [0, 6, -1, 3.5, True, False, "3", [3], {}, float("nan"), float("inf"), 10**30])
def test_an_item_takes_whole_numbers_from_1_to_5_only(value):
    assert ids(refused({"lead-1": value})) == ["scoring.E021"]


@pytest.mark.parametrize(("code", "value"), [("d1", 0), ("b1", True), ("b1", "ya"), ("sister-p0", 3), ("b1", 1)])
def test_each_kind_has_its_own_values(code, value):
    assert ids(refused({code: value})) == ["scoring.E021"]


def test_every_problem_is_listed():
    data = {"lead-1": 9, "unknown": 3, "b1": "ya", "lead-2": 4}
    assert ids(refused(data, seconds=[{"seconds": -1, "items": 5}])) == [
        "scoring.E021",
        "scoring.E022",
        "scoring.E021",
        "scoring.E023",
    ]


@pytest.mark.parametrize("data", [None, [], "lead-1", 3])
def test_answers_are_an_object(data):
    assert ids(refused(data)) == ["scoring.E020"]


def test_seconds_are_read_page_by_page():
    answers = parse_answers(WHOLE, {}, seconds=[{"seconds": 12.5, "items": 5}])
    assert answers.pages == (PageTime(12.5, 5),)


@pytest.mark.parametrize(
    "page",
    [
        3.0,
        None,
        {},
        {"seconds": 3.0},
        {"seconds": 3.0, "items": 0},
        {"seconds": 3.0, "items": 2.5},
        {"seconds": True, "items": 2},
        {"seconds": float("nan"), "items": 2},
        {"seconds": float("inf"), "items": 2},
        {"seconds": "3", "items": 2},
    ],
)
def test_a_page_time_that_cannot_be_read_is_refused(page):
    assert ids(refused({}, seconds=[page])) == ["scoring.E023"]


@pytest.mark.parametrize("seconds", [3.0, "3", {"seconds": 3.0, "items": 5}])
def test_seconds_are_a_list(seconds):
    assert ids(refused({}, seconds=seconds)) == ["scoring.E023"]


def test_a_matrix_has_the_instruments_order_and_nan_for_no_answer():
    matrix = response_matrix(WHOLE, [{"lead-3": 2, "lead-1": 5, "d1": 4}, {"lead-2": None}])
    np.testing.assert_array_equal(matrix, [[5, np.nan, 2, np.nan], [np.nan] * 4])


@pytest.mark.parametrize("value", [0.0, 6.0, 2.5, np.inf])
def test_bulk_takes_the_same_values_only(value):
    with pytest.raises(ScoringError, match=f"whole number from 1 to 5, got {value:g}"):
        score_many(WHOLE, np.array([[3.0, 3.0, value, np.nan]]))


@pytest.mark.parametrize("shape", [(4,), (1, 3), (1, 1, 4)])
def test_bulk_takes_one_column_an_item(shape):
    with pytest.raises(ScoringError, match="responses need shape"):
        score_many(WHOLE, np.full(shape, 3.0))


def test_nobody_can_be_scored_too():
    scores = score_many(WHOLE, np.empty((0, 4)))
    assert (scores.score.shape, scores.trait_scores.shape, scores.notes["uniform"].shape) == ((0,), (0, 1), (0,))


def test_a_number_of_thousands_of_digits_is_named_without_being_written_out():
    (problem,) = refused({"lead-1": 10**5000}).value.problems
    assert problem.sentence.endswith("bukan angka yang terlalu besar.")
