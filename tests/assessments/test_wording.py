"""What a report says, in every case: the whole table is kept beside the tests, to be read as text."""

import inspect
import re
from pathlib import Path

import pytest

from assessments import wording
from tests.assessments import wording_table

KEPT = Path(__file__).parents[1] / "data" / "wording.txt"
BLAME = re.compile(r"\b(gagal|salahkan|bodoh|curang|bohong|tes psikologi|psikotes|lulus|buruk)\b", re.IGNORECASE)


def test_every_sentence_is_the_one_that_was_read():
    """After a change: python -m tests.assessments.wording_table > tests/data/wording.txt, and read it aloud."""
    assert wording_table.table() == KEPT.read_text()


def test_every_public_function_stands_in_the_table():
    source = inspect.getsource(wording_table)
    public = {
        name for name, part in inspect.getmembers(wording, inspect.isfunction) if part.__module__ == wording.__name__
    }
    parts = {"points", "signed_points", "band_ends", "band_phrase", "listed", "lowered", "level_label", "level_reason"}
    unread = {name for name in public - parts if not name.startswith("_") and f"wording.{name}(" not in source}
    assert unread <= {"capitalised"}


def test_no_sentence_blames():
    assert not BLAME.findall(wording_table.table())


def test_no_sentence_has_a_hole():
    assert not re.findall(r"%\(|None\b|\{|  ", "\n".join(sentence for _, _, sentence in wording_table.rows()))


@pytest.mark.parametrize(
    ("band", "ends"),
    [
        ([50.2, 61.8], ("50,2", "62")),
        ([46.4, 59.96], ("46", "59,96")),
        ([50.0, 60.0], ("50", "60")),
        ([39.996, 49.99], ("39,996", "49,99")),
        ([0.0, 100.0], ("0", "100")),
    ],
)
def test_a_rounded_band_stays_on_its_side_of_every_threshold(band, ends):
    assert wording.band_ends(band) == ends


def test_a_contribution_too_small_to_show_reads_as_none():
    assert wording.signed_points(-0.001) == "0"
