"""Which further items would make an unclear result clearer."""

from collections.abc import Collection, Mapping

from .constants import MOST_CLARIFYING_ITEMS
from .instrument import Instrument, Item


def clarifying_items(
    instrument: Instrument,
    *,
    answered: Collection[str],
    level: str | None,
    trait_states: Mapping[str, str],
    answered_counts: Mapping[str, int],
    unfit_states: Mapping[str, str],
) -> tuple[str, ...]:
    """Codes of up to 6 reserve items, in pairs of both keys; empty when nothing is unclear or the round is over.

    `answered` holds the codes of answered items: one reserve item among them means that the round has been. Asked are
    undecided traits, those of an unclear unfit criterion first, then those that the error of the score owes most to
    (weight squared / answers). The other arguments are by code of trait or criterion.

    Source: docs/decisions/0004-scoring-constants.md.
    """
    is_unclear = level == "unclear" or "unclear" in unfit_states.values()
    reserve = [item for item in instrument.items if item.reserve]
    if not is_unclear or any(item.code in answered for item in reserve):
        return ()
    urgent = {criterion.trait for criterion in instrument.unfit if unfit_states[criterion.code] == "unclear"}
    pairs = {
        trait.code: _pairs([item for item in reserve if item.trait == trait.code])
        for trait in instrument.traits
        if trait_states[trait.code] == "unclear"
    }
    weights = {
        trait.code: weight for trait, weight in zip(instrument.traits, instrument.layout.weights.tolist(), strict=True)
    }
    counts = dict(answered_counts)
    chosen: list[str] = []
    while len(chosen) + 2 <= MOST_CLARIFYING_ITEMS and any(pairs.values()):
        # The code decides between equals, so that the order of the traits does not.
        trait = min(
            (code for code, left in pairs.items() if left),
            key=lambda code: (code not in urgent, -(weights[code] ** 2) / counts[code], code),
        )
        chosen += (item.code for item in pairs[trait].pop(0))
        counts[trait] += 2
    return tuple(chosen)


def _pairs(items: list[Item]) -> list[tuple[Item, Item]]:
    """Items of key +1 each with one of key -1; who has no partner is left out."""
    ordered = sorted(items, key=lambda item: item.code)
    agreeing = [item for item in ordered if item.key == 1]
    reversed_ = [item for item in ordered if item.key == -1]
    return list(zip(agreeing, reversed_, strict=False))
