"""An instrument that cannot be scored is refused with every reason at once."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import InstrumentRefused, ScoringError, parse_instrument

from .builders import contrast, ids, instrument, items_of, raw, trait

BELIEFS = [
    {"code": "b1", "claim": "easy", "true": True},
    {"code": "b2", "claim": "easy", "true": False},
]
WHOLE = raw(
    trait(),
    reserve=(1, -1),
    unfit=[{"code": "low-lead", "trait": "lead", "side": "low"}],
    duties=[{"code": "d1"}],
    beliefs=BELIEFS,
    contrasts=[contrast({"lead": 1.0})],
)


def refused(data):
    with pytest.raises(InstrumentRefused) as caught:
        parse_instrument(data)
    return caught


def changed(path, value):
    """WHOLE with one value replaced."""
    data = copy.deepcopy(WHOLE)
    row = data
    for key in path[:-1]:
        row = row[key]
    row[path[-1]] = value
    return data


def without(path):
    data = copy.deepcopy(WHOLE)
    row = data
    for key in path[:-1]:
        row = row[key]
    del row[path[-1]]
    return data


def test_a_whole_instrument_is_read_as_it_stands():
    read = parse_instrument(WHOLE)
    assert (read.profession, read.version, read.traits[0].weight) == ("juru-masak", 1, 1.0)
    assert read.items[1].key == -1
    assert read.beliefs[1].is_true is False
    assert [pair.here_first for pair in read.contrasts[0].pairs] == [True, False, True, False]


def test_keys_that_scoring_does_not_need_are_tolerated():
    data = copy.deepcopy(WHOLE) | {"name": "Juru Masak", "revision": 7}
    data["traits"][0] |= {"name": "Memimpin", "definition": "…", "steps": []}
    assert parse_instrument(data).traits[0].name == "Memimpin"


def test_an_instrument_can_be_a_key_and_be_pickled():
    read = parse_instrument(WHOLE)
    assert read == parse_instrument(WHOLE)
    assert hash(read) == hash(pickle.loads(pickle.dumps(read)))  # noqa: S301


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (["traits"], [], "scoring.E001"),
        (["items"], items_of("lead", (1, 1, 1, 1)), "scoring.E002"),
        (["items"], items_of("lead", (1, 1, 1, 1), reserve=(1, -1)), "scoring.E002"),
        (["items"], [], "scoring.E002"),
        (["traits", 0, "weight"], 0, "scoring.E003"),
        (["traits", 0, "weight"], -1.5, "scoring.E003"),
        (["traits", 0, "weight"], True, "scoring.E003"),
        (["traits", 0, "weight"], "1", "scoring.E003"),
        (["traits", 0, "weight"], None, "scoring.E003"),
        (["traits", 0, "weight"], float("nan"), "scoring.E003"),
        (["traits", 0, "weight"], float("inf"), "scoring.E003"),
        (["traits", 0, "weight"], 10**400, "scoring.E003"),
        (["contrasts", 0, "weights", "lead"], 0, "scoring.E003"),
        (["unfit", 0, "trait"], "patience", "scoring.E004"),
        (["items", 5, "trait"], "patience", "scoring.E004"),
        (["duties", 0, "code"], "lead-1", "scoring.E005"),
        (["beliefs", 0, "code"], "d1", "scoring.E005"),
        (["contrasts", 0, "pairs", 0, "code"], "b1", "scoring.E005"),
        (["traits"], [trait(), trait()], "scoring.E005"),
        (["beliefs", 1, "true"], True, "scoring.E006"),
        (["beliefs", 0, "true"], False, "scoring.E006"),
        (["items"], items_of("lead", (1, -1)), "scoring.E010"),
        (["items", 0, "key"], 0, "scoring.E009"),
        (["items", 0, "key"], True, "scoring.E009"),
        (["items", 0, "reserve"], 0, "scoring.E009"),
        (["items", 0, "trait"], ["lead"], "scoring.E009"),
        (["items", 0], "lead-1", "scoring.E009"),
        (["traits", 0, "direction"], 2, "scoring.E009"),
        (["unfit", 0, "side"], "left", "scoring.E009"),
        (["beliefs", 0, "true"], "true", "scoring.E009"),
        (["duties"], {"code": "d1"}, "scoring.E009"),
        (["duties", 0, "code"], "", "scoring.E009"),
        (["duties", 0, "text"], 5, "scoring.E009"),
        (["contrasts", 0, "weights"], ["lead"], "scoring.E009"),
        (["version"], "1", "scoring.E009"),
        (["version"], True, "scoring.E009"),
        (["profession"], None, "scoring.E009"),
    ],
)
def test_one_mistake_is_one_problem(path, value, problem):
    assert ids(refused(changed(path, value))) == [problem]


def test_pairs_that_all_show_this_profession_first_are_refused():
    data = copy.deepcopy(WHOLE)
    for pair in data["contrasts"][0]["pairs"]:
        pair["here_first"] = True
    assert ids(refused(data)) == ["scoring.E007"]


def test_a_claim_is_judged_by_itself():
    beliefs = [{"code": "b1", "claim": "easy", "true": True}, {"code": "b2", "claim": "rich", "true": False}]
    assert ids(refused(WHOLE | {"beliefs": beliefs})) == ["scoring.E006", "scoring.E006"]


@pytest.mark.parametrize(
    "path",
    [
        ["profession"],
        ["version"],
        ["traits", 0, "weight"],
        ["traits", 0, "direction"],
        ["items", 0, "code"],
        ["items", 5, "key"],
        ["items", 0, "reserve"],
        ["unfit"],
        ["unfit", 0, "side"],
        ["duties"],
        ["beliefs"],
        ["beliefs", 0, "claim"],
        ["contrasts"],
        ["contrasts", 0, "pairs"],
        ["contrasts", 0, "pairs", 0, "here_first"],
    ],
)
def test_a_missing_value_is_one_problem(path):
    assert ids(refused(without(path))) == ["scoring.E008"]


def test_every_problem_is_listed_with_its_place_and_a_hint():
    data = changed(["traits", 0, "weight"], 0)
    data["items"][0]["key"] = 3
    data["unfit"][0]["trait"] = "patience"
    assert [str(problem) for problem in refused(data).value.problems] == [
        "juru-masak: traits.lead: (scoring.E003) bobot harus angka di atas 0, bukan 0. "
        "Petunjuk: Pakai 1.0 bila semua sifat sama pentingnya.",
        "juru-masak: items.lead-1: (scoring.E009) key harus 1 atau -1, bukan 3. Petunjuk: Perbaiki key.",
        "juru-masak: unfit.low-lead: (scoring.E004) sifat patience tidak dikenal. Petunjuk: Yang ada: lead.",
    ]


def test_a_sister_may_look_for_traits_that_are_not_measured_here():
    assert instrument(contrasts=[contrast({"patience": 2.0})]).contrasts[0].weights == {"patience": 2.0}


def test_refusals_are_scoring_errors_and_survive_pickling():
    error = refused(changed(["version"], 0)).value
    assert isinstance(error, ScoringError) and isinstance(error, ValueError)
    assert pickle.loads(pickle.dumps(error)).problems == error.problems  # noqa: S301


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from(["lead", "lead-1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
PLACES = [
    ["traits"],
    ["traits", 0],
    ["traits", 0, "code"],
    ["traits", 0, "weight"],
    ["items"],
    ["items", 0],
    ["items", 0, "trait"],
    ["items", 0, "key"],
    ["unfit", 0],
    ["unfit", 0, "trait"],
    ["beliefs", 0],
    ["beliefs", 0, "claim"],
    ["contrasts", 0],
    ["contrasts", 0, "weights"],
    ["contrasts", 0, "pairs"],
    ["contrasts", 0, "pairs", 0],
]


@given(st.sampled_from(PLACES), JSON)
def test_no_json_leads_to_anything_but_an_instrument_or_a_refusal(path, value):
    try:
        parse_instrument(changed(path, value))
    except InstrumentRefused as error:
        assert error.problems  # noqa: PT017


@given(JSON)
def test_any_document_in_place_of_an_instrument_is_refused(document):
    assert refused(document).value.problems
