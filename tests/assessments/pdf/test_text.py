"""Any text can be printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.pdf.text import LONGEST_WORD, NO_GLYPH, ZERO_WIDTH_SPACE, printable, shortened


@pytest.mark.parametrize(
    "text",
    ["Qur'an Ma’ruf", "±−–≥≤…“”•→", "Žižek Ğüneş Đặng Søren", "Иван Ελένη", "محمد", "ꦱꦫꦶ", "kg² 1,5 % €"],
)
def test_what_the_fonts_have_stays(text):
    assert printable(text) == text


def test_composed_and_decomposed_names_print_alike():
    assert printable("Ame\u0301lie") == printable("Amélie") == "Amélie"


@pytest.mark.parametrize("text", ["😀", "漢字", "नमस्ते", "\ue000", "\U000f0000"])
def test_a_sign_without_a_glyph_becomes_a_visible_stand_in(text):
    assert printable(f"a{text}b").startswith(f"a{NO_GLYPH}")


def test_a_mark_that_the_letters_font_lacks_is_left_out():
    assert printable("ꦱ\u0301") == "ꦱ"


@pytest.mark.parametrize("text", ["a\x00b", "a\nb", "a\x1bb", "a\ud800b", "a\u2028b"])
def test_controls_become_spaces(text):
    assert printable(text) == "a b"


@pytest.mark.parametrize("text", ["a\u202eb", "a\ufeffb", "a\u200bb", "a\u00adb"])
def test_invisible_signs_go(text):
    assert printable(text) == "ab"


def test_an_indonesian_word_is_never_broken():
    assert printable("mempertanggungjawabkannya") == "mempertanggungjawabkannya"


@given(st.text(max_size=200))
def test_no_word_is_longer_than_a_line_and_nothing_visible_is_lost(text):
    words = printable(text).replace(ZERO_WIDTH_SPACE, " ").split(" ")
    assert max(map(len, words)) <= LONGEST_WORD + 40  # marks go with their letter
    assert printable(printable(text)).replace(ZERO_WIDTH_SPACE, "") == printable(text).replace(ZERO_WIDTH_SPACE, "")


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_a_shortened_text_is_never_too_long_and_says_that_it_was_cut(text, longest):
    short = shortened(text, longest)
    assert len(short) <= longest
    assert short == text or short.endswith("…")


def test_json_keeps_its_shape():
    assert printable({"a": ["x", 1.5, None, True, {"b": "y"}]}) == {"a": ["x", 1.5, None, True, {"b": "y"}]}
