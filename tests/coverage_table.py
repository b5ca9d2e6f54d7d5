"""How often the band holds the truth, simulated: python -m tests.coverage_table [PERSONS]

Persons with a known truth answer eight traits of four items, two of each key. Each meets items of her own difficulty
(SD 0.4), with an error of her own size and a habit of agreeing, and rounds to 1..5. The truth of a trait is her
expected answer over all items of that kind and both keys. The same seed gives the same table, which stands beside the
decision in docs/decisions/0004-scoring-constants.md.
"""

import math
import sys
from dataclasses import dataclass

import numpy as np

from assessments.scoring import Instrument, Item, Scores, Trait, score_many

SEED = 20240517
PERSONS = 20_000
TRAITS, ITEMS = 8, 4
DIFFICULTY_SD = 0.4
ERROR_SPREAD = 0.2  # SD of the logarithm of a person's error SD
Z, T3 = 1.645, 2.353  # 95% points: normal; Student's t with three degrees of freedom
KEYS = np.tile([1.0, -1.0, 1.0, -1.0], TRAITS)
WEIGHTS = (1.0, 1.5, 2.0, 0.8, 1.2, 1.0, 2.0, 1.5)

_erf = np.vectorize(math.erf, otypes=[float])


@dataclass(frozen=True)
class Condition:
    """SDs in scale points; `level` is the mean of the traits in the population, 1..5."""

    name: str
    error_sd: float = 0.8
    acquiescence_sd: float = 0.3
    level: float = 3.5
    trait_sd: float = 0.8


CONDITIONS = (
    Condition("base"),
    Condition("noisy", error_sd=1.1),
    Condition("clean", error_sd=0.5),
    Condition("strong acquiescence", acquiescence_sd=0.7),
    Condition("low", level=2.3),
    Condition("high", level=4.2),
)


@dataclass(frozen=True)
class People:
    responses: np.ndarray  # (persons, items), 1..5
    trait_truth: np.ndarray  # (persons, traits), scale points 1..5
    score_truth: np.ndarray  # (persons,), points 0..100


def instrument() -> Instrument:
    traits = tuple(Trait(f"t{number}", weight, 1) for number, weight in enumerate(WEIGHTS))
    items = tuple(
        Item(f"t{number // ITEMS}-{number % ITEMS}", f"t{number // ITEMS}", int(key), False)
        for number, key in enumerate(KEYS)
    )
    return Instrument("simulasi", 1, traits, items, (), (), (), ())


def people(condition: Condition, persons: int, rng: np.random.Generator) -> People:
    """Simulated answers together with the truth behind them."""
    trait = rng.normal(condition.level, condition.trait_sd, (persons, TRAITS))
    agreeing = rng.normal(0, condition.acquiescence_sd, (persons, 1))
    error_sd = condition.error_sd * np.exp(rng.normal(0, ERROR_SPREAD, (persons, 1)))
    noise = rng.normal(0, 1, (persons, TRAITS * ITEMS)) * np.hypot(error_sd, DIFFICULTY_SD)
    keyed = np.repeat(trait, ITEMS, axis=1) + noise + KEYS * agreeing
    keyed = np.clip(np.rint(keyed), 1, 5)
    spread = np.hypot(error_sd, DIFFICULTY_SD)
    truth = (_expected(trait + agreeing, spread) + _expected(trait - agreeing, spread)) / 2
    weights = np.array(WEIGHTS) / sum(WEIGHTS)
    return People(np.where(KEYS > 0, keyed, 6 - keyed), truth, 50 + 25 * (truth - 3) @ weights)


def _expected(mean, sd) -> np.ndarray:
    """Expected answer when a normal variable is rounded to 1..5: 1 plus the chance to pass 1.5, 2.5, 3.5 and 4.5."""
    return 1 + sum((1 + _erf((mean - edge) / (sd * math.sqrt(2)))) / 2 for edge in (1.5, 2.5, 3.5, 4.5))


@dataclass(frozen=True)
class Coverage:
    share: float  # of bands that hold the truth
    width: float  # mean, in the unit of the score


