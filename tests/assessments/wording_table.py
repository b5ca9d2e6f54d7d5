"""Every sentence that a report can say, as one table to read aloud: python -m tests.assessments.wording_table [en]."""

import os
import sys

from django.utils import translation

from assessments import wording

BANDS = {
    "fits": (72.4, [65.1, 79.7]),
    "leans_fit": (57.0, [50.3, 63.7]),
    "unclear": (53.2, [46.0, 60.4]),
    "leans_unfit": (43.0, [36.2, 49.8]),
    "unfit": (28.0, [20.0, 36.0]),
}
# What the sentences are about, in each language.
SUBJECTS = {
    "id": {
        "professions": ("Kepala Program Kesejahteraan Masyarakat", "Pekerja Sosial"),
        "traits": ["Empati", "Kolaborasi", "Kepemimpinan"],
        "criterion": "sulit berempati dengan orang lain",
        "items": ("Saya suka bekerja sendiri.", "Saya suka bekerja bersama."),
        "duty": "Koordinasi dengan berbagai pihak terkait",
        "belief": "Pekerjaan ini selalu di kantor",
        "reality": "Pekerjaan ini banyak di lapangan",
    },
    "en": {
        "professions": ("Head of Community Welfare Programmes", "Social Worker"),
        "traits": ["Empathy", "Collaboration", "Leadership"],
        "criterion": "finding it hard to empathise with other people",
        "items": ("I like working alone.", "I like working together."),
        "duty": "Coordinating with the various parties involved",
        "belief": "This job is always in an office",
        "reality": "This job is mostly out in the field",
    },
}


def result(level, *, before=None, unfit=()):
    score, band = BANDS[before or level] if level else (None, None)
    return {
        "level": level,
        "level_before_unfit": before or level,
        "score": score,
        "band": band,
        "unfit": [{"state": state} for state in unfit],
    }


def trait(state):
    score, band = {"strength": (75.0, [64.2, 85.8]), "attention": (25.0, [14.2, 35.8])}.get(state, (56.0, [45.4, 66.6]))
    return {"state": state, "score": score, "band": band, "answered": 2, "asked": 4}


def focus(direction):
    return {"direction": direction, "mean": 0.5, "standard_error": 0.2}


def difference(direction):
    return {"direction": direction, "delta": -3.24, "standard_error": 1.2, "measured": 0.8}


def rows():
    """(what is said, when, sentence), for every function of `wording` and every case of it, in the active language."""
    subjects = SUBJECTS[translation.get_language()]
    (here, there), traits = subjects["professions"], subjects["traits"]
    for level in [*BANDS, None]:
        yield "outcome", level, " ".join(wording.outcome(result(level), profession=here))
    capped = {
        "one of three": result("leans_unfit", before="fits", unfit=("met", "not_met", "unclear")),
        "two of three": result("leans_unfit", before="unclear", unfit=("met", "met", "unclear")),
        "the only one": result("unfit", before="leans_fit", unfit=("met",)),
        "all three": result("unfit", before="leans_fit", unfit=("met", "met", "met")),
    }
    for case, capped_result in capped.items():
        yield "outcome, unfit criterion met", case, " ".join(wording.outcome(capped_result, profession=here))
    yield "rule", "", wording.rule()
    for names in (traits[:1], traits[:2], traits):
        yield "no score, missing", len(names), wording.missing_traits(names)
        yield "score without", len(names), wording.partial_score(names)
    for state in wording.UNFIT_STATES:
        sentence = wording.unfit_sentence(state, text=subjects["criterion"], trait=traits[0])
        yield "unfit criterion", state, f"[{wording.UNFIT_STATES[state]}] {sentence}"
    for states in (["not_met"] * 3, ["not_met", "unclear", "missing"], ["not_met", "unclear"]):
        yield "unfit criteria, none met", ", ".join(states), wording.unfit_summary(states)
    for state in wording.TRAIT_STATES:
        yield (
            "trait",
            state,
            f"[{wording.TRAIT_STATES[state]}] {wording.trait_sentence(trait(state), name=traits[1])}",
        )
    for points in (3.14, -0.26, 0.02, 0.0, None):
        yield "trait's points", points, wording.contribution_sentence(points)
    yield "all points", 57.0, wording.contributions_rule(57.0)
    yield "unwanted trait", "", wording.unwanted_trait()
    yield "reversed item", "", wording.reverse_note()
    for state in wording.BELIEF_STATES:
        yield "belief", state, f"[{wording.BELIEF_STATES[state]}] {wording.belief_sentence(state)}"
    for before, after in (
        ("mistaken", "realistic"), ("realistic", "realistic"), ("unsure", "unsure"), ("unsure", "mistaken"),
    ):  # fmt: skip
        yield "belief again", f"{before} to {after}", wording.belief_moved(before, after)
    belief_cases = (["mistaken", "realistic"], ["mistaken", "mistaken"], ["realistic"] * 2, ["realistic", "unsure"])
    for states in belief_cases:
        yield "beliefs", ", ".join(states), wording.beliefs_summary(states)
    for case, band in {"attract": [61.0, 90.0], "repel": [10.0, 39.0], "open": [40.0, 60.0]}.items():
        yield "duties", case, wording.duties_summary({"score": sum(band) / 2, "band": band})
    yield "duties", "missing", wording.duties_summary(None)
    for value in (5, 3, 1, None):
        yield "duty", value, f"{wording.duty_group(value)}: {wording.answer_label('duties', value)}"
    for direction in ("here", "there", "undecided"):
        yield "pairs", direction, wording.focus_sentence(focus(direction), here=here, there=there)
        yield "sister traits", direction, wording.trait_contrast_sentence(difference(direction), here=here, there=there)
    yield "pairs", "missing", wording.focus_sentence(None, here=here, there=there)
    yield "sister traits", "missing", wording.trait_contrast_sentence(None, here=here, there=there)
    yield "pairs and traits", "disagree", wording.contrast_disagreement(focus("here"), difference("there"))
    for direction, delta in (("up", 8.2), ("down", -12.45), ("undecided", -3.0)):
        yield "score beside an earlier one", direction, wording.score_change(delta, 4.0, direction=direction)
    for delta in (31.0, -28.4):
        yield "trait beside an earlier one", delta, wording.trait_change(delta, 11.0, name=traits[1])
    yield "traits beside earlier ones", "none moved", wording.no_trait_changed()
    yield "message to friends", "", wording.invitation_to_friends(profession=here)
    for note in ("uniform", "scattered", "agreeing", "disagreeing", "fast"):
        yield "quality note", note, wording.quality_note(note)
    yield "quality notes", "", wording.quality_meaning()
    for reviewed in (True, False):
        yield "caveats", f"reviewed: {reviewed}", " ".join(wording.caveats(reviewed=reviewed))
    yield "caveats", "translated", wording.caveats(reviewed=False, translated=True)[-1]
    for level in ("fits", "unclear", "unfit", None):
        yield "steps", level, wording.steps_intro(level)
    yield from sheet_rows(subjects)
    for purpose in ("report", "guardian"):
        yield "consent", purpose, wording.consent_text(purpose)
    for kind, labels in wording.LABELS.items():
        yield "answers", kind, " | ".join(wording.answer_label(kind, value) for value in [*labels, None])
    yield (
        "answers",
        "pairs, turned",
        " | ".join(wording.answer_label("pairs", value, here_first=False) for value in (2, -1)),
    )


