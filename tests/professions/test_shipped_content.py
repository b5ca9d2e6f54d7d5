"""The shipped vocabulary, item bank and profiles: read as plain TOML, without the code that loads them."""

import hashlib
import json
import re
import tomllib
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "professions" / "content"
DATA = ROOT / "tests" / "data"
HEAD, WORKER = "kepala-program-kesejahteraan-masyarakat", "pekerja-sosial"
PROFILES = (HEAD, WORKER)
TRAITS = {
    "leadership": "Kepemimpinan",
    "social-insight": "Pemahaman isu sosial",
    "program-planning": "Perencanaan dan pengelolaan program",
    "collaboration": "Kolaborasi",
    "empathy": "Empati",
    "service-commitment": "Komitmen pelayanan",
    "social-interest": "Minat bidang sosial",
    "welfare-concern": "Kepedulian pada kesejahteraan masyarakat",
    "emotional-steadiness": "Ketahanan emosi",
    "trustworthiness": "Menjaga kepercayaan",
}
NEGATION = re.compile(r"\b(tidak|bukan|tak|tanpa|belum|jangan|kurang|jarang)\b", re.IGNORECASE)
JOINING = re.compile(r"\b(dan|atau|serta|sambil|maupun)\b", re.IGNORECASE)
SHA256 = {
    HEAD: "877be1215e44772d0153ef81fa5902e968fcc99153057c13331677be872e754c",
    WORKER: "88105213c06ce98dfcb79c542dd4806a0a5f177d8342b5146e613466272c7f74",
}
# Importance 1..5, O*NET 29.3 Work Styles: 11-9151.00, then 21-1021.00.
IMPORTANCE = {"leadership": (4.85, 3.69), "empathy": (4.47, 4.62), "collaboration": (4.52, 4.06)}
STYLES = {"leadership": "Leadership", "empathy": "Concern for Others", "collaboration": "Cooperation"}
# What each of the twelve sentences says, in its own words.
KEY_FACTS = {
    1: ["perencanaan, pelaksanaan, dan evaluasi program-program kesejahteraan masyarakat"],
    2: [
        "identifikasi masalah dan kebutuhan masyarakat",
        "pengembangan strategi untuk meningkatkan kesejahteraan masyarakat",
        "koordinasi dengan berbagai pihak terkait",
    ],
    3: [
        "pemantauan dan evaluasi program-program yang telah dilaksanakan",
        "untuk memastikan efektivitas dan efisiensi dalam mencapai tujuan kesejahteraan masyarakat",
    ],
    4: [
        "kepemimpinan yang kuat",
        "pemahaman yang mendalam tentang isu-isu sosial dan kesejahteraan",
        "merencanakan dan mengelola program-program yang efektif",
    ],
    5: [
        "mendorong perubahan sosial dan meningkatkan kualitas hidup masyarakat",
        "berkolaborasi dengan berbagai pihak",
        "empati",
        "komitmen terhadap pelayanan masyarakat",
    ],
    6: [
        "tidak memiliki minat dalam bidang sosial",
        "sulit berempati dengan orang lain",
        "tidak memiliki kepedulian terhadap kesejahteraan masyarakat",
    ],
    7: [
        "hanya perlu mengurus administrasi dan melaksanakan program",
        "tanpa perlu terlibat langsung dengan masyarakat",
    ],
    8: ["keterlibatan langsung dengan masyarakat dan pemahaman akan kebutuhan mereka"],
    9: ["mengatasi semua masalah sosial dalam waktu singkat"],
    10: ["masalah sosial kompleks", "kerja keras serta kerja sama dengan para pemangku kepentingan lainnya"],
    11: ["pekerja sosial"],
    12: [
        "merencanakan, mengkoordinasikan, dan mengarahkan program-program kesejahteraan masyarakat",
        "interaksi langsung dengan masyarakat untuk memberikan layanan dan bantuan yang lebih individu",
    ],
}


def load(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


ITEMS = load(ROOT / "assessments" / "content" / "items.toml")["items"]
VOCABULARY = load(CONTENT / "traits.toml")["traits"]
PROFILE = {slug: load(CONTENT / f"{slug}.toml") for slug in PROFILES}
GOLD = {slug: json.loads((DATA / f"{slug}.gold.json").read_text(encoding="utf-8")) for slug in PROFILES}

each_trait = pytest.mark.parametrize("trait", TRAITS)
each_profile = pytest.mark.parametrize("slug", PROFILES)
each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["code"])


