"""The picture of a group: how far its people are, and what the reports that they opened say together. Pure.

Nobody is ranked, and no number leads to a single person: see `small_cells`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.models import Report

from .models import Membership
from .small_cells import shown_count, shown_counts, whole_blocks

TRAIT_STATES = ("strength", "unclear", "attention", "missing")
ATTRACTED = 75  # points of a duty from the answer "tertarik" on
SHADES = 4  # darknesses of a cell, besides that of a hidden one


@dataclass(frozen=True)
class Progress:
    """People of a group by how far they are; the names are those that they chose."""

    not_begun: tuple[str, ...]
    not_finished: tuple[str, ...]
    finished: int

    @property
    def joined(self) -> int:
        return len(self.not_begun) + self.begun

    @property
    def begun(self) -> int:
        """Finished or not."""
        return len(self.not_finished) + self.finished


@dataclass(frozen=True)
class Cell:
    count: int | None  # None where it is hidden
    total: int

    @property
    def percent(self) -> int | None:
        return None if self.count is None else round(100 * self.count / self.total)

    @property
    def shade(self) -> int:
        """0 for a hidden cell, else 1 (a quarter at most) to 4."""
        return 0 if self.count is None else max(1, -(-SHADES * self.count // self.total))


@dataclass(frozen=True)
class Row:
    name: str
    cells: tuple[Cell, ...]

    @property
    def is_hidden(self) -> bool:
        return all(cell.count is None for cell in self.cells)


@dataclass(frozen=True)
class ProfessionPicture:
    """Of one profession. Lists that follow a number hold only what is shown, most people first."""

    profession: str
    counted: int  # reports in the picture: a multiple of five
    waiting: int  # reports that are open and not in it
    levels: tuple[tuple[str, Cell], ...]  # code of the level
    traits: tuple[Row, ...]  # in the quiz's order; cells as TRAIT_STATES
    beliefs: tuple[Row, ...]  # one cell: how many are mistaken
    duties: tuple[Row, ...]  # one cell: how many are attracted
    hidden_beliefs: int
    hidden_duties: int


@dataclass(frozen=True)
class Names:
    """What a profession's quiz asks about, by code, in its order."""

    traits: Mapping[str, str]
    beliefs: Mapping[str, str]
    duties: Mapping[str, str]


def progress(places: Iterable[Membership]) -> Progress:
    """One person for each place; a further attempt counts for the person of its name."""
    states: dict[Any, tuple[int, str]] = {}
    first_of_name: dict[str, Any] = {}
    for place in sorted(places, key=lambda place: (place.is_further, place.pk)):
        person = first_of_name.get(place.name, place.pk) if place.is_further else place.pk
        first_of_name.setdefault(place.name, person)
        state = 0 if place.attempt is None else 2 if place.attempt.is_finished else 1
        states[person] = max(states.get(person, (0, place.name)), (state, place.name))
    by_state: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for state, name in states.values():
        by_state[state].append(name)
    return Progress(
        not_begun=tuple(sorted(by_state[0], key=str.casefold)),
        not_finished=tuple(sorted(by_state[1], key=str.casefold)),
        finished=len(by_state[2]),
    )


def pictures(
    rows: Iterable[Mapping[str, Any]],
    *,
    opened: Mapping[int, int],
    professions: Mapping[int, str],
    names: Mapping[int, Names],
) -> list[ProfessionPicture]:
    """One for each profession with an open report, by its name.

    `rows` are those of `queries.pictured_rows`; `opened` is the number of open reports by profession, `professions`
    their names, `names` what is asked, by instrument.
    """
    rows = list(rows)
    whole = whole_blocks(row["block"] for row in rows)
    counted: dict[int, list[Mapping[str, Any]]] = {profession: [] for profession in opened}
    for row in rows:
        if row["block"] in whole:
            counted[row["profession_id"]].append(row)
    found = [
        _of_profession(professions[profession], reports, opened[profession], names)
        for profession, reports in counted.items()
    ]
    return sorted(found, key=lambda picture: picture.profession)


def _of_profession(profession: str, rows: Sequence[Mapping[str, Any]], opened: int, names) -> ProfessionPicture:
    total = len(rows)
    asked = [names[instrument] for instrument in sorted({row["instrument_id"] for row in rows})]
    levels = shown_counts(_counted(Report.Level.values, (row["report_level"] for row in rows))) if rows else {}
    mistaken = _states(rows, "beliefs", lambda belief: (belief["claim"], belief["state"] == "mistaken"))
    attracted = _states(rows, "duties", lambda duty: (duty["code"], (duty["score"] or 0) >= ATTRACTED))
    beliefs = _single_rows(_merged(names.beliefs for names in asked), mistaken, total)
    duties = _single_rows(_merged(names.duties for names in asked), attracted, total)
    return ProfessionPicture(
        profession=profession,
        counted=total,
        waiting=opened - total,
        levels=tuple((level, Cell(count, total)) for level, count in levels.items()),
        traits=_trait_rows(rows, _merged(names.traits for names in asked)),
        beliefs=_most_first(beliefs),
        duties=_most_first(duties),
        hidden_beliefs=sum(row.is_hidden for row in beliefs),
        hidden_duties=sum(row.is_hidden for row in duties),
    )


def _merged(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for part in parts:
        merged |= part
    return merged


def _counted(states: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    counts = Counter(found)
    return {state: counts[state] for state in states}


def _states(rows, part: str, read) -> Counter[str]:
    """How many reports say yes, by code."""
    return Counter(code for row in rows for code, is_so in map(read, row[part] or ()) if is_so)


def _trait_rows(rows, names: Mapping[str, str]) -> tuple[Row, ...]:
    by_code: dict[str, list[str]] = {code: [] for code in names}
    for row in rows:
        states = {trait["code"]: trait["state"] for trait in row["traits"] or ()}
        for code, found in by_code.items():
            found.append(states.get(code, "missing"))
    return tuple(
        Row(
            names[code],
            tuple(Cell(count, len(rows)) for count in shown_counts(_counted(TRAIT_STATES, found)).values()),
        )
        for code, found in by_code.items()
    )


def _single_rows(names: Mapping[str, str], counts: Mapping[str, int], total: int) -> list[Row]:
    return [Row(name, (Cell(shown_count(counts.get(code, 0), total), total),)) for code, name in names.items()]


def _most_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    shown = [row for row in rows if not row.is_hidden]
    return tuple(sorted(shown, key=lambda row: -row.cells[0].count))
