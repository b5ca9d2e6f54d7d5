"""When an edit of content is written down in its history, and under which moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone
from simple_history.models import HistoricalRecords

_recording: ContextVar[bool] = ContextVar("recording", default=True)
_saving: ContextVar[datetime | None] = ContextVar("saving", default=None)


@contextmanager
def unrecorded() -> Iterator[None]:
    """Write nothing down, for rows whose history is kept elsewhere or is written in one go."""
    token = _recording.set(False)
    try:
        yield
    finally:
        _recording.reset(token)


@contextmanager
def one_saving() -> Iterator[datetime]:
    """Everything written down inside carries one moment, by which history shows it as one step."""
    token = _saving.set(_saving.get() or timezone.now())
    try:
        yield _saving.get()
    finally:
        _saving.reset(token)


class EditHistory(HistoricalRecords):
    """Edits of a model, with the person who made them: the one of the request, if any."""

    def create_historical_record(self, instance, history_type, using=None):
        if not _recording.get():
            return
        with one_saving() as moment:
            instance._history_date = moment
            super().create_historical_record(instance, history_type, using)