def items_of(trait, *, reserve):
    return [item for item in ITEMS if item["trait"] == trait and item["reserve"] is reserve]


def sections(profile, *names):
    return list(chain.from_iterable(profile.get(name, []) for name in names))


def claims(profile):
    names = ("summary", "duties", "fit", "unfit", "misconceptions", "false_expectations", "comparisons")
    return sections(profile, *names)


def words_of(claim):
    """All that a claim says of the profession; what the quiz makes of it is left out."""
    names = ("text", "purpose", "belief", "reality", "other", "self_focus", "other_focus")
    return " ".join(claim[name] for name in names if claim.get(name))


def statements(profile):
    return [(claim, claim["statements"]) for claim in sections(profile, "misconceptions", "false_expectations")]


def pairs(profile):
    return [pair for comparison in profile["comparisons"] for pair in comparison.get("pairs", [])]


def passages(profile):
    """Everything that a claim may cite; a source with a file has as many passages as the file has sentences."""
    known = set()
    for source in profile["sources"]:
        if source.get("file"):
            numbers = range(1, len(GOLD[Path(source["file"]).stem]["sentences"]) + 1)
        else:
            numbers = [passage["number"] for passage in source["passages"]]
        known |= {f"{source['code']}:{number}" for number in numbers}
    return known


def weights(slug):
    profile = PROFILE[slug]
    measured = [trait for claim in profile["fit"] for trait in claim["traits"]]
    measured += [claim["trait"] for claim in profile["unfit"]]
    given = {target["trait"]: target["weight"] for target in profile.get("targets", [])}
    return {trait: given.get(trait, 1.0) for trait in measured}


def test_the_vocabulary_is_the_ten_traits_in_their_order():
    assert {trait["code"]: trait["name"] for trait in VOCABULARY} == TRAITS
    assert [trait["code"] for trait in VOCABULARY] == list(TRAITS)


def test_every_trait_offers_two_steps():
    assert {len(trait["steps"]) for trait in VOCABULARY} == {2}


def test_every_trait_says_what_it_is_and_what_trains_and_drains():
    assert [trait["code"] for trait in VOCABULARY if not trait["definition"].endswith(".")] == []
    assert [trait["code"] for trait in VOCABULARY if not (trait["trainable"] and trait["draining"])] == []


@each_trait
def test_four_core_items_have_balanced_keys(trait):
    assert Counter(item["key"] for item in items_of(trait, reserve=False)) == {1: 2, -1: 2}


@each_trait
def test_two_reserve_items_have_one_of_each_key(trait):
    assert Counter(item["key"] for item in items_of(trait, reserve=True)) == {1: 1, -1: 1}


@each_trait
def test_item_codes_are_the_trait_and_a_number_with_the_reserve_last(trait):
    items = [item for item in ITEMS if item["trait"] == trait]
    assert [item["code"] for item in items] == [f"{trait}-{number}" for number in range(1, 7)]
    assert [item["reserve"] for item in items] == [False] * 4 + [True] * 2


@each_trait
def test_at_most_one_core_item_is_easy_and_one_at_least_is_hard(trait):
    spread = Counter(item["difficulty"] for item in items_of(trait, reserve=False))
    assert spread["easy"] <= 1 <= spread["hard"]


@each_trait
def test_core_items_of_a_trait_measure_more_than_one_side_of_it(trait):
    assert len({item["facet"] for item in items_of(trait, reserve=False)}) >= 2


def test_every_item_belongs_to_a_trait_and_stands_once():
    assert {item["trait"] for item in ITEMS} == set(TRAITS)
    assert max(Counter(item["code"] for item in ITEMS).values()) == 1
    assert max(Counter(item["text"] for item in ITEMS).values()) == 1


@each_item
def test_reverse_keyed_items_carry_no_negation(item):
    assert item["key"] == 1 or not NEGATION.findall(item["text"])


@each_item
def test_no_item_joins_two_things(item):
    assert not JOINING.findall(item["text"])


@each_item
def test_every_item_is_one_short_sentence_in_the_first_person(item):
    assert len(item["text"].split()) <= 20
    assert re.search(r"\bsaya\b", item["text"], re.IGNORECASE)
    assert re.fullmatch(r"[^.!?]+\.", item["text"])


