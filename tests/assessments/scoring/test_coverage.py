"""The band holds the truth as often as it says; a wrong formula would be noticed."""

import numpy as np
import pytest

from assessments.scoring import score_many
from tests import coverage_table as simulation

PERSONS = 4000
TOLERANCE = 0.02  # four standard errors of a share of 0.9 among 4,000


@pytest.fixture(scope="module")
def base():
    return simulated("base")


def simulated(name):
    condition = next(condition for condition in simulation.CONDITIONS if condition.name == name)
    group = simulation.people(condition, PERSONS, np.random.default_rng(simulation.SEED))
    return group, score_many(simulation.instrument(), group.responses)


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("base", 0.905),
        ("noisy", 0.885),
        ("clean", 0.926),
        ("strong acquiescence", 0.910),
        ("low", 0.902),
        ("high", 0.913),
    ],
)
def test_nine_of_ten_bands_hold_the_true_score(name, share):
    group, scores = simulated(name)
    whole = simulation.whole_score(group, scores)
    assert whole.share == pytest.approx(share, abs=TOLERANCE)
    assert 11 < whole.width < 16
    assert simulation.wrong_side(group, scores) < 0.01


def test_pooled_error_with_a_prior_covers_better_than_a_traits_own_scatter(base):
    found = {name: coverage.share for name, coverage in simulation.per_trait(base[0]).items()}
    assert found == {
        "trait's own scatter, z": pytest.approx(0.80, abs=TOLERANCE),
        "trait's own scatter, t": pytest.approx(0.88, abs=TOLERANCE),
        "pooled over traits + prior": pytest.approx(0.92, abs=TOLERANCE),
    }


def test_the_band_of_one_trait_covers_too(base):
    group, scores = base
    means = 1 + scores.trait_scores / 25
    found = simulation.covered(means, group.trait_truth, simulation.Z * scores.trait_standard_errors / 25)
    assert found.share == pytest.approx(0.905, abs=TOLERANCE)


@pytest.mark.parametrize("factor", [1.96 / 1.645, 1.28 / 1.645])
def test_a_wrong_z_would_be_noticed(base, factor):
    assert simulation.whole_score(*base, factor=factor).share != pytest.approx(0.905, abs=TOLERANCE)


def test_a_dropped_prior_would_be_noticed():
    group, scores = simulated("clean")
    dropped = np.sqrt(scores.scatter / scores.error_variance)
    assert simulation.whole_score(group, scores, factor=dropped).share != pytest.approx(0.926, abs=TOLERANCE)


def test_acquiescence_left_in_would_be_noticed():
    group, scores = simulated("strong acquiescence")
    freedom = simulation.TRAITS * (simulation.ITEMS - 1) - 1
    # Half of the items have each key, so its square counts once an item.
    left_in = scores.error_variance + scores.acquiescence**2 * simulation.KEYS.size / (8 + freedom)
    factor = np.sqrt(left_in / scores.error_variance)
    assert simulation.whole_score(group, scores, factor=factor).share != pytest.approx(0.910, abs=TOLERANCE)


def test_notes_reach_the_careless_and_spare_the_careful():
    responses = simulation.answerers(PERSONS, np.random.default_rng(simulation.SEED))
    assert {name: simulation.noted(rows) for name, rows in responses.items()} == {
        "random": pytest.approx(0.92, abs=0.02),
        "straight-lining": 1.0,
        "careful": pytest.approx(0.03, abs=0.01),
        "erratic": pytest.approx(0.20, abs=0.03),
    }


def test_the_same_seed_prints_the_same_table():
    assert simulation.table(200) == simulation.table(200)
