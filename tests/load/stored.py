"""What the database holds, read past the product: the oracle's other half."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from assessments.models import Attempt
from assessments.reporting import build_documents
from assessments.scoring import parse_instrument, result_as_dict, score_attempt
from assessments.services import answered, page_seconds, scored_answers

from .oracle import StoredAttempt, Violation
from .site import Place

JSON_COLUMNS = {"answers", "keys", "sequences", "pages", "seconds", "content", "profile", "result", "document"}
ATTEMPTS = "SELECT * FROM assessments_attempt"
CONSENTS = "SELECT attempt_id, count(*) AS number FROM assessments_consent GROUP BY attempt_id"
REPORTS = "SELECT attempt_id, result, document, created_at FROM assessments_report"
INSTRUMENTS = """SELECT assessments_instrument.id, assessments_instrument.content, revision.content AS profile
    FROM assessments_instrument JOIN professions_profilerevision AS revision ON revision.id = revision_id"""


class Reader:
    """Reads attempts; a report is recomputed once, since neither it nor its answers may change."""

    def __init__(self, place: Place):
        self.place = place
        self._recomputed: dict[str, tuple[Any, bool]] = {}

    def stored(self) -> dict[str, StoredAttempt]:
        with opened(self.place) as select:
            consents = {str(UUID(str(row["attempt_id"]))): row["number"] for row in select(CONSENTS)}
            reports: dict[str, list] = {}
            for row in select(REPORTS):
                reports.setdefault(str(UUID(str(row["attempt_id"]))), []).append(row)
            instruments = {row["id"]: row for row in select(INSTRUMENTS)}
            found = {}
            for row in select(ATTEMPTS):
                name = str(UUID(str(row["id"])))
                found[name] = StoredAttempt(
                    start_key=row["start_key"],
                    answers={f"q-{code}": field(value) for code, value in row["answers"].items()},
                    keys=row["keys"],
                    revision=row["revision"],
                    is_finished=row["finished_at"] is not None,
                    consents=consents.get(name, 0),
                    reports=tuple(
                        self._equals(name, report, row, instruments[row["instrument_id"]])
                        for report in reports.get(name, ())
                    ),
                )
        return found

    def damage(self) -> list[Violation]:
        """What the database says of itself."""
        if self.place.database_url:
            return []
        with opened(self.place) as select:
            whole = [row["integrity_check"] for row in select("PRAGMA integrity_check")]
            strays = list(select("PRAGMA foreign_key_check"))
        damage = [Violation("database", "", text) for text in whole if text != "ok"]
        return damage + [Violation("database", "", f"stray row {stray}") for stray in strays]

    def _equals(self, name, report, attempt, instrument) -> bool:
        basis = (attempt["answers"], attempt["seconds"], report["result"], report["document"])
        if self._recomputed.get(name, (None,))[0] != basis:
            self._recomputed[name] = (basis, recomputed(report, attempt, instrument))
        return self._recomputed[name][1]


def recomputed(report, row, instrument) -> bool:
    """Whether the report is the one that follows from the answers."""
    attempt = Attempt(answers=row["answers"], pages=row["pages"], seconds=row["seconds"])
    content = instrument["content"]
    result = result_as_dict(
        score_attempt(parse_instrument(content), scored_answers(attempt), seconds=page_seconds(attempt))
    )
    document = build_documents(
        result,
        answers=answered(attempt),
        instrument=content,
        profile=instrument["profile"],
        created_at=report["created_at"],
    )
    return as_stored(result) == report["result"] and as_stored(document) == report["document"]


def as_stored(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


def field(value: Any) -> str:
    return "skip" if value is None else str(value)


@contextmanager
def opened(place: Place) -> Iterator:
    """A function from a query to its rows."""
    if place.database_url:
        with psycopg.connect(place.database_url, row_factory=dict_row) as connection:
            yield lambda query: connection.execute(query).fetchall()
        return
    with closing(sqlite3.connect(place.sqlite, timeout=20)) as connection:
        connection.row_factory = sqlite3.Row
        yield lambda query: decoded(connection.execute(query))


def decoded(rows: Iterable[sqlite3.Row]) -> Iterator[dict[str, Any]]:
    for row in rows:
        columns = {name: json.loads(row[name]) if name in JSON_COLUMNS else row[name] for name in row.keys()}  # noqa: SIM118
        if "created_at" in columns:
            columns["created_at"] = datetime.fromisoformat(columns["created_at"] + "+00:00")
        yield columns
