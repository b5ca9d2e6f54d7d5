"""What the quiz's forms carry besides the answers."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .codes import read_code
from .models import GuardianRequest

key_field = forms.RegexField(r"^[A-Za-z0-9_-]{16,64}\Z")


class StartForm(forms.Form):
    """Age and consent by purpose; `kunci` makes a form that arrives twice begin one attempt."""

    ADULT, MINOR = "dewasa", "anak"
    AGES = [(ADULT, _("18 tahun atau lebih")), (MINOR, _("Di bawah 18 tahun"))]

    kunci = key_field
    usia = forms.ChoiceField(choices=AGES, error_messages={"required": _("Pilih usia Anda dulu.")})
    setuju = forms.BooleanField(required=False)

    def __init__(self, *args, guardian_agreed: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.guardian_agreed = guardian_agreed

    @property
    def needs_guardian(self) -> bool:
        """Whether nothing may be stored before a parent or guardian agrees."""
        return self.cleaned_data.get("usia") == self.MINOR and not self.guardian_agreed

    def clean(self):
        if not self.cleaned_data.get("setuju") and not self.needs_guardian:
            self.add_error(
                "setuju",
                _("Beri tanda setuju dulu agar jawaban Anda boleh disimpan. Tanpa itu kuis tidak dimulai."),
            )
        return self.cleaned_data


class UnsavedForm(forms.Form):
    """A page of a quiz that is stored nowhere: the sealed answers so far, the page that was shown, where to go.

    `bahasa` is set when the button of another language sent the form; `di` then says what to show in it.
    """

    keadaan = forms.CharField(max_length=20_000, required=False)
    halaman = forms.IntegerField(min_value=1, max_value=999, required=False)
    ke = forms.RegexField(r"^(lanjut|periksa|laporan|[1-9][0-9]{0,2})\Z", required=False)
    di = forms.RegexField(r"^(periksa|laporan|[1-9][0-9]{0,2})\Z", required=False)
    bahasa = forms.ChoiceField(choices=settings.LANGUAGES, required=False)


class DecisionForm(forms.Form):
    """A parent's or guardian's answer."""

    hubungan = forms.ChoiceField(
        choices=GuardianRequest.Relation, error_messages={"required": _("Pilih hubungan Anda dengan anak ini dulu.")}
    )
    jawaban = forms.ChoiceField(
        choices=[(GuardianRequest.Decision.APPROVED, ""), (GuardianRequest.Decision.REFUSED, "")]
    )


class PageForm(forms.Form):
    """The form's own key, the revision it was shown with, and when it was shown (seconds since 1970).

    `bahasa` is set when the button of another language sent the form.
    `urutan` numbers what a form sends while it is filled in; a browser without scripts leaves it empty.
    """

    kunci = key_field
    revisi = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    urutan = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    mulai = forms.IntegerField(min_value=0, max_value=2**53, required=False)
    bahasa = forms.ChoiceField(choices=settings.LANGUAGES, required=False)


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
