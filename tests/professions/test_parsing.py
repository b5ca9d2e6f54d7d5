"""A content file says what is wrong with it: id, place, sentence, hint; all of it at once."""

import tomllib
from pathlib import Path

import pytest

from professions.parsing import ContentRefused, parse_profile, parse_traits, profile_problems

TRAITS = ["leadership", "empathy"]
WHOLE = """
slug = "juru-masak"
name = "Juru Masak"
[[sources]]
code = "teks"
file = "juru-masak.txt"
title = "Teks"
[[summary]]
code = "summary-1"
text = "Memasak"
cites = ["teks:1"]
[[duties]]
code = "duty-1"
text = "memasak"
question = "Memasak untuk banyak orang."
cites = ["teks:1"]
[[fit]]
code = "fit-1"
text = "tegas"
traits = ["leadership"]
cites = ["teks:2"]
[[misconceptions]]
code = "misconception-1"
belief = "gampang"
reality = "sulit"
cites = ["teks:2"]
[[misconceptions.statements]]
code = "belief-1"
text = "Memasak itu gampang."
true = false
[[misconceptions.statements]]
code = "belief-2"
text = "Memasak itu melelahkan."
true = true
"""


@pytest.fixture
def write(tmp_path):
    """Write the profile with one piece replaced; returns the file."""

    def write(old="", new="", *, text="Ia memasak. Ia tegas."):
        assert old in WHOLE
        (tmp_path / "juru-masak.txt").write_text(text)
        path = tmp_path / "juru-masak.toml"
        path.write_text(WHOLE.replace(old, new, 1))
        return path

    return write


def form_problems(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(ContentRefused) as refused:
        parse_profile(path)
    return [(problem.id, problem.place) for problem in refused.value.problems]


def content_problems(path: Path) -> list[str]:
    return [problem.id for problem in profile_problems(parse_profile(path), traits=TRAITS, slugs=["juru-masak"])]


def test_a_whole_profile_has_no_problem(write):
    assert content_problems(write()) == []


def test_a_file_that_is_not_toml_says_the_line(write):
    path = write('slug = "juru-masak"', "slug = ")
    with pytest.raises(ContentRefused, match=r"juru-masak.toml: \(professions.E001\) .* line 2"):
        parse_profile(path)


def test_a_file_that_is_not_utf_8_is_refused(write):
    path = write()
    path.write_bytes(path.read_bytes() + b"\xff")
    assert form_problems(path) == [("professions.E001", "juru-masak.toml")]


def test_a_missing_file_is_refused(tmp_path):
    assert form_problems(tmp_path / "tak-ada.toml") == [("professions.E001", "tak-ada.toml")]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('name = "Juru Masak"', "", ("professions.E002", "juru-masak.toml: name")),
        ('name = "Juru Masak"', "name = 7", ("professions.E002", "juru-masak.toml: name")),
        ('name = "Juru Masak"', 'name = " "', ("professions.E002", "juru-masak.toml: name")),
        ('code = "duty-1"', 'code = "Tugas 1"', ("professions.E002", "juru-masak.toml: duties[1].code")),
        ('cites = ["teks:2"]', "cites = [2]", ("professions.E002", "juru-masak.toml: fit[1].cites")),
        ("true = false", "true = 0", ("professions.E002", "juru-masak.toml: misconceptions[1].statements[1].true")),
        ('text = "tegas"', 'text = "tegas"\nteks = "x"', ("professions.E003", "juru-masak.toml: fit[1].teks")),
        ('slug = "juru-masak"', 'slug = "koki"', ("professions.E014", "juru-masak.toml: slug")),
        ('"juru-masak.txt"', '"hilang.txt"', ("professions.E001", "juru-masak.toml: sources[1].file")),
    ],
)
def test_a_wrong_entry_is_named_with_its_place(write, old, new, problem):
    assert problem in form_problems(write(old, new))


def test_every_wrong_entry_is_listed_at_once(write):
    path = write('name = "Juru Masak"', "name = 7\nreviewed_on = 'kemarin'\nsalah = 1")
    assert len(form_problems(path)) == 3


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('code = "belief-2"', 'code = "belief-1"', "professions.E004"),
        ('cites = ["teks:1"]', 'cites = ["teks:9"]', "professions.E005"),
        ('cites = ["teks:1"]', "cites = []", "professions.E005"),
        ('traits = ["leadership"]', 'traits = ["kesabaran"]', "professions.E006"),
        ('traits = ["leadership"]', "traits = []", "professions.E006"),
        ("true = true", "true = false", "professions.E009"),
        (WHOLE[WHOLE.index('[[misconceptions.statements]]\ncode = "belief-2"') :], "", "professions.E009"),
        (
            "[[misconceptions]]",
            '[[targets]]\ntrait = "leadership"\nweight = 0\n[[misconceptions]]',
            "professions.E010",
        ),
        (
            "[[misconceptions]]",
            '[[targets]]\ntrait = "leadership"\nweight = 1.2\n[[misconceptions]]',
            "professions.E010",
        ),
        (
            "[[misconceptions]]",
            '[[targets]]\ntrait = "leadership"\ndirection = 2\n[[misconceptions]]',
            "professions.E010",
        ),
        (
            "[[misconceptions]]",
            '[[unfit]]\ncode = "unfit-1"\ntext = "x"\ntrait = "empathy"\nside = "kiri"\ncites = ["teks:1"]\n'
            "[[misconceptions]]",
            "professions.E011",
        ),
        (
            "[[misconceptions]]",
            '[[comparisons]]\ncode = "c-1"\nother = "Koki"\nother_slug = "koki"\nself_focus = "a"\nother_focus = "b"\n'
            'cites = ["teks:1"]\n[[misconceptions]]',
            "professions.E012",
        ),
        (WHOLE[WHOLE.index("[[fit]]") : WHOLE.index("[[misconceptions]]")], "", "professions.E015"),
    ],
)
def test_content_that_cannot_be_published_says_why(write, old, new, problem):
    assert problem in content_problems(write(old, new))


def test_a_sentence_of_the_source_that_no_claim_uses_is_a_problem(write):
    assert content_problems(write(text="Ia memasak. Ia tegas. Ia bernyanyi.")) == ["professions.E007"]


def test_pairs_that_all_show_this_profession_first_are_a_problem(write):
    pairs = "".join(
        f'[[comparisons.pairs]]\ncode = "pair-{n}"\nhere = "a"\nthere = "b"\nhere_first = true\n' for n in range(6)
    )
    comparison = (
        '[[comparisons]]\ncode = "c-1"\nother = "Koki"\nself_focus = "a"\nother_focus = "b"\ncites = ["teks:1"]\n'
    )
    assert content_problems(write("[[misconceptions]]", f"{comparison}{pairs}[[misconceptions]]")) == [
        "professions.E013"
    ]


def test_a_trait_named_twice_is_refused(tmp_path):
    trait = '[[traits]]\ncode = "a"\nname = "A"\ndefinition = "A"\ntrainable = "A"\ndraining = "A"\n'
    (tmp_path / "traits.toml").write_text(trait * 2)
    with pytest.raises(ContentRefused, match=r"professions.E004"):
        parse_traits(tmp_path / "traits.toml")


def test_the_example_above_is_toml():
    assert tomllib.loads(WHOLE)["slug"] == "juru-masak"
