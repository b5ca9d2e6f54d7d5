"""Translations beside the content: what is refused, what is shown, what an editor's change does to them."""

import re
import tomllib
from pathlib import Path

import pytest

from professions.parsing import ContentRefused, parse_profile, parse_traits
from professions.translations import in_language, part_of, still_true, texts_by_place, translation_problems

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "professions" / "content"
FILES = [*sorted(CONTENT.glob("*.toml")), ROOT / "assessments" / "content" / "items.toml"]
GURU = {
    "name": "Guru",
    "other_names": ["Pengajar"],
    "duties": [{"code": "d1", "text": "mengajar", "purpose": "", "question": "Mengajar satu kelas"}],
    "targets": [{"trait": "leadership", "why": "Sebab penting"}, {"trait": "empathy", "why": ""}],
    "misconceptions": [
        {"code": "m1", "belief": "mudah", "reality": "sukar", "statements": [{"code": "s1", "text": "Y"}]}
    ],
}
ENGLISH = {
    "name": "Teacher",
    "duties": {"d1": {"text": "teaching", "question": "Teaching a class"}},
    "targets": {"leadership": {"why": "For it matters"}},
    "misconceptions": {"m1": {"belief": "easy", "reality": "hard", "statements": {"s1": {"text": "Z"}}}},
}
NEGATION = re.compile(r"\b(not|no|never|without|cannot|hardly|rarely|seldom)\b|n't\b", re.IGNORECASE)
JOINING = re.compile(r"\b(and|or)\b", re.IGNORECASE)


