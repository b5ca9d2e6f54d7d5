"""What the quiz's forms carry besides the answers."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

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

    `bahasa` is set when the button of another language sent the form.
    """

    kunci = key_field
    revisi = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    mulai = forms.IntegerField(min_value=0, max_value=2**53, required=False)
    bahasa = forms.ChoiceField(choices=settings.LANGUAGES, required=False)


class CounselorForm(forms.Form):
    konselor = forms.BooleanField(required=False)
