"""What scoring refuses, and why."""

from collections.abc import Iterable, Mapping
from typing import Any

from professions.problems import Problem


class ScoringError(ValueError):
    """Scoring was asked for something that it cannot do."""


class _Refused(ScoringError):
    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self):
        return type(self), (self.problems,)


class InstrumentRefused(_Refused):
    """An instrument that cannot be scored; `problems` lists every reason."""


class AnswersRefused(_Refused):
    """Answers that do not belong to the instrument; `problems` lists every reason."""


def shown(value: Any) -> str:
    """A value as the author of the JSON knows it, short enough for one line.

    >>> shown(True), shown({"a": 1}), shown("sedang")
    ('true', 'objek', "'sedang'")
    """
    if isinstance(value, Mapping):
        return "objek"
    if isinstance(value, (list, tuple)):
        return "daftar"
    if value is None or isinstance(value, bool):
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, (int, float)) and abs(value) >= 10**20:
        return "angka yang terlalu besar"
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
