"""What a report says, in every case: the whole table is kept beside the tests, to be read as text."""

import inspect
import re
from pathlib import Path

import pytest
from django.utils import translation

from assessments import wording
from tests.assessments import wording_table

DATA = Path(__file__).parents[1] / "data"
KEPT = {"id": DATA / "wording.txt", "en": DATA / "wording.en.txt"}
BLAME = re.compile(
    r"\b(gagal|salahkan|bodoh|curang|bohong|tes psikologi|psikotes|lulus|buruk"
    r"|fail(ed|ure)?|stupid|cheat(ed|ing)?|psychological tests?|pass(ed)?|bad)\b",
    re.IGNORECASE,
)
each_language = pytest.mark.parametrize("language", KEPT)


@each_language
def test_every_sentence_is_the_one_that_was_read(language):
    """After a change: python -m tests.assessments.wording_table [en] into the file of tests/data, and read it aloud."""
    assert wording_table.table(language) == KEPT[language].read_text()


def test_every_public_function_stands_in_the_table():
    source = inspect.getsource(wording_table)
    public = {
        name for name, part in inspect.getmembers(wording, inspect.isfunction) if part.__module__ == wording.__name__
    }
    parts = {"points", "signed_points", "band_ends", "band_phrase", "listed", "lowered", "level_label", "level_reason"}
    unread = {name for name in public - parts if not name.startswith("_") and f"wording.{name}(" not in source}
    assert unread <= {"capitalised"}


@each_language
def test_no_sentence_blames(language):
    assert not BLAME.findall(wording_table.table(language))


@each_language
def test_no_sentence_has_a_hole(language):
    with translation.override(language):
        sentences = [sentence for _, _, sentence in wording_table.rows()]
    assert not re.findall(r"%\(|None\b|\{|  ", "\n".join(sentences))


def test_numbers_are_written_as_the_language_writes_them():
    written = {}
    for language in KEPT:
        with translation.override(language):
            written[language] = wording.signed_points(-1.26), wording.band_phrase([50.2, 61.8]), wording.points(1234.5)
    assert written == {
        "id": ("−1,3", "antara 50,2 dan 62", "1.234"),
        "en": ("−1.3", "between 50.2 and 62", "1,234"),
    }


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
