"""Kill the server while four people answer, start it again, ask the oracle; over and over."""

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from . import ledger, oracle
from .client import Gate, Walker
from .site import Site
from .stored import Reader

CLIENTS = 4
SOONEST, LATEST = 0.02, 0.35  # seconds from the first answered page to the kill
LATEST_FINISH = 0.08  # seconds from the wish for a report to the kill


@dataclass
class Outcome:
    cycles: int = 0
    seconds: float = 0
    acknowledged: int = 0
    unknown: int = 0
    finished: int = 0
    recoveries: list[float] = field(default_factory=list)  # seconds from the start to the first page
    violations: list[oracle.Violation] = field(default_factory=list)

    def __str__(self):
        kinds = Counter(violation.kind for violation in self.violations)
        counts = {name: kinds[name] for name in ("lost", "torn", "doubled")} | dict(kinds)
        return (
            f"{self.cycles} cycles, {self.seconds / max(self.cycles, 1):.2f} s each: {self.acknowledged} acknowledged, "
            f"{self.unknown} unknown, {self.finished} reports, {counts}; "
            f"recovery median {median(self.recoveries):.2f} s, longest {max(self.recoveries):.2f} s"
        )


class Ledgers:
    """Every client's ledger, read on from where the last reading ended."""

    def __init__(self, paths: list[Path]):
        self.paths = paths
        self.events: list[list[dict]] = [[] for _ in paths]

    def read(self) -> set[str]:
        """The attempts that something happened to since the last reading."""
        touched = set()
        for number, path in enumerate(self.paths):
            events = ledger.read(path, after=len(self.events[number]))
            self.events[number] += events
            touched |= {event["attempt"] for event in events if "attempt" in event}
        return touched


def kill_again_and_again(site: Site, folder: Path, *, cycles: int, seed: int, until: str = "") -> Outcome:
    """Kill `cycles` times at seeded moments; after each restart the touched attempts are checked, at the end all.

    Ends sooner when a violation of the kind `until` was found.
    """
    moments = random.Random(seed)
    gate = Gate()
    ledgers = Ledgers([folder / f"client-{number}.jsonl" for number in range(CLIENTS)])
    walkers = [
        threading.Thread(target=Walker(site.port, gate, ledger.Ledger(path), seed=seed + number).run)
        for number, path in enumerate(ledgers.paths)
    ]
    reader = Reader(site.place)
    outcome = Outcome()
    site.start()
    began = time.monotonic()
    for walker in walkers:
        walker.start()
    try:
        while outcome.cycles < cycles and until not in {broken.kind for broken in outcome.violations}:
            # The moment of the fault itself, not a wait for something.
            time.sleep(moments.uniform(SOONEST, LATEST))
            site.kill()
            gate.close()
            outcome.recoveries.append(site.start())
            outcome.cycles += 1
            touched = ledgers.read()
            outcome.violations += oracle.violations(ledgers.events, reader.stored(), only=touched)
            gate.open()
    finally:
        gate.stop()
        for walker in walkers:
            walker.join()
    outcome.seconds = time.monotonic() - began
    site.kill()
    site.start()
    ledgers.read()
    outcome.violations += oracle.violations(ledgers.events, reader.stored()) + reader.damage()
    count(outcome, ledgers.events)
    return outcome


def kill_while_finishing(site: Site, folder: Path, *, cycles: int, seed: int) -> list[oracle.Violation]:
    """Kill while CLIENTS people ask for their reports, then let each of them ask again."""
    moments = random.Random(seed)
    gate = Gate()
    ledgers = Ledgers([folder / f"finish-{number}.jsonl" for number in range(CLIENTS)])
    walkers = [
        Walker(site.port, gate, ledger.Ledger(path), seed=seed + number) for number, path in enumerate(ledgers.paths)
    ]
    reader = Reader(site.place)
    broken = []
    site.start()
    try:
        with ThreadPoolExecutor(CLIENTS) as pool:
            for _ in range(cycles):
                ready = list(pool.map(Walker.answer_all, walkers))
                reports = [pool.submit(walker.finish, *quiz) for walker, quiz in zip(walkers, ready, strict=True)]
                time.sleep(moments.uniform(0, LATEST_FINISH))
                site.kill()
                gate.close()
                site.start()
                touched = ledgers.read()
                broken += oracle.violations(ledgers.events, reader.stored(), only=touched)
                gate.open()
                for report in reports:
                    report.result()
                ledgers.read()
                broken += oracle.violations(ledgers.events, reader.stored(), only=touched)
    finally:
        gate.stop()
        for walker in walkers:
            walker.close()
    return broken + reader.damage()


def count(outcome: Outcome, ledgers: list[list[dict]]) -> None:
    for events in ledgers:
        kinds = Counter(event["event"] for event in events)
        outcome.acknowledged += kinds["ok"]
        outcome.unknown += kinds["invoke"] - kinds["ok"] - kinds["refused"]
        outcome.finished += kinds["finished"]
