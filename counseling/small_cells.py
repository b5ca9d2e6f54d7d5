"""Which numbers of a group may be shown, so that none leads to a single person. Pure.

The rules and why they hold are in docs/decisions/0043-group-picture.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

FEWEST = 5  # people


def shown_counts(counts: Mapping[str, int]) -> dict[str, int | None]:
    """People by state, every person in one state; None where a number is hidden.

    A number below five is hidden, nobody included. What is hidden holds at least five people taken together, or the
    whole row is hidden: else a reader subtracts what is shown from the total.

    >>> shown_counts({"fits": 14, "unclear": 8, "unfit": 3})
    {'fits': 14, 'unclear': None, 'unfit': None}
    """
    shown = {state: count for state, count in counts.items() if count >= FEWEST}
    total = sum(counts.values())
    while shown and len(shown) < len(counts) and total - sum(shown.values()) < FEWEST:
        del shown[min(shown, key=lambda state: shown[state])]
    return {state: shown.get(state) for state in counts}


def shown_count(count: int, total: int) -> int | None:
    """One number out of a total; None where it, or what the total leaves, is below five.

    >>> shown_count(5, 10), shown_count(4, 10), shown_count(6, 10)
    (5, None, None)
    """
    return shown_counts({"counted": count, "others": total - count})["counted"]


def whole_blocks(blocks: Iterable[int | None]) -> set[int]:
    """The numbers that all five of a block still have; one who is missing takes the other four with her."""
    present = Counter(block for block in blocks if block is not None)
    return {block for block, count in present.items() if count == FEWEST}


def new_blocks(waiting: Sequence[int]) -> list[Sequence[int]]:
    """Those who wait, in their order, by fives; whoever is left over waits on.

    >>> new_blocks([1, 2, 3, 4, 5, 6])
    [[1, 2, 3, 4, 5]]
    """
    return [waiting[first : first + FEWEST] for first in range(0, len(waiting) - FEWEST + 1, FEWEST)]
