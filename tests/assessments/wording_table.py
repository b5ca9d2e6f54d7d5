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
# Of each language: two professions, three traits, a text of an unfit criterion.
NAMES = {
    "id": (
        ("Kepala Program Kesejahteraan Masyarakat", "Pekerja Sosial"),
        ["Empati", "Kolaborasi", "Kepemimpinan"],
        "sulit berempati dengan orang lain",
    ),
    "en": (
        ("Head of Community Welfare Programmes", "Social Worker"),
        ["Empathy", "Collaboration", "Leadership"],
        "finding it hard to empathise with other people",
    ),
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
    (here, there), traits, criterion = NAMES[translation.get_language()]
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
        sentence = wording.unfit_sentence(state, text=criterion, trait=traits[0])
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
    for note in ("uniform", "scattered", "agreeing", "disagreeing", "fast"):
        yield "quality note", note, wording.quality_note(note)
    yield "quality notes", "", wording.quality_meaning()
    for reviewed in (True, False):
        yield "caveats", f"reviewed: {reviewed}", " ".join(wording.caveats(reviewed=reviewed))
    yield "caveats", "translated", wording.caveats(reviewed=False, translated=True)[-1]
    for level in ("fits", "unclear", "unfit", None):
        yield "steps", level, wording.steps_intro(level)
    for purpose in ("report", "counselor"):
        yield "consent", purpose, wording.consent_text(purpose)
    for kind, labels in wording.LABELS.items():
        yield "answers", kind, " | ".join(wording.answer_label(kind, value) for value in [*labels, None])
    yield (
        "answers",
        "pairs, turned",
        " | ".join(wording.answer_label("pairs", value, here_first=False) for value in (2, -1)),
    )


def table(language: str = "id") -> str:
    with translation.override(language):
        return "".join(f"{what} ({when}): {sentence}\n" for what, when, sentence in rows())


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
    django.setup()
    print(table(*sys.argv[1:]), end="")
