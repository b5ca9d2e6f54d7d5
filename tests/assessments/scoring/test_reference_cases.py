"""Every number of the reference cases, to 1e-9; tests/data/README.md says where they come from."""

import json
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from assessments.scoring import (
    Result,
    parse_answers,
    parse_instrument,
    response_matrix,
    result_as_dict,
    score_attempt,
    score_many,
)

CASES = {
    case["name"]: case for case in json.loads((Path(__file__).parents[2] / "data" / "scoring_cases.json").read_text())
}
TOLERANCE = 1e-9
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def differences(found, expected, place="result"):
    """Where two results differ; keys that the reference does not give are passed over."""
    if isinstance(expected, dict):
        return [line for key in expected for line in differences(found[key], expected[key], f"{place}.{key}")]
    if isinstance(expected, list):
        if len(found) != len(expected):
            return [f"{place}: {len(found)} entries instead of {len(expected)}"]
        pairs = enumerate(zip(found, expected, strict=True))
        return [line for number, (one, other) in pairs for line in differences(one, other, f"{place}[{number}]")]
    if isinstance(expected, float) and isinstance(found, float):
        return [] if abs(found - expected) <= TOLERANCE else [f"{place}: {found} instead of {expected}"]
    return [] if found == expected else [f"{place}: {found!r} instead of {expected!r}"]


def test_there_are_thirteen_cases():
    assert len(CASES) == 13


@each_case
def test_every_expected_value_is_met(case):
    result = result_as_dict(score_attempt(parse_instrument(case["instrument"]), case["answers"]))
    assert not differences(result, case["expected"])


@each_case
def test_the_result_has_the_documented_keys_and_is_plain_json(case):
    result = result_as_dict(score_attempt(parse_instrument(case["instrument"]), case["answers"]))
    text = json.dumps(result, allow_nan=False)
    assert list(result) == [field.name for field in fields(Result)]
    assert json.loads(text) == result
    assert "-0.0," not in text


@each_case
def test_answers_that_are_read_already_score_the_same(case):
    instrument = parse_instrument(case["instrument"])
    answers = parse_answers(instrument, case["answers"])
    assert score_attempt(instrument, answers) == score_attempt(instrument, case["answers"])


@each_case
def test_bulk_meets_the_expected_scores(case):
    instrument = parse_instrument(case["instrument"])
    scores = score_many(instrument, response_matrix(instrument, [case["answers"]] * 3))
    expected = case["expected"]
    found = None if np.isnan(scores.score[2]) else float(scores.score[2])
    assert not differences(found, expected["score"])
    assert scores.level[2] == (expected["level"] or "missing")
    assert scores.trait_states[2].tolist() == [row["state"] for row in expected["traits"]]
    assert scores.unfit_states[2].tolist() == [row["state"] for row in expected["unfit"]]


def test_a_difference_would_be_seen():
    assert differences({"score": 1.0}, {"score": None}) and differences({"score": None}, {"score": 1.0})
    assert differences({"score": 1.0}, {"score": 1.0 + 1e-8})
