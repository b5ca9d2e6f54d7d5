"""What stands around the pages of both sheets, and what a reader's program says about the file."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .text import shortened

AUTHOR = "Arah Karier"
LONGEST_HEADER = 70  # signs of the profession's name above each page; the whole name stands on the first


def frame(profession: str, *, moment: datetime, language: str, title: str) -> dict[str, str]:
    """What stands around every page, and what a reader's program says about the file."""
    date = date_format(moment, "j F Y")
    return {
        "language": language,
        "title": f"{title}: {profession}",
        "author": AUTHOR,
        "description": _("%(title)s untuk profesi %(name)s, %(date)s. Inventori diri, bukan alat seleksi.")
        % {"title": title, "name": profession, "date": date},
        "header": shortened(profession, LONGEST_HEADER),
        "date": date,
    }


def frame_labels() -> dict[str, str]:
    places = {"page": "{page}", "pages": "{pages}"}
    return {
        "footer": _("Inventori diri, bukan alat seleksi"),
        "page_of": _("Halaman %(page)s dari %(pages)s") % places,
    }


def file_name(kind: str, created_at: datetime, ending: str = "pdf") -> str:
    """A name that tells nothing about the person, by the site's date.

    >>> from datetime import UTC
    >>> file_name("hasil-kuis", datetime(2026, 11, 24, 20, 0, tzinfo=UTC))
    'hasil-kuis-2026-11-25.pdf'
    """
    return f"{kind}-{timezone.localtime(created_at):%Y-%m-%d}.{ending}"
