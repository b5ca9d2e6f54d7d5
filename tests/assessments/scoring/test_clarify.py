"""Clarifying questions: few, balanced, once, and only where they help."""

from assessments.scoring import score_attempt

from .builders import instrument, items_of, keyed, trait

RESERVE = (1, -1)


def asked(of, answers):
    return score_attempt(of, answers).clarify


def neutral(*codes):
    return {code: value for trait_code in codes for code, value in keyed(trait_code, 3, 3, 3, 3).items()}


def test_an_undecided_trait_is_asked_in_both_keys():
    assert asked(instrument(reserve=RESERVE), neutral("lead")) == ("lead-5", "lead-6")


def test_a_clear_result_asks_nothing():
    assert asked(instrument(reserve=RESERVE), keyed("lead", 5, 5, 5, 5)) == ()


def test_six_items_at_most_from_the_heaviest_traits():
    five = instrument(*(trait(f"t{number}", 1 + number) for number in range(5)), reserve=RESERVE)
    assert asked(five, neutral("t0", "t1", "t2", "t3", "t4")) == ("t4-5", "t4-6", "t3-5", "t3-6", "t2-5", "t2-6")


def test_fewer_answers_weigh_as_more_error():
    two = instrument(trait("a"), trait("b"), reserve=RESERVE)
    assert asked(two, neutral("a") | keyed("b", 3, 3, 3, None))[0] == "b-5"


def test_traits_of_unclear_criteria_come_first():
    criterion = [{"code": "u", "trait": "light", "side": "low"}]
    two = instrument(trait("heavy", 5.0), trait("light", 0.5), reserve=RESERVE, unfit=criterion)
    assert asked(two, neutral("heavy", "light")) == ("light-5", "light-6", "heavy-5", "heavy-6")


def test_an_unclear_criterion_asks_even_when_the_level_is_clear():
    criterion = [{"code": "u", "trait": "light", "side": "low"}]
    two = instrument(trait("heavy", 20.0), trait("light", 0.5), reserve=RESERVE, unfit=criterion)
    result = score_attempt(two, keyed("heavy", 5, 5, 5, 5) | neutral("light"))
    assert (result.level, result.clarify) == ("fits", ("light-5", "light-6"))


def test_there_is_one_round_only():
    two = instrument(trait("a"), trait("b"), reserve=RESERVE)
    assert asked(two, neutral("a", "b") | {"a-5": 3}) == ()


def test_decided_and_missing_traits_are_not_asked():
    traits = (trait("a", 4.0), trait("b", 4.0), trait("c", 4.0), trait("d", 1.0))
    four = instrument(*traits, reserve=RESERVE)
    answers = keyed("a", 5, 5, 5, 5) | keyed("b", 1, 1, 1, 1) | neutral("c")
    assert asked(four, answers) == ("c-5", "c-6")


def test_a_reserve_item_without_a_partner_is_not_asked():
    assert asked(instrument(reserve=(1,)), neutral("lead")) == ()


def test_equal_traits_are_asked_in_the_same_order_however_they_are_listed():
    names = ["a", "b", "c", "d"]
    there, back = (instrument(*map(trait, order), reserve=RESERVE) for order in (names, names[::-1]))
    assert asked(there, neutral(*names)) == asked(back, neutral(*names))


def test_a_trait_with_more_reserve_items_is_asked_again_while_it_weighs_most():
    rows = items_of("heavy", reserve=(1, -1, 1, -1)) + items_of("light", reserve=RESERVE)
    # Squared weight / answers: 16/4, 16/6, then 1/4 of the light one; or 1.21/4, then 1/4 before 1.21/6.
    by_weight = {
        4.0: ("heavy-5", "heavy-6", "heavy-7", "heavy-8", "light-5", "light-6"),
        1.1: ("heavy-5", "heavy-6", "light-5", "light-6", "heavy-7", "heavy-8"),
    }
    for weight, expected in by_weight.items():
        two = instrument(trait("heavy", weight), trait("light", 1.0), items=rows)
        assert asked(two, neutral("heavy", "light")) == expected


def test_answering_them_scores_everything_anew():
    of = instrument(reserve=RESERVE)
    after = score_attempt(of, neutral("lead") | {"lead-5": 5, "lead-6": 1})
    assert (round(after.score, 9), after.traits[0].asked) == (66.666666667, 6)
