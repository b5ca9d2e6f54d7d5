"""The sentences that a person agrees to."""

from django.utils.translation import gettext as _

from .models import Group
from .people import called


def share_text(group: Group, counselor) -> str:
    """For a report that is there."""
    return _(
        "%(counselor)s, konselor kelompok %(group)s (%(institution)s), boleh melihat laporan ini. "
        "Saya dapat mencabut izin ini kapan saja."
    ) % {"counselor": called(counselor), "group": group.name, "institution": group.institution.name}


def share_later_text(group: Group, counselor) -> str:
    """For one that is still to come."""
    return _(
        "%(counselor)s, konselor kelompok %(group)s (%(institution)s), boleh melihat laporan saya bila sudah jadi. "
        "Saya dapat mencabut izin ini kapan saja."
    ) % {"counselor": called(counselor), "group": group.name, "institution": group.institution.name}


def school_consent_text(group: Group) -> str:
    """What a member of staff records for the school."""
    return _(
        "%(institution)s menyimpan formulir persetujuan yang ditandatangani orang tua atau wali setiap anggota "
        "kelompok %(group)s yang berusia di bawah 18 tahun: jawabannya boleh disimpan di situs ini untuk membuat "
        "laporannya."
    ) % {"institution": group.institution.name, "group": group.name}


def link_text() -> str:
    """What the owner of a report agrees to when she makes a link."""
    return _(
        "Siapa pun yang memegang tautan ini boleh membaca ringkasan laporan saya sampai tautannya berakhir. "
        "Saya dapat mencabutnya kapan saja."
    )


def link_message(*, day: str) -> str:
    """What goes beside the link in a message; it says nothing of the result."""
    return _("Saya ingin menunjukkan sesuatu di Arah Karier kepada Anda. Tautannya berlaku sampai %(day)s:") % {
        "day": day
    }
