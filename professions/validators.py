"""Shapes of the small lists that an editor writes as JSON."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def _validate_rows(rows, shape: Mapping[str, type]):
    names = ", ".join(shape)
    if not isinstance(rows, list):
        raise ValidationError(_("Tulis sebagai daftar: [ … ]."), code="shape")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or set(row) != set(shape):
            message = _("Baris %(number)s harus memuat tepat: %(names)s.")
            raise ValidationError(message, code="shape", params={"number": number, "names": names})
        for name, kind in shape.items():
            if not isinstance(row[name], kind) or row[name] == "":
                message = _("Baris %(number)s: %(name)s kosong atau berjenis salah.")
                raise ValidationError(message, code="shape", params={"number": number, "name": name})


def validate_statements(rows):
    _validate_rows(rows, {"code": str, "text": str, "true": bool})


def validate_pairs(rows):
    _validate_rows(rows, {"code": str, "here": str, "there": str, "here_first": bool})


def validate_codes(rows):
    _validate_rows(rows, {"system": str, "code": str, "title": str})


def validate_names(rows):
    if not isinstance(rows, list) or not all(isinstance(row, str) and row for row in rows):
        raise ValidationError(_('Tulis sebagai daftar teks: ["a", "b"].'), code="shape")