def load(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def translation_of(path):
    return load(path.parent / "en" / path.name)


def ids(problems):
    return [(problem.id, problem.place) for problem in problems]


def test_a_complete_translation_has_no_problem():
    assert translation_problems(ENGLISH, GURU, place="en/guru.toml") == []


@pytest.mark.parametrize("value", ["", "  ", 3, ["a"]])
def test_a_text_that_is_empty_or_no_text_is_a_problem(value):
    texts = ENGLISH | {"name": value}
    (problem,) = translation_problems(texts, GURU, place="en/guru.toml")
    assert str(problem) == (
        "en/guru.toml: name: (professions.E022) terjemahan tidak ada: “Guru” Petunjuk: Tulis terjemahannya."
    )


def test_every_missing_text_and_every_unknown_key_is_named_with_its_place():
    texts = {"name": "Teacher", "duties": {"d1": {"text": "teaching"}, "d2": {"text": "more"}}, "dutes": "x"}
    assert ids(translation_problems(texts, GURU, place="en")) == [
        ("professions.E021", "en: dutes"),
        ("professions.E021", "en: duties.d2.text"),
        ("professions.E022", "en: duties.d1.question"),
        ("professions.E022", "en: targets.leadership.why"),
        ("professions.E022", "en: misconceptions.m1.belief"),
        ("professions.E022", "en: misconceptions.m1.reality"),
        ("professions.E022", "en: misconceptions.m1.statements.s1.text"),
    ]


def test_a_document_without_another_language_is_shown_as_it_is():
    for language in ("id", None):
        assert in_language(GURU | {"translations": {"en": ENGLISH}}, language) == GURU | {
            "translations": {"en": ENGLISH}
        }


def test_a_translated_document_changes_its_texts_alone():
    shown = in_language(GURU | {"translations": {"en": ENGLISH}}, "en")
    assert (shown["name"], shown["other_names"], shown["language"]) == ("Teacher", ["Pengajar"], "en")
    assert shown["misconceptions"][0]["statements"] == [{"code": "s1", "text": "Z"}]
    assert shown["targets"] == [{"trait": "leadership", "why": "For it matters"}, {"trait": "empathy", "why": ""}]


def test_what_is_not_translated_stays_indonesian_and_says_so():
    shown = in_language(GURU | {"translations": {"en": {"duties": {"d1": {"text": "teaching"}}}}}, "en")
    assert (shown["name"], shown["lang"], shown["language"]) == ("Guru", "id", "en")
    (duty,) = shown["duties"]
    assert (duty["text"], duty["question"], duty["lang"]) == ("teaching", "Mengajar satu kelas", "id")
    assert in_language(GURU, "en")["language"] == "id"


def test_showing_a_document_changes_nothing_in_it():
    document = GURU | {"translations": {"en": ENGLISH}}
    before = repr(document)
    in_language(document, "en")
    assert repr(document) == before


def test_a_translation_of_a_changed_text_is_dropped_unless_it_changed_too():
    before = GURU | {"translations": {"en": ENGLISH}}
    after = GURU | {"name": "Guru kelas", "duties": []}
    kept = still_true({"en": ENGLISH}, document=after, earlier=[before])
    assert kept == {"en": {"targets": ENGLISH["targets"], "misconceptions": ENGLISH["misconceptions"]}}
    renewed = still_true({"en": ENGLISH | {"name": "Class teacher"}}, document=after, earlier=[before])
    assert renewed["en"]["name"] == "Class teacher"


def test_a_translation_returns_with_the_words_it_stood_for_and_with_no_others():
    first = GURU | {"translations": {"en": ENGLISH}}
    second = GURU | {"name": "Guru kelas", "translations": {"en": {}}}
    assert still_true({"en": ENGLISH}, document=GURU, earlier=[first, second])["en"]["name"] == "Teacher"
    third = GURU | {"name": "Guru mata pelajaran"}
    assert "name" not in still_true({"en": ENGLISH}, document=third, earlier=[first, second])["en"]


def test_a_first_revision_keeps_every_translation_of_what_it_says():
    assert still_true({"en": ENGLISH}, document=GURU, earlier=[]) == {"en": ENGLISH}
    assert still_true({"en": ENGLISH}, document={"name": ""}, earlier=[]) == {}


def test_a_row_gets_its_own_texts_by_language():
    assert part_of({"en": ENGLISH, "jv": {}}, "duties", "d1") == {"en": ENGLISH["duties"]["d1"]}


def copied(tmp_path, *names):
    for name in names:
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((CONTENT / name).read_bytes())
    return tmp_path


def test_a_profile_file_is_refused_with_every_problem_of_its_translation(tmp_path):
    slug = "kepala-program-kesejahteraan-masyarakat"
    folder = copied(tmp_path, f"{slug}.toml", f"{slug}.txt", f"en/{slug}.toml")
    assert parse_profile(folder / f"{slug}.toml").translations["en"]["name"] == "Head of Community Welfare Programmes"
    broken = folder / "en" / f"{slug}.toml"
    broken.write_text(broken.read_text().replace("fit-5.text", "fit-55.text"))
    with pytest.raises(ContentRefused) as refused:
        parse_profile(folder / f"{slug}.toml")
    assert ids(refused.value.problems) == [
        ("professions.E021", f"en/{slug}.toml: fit.fit-55.text"),
        ("professions.E022", f"en/{slug}.toml: fit.fit-5.text"),
    ]


def test_a_translation_that_is_no_toml_is_named(tmp_path):
    folder = copied(tmp_path, "traits.toml", "en/traits.toml")
    (folder / "en" / "traits.toml").write_text("[traits")
    with pytest.raises(ContentRefused, match="E001"):
        parse_traits(folder / "traits.toml")


def test_a_file_without_translation_is_good(tmp_path):
    traits = parse_traits(copied(tmp_path, "traits.toml") / "traits.toml")
    assert {trait.code: trait.translations for trait in traits} == {trait.code: {} for trait in traits}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_has_an_english_translation(path):
    assert translation_problems(translation_of(path), load(path), place=path.name) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_translation_ends_its_sentences_and_writes_its_figures_as_the_original_does(path):
    source, english = load(path), translation_of(path)
    translated = texts_by_place(in_language(source | {"translations": {"en": english}}, "en"))
    for place, text in texts_by_place(source).items():
        assert (text[-1] in ".?!") == (translated[place][-1] in ".?!"), place
        figures = [figure.replace(".", "") for figure in re.findall(r"\d[\d.,]*\d|\d", text)]
        written = [figure.replace(",", "") for figure in re.findall(r"\d[\d.,]*\d|\d", translated[place])]
        if place[-1] == "why":
            assert [figure.replace(",", ".") for figure in figures] == written, place


ITEMS = load(FILES[-1])["items"]
ENGLISH_ITEMS = translation_of(FILES[-1])["items"]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["code"])
def test_every_english_item_is_one_short_sentence_in_the_first_person(item):
    text = ENGLISH_ITEMS[item["code"]]["text"]
    assert re.search(r"\b(I|me|my)\b", text)
    assert re.fullmatch(r"[^.!?]+\.", text)
    assert len(text.split()) <= 21
    assert not NEGATION.findall(text)
    assert not JOINING.findall(text)


@pytest.mark.parametrize("path", FILES[:1] + FILES[1:2], ids=lambda path: path.stem)
def test_both_sides_of_an_english_pair_are_of_similar_length(path):
    for comparison in translation_of(path)["comparisons"].values():
        for code, pair in comparison.get("pairs", {}).items():
            short, long = sorted((len(pair["here"]), len(pair["there"])))
            assert short >= 0.7 * long, code
