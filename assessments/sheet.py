"""What a counselor and a person talk about first: chosen by rule from a report's document. Pure.

The rules are in docs/decisions/0026-what-the-sheet-picks.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from . import wording

GAPS = 3
QUESTIONS = 3
CONTRADICTIONS = 4
OF_ONE_KIND = 2  # so that many opposing answers do not push out the rest
CLEARLY_APART = 3  # steps between two keyed answers of a trait; fully opposed is 4
NEUTRAL_ANSWER = 3
NEUTRAL_SCORE, FULL_SCORE = 50, 100


@dataclass(frozen=True)
class Topic:
    """Something to talk about, with the question that opens it."""

    about: str  # a trait's code, or what else it is about; one question for each
    sentence: str
    question: str


@dataclass(frozen=True)
class Sheet:
    outcome: str  # one line
    gaps: tuple[str, ...]  # widest first
    contradictions: tuple[str, ...]
    more: str  # how many contradictions were left out; empty when none
    questions: tuple[str, ...]  # always three


def counseling_sheet(document: Mapping[str, Any]) -> Sheet:
    """Gaps, contradictions and questions of a document that `reporting.build_document` made.

    Nothing is ranked or advised; what is absent is said in a sentence of its own.
    """
    gaps = widest_gaps(document["traits"])
    found = contradictions(document)
    shown = _some_of_each_kind(found)
    hidden = sum(map(len, found)) - len(shown)
    return Sheet(
        outcome=wording.sheet_outcome(document["outcome"]),
        gaps=tuple(gap.sentence for gap in gaps) or (wording.no_gaps(),),
        contradictions=tuple(topic.sentence for topic in shown) or (wording.no_contradictions(),),
        more=wording.more_in_report(hidden) if hidden else "",
        questions=open_questions(gaps, shown, _open_traits(document["traits"])),
    )


def gap(trait: Mapping[str, Any]) -> float:
    """Weighted points between the answers and what the profession looks for: much of the trait, or little.

    >>> gap({"score": 30.0, "weight": 1.5, "unwanted": ""})
    105.0
    >>> gap({"score": 30.0, "weight": 1.0, "unwanted": "lebih baik sedikit"})
    30.0
    """
    return trait["weight"] * (trait["score"] if trait["unwanted"] else FULL_SCORE - trait["score"])


def widest_gaps(traits: Iterable[Mapping[str, Any]]) -> list[Topic]:
    """At most three traits, widest gap first; a clear strength has none worth naming, a missing trait none known."""
    apart = [trait for trait in traits if trait["state"] in {"attention", "unclear"}]
    return [
        Topic(
            trait["code"],
            wording.gap_sentence(trait, name=trait["name"]),
            wording.question_about_trait(trait["state"], trait=trait["name"], turn=turn),
        )
        for turn, trait in enumerate(sorted(apart, key=lambda trait: -gap(trait))[:GAPS])
    ]


def contradictions(document: Mapping[str, Any]) -> list[list[Topic]]:
    """All that does not go together, by kind, strongest first."""
    kinds = (
        _opposing_views(document),
        _opposing_duties(document),
        _opposing_answers(document["traits"]),
        _mistaken_beliefs(document["beliefs"]["rows"]),
    )
    return [kind for kind in kinds if kind]


def _opposing_views(document) -> list[Topic]:
    here = document["profession"]["name"]
    topics = []
    for contrast in document["contrasts"]:
        if contrast["disagreement"]:
            there = contrast["name"]
            pairs, traits = (here, there) if contrast["focus"]["direction"] == "here" else (there, here)
            sentence = wording.opposing_views(pairs=pairs, traits=traits)
            topics.append(
                Topic(f"saudara {contrast['slug']}", sentence, wording.question_about_views(here=here, there=there))
            )
    return topics


def _opposing_duties(document) -> list[Topic]:
    """Duties that attract although the whole band of the traits is below neutral, or repel although it is above."""
    band = document["outcome"]["band"]
    if band is None or band[0] <= NEUTRAL_SCORE <= band[1]:
        return []
    side = 1 if band[0] > NEUTRAL_SCORE else -1
    answered = [row for row in document["duties"]["rows"] if row["value"] is not None]
    opposed = [row for row in answered if side * (row["value"] - NEUTRAL_ANSWER) < 0]
    opposed.sort(key=lambda row: side * row["value"])
    return [
        Topic(
            f"tugas {row['duty']}",
            wording.opposing_duty(duty=row["duty"], answer=row["answer"], band=document["outcome"]["band_text"]),
            wording.question_about_duty(duty=row["duty"]),
        )
        for row in opposed
    ]


def _opposing_answers(traits) -> list[Topic]:
    topics = []
    for trait in traits:
        # Reports from before the sheet existed do not keep the raw value.
        answers = sorted((answer for answer in trait["answers"] if answer.get("value") is not None), key=keyed)
        if not answers:
            continue
        low, high = answers[0], answers[-1]
        apart = keyed(high) - keyed(low)
        if apart >= CLEARLY_APART and keyed(low) < 0 < keyed(high):
            sentence = wording.opposing_answers(trait=trait["name"], first=high, second=low)
            question = wording.question_about_opposing_answers(trait=trait["name"])
            topics.append((apart * trait["weight"], Topic(trait["code"], sentence, question)))
    return [topic for _, topic in sorted(topics, key=lambda topic: -topic[0])]


def keyed(answer: Mapping[str, Any]) -> int:
    """How much an answer speaks for its trait, -2..2.

    >>> keyed({"value": 5, "key": -1})
    -2
    """
    return (answer["value"] - NEUTRAL_ANSWER) * answer["key"]


def _mistaken_beliefs(rows) -> list[Topic]:
    return [
        Topic(
            f"dugaan {row['claim']}",
            wording.mistaken_belief(belief=row["belief"], reality=row["reality"]),
            wording.question_about_belief(reality=row["reality"]),
        )
        for row in rows
        if row["state"] == "mistaken"
    ]


def _some_of_each_kind(kinds: list[list[Topic]]) -> list[Topic]:
    """The first of every kind, then the second, in the order of the kinds, up to the sheet's room."""
    turns = [topics[turn] for turn in range(OF_ONE_KIND) for topics in kinds if turn < len(topics)]
    return turns[:CONTRADICTIONS]


def _open_traits(traits) -> list[Topic]:
    """Traits that the answers leave open, heaviest first."""
    unclear = [trait for trait in traits if trait["state"] in {"unclear", "missing"}]
    return [
        Topic(trait["code"], "", wording.question_about_trait(trait["state"], trait=trait["name"], turn=1))
        for trait in sorted(unclear, key=lambda trait: -trait["weight"])
    ]


def open_questions(gaps: list[Topic], shown: list[Topic], unclear: list[Topic]) -> tuple[str, ...]:
    """One about the widest gap, one about the first contradiction, one about what is open; then whatever is left.

    No two questions are about the same thing, and general ones fill the three.
    """
    chosen: dict[str, str] = {}
    for topics in (gaps, shown, unclear):
        fresh = [topic for topic in topics if topic.about not in chosen][:1]
        chosen |= {topic.about: topic.question for topic in fresh}
    for topic in (*gaps, *shown):
        chosen.setdefault(topic.about, topic.question)
    return tuple([*chosen.values(), *wording.general_questions()][:QUESTIONS])
