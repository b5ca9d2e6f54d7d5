"""Build an instrument from a profile, the vocabulary and the item bank; lay its questions out on pages."""

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from professions.parsing import ProfileContent

QUESTIONS_A_PAGE = 5
MOST_ON_ONE_PAGE = 6  # beliefs, duties, pairs: short enough to stay together
AGAIN = ".again"  # a dot stands in no code of the content


def instrument_content(
    profile: ProfileContent,
    *,
    revision: int,
    vocabulary: Mapping[str, Mapping[str, Any]],
    items: Iterable[Mapping[str, Any]],
    sisters: Mapping[str, ProfileContent],
) -> dict[str, Any]:
    """The questionnaire as it is frozen, served and scored, but for its version number.

    `vocabulary` gives each trait's texts by code, `items` the whole bank, `sisters` the published profiles by slug.
    A trait that the vocabulary or the bank lacks is left to the instrument's own check.
    """
    traits = profile.measured_traits()
    asked = [item for item in items if item["trait"] in traits]
    contrasted = [
        comparison for comparison in profile.comparisons if comparison.pairs and comparison.other_slug in sisters
    ]
    return {
        "profession": profile.slug,
        "name": profile.name,
        "revision": revision,
        "traits": [_trait(profile, code, vocabulary[code]) for code in traits],
        "items": [_untranslated(item) for item in asked],
        "unfit": [
            {"code": claim.code, "trait": claim.trait, "side": claim.side, "text": claim.text}
            for claim in profile.unfit
        ],
        "duties": [{"code": duty.code, "text": duty.question} for duty in profile.duties],
        "beliefs": [
            {"code": statement.code, "claim": claim.code, "true": statement.true, "text": statement.text}
            for claim in (*profile.misconceptions, *profile.false_expectations)
            for statement in claim.statements
        ],
        "contrasts": [
            {
                "code": comparison.other_slug,
                "name": sisters[comparison.other_slug].name,
                "weights": trait_weights(sisters[comparison.other_slug]),
                "pairs": [
                    {"code": pair.code, "here": pair.here, "there": pair.there, "here_first": pair.here_first}
                    for pair in comparison.pairs
                ],
            }
            for comparison in contrasted
        ],
        "translations": _translations(profile, {code: vocabulary[code] for code in traits}, asked, contrasted, sisters),
    }


def _translations(profile, vocabulary, items, comparisons, sisters) -> dict[str, Any]:
    """The questionnaire's texts by language, gathered from where they are kept."""
    languages = {*profile.translations, *(key for row in vocabulary.values() for key in row.get("translations", ()))}
    return {
        language: _texts_in(language, profile, vocabulary, items, comparisons, sisters)
        for language in sorted(languages)
    }


def _texts_in(language, profile, vocabulary, items, comparisons, sisters) -> dict[str, Any]:
    own = profile.translations.get(language, {})
    claims = {**own.get("misconceptions", {}), **own.get("false_expectations", {})}
    duties = own.get("duties", {})
    return {
        "name": own.get("name", ""),
        "traits": {code: row.get("translations", {}).get(language, {}) for code, row in vocabulary.items()},
        "items": {item["code"]: item.get("translations", {}).get(language, {}) for item in items},
        "unfit": own.get("unfit", {}),
        "duties": {code: {"text": texts["question"]} for code, texts in duties.items() if "question" in texts},
        "beliefs": {code: text for claim in claims.values() for code, text in claim.get("statements", {}).items()},
        "contrasts": {
            comparison.other_slug: {
                "name": sisters[comparison.other_slug].translations.get(language, {}).get("name", ""),
                "pairs": own.get("comparisons", {}).get(comparison.code, {}).get("pairs", {}),
            }
            for comparison in comparisons
        },
    }


def _untranslated(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "translations"}


def trait_weights(profile: ProfileContent) -> dict[str, float]:
    """Weight of each trait that the profile is measured by."""
    return {code: profile.target_of(code).weight for code in profile.measured_traits()}


def _trait(profile: ProfileContent, code: str, texts: Mapping[str, Any]) -> dict[str, Any]:
    target = profile.target_of(code)
    return {"code": code, "weight": target.weight, "direction": target.direction, **_untranslated(texts)}


def again_code(code: str) -> str:
    """The code of a belief statement when it is asked once more, after the report."""
    return code + AGAIN


def is_again(code: str) -> bool:
    return code.endswith(AGAIN)


def lay_out_pages(content: Mapping[str, Any], *, seed: int) -> list[dict[str, Any]]:
    """Pages in one person's order, [{"kind", "codes", "round"}]: beliefs, traits, duties, pairs, no reserve items.

    Traits are asked in rounds of one item each, in a new order every round, so that traits and keys mix.
    """
    shuffle = random.Random(seed).shuffle  # noqa: S311 - an order of questions is no secret
    beliefs = [belief["code"] for belief in content["beliefs"]]
    shuffle(beliefs)
    pairs = [pair["code"] for contrast in content["contrasts"] for pair in contrast["pairs"]]
    shuffle(pairs)
    duties = [duty["code"] for duty in content["duties"]]
    sections = (
        ("beliefs", beliefs, MOST_ON_ONE_PAGE),
        ("traits", _mixed_items(content["items"], shuffle), QUESTIONS_A_PAGE),
        ("duties", duties, MOST_ON_ONE_PAGE),
        ("pairs", pairs, MOST_ON_ONE_PAGE),
    )
    return [page for kind, section, most in sections for page in pages_of(kind, section, most=most, round_="quiz")]


def pages_of(kind: str, codes: Sequence[str], *, most: int = MOST_ON_ONE_PAGE, round_: str) -> list[dict[str, Any]]:
    """Questions of one kind on as many pages as they need."""
    return [{"kind": kind, "codes": part, "round": round_} for part in even_parts(codes, most)]


def _mixed_items(items: Sequence[Mapping[str, Any]], shuffle) -> list[str]:
    by_trait: dict[str, list[str]] = {}
    for item in items:
        if not item["reserve"]:
            by_trait.setdefault(item["trait"], []).append(item["code"])
    for codes in by_trait.values():
        shuffle(codes)
    mixed: list[str] = []
    last = None
    while by_trait:
        order = list(by_trait)
        shuffle(order)
        if order[0] == last:
            order.append(order.pop(0))
        mixed += [by_trait[trait].pop() for trait in order]
        last = order[-1]
        by_trait = {trait: codes for trait, codes in by_trait.items() if codes}
    return mixed


def even_parts(codes: Sequence[str], most: int) -> list[list[str]]:
    """The codes in as few parts as `most` a part allows, of sizes that differ by one at most.

    >>> even_parts(["a", "b", "c", "d", "e"], 3)
    [['a', 'b', 'c'], ['d', 'e']]
    """
    parts = -(-len(codes) // most)
    if not parts:
        return []
    small, longer = divmod(len(codes), parts)
    sizes = [small + (part < longer) for part in range(parts)]
    starts = [sum(sizes[:part]) for part in range(parts)]
    return [list(codes[start : start + size]) for start, size in zip(starts, sizes, strict=True)]
