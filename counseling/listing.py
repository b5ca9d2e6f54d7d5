"""A counselor's list of opened reports, paged by key: no page reads more rows for standing far down."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .forms import ListForm
from .models import Share
from .queries import shares_open_to

PAGE_SIZE = 50
MOST_COUNTED = 10_000
MOST_SEARCHED = 10_000  # newest reports that a search by name looks at
NEWEST_FIRST = ("-reported_at", "-id")
OLDEST_FIRST = ("reported_at", "id")
FILTERS = {
    "kelompok": "group",
    "profesi": "profession",
    "tingkat": "level",
    "catatan": "has_quality_note",
    "waspada": "has_unfit_met",
    "dibuka": "is_seen",
}


@dataclass(frozen=True)
class Page:
    """Query strings are empty where there is nothing further."""

    shares: list[Share]
    count: str  # "12", or "10.000+" beyond what is worth counting
    newest: str
    newer: str
    older: str
    oldest: str


def wanted_shares(user, wanted: dict[str, Any]) -> QuerySet[Share]:
    """The open shares that the filters leave."""
    shares = shares_open_to(user)
    for name, column in FILTERS.items():
        if wanted[name] not in (None, ""):
            # Not `column=value`: for a truth value that is a bare column, which SQLite looks up in no index.
            shares = shares.filter(**{f"{column}__in": [wanted[name]]})
    if wanted["dari"]:
        shares = shares.filter(reported_at__gte=_midnight(wanted["dari"]))
    if wanted["sampai"]:
        shares = shares.filter(reported_at__lt=_midnight(wanted["sampai"] + timedelta(days=1)))
    if wanted["q"]:
        newest = shares.order_by(*NEWEST_FIRST).values("pk")[:MOST_SEARCHED]
        named = Q(name__icontains=wanted["q"]) | Q(profession__name__icontains=wanted["q"])
        shares = shares_open_to(user).filter(named, pk__in=newest)
    return shares


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def page_of_shares(shares: QuerySet[Share], form: ListForm) -> Page:
    """The page of these shares at which the form points."""
    after, before, at_end = (form.cleaned_data[name] for name in ListForm.PLACE)
    rows = shares.select_related("report", "profession", "group").defer("report__result", "report__document")
    if before or at_end:
        found = list(_beyond(rows, before, OLDEST_FIRST)[: PAGE_SIZE + 1])
        has_newer, has_older = len(found) > PAGE_SIZE, bool(before)
        found = found[:PAGE_SIZE][::-1]
    else:
        found = list(_beyond(rows, after, NEWEST_FIRST)[: PAGE_SIZE + 1])
        has_newer, has_older = bool(after), len(found) > PAGE_SIZE
        found = found[:PAGE_SIZE]
    filters = {name: form.data[name] for name in form.fields if name not in ListForm.PLACE and form.data.get(name)}
    return Page(
        shares=found,
        count=_capped_count(shares),
        newest=_query(filters) if has_newer else "",
        newer=_query(filters, sebelum=_cursor(found[0])) if has_newer and found else "",
        older=_query(filters, sesudah=_cursor(found[-1])) if has_older and found else "",
        oldest=_query(filters, akhir="1") if has_older else "",
    )


def _beyond(rows, place, order):
    """The rows behind a place, in this order. The first condition is the one that an index can begin at."""
    rows = rows.order_by(*order)
    if place is None:
        return rows
    moment, number = place
    side = "lt" if order == NEWEST_FIRST else "gt"
    return rows.filter(**{f"reported_at__{side}e": moment}).exclude(
        **{"reported_at": moment, f"id__{'gte' if side == 'lt' else 'lte'}": number}
    )


def _capped_count(shares) -> str:
    count = shares.order_by()[: MOST_COUNTED + 1].values("pk").count()
    if count > MOST_COUNTED:
        return _("%(count)s+") % {"count": number_format(MOST_COUNTED, force_grouping=True)}
    return number_format(count, force_grouping=True)


def _cursor(share: Share) -> str:
    return f"{share.reported_at.isoformat()}_{share.pk}"


def _query(filters: dict[str, str], **place: str) -> str:
    query = QueryDict(mutable=True)
    query.update(filters | place)
    return f"?{query.urlencode()}"
