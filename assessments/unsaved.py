"""A quiz that is stored nowhere: its answers travel, sealed, in the browser's own form."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core import signing

from .instruments import lay_out_pages
from .models import Attempt, Instrument, Report
from .queries import instrument_by
from .services import new_report

SALT = "assessments.unsaved"
LONGEST_SECONDS = 24 * 60 * 60


class SealBroken(ValueError):
    """What came back is not what was given out, or is older than a day."""


@dataclass(frozen=True)
class UnsavedQuiz:
    instrument_id: int
    seed: int  # of the order of the questions
    answers: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def begin(cls, instrument: Instrument) -> "UnsavedQuiz":
        return cls(instrument.pk, secrets.randbits(48))

    @classmethod
    def opened(cls, sealed: str) -> "UnsavedQuiz":
        """Raises SealBroken."""
        try:
            return cls(*signing.loads(sealed, salt=SALT, max_age=LONGEST_SECONDS))
        except signing.BadSignature as error:
            raise SealBroken("the sealed answers cannot be opened") from error

    def sealed(self) -> str:
        return signing.dumps([self.instrument_id, self.seed, self.answers], salt=SALT, compress=True)

    def with_answers(self, answers: Mapping[str, Any]) -> "UnsavedQuiz":
        return replace(self, answers={**self.answers, **answers})

    def as_attempt(self) -> Attempt:
        """The same as a row that is never saved, for the pages that show attempts."""
        instrument = instrument_by(self.instrument_id)
        pages = lay_out_pages(instrument.content, seed=self.seed)
        return Attempt(instrument=instrument, pages=pages, answers=dict(self.answers))

    def report(self, *, now: datetime) -> Report:
        """The report as it would be stored; it is not."""
        return new_report(self.as_attempt(), number=1, now=now)
