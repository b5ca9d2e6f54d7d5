"""A level is chosen from the band alone, at the very thresholds that the reader is told."""

import numpy as np
import pytest

from assessments.scoring.fit import level


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (60.0, 70.0, "fits"),
        (59.999, 70.0, "leans_fit"),
        (50.001, 70.0, "leans_fit"),
        (50.0, 70.0, "unclear"),
        (45.0, 55.0, "unclear"),
        (30.0, 50.0, "unclear"),
        (30.0, 49.999, "leans_unfit"),
        (30.0, 40.001, "leans_unfit"),
        (30.0, 40.0, "unfit"),
        (0.0, 0.0, "unfit"),
        (100.0, 100.0, "fits"),
        (np.nan, np.nan, "missing"),
    ],
)
def test_the_band_decides_the_level(low, high, expected):
    assert level(np.array([low]), np.array([high])).tolist() == [expected]
