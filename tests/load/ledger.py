"""What a client sent and what it was told: one JSON object a line, flushed before the client goes on.

    {"event": "begin", "key"}                      the start form is about to be sent
    {"event": "begun", "key", "attempt"}           the first page of the new attempt was read
    {"event": "invoke", "send", "attempt", "key", "page", "answers"}
    {"event": "ok", "send"}                        the whole reply was read, and it said "Tersimpan"
    {"event": "refused", "send"}                   the reply said that something newer is stored
    {"event": "finish", "attempt"}                 the last form is about to be sent
    {"event": "finished", "attempt"}               the report was read
    {"event": "surprise", "what"}                  a reply that no honest client should get

A send without "ok" or "refused" is unknown: stored or not, but whole. The order of the lines is the order of time.
"""

import json
import threading
from itertools import islice
from pathlib import Path


class Ledger:
    def __init__(self, path: Path):
        self._file = open(path, "a")  # noqa: SIM115 - lives as long as its client
        self._lock = threading.Lock()
        self._sends = lines_of(path)  # a client that goes on with its ledger numbers no send twice

    def write(self, event: str, **columns) -> None:
        with self._lock:
            self._write(event, columns)

    def invoke(self, **columns) -> int:
        """Note a page about to be sent; the number of this send."""
        with self._lock:
            self._sends += 1
            self._write("invoke", {"send": self._sends, **columns})
            return self._sends

    def close(self) -> None:
        self._file.close()

    def _write(self, event, columns):
        self._file.write(json.dumps({"event": event, **columns}) + "\n")
        self._file.flush()


def lines_of(path: Path) -> int:
    with open(path) as file:
        return sum(1 for _ in file)


def read(path: Path, *, after: int = 0) -> list[dict]:
    """The events after the first `after` ones."""
    with open(path) as file:
        return [json.loads(line) for line in islice(file, after, None)]
