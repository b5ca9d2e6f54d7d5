"""How often a code may be tried: counted in the database, so that every process knows.

A class behind one address must get through, so the address alone stops nobody soon; eighty random bits are what
protects a code, and the limits keep the guessing from becoming a load.
"""

import hashlib
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest

from .models import WrongTry

WINDOW = timedelta(minutes=15)
MOST_BY_BROWSER = 10  # wrong tries in the window
MOST_BY_ADDRESS = 200
ALARMING = 3000  # from everybody together

logger = logging.getLogger(__name__)


def may_try(request: HttpRequest, *, now: datetime) -> bool:
    """Whether this visitor may try a code: neither the browser nor its address has had too many wrong ones."""
    buckets = _buckets_of(request)
    tries = WrongTry.objects.filter(bucket__in=buckets, at__gt=now - WINDOW)
    counts = dict(tries.values_list("bucket").annotate(Count("pk")).order_by())
    return all(counts.get(bucket, 0) < most for bucket, most in buckets.items())


def note_wrong_try(request: HttpRequest, *, now: datetime) -> None:
    """Count a wrong code, forget those of long ago, and say so in the log when the whole site is being tried."""
    if not request.session.session_key:
        request.session.create()
    WrongTry.objects.filter(at__lte=now - WINDOW).delete()
    WrongTry.objects.bulk_create(WrongTry(bucket=bucket, at=now) for bucket in _buckets_of(request))
    if WrongTry.objects.count() >= ALARMING:
        logger.error("somebody is trying codes: %s wrong ones within %s", ALARMING, WINDOW)


def _buckets_of(request: HttpRequest) -> dict[str, int]:
    """Where this visitor's wrong tries are counted, each with how many it may hold."""
    buckets = {_bucket("address", client_address(request)): MOST_BY_ADDRESS}
    if request.session.session_key:
        buckets[_bucket("browser", request.session.session_key)] = MOST_BY_BROWSER
    return buckets


def client_address(request: HttpRequest) -> str:
    """The visitor's address: what the outermost of our own proxies saw. What she claims herself is not believed."""
    proxies = settings.TRUSTED_PROXY_COUNT
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    return seen[-proxies].strip() if 0 < proxies <= len(seen) else request.META.get("REMOTE_ADDR", "")


def _bucket(kind: str, name: str) -> str:
    return hashlib.sha256(f"{kind}:{name}".encode()).hexdigest()
