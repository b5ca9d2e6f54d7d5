"""Whether a score moved between two attempts of one person, with the error of the difference."""

from dataclasses import dataclass

import numpy as np

from .uncertainty import side_of

DIRECTIONS = {1: "up", -1: "down", 0: "undecided"}


@dataclass(frozen=True)
class Change:
    delta: float  # points, later minus earlier
    standard_error: float  # points
    direction: str  # "up", "down", "undecided"


def change(earlier: tuple[float, float], later: tuple[float, float]) -> Change:
    """Both are (score, standard error) in points. The answers of two days err independently.

    >>> change((40.0, 3.0), (52.0, 4.0))
    Change(delta=12.0, standard_error=5.0, direction='up')

    Source: docs/decisions/0013-rounds-after-the-report.md.
    """
    delta = later[0] - earlier[0]
    standard_error = float(np.hypot(earlier[1], later[1]))
    side = int(side_of(np.array([delta]), np.array([standard_error]))[0])
    return Change(delta, standard_error, DIRECTIONS[side])