@each_item
def test_every_item_says_what_it_measures_and_why_it_is_easy_or_hard(item):
    assert item["facet"]
    assert item["difficulty"] in {"easy", "medium", "hard"}
    assert re.fullmatch(r"[^.!?]+\.", item["why"])


@each_profile
def test_source_texts_are_untouched(slug):
    assert hashlib.sha256((CONTENT / f"{slug}.txt").read_bytes()).hexdigest() == SHA256[slug]


@each_profile
def test_the_gold_reading_has_every_word_of_the_source_text(slug):
    text = (CONTENT / f"{slug}.txt").read_text(encoding="utf-8-sig")
    assert " ".join(text.split()) == " ".join(GOLD[slug]["sentences"])


@each_profile
def test_every_sentence_of_the_source_text_is_cited(slug):
    cited = set(chain.from_iterable(claim["cites"] for claim in claims(PROFILE[slug])))
    sentences = {f"teks:{number}" for number in range(1, len(GOLD[slug]["sentences"]) + 1)}
    assert sentences - cited == set()


@each_profile
def test_every_citation_leads_to_a_passage(slug):
    profile = PROFILE[slug]
    cites = {cite for claim in (*claims(profile), *profile["targets"]) for cite in claim["cites"]}
    assert cites - passages(profile) == set()
    assert all(claim["cites"] for claim in (*claims(profile), *profile["targets"]))


@each_profile
def test_every_passage_that_is_quoted_from_another_source_is_cited(slug):
    profile = PROFILE[slug]
    cited = {cite for claim in (*claims(profile), *profile["targets"]) for cite in claim["cites"]}
    quoted = {f"{s['code']}:{p['number']}" for s in profile["sources"] for p in s.get("passages", [])}
    assert quoted - cited == set()


@each_profile
@pytest.mark.parametrize("section", ["duties", "fit", "unfit"])
def test_every_listed_phrase_of_the_reading_is_a_claim_of_its_own(slug, section):
    found = [(claim["text"], cite) for claim in PROFILE[slug][section] for cite in claim["cites"]]
    read = [(item["text"], f"teks:{item['sentence']}") for item in GOLD[slug][section]]
    assert [item for item in read if item not in found] == []


@each_profile
@pytest.mark.parametrize("section", ["misconceptions", "false_expectations"])
def test_every_belief_of_the_reading_stands_beside_its_reality(slug, section):
    found = {(claim["belief"], claim["reality"]): set(claim["cites"]) for claim in PROFILE[slug][section]}
    for read in GOLD[slug][section]:
        assert {f"teks:{number}" for number in read["sentences"]} <= found[read["belief"], read["reality"]]


@each_profile
def test_every_comparison_of_the_reading_stands_in_the_profile(slug):
    names = ("other", "self_focus", "other_focus")
    found = {tuple(row[name] for name in names): set(row["cites"]) for row in PROFILE[slug]["comparisons"]}
    for read in GOLD[slug]["comparisons"]:
        assert {f"teks:{number}" for number in read["sentences"]} <= found[tuple(read[name] for name in names)]


@each_profile
def test_the_summary_cites_the_summary_sentence_of_the_reading(slug):
    assert PROFILE[slug]["summary"][0]["cites"] == [f"teks:{number}" for number in GOLD[slug]["summary"]]


@pytest.mark.parametrize("sentence", KEY_FACTS)
def test_nothing_that_a_sentence_says_is_lost(sentence):
    citing = [claim for claim in claims(PROFILE[HEAD]) if f"teks:{sentence}" in claim["cites"]]
    said = " | ".join(words_of(claim) for claim in citing).lower()
    assert [fact for fact in KEY_FACTS[sentence] if fact not in said] == []


@each_profile
def test_fit_and_unfit_claims_name_known_traits(slug):
    assert set(weights(slug)) <= set(TRAITS)


def test_each_fit_and_unfit_claim_of_the_head_is_measured_by_its_own_trait():
    profile = PROFILE[HEAD]
    assert [claim["traits"] for claim in profile["fit"]] == [[trait] for trait in list(TRAITS)[:6]]
    low = [("social-interest", "low"), ("empathy", "low"), ("welfare-concern", "low")]
    assert [(claim["trait"], claim["side"]) for claim in profile["unfit"]] == low


@each_profile
def test_every_belief_is_tested_by_true_and_false_statements(slug):
    for claim, asked in statements(PROFILE[slug]):
        assert {statement["true"] for statement in asked} == {True, False}, claim["code"]


