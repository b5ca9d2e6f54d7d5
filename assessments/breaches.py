"""After a leak: whose data, which kinds, and what to tell them (UU 27/2022 art. 46)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .models import Attempt, ErasedAttempt
from .personal_data import Section


def affected(*, end: datetime, sections: Sequence[Section]) -> QuerySet[Attempt]:
    """Attempts of which at least one of these tables held a row at the end of the leak.

    What was erased since is not among them: see `erased_since`.
    """
    in_any = Q()
    for section in sections:
        rows = section.model._base_manager.filter(**{f"{section.since}__lte": end})
        in_any |= Q(pk__in=rows.values(section.attempt))
    return Attempt.objects.filter(in_any).order_by("pk")


def affected_ids(*, end: datetime, sections: Sequence[Section]) -> Iterator[UUID]:
    return affected(end=end, sections=sections).values_list("pk", flat=True).iterator()


def erased_since(begin: datetime) -> int:
    """Attempts that may have leaked and of which nothing but a hash is left."""
    return ErasedAttempt.objects.filter(erasure__erased_at__gte=begin).count()


def notice(*, begin: datetime, end: datetime, sections: Sequence[Section], contact: str) -> str:
    """What to publish and to send, with brackets where only people know what to say."""
    kinds = "\n".join(f"- {section.title}: {_labels(section)}" for section in sections)
    return _(
        "Pemberitahuan tentang data pribadi Anda\n\n"
        "Antara %(begin)s dan %(end)s, data berikut mungkin terbaca oleh orang yang tidak berhak:\n"
        "%(kinds)s\n\n"
        "Situs ini tidak menyimpan nama, nomor telepon, atau alamat surel pengisi kuis, kecuali yang ditulis sendiri "
        "kepada konselor.\n\n"
        "Bagaimana ini terjadi: [tulis dengan kalimat biasa apa yang terjadi dan bagaimana diketahui].\n"
        "Yang sudah kami lakukan: [tulis tindakan, masing-masing dengan waktunya].\n"
        "Yang dapat Anda lakukan: buat kode lanjut baru di halaman laporan Anda; unduh atau hapus data Anda di "
        "halaman “Data saya”.\n"
        "Hubungi kami: %(contact)s\n"
    ) % {
        "begin": _moment(begin),
        "end": _moment(end),
        "kinds": kinds,
        "contact": contact or _("[nama dan alamat pengendali data]"),
    }


def _labels(section: Section) -> str:
    return ", ".join(str(label) for label in section.copied.values())


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "j F Y, H.i T")
