"""The reports of a group as a table for a spreadsheet, written row by row."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.wording import TRAIT_STATES, band_phrase, points

from . import services, wording
from .group_picture import names_in
from .models import AccessEntry, Group, Share
from .queries import shares_of_group

AT_ONCE = 500  # reports that are read, and logged, in one transaction
BYTE_ORDER_MARK = "\ufeff"  # else spreadsheets read UTF-8 as something else
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def safe_cell(text: str) -> str:
    """The text as no spreadsheet takes for a formula.

    >>> safe_cell("=1+1"), safe_cell(" ＝A1"), safe_cell("Siti")
    ("'=1+1", "' ＝A1", 'Siti')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


def group_csv(group: Group, *, user, language: str, now: datetime) -> Iterator[str]:
    """The lines of the file; every report in it gets a line in its access log, in the transaction that reads it."""
    writer = csv.writer(_Line())
    with override(language):
        traits = _traits_of(group, user)
        names = [_("Nama atau nomor"), _("Profesi"), _("Tanggal laporan"), _("Tingkat"), _("Nilai"), _("Rentang")]
        head = writer.writerow(map(safe_cell, [*names, *traits.values(), _("Catatan mutu jawaban")]))
    yield BYTE_ORDER_MARK + head
    for shares in _portions(group, user=user, now=now):
        with override(language):
            lines = [writer.writerow(map(safe_cell, _cells(share, traits))) for share in shares]
        yield "".join(lines)


def _traits_of(group: Group, user) -> dict[str, str]:
    """The names of all traits that the group's reports speak of, by code."""
    instruments = shares_of_group(user, group).order_by().values_list("report__instrument_id", flat=True).distinct()
    names: dict[str, str] = {}
    for instrument in sorted(instruments):
        names |= names_in(instrument).traits
    return names


def _portions(group: Group, *, user, now: datetime) -> Iterator[list[Share]]:
    last = 0
    while True:
        shares = shares_of_group(user, group).filter(pk__gt=last).order_by("pk")
        numbers = list(shares.values_list("pk", flat=True)[:AT_ONCE])
        if not numbers:
            return
        last = numbers[-1]
        rows = shares.filter(pk__lte=last).select_related("report", "profession").defer("report__document")
        yield services.open_some(rows, user=user, action=AccessEntry.Action.EXPORT, now=now)


def _cells(share: Share, traits: dict[str, str]) -> Iterable[str]:
    report = share.report
    found = {trait["code"]: trait for trait in report.result.get("traits", ())}
    return [
        share.name,
        share.profession.name,
        date_format(timezone.localtime(report.created_at), "Y-m-d"),
        wording.level_name(report.level),
        "" if report.score is None else points(report.score),
        "" if report.band is None else band_phrase(report.band),
        *(_trait(found.get(code)) for code in traits),
        _("ada") if report.has_quality_note else "",
    ]


def _trait(trait) -> str:
    """The state with score and band: never one without the other."""
    if trait is None:
        return ""
    state = str(TRAIT_STATES[trait["state"]])
    if trait["score"] is None:
        return state
    return f"{state}; {points(trait['score'])}, {band_phrase(trait['band'])}"
