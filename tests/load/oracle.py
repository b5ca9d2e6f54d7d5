"""Was the promise kept? Compares what clients were told with what the database holds. Pure.

A page is a register: each form that was sent is one write of the whole page, however often it was sent. What is
stored must be one of these writes, whole, and none that an acknowledged later write had replaced.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

NEVER = math.inf


@dataclass(frozen=True)
class Violation:
    kind: str  # lost, torn, foreign, doubled, report, start, surprise
    attempt: str
    what: str


@dataclass(frozen=True)
class StoredAttempt:
    """A row of the database, its answers as a form would carry them: {"q-<code>": "4"}, "skip" where skipped."""

    start_key: str
    answers: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    revision: int = 0
    is_finished: bool = False
    consents: int = 1
    reports: tuple[bool, ...] = ()  # for each: does it equal the one recomputed from the answers?


@dataclass
class Write:
    """All sends of one form with the same answers. `start` and `end` are places in the ledger."""

    key: str
    page: str
    answers: Mapping[str, str]
    start: int
    end: float = NEVER
    is_refused: bool = False

    @property
    def is_acknowledged(self) -> bool:
        return self.end < NEVER and not self.is_refused


@dataclass
class Told:
    """What one client sent to one attempt and heard of it."""

    start_key: str = ""
    writes: list[Write] = field(default_factory=list)
    asked_to_finish: bool = False
    is_finished: bool = False


def told(events: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Told], list[Violation]]:
    """The ledger of one client, by attempt, and the replies that no honest client should get."""
    attempts: dict[str, Told] = defaultdict(Told)
    writes: dict[tuple, Write] = {}
    sends: dict[int, Write] = {}
    surprises = []
    for time, event in enumerate(events):
        match event["event"]:
            case "begun":
                attempts[event["attempt"]].start_key = event["key"]
            case "invoke":
                identity = (event["key"], event["page"], tuple(sorted(event["answers"].items())))
                if identity not in writes:
                    writes[identity] = Write(event["key"], event["page"], event["answers"], start=time)
                    attempts[event["attempt"]].writes.append(writes[identity])
                sends[event["send"]] = writes[identity]
            case "ok":
                write = sends[event["send"]]
                write.end = min(write.end, time)
            case "refused":
                sends[event["send"]].is_refused = True
            case "finish":
                attempts[event["attempt"]].asked_to_finish = True
            case "finished":
                attempts[event["attempt"]].is_finished = True
            case "surprise":
                surprises.append(Violation("surprise", "", event["what"]))
    return dict(attempts), surprises


def violations(
    ledgers: Iterable[Iterable[Mapping[str, Any]]],
    stored: Mapping[str, StoredAttempt],
    *,
    only: Iterable[str] | None = None,
) -> list[Violation]:
    """Every broken promise, of the attempts `only` where given; an empty list when all were kept."""
    found = []
    known = {}
    begun = set()
    for events in map(list, ledgers):
        attempts, surprises = told(events)
        found += surprises
        known |= attempts
        begun |= {event["key"] for event in events if event["event"] == "begin"}
    chosen = set(known) | set(stored) if only is None else set(only)
    for attempt in sorted(chosen):
        row = stored.get(attempt)
        told_here = known.get(attempt, Told())
        if row is None:
            found.append(Violation("lost", attempt, "the attempt itself"))
            continue
        broken = [*_start(told_here, row, begun), *_pages(told_here, row), *_effects(told_here, row)]
        found += [Violation(kind, attempt, what) for kind, what in [*broken, *_report(told_here, row)]]
    return found


def _start(told_here: Told, row: StoredAttempt, begun: set[str]):
    if row.start_key not in begun or told_here.start_key not in {"", row.start_key}:
        yield "foreign", "nobody began it"
    if row.consents != 1:
        yield "start", f"{row.consents} consents"


def _pages(told_here: Told, row: StoredAttempt):
    pages = defaultdict(list)
    for write in told_here.writes:
        pages[write.page].append(write)
    asked = set()
    for page, writes in pages.items():
        questions = {question for write in writes for question in write.answers}
        asked |= questions
        here = {question: row.answers[question] for question in questions if question in row.answers}
        if kind := _page(here, writes):
            yield kind, page
    if foreign := set(row.answers) - asked:
        yield "foreign", f"answers to {sorted(foreign)[:3]}"


def _page(here: Mapping[str, str], writes: list[Write]) -> str | None:
    acknowledged = [write for write in writes if write.is_acknowledged]
    if not here:
        return "lost" if acknowledged else None
    same = [write for write in writes if write.answers == here]
    if any(not write.is_refused and not _is_replaced(write, acknowledged) for write in same):
        return None
    if same:
        return "lost"
    sent = {pair for write in writes for pair in write.answers.items()}
    return "torn" if set(here.items()) <= sent else "foreign"


def _is_replaced(write: Write, acknowledged: list[Write]) -> bool:
    return any(later.start > write.end for later in acknowledged)


def _effects(told_here: Told, row: StoredAttempt):
    sent, acknowledged = defaultdict(int), defaultdict(int)
    for write in told_here.writes:
        sent[write.key] += 1
        acknowledged[write.key] += write.is_acknowledged
    for key in set(row.keys) | set(sent):
        effects = len(row.keys.get(key, ()))
        if effects > sent[key]:
            yield "doubled", f"{effects} effects of {sent[key]} forms with one key"
        if effects < acknowledged[key]:
            yield "lost", f"{effects} effects of {acknowledged[key]} acknowledged forms with one key"
    revisions = sorted(revision for effects in row.keys.values() for revision in effects.values())
    if revisions != list(range(1, row.revision + 1)):
        yield "doubled", f"revision {row.revision} after effects {revisions}"


def _report(told_here: Told, row: StoredAttempt):
    if told_here.is_finished and not row.is_finished:
        yield "lost", "the end"
    if row.is_finished and not told_here.asked_to_finish:
        yield "foreign", "nobody ended it"
    if len(row.reports) != row.is_finished:
        yield "report", f"{len(row.reports)} reports, finished: {row.is_finished}"
    if not all(row.reports):
        yield "report", "differs from the one recomputed"
