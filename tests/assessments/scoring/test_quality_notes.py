"""Notes on answer quality are neutral, and none stands on time alone."""

import pytest

from assessments.scoring import score_attempt

from .builders import instrument, items_of, keyed, trait

QUICK = [{"seconds": 5.0, "items": 5}, {"seconds": 9.9, "items": 5}, {"seconds": 300.0, "items": 5}]
TWO = instrument(trait("lead"), trait("plan"))
FIVE = instrument(*(trait(f"t{number}") for number in range(5)))


def notes(answers, of=TWO, **options):
    return score_attempt(of, answers, **options).quality.notes


def test_the_same_option_everywhere_is_uniform_and_agreement_with_opposites_is_agreeing():
    everything = {item.code: 5 for item in TWO.items}
    assert notes(everything) == ("uniform", "agreeing")
    assert notes(dict.fromkeys(everything, 1)) == ("uniform", "disagreeing")
    assert notes(dict.fromkeys(everything, 3)) == ("uniform",)


@pytest.mark.parametrize(("same", "noted"), [(17, True), (16, False)])
def test_uniform_begins_at_85_percent_of_the_answers(same, noted):
    answers = {item.code: 3 if number < same else 4 for number, item in enumerate(FIVE.items)}
    assert ("uniform" in notes(answers, FIVE)) is noted


def test_uniform_looks_at_raw_answers():
    assert notes(keyed("lead", 5, 5, 5, 5) | keyed("plan", 5, 5, 5, 5)) == ()


@pytest.mark.parametrize(("second", "scatter", "noted"), [((4, 4, 3, 3), 1.4, True), ((3, 3, 3, 3), 1.2, False)])
def test_scattered_begins_at_a_variance_of_1_4(second, scatter, noted):
    result = score_attempt(TWO, keyed("lead", 5, 3, 3, 1) | keyed("plan", *second))
    # Squares 8 and 1 (or 0); agreeing by half a point explains 8 x 0.25 of them; f = 3 + 3 - 1.
    assert result.quality.scatter == pytest.approx(scatter, rel=1e-12)
    assert ("scattered" in result.quality.notes) is noted


AGREES = (5, 3, 4, 2)  # keyed answers: by 4.5 - 2.5 = 2 points between the keys, half of it each way


@pytest.mark.parametrize(("last", "acquiescence", "noted"), [((4, 3, 3, 2), 0.9, True), ((4, 3, 3, 3), 0.85, False)])
def test_agreeing_begins_at_0_9_scale_points_either_way(last, acquiescence, noted):
    answers = {code: value for number in range(4) for code, value in keyed(f"t{number}", *AGREES).items()}
    answers |= keyed("t4", *last)
    agreeing = score_attempt(FIVE, answers).quality
    disagreeing = score_attempt(FIVE, {code: 6 - value for code, value in answers.items()}).quality
    assert agreeing.acquiescence == pytest.approx(acquiescence, rel=1e-12)
    assert disagreeing.acquiescence == pytest.approx(-acquiescence, rel=1e-12)
    assert (agreeing.notes, disagreeing.notes) == ((("agreeing",), ("disagreeing",)) if noted else ((), ()))


def test_agreeing_is_not_said_when_nearly_all_items_have_one_key():
    lopsided = instrument(items=items_of("lead", (1, 1, 1, 1, 1, -1)))
    result = score_attempt(lopsided, {f"lead-{number}": 5 for number in (1, 2, 3, 4)} | {"lead-5": 4, "lead-6": 5})
    assert result.quality.acquiescence > 0.9
    assert "agreeing" not in result.quality.notes


def test_acquiescence_is_unknown_when_one_key_alone_is_answered():
    lopsided = instrument(items=items_of("lead", (1, 1, 1, -1)))
    result = score_attempt(lopsided, {"lead-1": 5, "lead-2": 4, "lead-3": 3})
    assert (result.quality.acquiescence, result.quality.scatter) == (None, 2.0)


def test_time_alone_is_never_a_note():
    assert notes(keyed("lead", 4, 4, 4, 4) | keyed("plan", 2, 2, 2, 2), seconds=QUICK) == ()


def test_fast_stands_beside_another_note():
    assert notes({item.code: 3 for item in TWO.items}, seconds=QUICK) == ("uniform", "fast")


@pytest.mark.parametrize("seconds", [None, [], [{"seconds": 10.0, "items": 5}]])
def test_two_seconds_an_item_or_no_time_at_all_is_not_fast(seconds):
    assert notes({item.code: 3 for item in TWO.items}, seconds=seconds) == ("uniform",)
