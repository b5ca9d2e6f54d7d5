"""The items and traits of an instrument as arrays."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .errors import ScoringError


class Layout:
    """Which item belongs to which trait, with which key, and what the traits weigh. Arrays are not to be written to.

    `key` is +1 or -1 an item, `trait_of_item` a number 0..traits-1 an item, `is_core` one flag an item;
    `weights` above 0 and `directions` +1 or -1 are one a trait.

    >>> layout = Layout(key=[1, -1], trait_of_item=[0, 0], is_core=[True, True], weights=[1.5], directions=[1])
    >>> layout.member
    array([[1.],
           [1.]])

    Raises ScoringError when the lengths do not agree.
    """

    def __init__(
        self,
        *,
        key: Sequence[int],
        trait_of_item: Sequence[int],
        is_core: Sequence[bool],
        weights: Sequence[float],
        directions: Sequence[int],
    ):
        self.key = _fixed(key, np.float64)
        self.trait_of_item = _fixed(trait_of_item, np.int64)
        self.is_core = _fixed(is_core, np.bool_)
        self.directions = _fixed(directions, np.float64)
        # Only their ratio counts; a power of two brings them near 1, without rounding, so that no square overflows.
        _, exponent = np.frexp(np.max(np.asarray(weights, dtype=np.float64)))
        self.weights = _fixed(np.ldexp(np.asarray(weights, dtype=np.float64), -exponent), np.float64)
        if not self.key.size == self.trait_of_item.size == self.is_core.size:
            raise ScoringError(
                f"Layout needs one key, trait and flag an item, "
                f"got {self.key.size}, {self.trait_of_item.size} and {self.is_core.size}"
            )
        if self.weights.size != self.directions.size:
            raise ScoringError(
                f"Layout needs one weight and direction a trait, got {self.weights.size} and {self.directions.size}"
            )

    @cached_property
    def member(self) -> NDArray[np.float64]:
        """Shape (items, traits): 1 where the item belongs to the trait, else 0."""
        return _fixed(self.trait_of_item[:, None] == np.arange(self.weights.size), np.float64)

    @cached_property
    def keyed_member(self) -> NDArray[np.float64]:
        """`member` with each item's key for its 1."""
        return _fixed(self.member * self.key[:, None], np.float64)

    @cached_property
    def core_member(self) -> NDArray[np.float64]:
        """`member` of core items only."""
        return _fixed(self.member * self.is_core[:, None], np.float64)


def _fixed(values, dtype) -> NDArray:
    array = np.array(values, dtype=dtype)
    array.flags.writeable = False
    return array