def covered(estimate, truth, margin) -> Coverage:
    return Coverage(float(np.mean(np.abs(estimate - truth) <= margin)), float(np.mean(2 * margin)))


def per_trait(group: People) -> dict[str, Coverage]:
    """Three error estimates of a trait mean, before acquiescence is removed; in scale points."""
    keyed = np.where(KEYS > 0, group.responses, 6 - group.responses).reshape(-1, TRAITS, ITEMS)
    mean = keyed.mean(axis=2)
    squares = ((keyed - mean[:, :, None]) ** 2).sum(axis=2)
    own = np.sqrt(squares / (ITEMS - 1) / ITEMS)
    pooled = (8 * 0.9 + squares.sum(axis=1)) / (8 + TRAITS * (ITEMS - 1))
    pooled_error = np.repeat(np.sqrt(pooled / ITEMS)[:, None], TRAITS, axis=1)
    return {
        "trait's own scatter, z": covered(mean, group.trait_truth, Z * own),
        "trait's own scatter, t": covered(mean, group.trait_truth, T3 * own),
        "pooled over traits + prior": covered(mean, group.trait_truth, Z * pooled_error),
    }


def whole_score(group: People, scores: Scores, *, factor: float = 1.0) -> Coverage:
    """Coverage of the score's band, unclipped; `factor` widens or narrows it, to see whether that would be noticed."""
    return covered(scores.score, group.score_truth, factor * Z * scores.standard_error)


def wrong_side(group: People, scores: Scores) -> float:
    """Share of persons whose level says the opposite of the truth."""
    says_fit = np.isin(scores.level, ["fits", "leans_fit"])
    says_unfit = np.isin(scores.level, ["unfit", "leans_unfit"])
    return float(np.mean((says_fit & (group.score_truth < 50)) | (says_unfit & (group.score_truth > 50))))


def answerers(persons: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Responses of those for whom the quality notes are meant, and of those for whom they are not."""
    options = rng.integers(1, 6, (persons, 1)).astype(float)
    return {
        "random": rng.integers(1, 6, (persons, TRAITS * ITEMS)).astype(float),
        "straight-lining": np.repeat(options, TRAITS * ITEMS, axis=1),
        "careful": people(Condition("careful"), persons, rng).responses,
        "erratic": people(Condition("erratic", error_sd=1.1), persons, rng).responses,
    }


def noted(responses: np.ndarray) -> float:
    """Share of persons with the note "uniform" or "scattered"."""
    notes = score_many(instrument(), responses).notes
    return float(np.mean(notes["uniform"] | notes["scattered"]))


def table(persons: int = PERSONS, seed: int = SEED) -> str:
    rng = np.random.default_rng(seed)
    groups = {condition.name: people(condition, persons, rng) for condition in CONDITIONS}
    lines = [f"{persons} persons a condition, seed {seed}; 90% bands", "", "One trait, width in scale points"]
    head = f"{'':30}" + "".join(f"{name:>8}" for name in ("base", "noisy", "clean", "width"))
    lines.append(head)
    kinds = {name: per_trait(groups[name]) for name in ("base", "noisy", "clean")}
    for estimate, base in kinds["base"].items():
        shares = "".join(f"{kinds[name][estimate].share:8.2f}" for name in kinds)
        lines.append(f"{estimate:30}{shares}{base.width:8.2f}")
    lines += ["", "Whole score, acquiescence removed, width in points"]
    lines.append(f"{'':30}{'covered':>8}{'width':>8}{'wrong side':>12}")
    for name, group in groups.items():
        scores = score_many(instrument(), group.responses)
        whole = whole_score(group, scores)
        lines.append(f"{name:30}{whole.share:8.3f}{whole.width:8.1f}{wrong_side(group, scores):12.2%}")
    lines += ["", "Note on uniform or scattered answers"]
    lines += [f"{name:30}{noted(responses):8.1%}" for name, responses in answerers(persons, rng).items()]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS))
