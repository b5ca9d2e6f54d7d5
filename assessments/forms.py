"""What the quiz's forms carry besides the answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .codes import read_code

key_field = forms.RegexField(r"^[A-Za-z0-9_-]{16,64}\Z")


class StartForm(forms.Form):
    """Consent by purpose; `kunci` makes a form that arrives twice begin one attempt."""

    kunci = key_field
    setuju = forms.BooleanField(
        error_messages={
            "required": _("Beri tanda setuju dulu agar jawaban Anda boleh disimpan. Tanpa itu kuis tidak dimulai.")
        }
    )
    konselor = forms.BooleanField(required=False)


class PageForm(forms.Form):
    """The form's own key, the revision it was shown with, and when it was shown (seconds since 1970).

    `urutan` numbers what a form sends while it is filled in; a browser without scripts leaves it empty.
    """

    kunci = key_field
    revisi = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    urutan = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    mulai = forms.IntegerField(min_value=0, max_value=2**53, required=False)


class CounselorForm(forms.Form):
    konselor = forms.BooleanField(required=False)


class CodeForm(forms.Form):
    """A resume code as people type it."""

    kode = forms.CharField(
        max_length=400, error_messages={"required": _("Ketik kode lanjut Anda dulu, enam belas huruf dan angka.")}
    )

    def clean_kode(self):
        code = read_code(self.cleaned_data["kode"])
        if code is None:
            raise forms.ValidationError(
                _("Kode lanjut terdiri dari 16 huruf dan angka. Periksa lagi: huruf I, L, O, dan U tidak dipakai."),
                code="shape",
            )
        return code
