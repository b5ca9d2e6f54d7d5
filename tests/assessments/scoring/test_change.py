"""Two scores of one person: whether the second differs from the first."""

import pytest

from assessments.scoring import change


@pytest.mark.parametrize(
    ("earlier", "later", "direction"),
    [
        ((50.0, 3.0), (50.0, 3.0), "undecided"),
        ((40.0, 3.0), (52.0, 4.0), "up"),
        ((52.0, 4.0), (40.0, 3.0), "down"),
        ((40.0, 3.0), (48.0, 4.0), "undecided"),  # 8 points lie within 1.645 x 5
    ],
)
def test_a_change_counts_only_beyond_the_error_of_both(earlier, later, direction):
    assert change(earlier, later).direction == direction


def test_the_error_of_a_difference_is_that_of_both_together():
    assert change((40.0, 3.0), (52.0, 4.0)).standard_error == pytest.approx(5.0, abs=1e-12)
