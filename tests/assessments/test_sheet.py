"""What the counseling sheet picks from a report."""

import pytest

from assessments import wording
from assessments.sheet import counseling_sheet, widest_gaps


def trait(code, score, *, state="unclear", weight=1.0, unwanted="", answers=()):
    return {
        "code": code,
        "name": f"Sifat {code}",
        "state": state,
        "score": score,
        "score_text": None if score is None else f"{score:.0f}",
        "band_text": None if score is None else f"antara {score - 10:.0f} dan {score + 10:.0f}",
        "weight": weight,
        "unwanted": unwanted,
        "answers": list(answers),
    }


def answer(text, value, key=1):
    return {"text": text, "answer": wording.answer_label("traits", value), "value": value, "key": key}


def duty(text, value):
    return {"duty": text, "value": value, "answer": wording.answer_label("duties", value)}


def belief(claim, state):
    return {"claim": claim, "state": state, "belief": f"Dugaan {claim}", "reality": f"Kenyataan {claim}"}


def contrast(pairs, traits):
    focus, views = {"direction": pairs}, {"direction": traits}
    disagreement = wording.contrast_disagreement(focus, views)
    return {"slug": "guru", "name": "Guru", "focus": focus, "traits": views, "disagreement": disagreement}


def document(traits=(), *, band=(46.0, 60.4), duties=(), beliefs=(), contrasts=()):
    texts = {"score_text": "53", "band_text": "antara 46 dan 60,4"} if band else {}
    return {
        "profession": {"name": "Perawat"},
        "outcome": {"label": "belum jelas", "band": band and list(band), **texts},
        "traits": list(traits),
        "duties": {"rows": list(duties)},
        "beliefs": {"rows": list(beliefs)},
        "contrasts": list(contrasts),
    }


def codes(topics):
    return [topic.about for topic in topics]


def test_the_outcome_is_one_line_with_its_band():
    assert counseling_sheet(document()).outcome == "Belum jelas: nilai 53, kira-kira antara 46 dan 60,4."


def test_without_a_score_the_outcome_says_so():
    assert counseling_sheet(document(band=None)).outcome == "Belum ada nilai: jawaban belum cukup."


def test_the_three_widest_weighted_gaps_come_widest_first():
    traits = [trait("a", 60), trait("b", 20, weight=0.5), trait("c", 40, weight=2), trait("d", 10)]
    assert codes(widest_gaps(traits)) == ["c", "d", "a"]


def test_an_unwanted_trait_is_far_when_there_is_much_of_it():
    traits = [trait("a", 70), trait("b", 55, unwanted="lebih baik sedikit")]
    assert codes(widest_gaps(traits)) == ["b", "a"]


def test_neither_a_strength_nor_a_missing_trait_is_a_gap():
    sheet = counseling_sheet(document([trait("a", 75, state="strength"), trait("b", None, state="missing")]))
    assert sheet.gaps == ("Tidak ada sifat yang jelas jauh dari yang dicari.",)


def test_two_clearly_apart_answers_of_a_trait_are_a_contradiction():
    answers = [answer("Saya memimpin.", 5), answer("Saya mengikuti.", 5, key=-1), answer("Saya menunggu.", 3)]
    (sentence,) = counseling_sheet(document([trait("a", 50, answers=answers)])).contradictions
    assert sentence == (
        "Dua jawaban tentang sifat a berlawanan: “Saya memimpin.” (sangat setuju) "
        "dan “Saya mengikuti.” (sangat setuju)."
    )


@pytest.mark.parametrize(("first", "second"), [(4, 4), (5, 3), (None, 5), (5, 2)])
def test_answers_that_are_only_a_little_apart_are_none(first, second):
    answers = [answer("Saya memimpin.", first), answer("Saya mengikuti.", second, key=-1)]
    sheet = counseling_sheet(document([trait("a", 50, answers=answers)]))
    assert sheet.contradictions == ("Tidak terlihat jawaban yang saling berlawanan.",)


def test_a_report_from_before_raw_values_were_kept_has_no_opposing_answers():
    old = [{"text": "Saya memimpin.", "answer": "Setuju"}]
    assert counseling_sheet(document([trait("a", 50, answers=old)])).contradictions == (wording.no_contradictions(),)


def test_pairs_and_traits_that_point_apart_are_named_by_profession():
    (sentence,) = counseling_sheet(document(contrasts=[contrast("there", "here")])).contradictions
    assert sentence == "Pasangan kegiatan lebih dekat ke Guru, jawaban tentang sifat kerja lebih dekat ke Perawat."


def test_pairs_and_traits_that_agree_are_no_contradiction():
    agreeing = counseling_sheet(document(contrasts=[contrast("here", "here")]))
    assert agreeing.contradictions == (wording.no_contradictions(),)


@pytest.mark.parametrize(
    ("band", "value", "answered"),
    [((20.0, 36.0), 5, "sangat tertarik"), ((65.0, 80.0), 2, "tidak tertarik")],
)
def test_a_duty_against_the_whole_band_is_a_contradiction(band, value, answered):
    duties = [duty("Mencatat", value), duty("Lain", 3), duty("Kosong", None)]
    (sentence,) = counseling_sheet(document(band=band, duties=duties)).contradictions
    assert sentence.startswith(f"Tugas “Mencatat” dijawab “{answered}”, sedangkan nilai kecocokan")


@pytest.mark.parametrize(("band", "value"), [((46.0, 60.0), 5), ((20.0, 36.0), 1), (None, 5)])
def test_a_duty_is_no_contradiction_where_the_band_holds_neutral_or_agrees(band, value):
    sheet = counseling_sheet(document(band=band, duties=[duty("Mencatat", value)]))
    assert sheet.contradictions == (wording.no_contradictions(),)


def test_a_mistaken_belief_stands_beside_its_reality():
    beliefs = [belief("satu", "realistic"), belief("dua", "mistaken"), belief("tiga", "unsure")]
    sheet = counseling_sheet(document(beliefs=beliefs))
    assert sheet.contradictions == ("Dugaan: “Dugaan dua”. Kenyataannya: “Kenyataan dua”.",)


def test_every_kind_of_contradiction_is_shown_before_a_second_of_one_kind():
    opposed = [answer("Saya memimpin.", 5), answer("Saya mengikuti.", 5, key=-1)]
    sheet = counseling_sheet(
        document(
            [trait(code, 50, answers=opposed) for code in "abc"],
            beliefs=[belief("satu", "mistaken"), belief("dua", "mistaken")],
            contrasts=[contrast("here", "there")],
        )
    )
    assert [sentence.split()[0] for sentence in sheet.contradictions] == ["Pasangan", "Dua", "Dugaan:", "Dua"]
    assert sheet.more == "2 hal serupa lainnya ada dalam laporan lengkap."


def test_three_questions_are_about_three_things():
    opposed = [answer("Saya memimpin.", 5), answer("Saya mengikuti.", 5, key=-1)]
    traits = [trait("a", 10, state="attention", answers=opposed), trait("b", None, state="missing", weight=2)]
    sheet = counseling_sheet(document(traits, beliefs=[belief("satu", "mistaken")]))
    about = ("“sifat a”", "“Kenyataan satu”", "“sifat b”")
    assert [name in question for name, question in zip(about, sheet.questions, strict=True)] == [True] * 3


def test_answers_without_gap_or_contradiction_still_give_three_questions():
    sheet = counseling_sheet(document([trait("a", 90, state="strength")]))
    assert sheet.questions == tuple(wording.general_questions())
