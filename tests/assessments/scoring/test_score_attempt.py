"""Edge by edge, with numbers that can be worked out by hand."""

import math
from itertools import permutations

import pytest

from assessments.scoring import score_attempt

from .builders import all_keyed, contrast, instrument, items_of, keyed, trait

PRIOR = 8 * 0.9


def only_trait(result):
    (row,) = result.traits
    return row


def test_all_neutral_is_50_and_unclear():
    result = score_attempt(instrument(), keyed("lead", 3, 3, 3, 3))
    assert (result.score, result.level, only_trait(result).contribution) == (50.0, "unclear", 0.0)


def test_the_error_is_the_prior_when_a_person_agrees_with_himself():
    result = score_attempt(instrument(), keyed("lead", 4, 4, 4, 4))
    # f = 4 - 1 - 1 = 2; v = 7.2 / 10; error of a mean of four answers.
    assert only_trait(result).standard_error == pytest.approx(25 * math.sqrt(PRIOR / 10 / 4), rel=1e-12)
    assert result.standard_error == pytest.approx(only_trait(result).standard_error, rel=1e-12)


def test_scatter_within_a_key_widens_the_error():
    result = score_attempt(instrument(), keyed("lead", 5, 4, 3, 4))
    # Mean 4; deviations 1, 0, -1, 0; agreeing explains nothing: the keys' sums are both 0.
    assert result.quality.acquiescence == 0.0
    assert result.quality.scatter == pytest.approx(2 / 2)
    assert result.standard_error == pytest.approx(25 * math.sqrt((PRIOR + 2) / 10 / 4), rel=1e-12)


def test_acquiescence_is_removed_before_the_error_is_estimated():
    result = score_attempt(instrument(), keyed("lead", 4, 2, 4, 2))
    assert (result.quality.acquiescence, result.quality.scatter) == (1.0, 0.0)
    assert result.standard_error == pytest.approx(25 * math.sqrt(PRIOR / 10 / 4), rel=1e-12)


def test_acquiescence_is_told_from_the_trait_when_an_answer_is_missing():
    result = score_attempt(instrument(), keyed("lead", 5, None, 5, 3))
    # Keys 1, 1, -1: deviations from their mean 2/3, 2/3, -4/3; keyed answers deviate by 2/3, 2/3, -4/3 too.
    assert result.quality.acquiescence == pytest.approx(1.0)
    assert result.quality.scatter == pytest.approx(0.0, abs=1e-12)


def test_the_band_is_1_645_standard_errors_and_stays_within_0_and_100():
    result = score_attempt(instrument(), keyed("lead", 5, 5, 5, 5))
    assert result.band.low == pytest.approx(100 - 1.645 * 25 * math.sqrt(0.18), rel=1e-12)
    assert result.band.high == 100.0


def test_an_unwanted_trait_counts_the_other_way_round():
    result = score_attempt(instrument(trait(direction=-1)), keyed("lead", 5, 5, 5, 5))
    assert (result.score, result.level, only_trait(result).score, only_trait(result).state) == (
        0.0,
        "unfit",
        100.0,
        "attention",
    )


def test_weights_share_the_points():
    two = instrument(trait("lead", 1.0), trait("plan", 3.0))
    result = score_attempt(two, all_keyed(two.traits[:1], 5) | all_keyed(two.traits[1:], 2))
    assert [row.contribution for row in result.traits] == [12.5, -18.75]
    assert result.score == 43.75


def test_answers_share_the_points_of_their_trait():
    result = score_attempt(instrument(), keyed("lead", 5, 3, 1, 4))
    assert {row.code: row.contribution for row in result.answers} == {
        "lead-1": 12.5,
        "lead-2": 0.0,
        "lead-3": -12.5,
        "lead-4": 6.25,
    }


@pytest.mark.parametrize(
    ("answers", "score", "state"), [((5, 5, 5, None), 100.0, "strength"), ((5, 5), None, "missing")]
)
def test_three_core_answers_make_a_trait_and_two_do_not(answers, score, state):
    row = only_trait(score_attempt(instrument(), keyed("lead", *answers)))
    assert (row.score, row.state) == (score, state)


def test_reserve_answers_do_not_stand_in_for_core_answers():
    result = score_attempt(instrument(reserve=(1, -1)), keyed("lead", 5, 5, None, None, 5, 5))
    assert (only_trait(result).score, only_trait(result).answered, only_trait(result).asked) == (None, 4, 6)


def test_a_reserve_item_is_asked_once_it_is_answered():
    result = score_attempt(instrument(reserve=(1, -1)), keyed("lead", 5, 5, 5, None, 1))
    assert (only_trait(result).answered, only_trait(result).asked, only_trait(result).score) == (4, 5, 75.0)


def test_half_of_what_was_asked_must_be_answered():
    keys = (1, -1, 1, -1, 1, -1, 1)
    many = instrument(items=items_of("lead", keys))
    assert only_trait(score_attempt(many, keyed("lead", 5, 5, 5, keys=keys))).score is None
    assert only_trait(score_attempt(many, keyed("lead", 5, 5, 5, 5, keys=keys))).score == 100.0


