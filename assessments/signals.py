"""Told to the rooms above: something here changed, or a page is shown, that they have something to add to."""

from django.dispatch import Signal

# Sent inside the transaction that begins an attempt, with attempt, request (the start form's POST) and now; sent
# again when the form arrives twice.
attempt_started = Signal()

# Sent inside the transaction that stores a report, with report.
report_stored = Signal()

# Sent when the start page is shown, with request; a receiver returns a part of the page, see `parts_of`, or None.
start_shown = Signal()

# The same for the page of a report, with request, attempt and report.
report_shown = Signal()


def parts_of(signal: Signal, **kwargs) -> list[dict]:
    """What the receivers add to a page: dicts that name their `template`, which is given the dict as `part`."""
    return [part for _receiver, part in signal.send(sender=None, **kwargs) if part]
