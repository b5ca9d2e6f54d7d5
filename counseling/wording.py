"""The sentences that a person agrees to, and those that a counselor copies into a report of hers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessments.wording import TRAIT_STATES, level_label, listed, lowered

from .models import Group
from .people import called
from .picture import TRAIT_STATES as PICTURE_STATES
from .picture import Cell, ProfessionPicture, Progress, Row

NAMED = 3  # of a kind in the ready text


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


def hidden() -> str:
    return _("disembunyikan (< 5)")


def cell_text(cell: Cell) -> str:
    """The number with its share, or that it is hidden.

    >>> cell_text(Cell(15, 25)), cell_text(Cell(None, 25))
    ('15 (60%)', 'disembunyikan (< 5)')
    """
    if cell.count is None:
        return hidden()
    return _("%(count)s (%(percent)s%%)") % {"count": cell.count, "percent": cell.percent}


def level_name(level: str) -> str:
    return level_label(None if level == "missing" else level)


def ready_text(group: Group, progress: Progress, *, opened: int, pictures: Sequence[ProfessionPicture]) -> str:
    """One paragraph to copy, for a report of the counselor's own."""
    sentences = [
        _(
            "Dari %(joined)s anggota kelompok %(group)s, %(begun)s sudah mulai mengisi kuis dan %(finished)s sudah "
            "selesai."
        )
        % {
            "joined": progress.joined,
            "group": group.name,
            "begun": progress.begun,
            "finished": progress.finished,
        },
        _("%(opened)s laporan dibuka untuk konselor.") % {"opened": opened},
    ]
    for picture in pictures:
        sentences += _about(picture)
    sentences.append(
        _(
            "Kuis ini inventori diri untuk merenung dan berbincang, bukan alat seleksi. Angka yang mencakup kurang "
            "dari lima orang tidak ditampilkan."
        )
    )
    return " ".join(sentences)


def _about(picture: ProfessionPicture) -> list[str]:
    if not picture.counted:
        return [
            _("Gambaran untuk profesi %(name)s belum ditampilkan karena laporannya masih kurang dari lima orang.")
            % {"name": picture.profession}
        ]
    sentences = [
        _("Untuk profesi %(name)s dihitung %(count)s laporan.") % {"name": picture.profession, "count": picture.counted}
    ]
    levels = [
        _("%(count)s orang %(level)s") % {"count": cell.count, "level": level_name(level)}
        for level, cell in picture.levels
        if cell.count is not None
    ]
    if levels:
        sentences.append(_("Menurut jawaban mereka, %(levels)s.") % {"levels": listed(levels)})
    for state, sentence in (
        (0, _("Kekuatan yang paling sering tampak: %(names)s.")),
        (2, _("Yang paling sering perlu perhatian: %(names)s.")),
    ):
        names = _most_common(picture.traits, state)
        if names:
            sentences.append(sentence % {"names": names})
    if picture.beliefs:
        sentences.append(
            _("Dugaan yang paling sering berbeda dari kenyataan: “%(belief)s” (%(count)s orang).")
            % {"belief": picture.beliefs[0].name, "count": picture.beliefs[0].cells[0].count}
        )
    if picture.duties:
        duty = picture.duties[0]
        sentences.append(
            _("Tugas yang paling banyak menarik: %(duty)s (%(count)s orang).")
            % {"duty": lowered(duty.name), "count": duty.cells[0].count}
        )
    if len(sentences) == 1:
        sentences.append(_("Rinciannya tidak ditampilkan karena dapat menunjuk perseorangan."))
    return sentences


def _most_common(rows: Sequence[Row], place: int) -> str:
    """The traits with most people in this state, with their numbers; empty where all are hidden."""
    shown = sorted((row for row in rows if row.cells[place].count is not None), key=lambda row: -row.cells[place].count)
    return listed(
        [
            _("%(name)s (%(count)s orang)") % {"name": lowered(row.name), "count": row.cells[place].count}
            for row in shown[:NAMED]
        ]
    )


def trait_state_names() -> list[str]:
    """Heads of the columns of the table of traits, as `picture.TRAIT_STATES`."""
    return [str(TRAIT_STATES[state]) for state in PICTURE_STATES]


def hidden_rows(count: int) -> str:
    return _("%(count)s baris disembunyikan (< 5).") % {"count": count}


def size(picture: ProfessionPicture) -> str:
    return _("%(counted)s laporan dihitung, %(waiting)s belum ikut dihitung.") % {
        "counted": picture.counted,
        "waiting": picture.waiting,
    }


def how_it_counts() -> list[str]:
    """What a reader of the picture has to know about its numbers."""
    return [
        _(
            "Gambaran ini hanya dari laporan yang dibuka untuk Anda. Laporan masuk hitungan per lima orang, supaya "
            "selisih dua gambaran tidak menunjuk satu orang; sisanya belum ikut dihitung."
        ),
        _(
            "“Disembunyikan (< 5)” berarti kurang dari lima orang, atau angkanya dapat dipakai untuk menghitung "
            "kelompok yang kurang dari lima orang."
        ),
        _(
            "Setiap nama dihitung satu kali untuk tiap profesi, dengan laporan pada saat ia masuk hitungan. Bila "
            "seseorang mencabut izin atau menghapus datanya, lima orang yang masuk bersamanya tidak dihitung lagi."
        ),
    ]


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