def test_nobodys_answers_are_missing_and_not_low():
    result = score_attempt(
        instrument(
            unfit=[{"code": "u", "trait": "lead", "side": "low"}],
            duties=[{"code": "d1"}],
            contrasts=[contrast({"lead": 1.0})],
        ),
        {},
    )
    assert (result.score, result.standard_error, result.band, result.level, result.level_before_unfit) == (None,) * 5
    assert (result.answers, result.clarify, result.duties) == ((), (), None)
    assert (result.unfit[0].state, result.contrasts[0].focus, result.contrasts[0].traits) == ("missing", None, None)
    quality = result.quality
    assert (quality.notes, quality.acquiescence, quality.scatter, quality.uniform_share) == ((), None, None, None)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_quarters_of_the_weight_are_enough_even_after_binary_rounding(order):
    weights = [1.7, 0.7, 0.8]  # the first two are three quarters on paper, and a little less in binary
    traits = [trait(f"t{number}", weights[number]) for number in order]
    answers = keyed("t0", 4, 4, 4, 4) | keyed("t1", 4, 4, 4, 4)
    assert score_attempt(instrument(*traits), answers).score == pytest.approx(75.0)


def test_the_best_possible_answers_score_100_and_not_a_rounding_more():
    five = instrument(*(trait(f"t{number}", weight) for number, weight in enumerate((0.5, 1.3, 1.5, 0.1, 1.7))))
    assert score_attempt(five, all_keyed(five.traits, 5)).score == 100.0


def test_less_than_three_quarters_of_the_weight_leave_no_score_but_the_traits():
    two = instrument(trait("lead", 0.74), trait("plan", 0.26))
    result = score_attempt(two, keyed("lead", 5, 5, 5, 5))
    assert (result.score, result.traits[0].score, result.traits[0].contribution) == (None, 100.0, None)


def test_a_trait_that_is_missing_leaves_its_weight_to_the_others():
    two = instrument(trait("lead", 3.0), trait("plan", 1.0))
    assert score_attempt(two, keyed("lead", 5, 5, 5, 5)).score == 100.0


@pytest.mark.parametrize("weight", [1e-320, 1e300, 1.7e308])
def test_extreme_weights_neither_overflow_nor_vanish(weight):
    two = instrument(trait("lead", weight), trait("plan", weight), contrasts=[contrast({"lead": weight, "x": weight})])
    result = score_attempt(two, all_keyed(two.traits, 4))
    assert result.score == pytest.approx(75.0)
    assert result.standard_error > 0


def criteria(*traits, side="low"):
    return [{"code": f"u-{code}", "trait": code, "side": side} for code in traits]


def capped(*, lead, plan, unfit):
    """Level after and before the criteria; a third, heavy trait is as wanted as can be."""
    three = instrument(trait("lead"), trait("plan"), trait("care", 20.0), unfit=criteria(*unfit))
    answers = keyed("lead", *[lead] * 4) | keyed("plan", *[plan] * 4) | keyed("care", 5, 5, 5, 5)
    result = score_attempt(three, answers)
    return result.level, result.level_before_unfit, [row.state for row in result.unfit]


def test_one_met_criterion_caps_the_level():
    assert capped(lead=1, plan=5, unfit=["lead", "plan"]) == ("leans_unfit", "fits", ["met", "not_met"])


def test_all_met_criteria_make_unfit():
    assert capped(lead=1, plan=1, unfit=["lead", "plan"]) == ("unfit", "fits", ["met", "met"])


def test_an_only_criterion_is_all_of_them():
    assert capped(lead=1, plan=1, unfit=["lead"]) == ("unfit", "fits", ["met"])


def test_an_unclear_criterion_caps_nothing():
    assert capped(lead=3, plan=5, unfit=["lead"]) == ("fits", "fits", ["unclear"])


def test_without_criteria_the_level_stays():
    assert capped(lead=1, plan=1, unfit=[])[:2] == ("fits", "fits")


def test_a_met_criterion_does_not_lift_an_unfit_level():
    two = instrument(trait("lead", 9.0), trait("plan"), unfit=criteria("lead", "plan"))
    result = score_attempt(two, keyed("lead", 1, 1, 1, 1) | keyed("plan", 5, 5, 5, 5))
    assert (result.level, result.level_before_unfit) == ("unfit", "unfit")
    assert [row.state for row in result.unfit] == ["met", "not_met"]


def test_a_criterion_may_lie_on_the_high_side():
    result = score_attempt(instrument(unfit=criteria("lead", side="high")), keyed("lead", 5, 5, 5, 5))
    assert result.unfit[0].state == "met"


def test_a_met_criterion_without_a_score_makes_no_level():
    two = instrument(trait("lead"), trait("plan", 9.0), unfit=criteria("lead"))
    result = score_attempt(two, keyed("lead", 1, 1, 1, 1))
    assert (result.level, result.unfit[0].state) == (None, "met")


def focus(*values, pairs=4):
    answers = {f"sister-p{number}": value for number, value in enumerate(values)}
    return score_attempt(instrument(contrasts=[contrast({"x": 1.0}, pairs)]), answers).contrasts[0].focus


