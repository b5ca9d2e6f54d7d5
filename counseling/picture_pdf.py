"""The picture of a group on paper."""

from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments import pdf

from . import wording
from .group_picture import GroupPicture
from .picture import ProfessionPicture, Row


def picture_pdf(picture: GroupPicture, *, language: str, now: datetime) -> bytes:
    with translation.override(language):
        return pdf.tables_pdf(
            title=_("Gambaran kelompok"),
            subject=picture.group.name,
            description=_("Gambaran kelompok %(group)s. Inventori diri, bukan alat seleksi.")
            % {"group": picture.group.name},
            parts=_parts(picture, now),
            language=language,
            moment=now,
        )


def _parts(picture: GroupPicture, now: datetime) -> list[dict[str, Any]]:
    steps = picture.progress
    moment = date_format(timezone.localtime(now), _("j F Y, H.i"))
    counts = [
        (_("Bergabung"), steps.joined),
        (_("Sudah mulai"), steps.begun),
        (_("Sudah selesai"), steps.finished),
        (_("Laporan yang dibuka untuk Anda"), picture.opened),
    ]
    parts = [
        pdf.text_part(_("Gambaran kelompok"), [moment, picture.text], level=1),
        pdf.table_part(
            _("Sejauh mana"),
            head=[_("Langkah"), _("Jumlah")],
            rows=[[pdf.cell(name), pdf.cell(str(count))] for name, count in counts],
        ),
    ]
    for of_profession in picture.professions:
        parts += _profession_parts(of_profession)
    return [*parts, pdf.text_part(_("Cara membaca angka"), wording.how_it_counts())]


def _profession_parts(picture: ProfessionPicture) -> list[dict[str, Any]]:
    parts = [pdf.text_part(picture.profession, [wording.size(picture)])]
    if not picture.counted:
        return [pdf.text_part(picture.profession, [wording.size(picture), capfirst(wording.hidden())])]
    people = _("Jumlah orang")
    parts.append(
        pdf.table_part(
            _("Sebaran tingkat"),
            level=3,
            head=[_("Tingkat"), people],
            rows=[
                [pdf.cell(wording.level_name(level)), pdf.cell(wording.cell_text(cell), shade=cell.shade)]
                for level, cell in picture.levels
            ],
        )
    )
    parts.append(_table(_("Sifat kerja"), [_("Sifat"), *wording.trait_state_names()], picture.traits, 0))
    parts.append(
        _table(
            _("Dugaan yang sering berbeda dari kenyataan"),
            [_("Dugaan"), people],
            picture.beliefs,
            picture.hidden_beliefs,
        )
    )
    parts.append(_table(_("Tugas yang menarik"), [_("Tugas"), people], picture.duties, picture.hidden_duties))
    return parts


def _table(title: str, head: list[str], rows: tuple[Row, ...], hidden: int) -> dict[str, Any]:
    note = wording.hidden_rows(hidden) if hidden else ""
    cells = [
        [pdf.cell(row.name), *(pdf.cell(wording.cell_text(cell), shade=cell.shade) for cell in row.cells)]
        for row in rows
    ]
    return pdf.table_part(title, level=3, head=head, rows=cells, note=note)
