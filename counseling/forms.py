"""What people and counselors send to this room."""

import unicodedata
from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.codes import read_code
from assessments.forms import key_field
from assessments.models import Report
from professions.models import Profession

from .models import CODE_LENGTH, LONGEST_NAME, Note
from .queries import groups_visible_to

JOINERS = {"\u200c", "\u200d"}  # belong to the spelling of some scripts
LONGEST_TEXT = 4000  # signs
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)  # well inside the calendar of every database and time zone
LONGEST_CODE = 64  # as typed, with all its blanks


class CodeForm(forms.Form):
    kode = forms.CharField(
        max_length=LONGEST_CODE, error_messages={"required": gettext_lazy("Ketik kode undangannya.")}
    )

    untuk = forms.UUIDField(required=False)

    def clean_kode(self):
        """The code that was meant; None when it can be no code."""
        return read_code(self.cleaned_data["kode"], length=CODE_LENGTH)


class NameForm(forms.Form):
    """Any name in any script, or a number; `kunci` makes a form that arrives twice take one place."""

    kunci = key_field
    nama = forms.CharField(
        max_length=LONGEST_NAME, error_messages={"required": gettext_lazy("Tulis nama atau nomor yang Anda pilih.")}
    )

    def clean_nama(self):
        name = " ".join(unicodedata.normalize("NFC", self.cleaned_data["nama"]).split())
        if any(unicodedata.category(sign)[0] == "C" and sign not in JOINERS for sign in name):
            raise ValidationError(_("Ada tanda yang tidak terlihat di dalam nama. Ketik ulang tanpa tanda itu."))
        if not any(sign.isalnum() for sign in name):
            raise ValidationError(_("Pakai sedikitnya satu huruf atau angka."))
        return name


class LeaveForm(forms.Form):
    kelompok = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class ShareForm(forms.Form):
    """The tick is the consent: the sentence beside it says to whom."""

    setuju = forms.BooleanField(
        error_messages={"required": gettext_lazy("Beri tanda setuju dulu. Tanpa itu laporan tidak dibuka.")}
    )


class ReviewForm(forms.Form):
    pesan = forms.CharField(required=False, max_length=LONGEST_TEXT)


class NoteForm(forms.Form):
    teks = forms.CharField(
        label=gettext_lazy("Catatan"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )
    pembaca = forms.ChoiceField(label=gettext_lazy("Siapa yang membaca"), choices=Note.Audience)


class NoteChangeForm(NoteForm):
    versi = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


def _date(label, **kwargs):
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
        **kwargs,
    )


class AgreementForm(forms.Form):
    kesepakatan = forms.CharField(
        label=gettext_lazy("Yang disepakati"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    tanggal = _date(gettext_lazy("Ditindaklanjuti pada"))


class AnswerForm(forms.Form):
    jawaban = forms.CharField(
        label=gettext_lazy("Jawaban untuk pemilik laporan"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


YES_NO = [("", gettext_lazy("Semua")), ("ya", gettext_lazy("Ya")), ("tidak", gettext_lazy("Tidak"))]


def _yes_no(label):
    return forms.TypedChoiceField(
        label=label, required=False, choices=YES_NO, coerce=lambda value: value == "ya", empty_value=None
    )


def _row(label):
    """The number of a row; a form says which there are."""
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)


class CursorField(forms.CharField):
    """A place in the list: the moment of a report and the number of its share."""

    def __init__(self):
        super().__init__(required=False, max_length=60, widget=forms.HiddenInput)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        moment, _separator, number = text.rpartition("_")
        try:
            moment, number = datetime.fromisoformat(moment), int(number)
        except ValueError as error:
            raise ValidationError(_("Tempat di dalam daftar ini tidak dikenali.")) from error
        in_calendar = EARLIEST.year <= moment.year < LATEST.year
        if not in_calendar or timezone.is_naive(moment) or not 0 < number < 2**63:
            raise ValidationError(_("Tempat di dalam daftar ini tidak dikenali."))
        return moment, number


class ListForm(forms.Form):
    """The filters of a counselor's list, and where in it she is."""

    q = forms.CharField(label=gettext_lazy("Nama, nomor, atau profesi"), required=False, max_length=LONGEST_NAME)
    kelompok = _row(gettext_lazy("Kelompok"))
    profesi = _row(gettext_lazy("Profesi"))
    tingkat = forms.ChoiceField(
        label=gettext_lazy("Tingkat"), required=False, choices=[("", gettext_lazy("Semua")), *Report.Level.choices]
    )
    catatan = _yes_no(gettext_lazy("Ada catatan mutu jawaban"))
    waspada = _yes_no(gettext_lazy("Ada hal yang perlu diwaspadai"))
    dibuka = _yes_no(gettext_lazy("Sudah saya buka"))
    dari = _date(gettext_lazy("Laporan sejak"), required=False)
    sampai = _date(gettext_lazy("Laporan sampai"), required=False)
    sesudah = CursorField()
    sebelum = CursorField()
    akhir = forms.BooleanField(required=False, widget=forms.HiddenInput)

    PLACE = ("sesudah", "sebelum", "akhir")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in {"kelompok": groups_visible_to(user), "profesi": Profession.objects.all()}.items():
            self.fields[name].choices = [("", _("Semua")), *rows.values_list("pk", "name")]

    def narrowing(self):
        """The fields beside the search."""
        return [field for field in self.visible_fields() if field.name != "q"]

    def is_narrowed(self):
        return any(field.data for field in self.narrowing())