def test_four_equal_preferences_have_the_error_of_the_prior():
    found = focus(1, 1, 1, 1)
    assert (found.mean, found.direction) == (1.0, "here")
    assert found.standard_error == pytest.approx(math.sqrt(1 / 7), rel=1e-12)


def test_pairs_point_there_when_the_band_lies_below_0():
    assert focus(-2, -1, -2, -1).direction == "there"


def test_pairs_that_hold_0_decide_nothing():
    assert focus(2, -1, 1, 0).direction == "undecided"


def test_three_pairs_are_too_few():
    assert focus(2, 2, 2, pairs=6) is None


def sister(weights, *, lead=5, plan=1, **traits):
    two = instrument(trait("lead", 1.0), trait("plan", 1.0), contrasts=[contrast(weights)])
    return score_attempt(two, keyed("lead", *[lead] * 4) | keyed("plan", *[plan] * 4)).contrasts[0].traits


def test_the_sister_contrast_is_the_difference_of_both_scores():
    found = sister({"plan": 1.0})
    # Here 50, there 0; shares (0.5, -0.5), v = 7.2 / (8 + 5).
    assert (found.delta, found.direction, found.measured) == (50.0, "here", 1.0)
    assert found.standard_error == pytest.approx(25 * math.sqrt(PRIOR / 13 * 0.5 / 4), rel=1e-12)


def test_the_sister_contrast_points_there_when_she_fits_better():
    assert sister({"lead": 2.0}).direction == "there"


@pytest.mark.parametrize("factor", [1.0, 3.0, 0.1, 7.7])
def test_equal_weights_never_tell_the_professions_apart(factor):
    weights = {"t0": 1.9, "t1": 0.3, "t2": 0.9}
    sisters = contrast({code: weight * factor for code, weight in weights.items()})
    three = instrument(*(trait(code, weight) for code, weight in weights.items()), contrasts=[sisters])
    found = score_attempt(three, keyed("t0", 5, 5, 5, 5) | keyed("t1", 5, 5, 5, 5) | keyed("t2", 3, 3, 3, 3))
    difference = found.contrasts[0].traits
    assert (difference.delta, difference.standard_error, difference.direction) == (0.0, 0.0, "undecided")


@pytest.mark.parametrize(("elsewhere", "is_stated"), [(0.25, True), (0.26, False)])
def test_three_quarters_of_the_sisters_weight_must_be_measured(elsewhere, is_stated):
    assert (sister({"lead": 0.75, "x": elsewhere}) is not None) is is_stated


def test_the_sister_contrast_needs_a_score_here():
    two = instrument(trait("lead"), trait("plan"), contrasts=[contrast({"lead": 1.0})])
    assert score_attempt(two, keyed("lead", 5, 5, 5, 5)).contrasts[0].traits is None


BELIEFS = [
    {"code": "b1", "claim": "rich", "true": True},
    {"code": "b2", "claim": "easy", "true": True},
    {"code": "b3", "claim": "easy", "true": False},
    {"code": "b4", "claim": "rich", "true": False},
]


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ("true", "false", "realistic"),
        ("true", "true", "mistaken"),
        ("false", "unsure", "mistaken"),
        (None, "true", "mistaken"),
        ("true", "unsure", "unsure"),
        ("true", None, "unsure"),
        (None, None, "unsure"),
    ],
)
def test_a_claim_is_realistic_only_when_all_is_right_and_mistaken_when_anything_is_wrong(first, second, state):
    result = score_attempt(instrument(beliefs=BELIEFS), {"b2": first, "b3": second})
    assert [(row.claim, row.state) for row in result.beliefs] == [("rich", "unsure"), ("easy", state)]


DUTIES = [{"code": f"d{number}"} for number in range(4)]


def test_duties_have_a_mean_with_its_error_and_each_its_own():
    duties = score_attempt(instrument(duties=DUTIES), {"d0": 5, "d1": 4, "d3": 3}).duties
    # Mean 4, squares 2: v = (4 + 2) / (4 + 2).
    assert duties.score == 75.0
    assert duties.standard_error == pytest.approx(25 * math.sqrt(1 / 3), rel=1e-12)
    assert [(row.code, row.score) for row in duties.items] == [("d0", 100.0), ("d1", 75.0), ("d2", None), ("d3", 50.0)]


def test_two_duties_are_too_few():
    assert score_attempt(instrument(duties=DUTIES), {"d0": 5, "d1": 4}).duties is None


def test_beliefs_duties_and_pairs_never_change_the_score():
    whole = instrument(duties=DUTIES, beliefs=BELIEFS, contrasts=[contrast({"lead": 1.0})])
    answers = keyed("lead", 5, 3, 4, 4)
    others = {row["code"]: 1 for row in DUTIES} | {"b1": "false"} | {f"sister-p{n}": -2 for n in range(4)}
    bare, full = score_attempt(whole, answers), score_attempt(whole, answers | others)
    assert (bare.score, bare.band, bare.level, bare.traits) == (full.score, full.band, full.level, full.traits)