@each_profile
def test_statements_of_a_profile_are_half_true(slug):
    truths = [statement["true"] for _, asked in statements(PROFILE[slug]) for statement in asked]
    assert truths.count(True) == truths.count(False)


@each_profile
def test_no_statement_gives_its_answer_away_by_an_extreme_word(slug):
    texts = " ".join(statement["text"] for _, asked in statements(PROFILE[slug]) for statement in asked)
    assert not re.findall(r"\b(hanya|semua|selalu|pasti|sepenuhnya|sama sekali|mungkin)\b", texts, re.IGNORECASE)


@each_profile
def test_the_sister_is_contrasted_by_six_pairs_half_of_them_here_first(slug):
    (sister,) = [row for row in PROFILE[slug]["comparisons"] if row["other_slug"]]
    assert sister["other_slug"] in set(PROFILES) - {slug}
    assert Counter(pair["here_first"] for pair in sister["pairs"]) == {True: 3, False: 3}


@each_profile
def test_both_sides_of_a_pair_are_of_similar_length(slug):
    lengths = {pair["code"]: sorted((len(pair["here"]), len(pair["there"]))) for pair in pairs(PROFILE[slug])}
    assert {code: ends for code, ends in lengths.items() if ends[0] < 0.7 * ends[1]} == {}


@each_profile
def test_codes_in_a_profile_stand_once(slug):
    profile = PROFILE[slug]
    coded = [*claims(profile), *profile["steps"], *pairs(profile)]
    coded += [statement for _, asked in statements(profile) for statement in asked]
    assert [code for code, times in Counter(row["code"] for row in coded).items() if times > 1] == []


@each_profile
def test_every_profile_offers_three_steps(slug):
    assert len(PROFILE[slug]["steps"]) == 3


@each_profile
def test_no_profile_claims_a_review_that_has_not_been(slug):
    assert (PROFILE[slug]["reviewed_by"], PROFILE[slug]["reviewed_on"]) == ("", "")


@each_profile
@pytest.mark.parametrize("trait", IMPORTANCE)
def test_a_weight_is_the_importance_over_the_mean_of_the_two_professions(slug, trait):
    importance = IMPORTANCE[trait]
    expected = importance[PROFILES.index(slug)] / (sum(importance) / 2)
    assert weights(slug)[trait] == pytest.approx(expected, abs=0.01)


@each_profile
def test_only_traits_that_the_american_figures_measure_have_a_weight_of_their_own(slug):
    assert {target["trait"] for target in PROFILE[slug]["targets"]} == set(IMPORTANCE)
    assert {target["direction"] for target in PROFILE[slug]["targets"]} == {1}


@each_profile
def test_every_weight_of_its_own_says_whose_figures_it_rests_on(slug):
    profile = PROFILE[slug]
    (source,) = [source for source in profile["sources"] if source["code"] == "onet"]
    by_place = {passage["place"]: passage for passage in source["passages"]}
    for target in profile["targets"]:
        passage = by_place[f"Work Styles: {STYLES[target['trait']]}"]
        assert target["cites"] == [f"onet:{passage['number']}"]
        figures = [f"{figure:.2f}".replace(".", ",") for figure in IMPORTANCE[target["trait"]]]
        assert all(part in passage["text"] for part in (*figures, "11-9151.00", "21-1021.00", "skala 1–5"))
        assert all("data Amerika Serikat" in text for text in (passage["text"], target["why"]))
        assert all("perkiraan awal" in text for text in (passage["text"], target["why"]))


@each_profile
def test_the_american_figures_are_credited(slug):
    (source,) = [source for source in PROFILE[slug]["sources"] if source["code"] == "onet"]
    credit = "O*NET 29.3 Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA)"
    assert all(part in source["note"] for part in (credit, "CC BY 4.0", "diubah", "tidak menyetujui"))
    assert source["licence"] == "CC BY 4.0"


def test_both_profiles_quote_the_same_american_figures():
    quoted = [[source for source in PROFILE[slug]["sources"] if source["code"] == "onet"] for slug in PROFILES]
    assert quoted[0] == quoted[1]


@pytest.mark.parametrize(("here", "sister"), [(HEAD, WORKER), (WORKER, HEAD)])
def test_each_quiz_measures_three_quarters_of_the_sister_profession(here, sister):
    theirs = weights(sister)
    shared = sum(weight for trait, weight in theirs.items() if trait in weights(here))
    assert shared / sum(theirs.values()) >= 0.75