def sheet_rows(subjects):
    """The sentences of the counseling sheet."""
    (here, there), trait = subjects["professions"], subjects["traits"][1]
    for level in (*BANDS, None):
        yield "sheet, outcome", level, wording.sheet_outcome(outcome_of_document(level))
    for unwanted in ("", wording.unwanted_trait()):
        band_text = wording.band_phrase([14.2, 35.8])
        trait_of_document = {"unwanted": unwanted, "score_text": "25", "band_text": band_text}
        when = "unwanted" if unwanted else "wanted"
        yield "sheet, gap", when, wording.gap_sentence(trait_of_document, name=trait)
    yield "sheet, gaps", "none", wording.no_gaps()
    first, second = (
        {"text": text, "answer": wording.answer_label("traits", answer)}
        for text, answer in zip(subjects["items"], (5, 4), strict=True)
    )
    yield "sheet, answers", "oppose", wording.opposing_answers(trait=trait, first=first, second=second)
    yield "sheet, pairs and traits", "oppose", wording.opposing_views(pairs=here, traits=there)
    duty = {"duty": subjects["duty"]}
    for value, band in {5: [20, 36], 2: [65, 80]}.items():
        answer, band_text = wording.answer_label("duties", value), wording.band_phrase(band)
        yield "sheet, duty", value, wording.opposing_duty(**duty, answer=answer, band=band_text)
    belief = {name: subjects[name] for name in ("belief", "reality")}
    yield "sheet, belief", "mistaken", wording.mistaken_belief(**belief)
    yield "sheet, contradictions", "none", wording.no_contradictions()
    yield "sheet, contradictions", "more", wording.more_in_report(3)
    for state, turns in {"attention": 3, "unclear": 3, "missing": 1}.items():
        for turn in range(turns):
            yield "sheet, question", state, wording.question_about_trait(state, trait=trait, turn=turn)
    yield "sheet, question", "answers", wording.question_about_opposing_answers(trait=trait)
    yield "sheet, question", "pairs and traits", wording.question_about_views(here=here, there=there)
    yield "sheet, question", "duty", wording.question_about_duty(**duty)
    yield "sheet, question", "belief", wording.question_about_belief(reality=belief["reality"])
    for question in wording.general_questions():
        yield "sheet, question", "general", question


def outcome_of_document(level):
    score, band = BANDS[level] if level else (None, None)
    texts = {"score_text": wording.points(score), "band_text": wording.band_phrase(band)} if level else {}
    return {"label": wording.level_label(level), "band": band, **texts}


def table(language: str = "id") -> str:
    with translation.override(language):
        return "".join(f"{what} ({when}): {sentence}\n" for what, when, sentence in rows())


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
    django.setup()
    print(table(*sys.argv[1:]), end="")
