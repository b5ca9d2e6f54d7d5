"""What the editor's desk accepts besides the admin's own forms."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MomentField(forms.Field):
    """A moment as the history page writes it, to the microsecond and with its offset."""

    def to_python(self, value):
        try:
            moment = datetime.fromisoformat(value or "")
        except ValueError as error:
            raise ValidationError(_("Saat ini tidak dikenal."), code="moment") from error
        if timezone.is_naive(moment):
            raise ValidationError(_("Saat ini tidak dikenal."), code="moment")
        return moment


class RestoreForm(forms.Form):
    saat = MomentField()
