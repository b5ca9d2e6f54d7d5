"""A report beside an earlier one of the same person: what moved, what cannot be told apart. Pure."""

from collections.abc import Mapping
from typing import Any

from . import wording
from .scoring import change

Result = Mapping[str, Any]
Content = Mapping[str, Any]


def compared(earlier: Result, later: Result, *, earlier_quiz: Content, later_quiz: Content) -> dict[str, Any] | None:
    """Sentences on the score and on each trait that clearly moved: {"score", "traits", "rest"}.

    `earlier` and `later` are scoring results as dicts, the quizzes their instruments' contents. None when the quizzes
    weigh different traits, or a score is missing: then the numbers do not mean the same.
    """
    if _measured(earlier_quiz) != _measured(later_quiz) or None in (earlier["score"], later["score"]):
        return None
    names = {trait["code"]: trait["name"] for trait in later_quiz["traits"]}
    before = {trait["code"]: trait for trait in earlier["traits"]}
    moved = []
    for trait in later["traits"]:
        if None in (trait["score"], before[trait["code"]]["score"]):
            continue
        found = change(_pair(before[trait["code"]]), _pair(trait))
        if found.direction != "undecided":
            moved.append(wording.trait_change(found.delta, found.standard_error, name=names[trait["code"]]))
    whole = change(_pair(earlier), _pair(later))
    return {
        "score": wording.score_change(whole.delta, whole.standard_error, direction=whole.direction),
        "traits": moved,
        "rest": wording.no_trait_changed() if not moved else "",
    }


def _measured(quiz: Content) -> list[tuple[str, float, int]]:
    return sorted((trait["code"], trait["weight"], trait["direction"]) for trait in quiz["traits"])


def _pair(scored: Mapping[str, Any]) -> tuple[float, float]:
    return scored["score"], scored["standard_error"]
