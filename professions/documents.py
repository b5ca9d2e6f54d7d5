"""Reading a frozen profile document: which passages a claim rests on, what a page shows of it. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

Document = Mapping[str, Any]


def passages_by_cite(profile: Document) -> dict[str, dict[str, Any]]:
    """Each passage under the name that claims cite it by: {"title", "place", "text", "url", "licence", "source"}."""
    return {
        f"{source['code']}:{passage['number']}": {
            "source": source["code"],
            "title": source["title"],
            "place": passage["place"],
            "text": passage["text"],
            "url": source["url"],
            "licence": source["licence"],
        }
        for source in profile["sources"]
        for passage in source["passages"]
    }


def cited(profile: Document, cites: Sequence[str]) -> list[dict[str, Any]]:
    """The passages of these names, in order."""
    known = passages_by_cite(profile)
    return [known[cite] for cite in cites]


def with_sources(profile: Document, claims: Sequence[Document]) -> list[dict[str, Any]]:
    """The claims, each with its passages under "sources"."""
    return [{**claim, "sources": cited(profile, claim["cites"])} for claim in claims]


def page_context(profile: Document) -> dict[str, Any]:
    """What the profile page shows: every claim with its passages, and the source texts whole."""
    sections = ("summary", "duties", "fit", "unfit", "misconceptions", "false_expectations", "comparisons", "targets")
    shown = {section: with_sources(profile, profile[section]) for section in sections}
    return {
        **shown,
        "profile": profile,
        "beliefs": [("misconception", claim) for claim in shown["misconceptions"]]
        + [("false_expectation", claim) for claim in shown["false_expectations"]],
        "has_us_data": any(code["system"].startswith("O*NET") for code in profile["codes"]),
    }
