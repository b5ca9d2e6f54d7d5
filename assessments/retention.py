"""How long things are kept, and what is due to go."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from . import throttle
from .guardians import DAYS_TO_ANSWER
from .models import Attempt, GuardianRequest, WrongTry

WARNING = timedelta(days=30)


@dataclass(frozen=True)
class Keeping:
    """Until when an attempt is kept when nobody uses it again; `is_ending` within the last 30 days."""

    until: datetime
    is_ending: bool


def keeping_of(attempt: Attempt, *, now: datetime) -> Keeping:
    until = months_later(attempt.active_at, settings.RETENTION_MONTHS)
    return Keeping(until, is_ending=now >= until - WARNING)


def months_later(moment: datetime, months: int) -> datetime:
    """The same day of the month, or its last day.

    >>> months_later(datetime(2027, 1, 31), 1), months_later(datetime(2027, 3, 30), -1)
    (datetime.datetime(2027, 2, 28, 0, 0), datetime.datetime(2027, 2, 28, 0, 0))
    """
    # The clock of the site, so that the day that people read is the day that is meant.
    moment = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def expired_attempts(*, now: datetime) -> QuerySet[Attempt]:
    """Attempts, finished or not, that nobody used for the time of keeping."""
    return Attempt.objects.filter(active_at__lt=months_later(now, -settings.RETENTION_MONTHS))


def expired_requests(*, now: datetime) -> QuerySet[GuardianRequest]:
    """Requests that no guardian answered in time, and old ones that were answered and that no attempt rests on."""
    unanswered = Q(decision=GuardianRequest.Decision.OPEN, asked_at__lt=now - timedelta(days=DAYS_TO_ANSWER))
    answered = Q(decided_at__lt=months_later(now, -settings.RETENTION_MONTHS))
    return GuardianRequest.objects.filter(unanswered | answered, attempts=None)


def expired_tries(*, now: datetime) -> QuerySet[WrongTry]:
    return WrongTry.objects.filter(at__lte=now - throttle.WINDOW)
