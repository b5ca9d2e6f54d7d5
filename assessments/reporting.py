"""Put a scoring result, the answers and the profile together into the document that is stored and shown. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override

from professions.documents import cited
from professions.translations import SOURCE_LANGUAGE, in_language

from . import wording
from .instruments import again_code
from .scoring import BAND_Z, Belief, belief_states

MOVERS = 5  # answers that moved the score most
MOST_TRAIT_STEPS = 3
MOST_STEPS = 5


def build_documents(
    result: Mapping[str, Any],
    *,
    answers: Mapping[str, Any],
    instrument: Mapping[str, Any],
    profile: Mapping[str, Any],
    created_at: datetime,
) -> dict[str, dict[str, Any]]:
    """The report by language code, all written now, so that each reads the same for ever; see `build_document`."""
    documents = {}
    for language, _name in settings.LANGUAGES:
        texts = {"instrument": in_language(instrument, language), "profile": in_language(profile, language)}
        with override(language):
            documents[language] = build_document(result, answers=answers, created_at=created_at, **texts)
    return documents


def build_document(
    result: Mapping[str, Any],
    *,
    answers: Mapping[str, Any],
    instrument: Mapping[str, Any],
    profile: Mapping[str, Any],
    created_at: datetime,
) -> dict[str, Any]:
    """All that a report shows, as plain JSON: sentences, numbers, sources.

    `result` is a scoring result as a dict, `answers` the raw answers by code, `instrument` and `profile` the frozen
    contents that were answered, in the active language. Nothing is looked up later, so the report reads the same after
    every change. A row whose text is in another language than the report says so in "lang".
    """
    traits = _traits(result, answers, instrument, profile)
    missing = [trait["name"] for trait in traits if trait["state"] == "missing"]
    language = get_language()
    translated = profile.get("language", SOURCE_LANGUAGE) != SOURCE_LANGUAGE
    return {
        "language": language,
        "profession": {"slug": profile["slug"], "name": profile["name"]},
        "versions": {
            "instrument": instrument["version"],
            "revision": instrument["revision"],
            "scoring": result["scoring_version"],
        },
        "created_at": created_at.isoformat(),
        "outcome": _outcome(result, profile["name"], missing),
        "unfit": _unfit(result, instrument, profile),
        "traits": traits,
        "movers": _movers(traits),
        "beliefs": _beliefs(result, answers, instrument, profile),
        "duties": _duties(result, answers, instrument, profile),
        "contrasts": _contrasts(result, answers, instrument, profile),
        "steps": _steps(result, traits, profile),
        "caveats": wording.caveats(reviewed=bool(profile["reviewed_by"]), translated=translated),
        "quality": _quality(result),
        "sources": _sources(profile),
    }


def _outcome(result: Mapping[str, Any], profession: str, missing: list[str]) -> dict[str, Any]:
    sentences = wording.outcome(result, profession=profession)
    if missing:
        sentences.append(wording.missing_traits(missing) if result["score"] is None else wording.partial_score(missing))
    return {
        "level": result["level"],
        "label": wording.level_label(result["level"]),
        "sentences": sentences,
        "rule": wording.rule(),
        "sum": "" if result["score"] is None else wording.contributions_rule(result["score"]),
        "score": result["score"],
        "band": result["band"],
        "standard_error": result["standard_error"],
        "score_text": None if result["score"] is None else wording.points(result["score"]),
        "band_text": None if result["band"] is None else wording.band_phrase(result["band"]),
    }


def _unfit(result, instrument, profile) -> dict[str, Any]:
    claims = {claim["code"]: claim for claim in profile["unfit"]}
    traits = {trait["code"]: trait for trait in instrument["traits"]}
    criteria = []
    for criterion, state in zip(instrument["unfit"], result["unfit"], strict=True):
        trait = traits[criterion["trait"]]
        criteria.append(
            {
                "code": criterion["code"],
                "state": state["state"],
                "label": str(wording.UNFIT_STATES[state["state"]]),
                "sentence": wording.unfit_sentence(state["state"], text=criterion["text"], trait=trait["name"]),
                "trainable": trait["trainable"],
                "draining": trait["draining"],
                "lang": criterion.get("lang", ""),
                "sources": cited(profile, claims[criterion["code"]]["cites"]),
            }
        )
    met = [criterion for criterion in criteria if criterion["state"] == "met"]
    states = [criterion["state"] for criterion in criteria]
    return {
        "met": met,
        "others": [criterion for criterion in criteria if criterion["state"] != "met"],
        "summary": "" if met or not states else wording.unfit_summary(states),
    }


def _traits(result, answers, instrument, profile) -> list[dict[str, Any]]:
    contributions = {answer["code"]: answer["contribution"] for answer in result["answers"]}
    rows = []
    for trait, scored in zip(instrument["traits"], result["traits"], strict=True):
        rows.append(
            {
                **scored,
                "name": trait["name"],
                "definition": trait["definition"],
                "weight": trait["weight"],
                "label": str(wording.TRAIT_STATES[scored["state"]]),
                "sentence": wording.trait_sentence(scored, name=trait["name"]),
                "score_text": None if scored["score"] is None else wording.points(scored["score"]),
                "band_text": None if scored["band"] is None else wording.band_phrase(scored["band"]),
                "points": wording.contribution_sentence(scored["contribution"]),
                "unwanted": wording.unwanted_trait() if trait["direction"] < 0 else "",
                "weighted": _weight_reason(profile, trait),
                "trainable": trait["trainable"],
                "draining": trait["draining"],
                "lang": trait.get("lang", ""),
                "steps": trait["steps"],
                "claims": _trait_claims(profile, trait["code"]),
                "answers": [
                    _trait_answer(item, answers, contributions)
                    for item in instrument["items"]
                    if item["trait"] == trait["code"] and (not item["reserve"] or item["code"] in answers)
                ],
            }
        )
    return rows


def _weight_reason(profile, trait) -> dict[str, Any] | None:
    """Why a trait counts more or less than the others; None for the ordinary weight."""
    target = next((target for target in profile["targets"] if target["trait"] == trait["code"]), None)
    if target is None or not target["why"]:
        return None
    return {"why": target["why"], "lang": target.get("lang", ""), "sources": cited(profile, target["cites"])}


def _trait_claims(profile, code) -> list[dict[str, Any]]:
    claims = [claim for claim in profile["fit"] if code in claim["traits"]]
    claims += [claim for claim in profile["unfit"] if code == claim["trait"]]
    return [
        {"text": claim["text"], "lang": claim.get("lang", ""), "sources": cited(profile, claim["cites"])}
        for claim in claims
    ]


def _trait_answer(item, answers, contributions) -> dict[str, Any]:
    contribution = contributions.get(item["code"])
    return {
        "code": item["code"],
        "text": item["text"],
        "lang": item.get("lang", ""),
        "value": answers.get(item["code"]),
        "key": item["key"],
        "answer": wording.answer_label("traits", answers.get(item["code"])),
        "note": wording.reverse_note() if item["key"] < 0 else "",
        "contribution": contribution,
        "points": "" if contribution is None else wording.signed_points(contribution),
    }


def _movers(traits) -> list[dict[str, Any]]:
    """The answers that moved the score most, either way."""
    answers = [
        {**answer, "trait": trait["name"]} for trait in traits for answer in trait["answers"] if answer["contribution"]
    ]
    return sorted(answers, key=lambda answer: -abs(answer["contribution"]))[:MOVERS]


def _beliefs(result, answers, instrument, profile) -> dict[str, Any]:
    claims = {claim["code"]: claim for claim in (*profile["misconceptions"], *profile["false_expectations"])}
    now = _states_again(answers, instrument)
    rows = []
    for belief in result["beliefs"]:
        claim = claims[belief["claim"]]
        again = now.get(belief["claim"])
        rows.append(
            {
                "claim": belief["claim"],
                "state": belief["state"],
                "label": str(wording.BELIEF_STATES[belief["state"]]),
                "sentence": wording.belief_sentence(belief["state"]),
                "again": again,
                "again_sentence": "" if again is None else wording.belief_moved(belief["state"], again),
                "belief": wording.capitalised(claim["belief"]),
                "reality": wording.capitalised(claim["reality"]),
                "lang": claim.get("lang", ""),
                "sources": cited(profile, claim["cites"]),
                "answers": [
                    _belief_answer(statement, answers)
                    for statement in instrument["beliefs"]
                    if statement["claim"] == belief["claim"]
                ],
            }
        )
    return {"summary": wording.beliefs_summary([row["state"] for row in rows]) if rows else "", "rows": rows}


def _states_again(answers, instrument) -> dict[str, str]:
    """State of each belief when it was asked once more; empty when it was not."""
    again = {row["code"]: answers.get(again_code(row["code"])) for row in instrument["beliefs"]}
    if not any(again.values()):
        return {}
    beliefs = [Belief(row["code"], row["claim"], is_true=row["true"]) for row in instrument["beliefs"]]
    return belief_states(beliefs, again)


def _belief_answer(statement, answers) -> dict[str, Any]:
    right = "true" if statement["true"] else "false"
    answer, again = answers.get(statement["code"]), answers.get(again_code(statement["code"]))
    return {
        "text": statement["text"],
        "lang": statement.get("lang", ""),
        "again": "" if again is None else wording.answer_label("beliefs", again),
        "answer": wording.answer_label("beliefs", answer),
        "right": wording.answer_label("beliefs", right),
        "agrees": answer == right,
    }


def _duties(result, answers, instrument, profile) -> dict[str, Any]:
    duties = result["duties"]
    if duties is not None:
        margin = BAND_Z * duties["standard_error"]
        band = [max(0.0, duties["score"] - margin), min(100.0, duties["score"] + margin)]
        duties = {**duties, "band": band}
    texts = {duty["code"]: duty for duty in profile["duties"]}
    rows = [
        {
            "text": duty["text"],
            "duty": wording.capitalised(texts[duty["code"]]["text"]),
            "lang": texts[duty["code"]].get("lang", ""),
            "value": answers.get(duty["code"]),
            "answer": wording.answer_label("duties", answers.get(duty["code"])),
            "group": wording.duty_group(answers.get(duty["code"])),
            "sources": cited(profile, texts[duty["code"]]["cites"]),
        }
        for duty in instrument["duties"]
    ]
    rows.sort(key=lambda row: -(row["value"] or 0))
    return {"summary": wording.duties_summary(duties), "score": duties, "rows": rows}


def _contrasts(result, answers, instrument, profile) -> list[dict[str, Any]]:
    comparisons = {comparison["other_slug"]: comparison for comparison in profile["comparisons"]}
    rows = []
    for contrast, scored in zip(instrument["contrasts"], result["contrasts"], strict=True):
        comparison = comparisons[contrast["code"]]
        names = {"here": profile["name"], "there": contrast["name"]}
        rows.append(
            {
                "slug": contrast["code"],
                "name": contrast["name"],
                "focus": scored["focus"],
                "traits": scored["traits"],
                "focus_sentence": wording.focus_sentence(scored["focus"], **names),
                "traits_sentence": wording.trait_contrast_sentence(scored["traits"], **names),
                "disagreement": wording.contrast_disagreement(scored["focus"], scored["traits"]),
                "self_focus": comparison["self_focus"],
                "other_focus": comparison["other_focus"],
                "sources": cited(profile, comparison["cites"]),
                "pairs": [_pair_answer(pair, answers) for pair in contrast["pairs"]],
            }
        )
    return rows


def _pair_answer(pair, answers) -> dict[str, Any]:
    sides = (pair["here"], pair["there"]) if pair["here_first"] else (pair["there"], pair["here"])
    return {
        "first": sides[0],
        "second": sides[1],
        "lang": pair.get("lang", ""),
        "answer": wording.answer_label("pairs", answers.get(pair["code"]), here_first=pair["here_first"]),
    }


def _steps(result, traits, profile) -> dict[str, Any]:
    """What to try: from the traits that are open or ask for care, heaviest first, then from the profession."""
    open_traits = [trait for trait in traits if trait["state"] in {"attention", "unclear"}]
    open_traits.sort(key=lambda trait: (trait["state"] != "attention", -trait["weight"]))
    chosen = [trait["steps"][0]["text"] for trait in open_traits if trait["steps"]][:MOST_TRAIT_STEPS]
    chosen = [step["text"] for step in profile["steps"]][: MOST_STEPS - len(chosen)] + chosen
    return {
        "intro": wording.steps_intro(result["level"]),
        "rows": chosen,
        "traits": [{name: trait[name] for name in ("name", "trainable", "draining", "lang")} for trait in open_traits],
    }


def _quality(result) -> dict[str, Any]:
    notes = [wording.quality_note(note) for note in result["quality"]["notes"]]
    return {"notes": notes, "meaning": wording.quality_meaning() if notes else ""}


def _sources(profile) -> list[dict[str, Any]]:
    names = ("title", "publisher", "year", "licence", "url", "note")
    return [{name: source[name] for name in names} for source in profile["sources"]]
