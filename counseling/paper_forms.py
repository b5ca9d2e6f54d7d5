"""A sheet of paper as it is typed in."""

import hashlib
import json

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms import StartForm, key_field

from .forms import clean_name
from .models import LONGEST_NAME
from .paper import Section, read_typed
from .paper_services import Sheet

CHECK, SAVE = "periksa", "simpan"
LONGEST_TYPED = 400  # signs of one section, with blanks


class SheetForm(forms.Form):
    """Ticks repeat what stands on the sheet; `dilihat` names the answers whose echo was shown."""

    kunci = key_field
    langkah = forms.ChoiceField(choices=[(CHECK, ""), (SAVE, "")])
    dilihat = forms.CharField(required=False, max_length=64)
    nama = forms.CharField(
        max_length=LONGEST_NAME, error_messages={"required": gettext_lazy("Tulis nama atau nomor pada lembar ini.")}
    )
    usia = forms.ChoiceField(
        choices=StartForm.AGES,
        error_messages={"required": gettext_lazy("Pilih usia yang ditandai pada lembar ini.")},
    )
    setuju = forms.BooleanField(
        error_messages={
            "required": gettext_lazy(
                "Baris setuju harus ditandai dan ditandatangani di kertas. Tanpa itu jawabannya tidak boleh "
                "dimasukkan; kembalikan lembarnya."
            )
        }
    )
    wali = forms.BooleanField(required=False)
    izin = forms.BooleanField(required=False)

    def __init__(self, *args, sections: tuple[Section, ...], school_agreed: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = sections
        self.school_agreed = school_agreed
        for section in sections:
            self.fields[f"jawaban-{section.kind}"] = forms.CharField(
                required=False,
                max_length=LONGEST_TYPED,
                error_messages={"max_length": gettext_lazy("Terlalu banyak tanda untuk bagian ini.")},
            )

    def clean_nama(self):
        return clean_name(self.cleaned_data["nama"])

    def clean(self):
        for section in self.sections:
            name = f"jawaban-{section.kind}"
            for problem in (
                read_typed(section, self.cleaned_data.get(name, "")).problems if name not in self.errors else ()
            ):
                self.add_error(name, problem)
        is_minor = self.cleaned_data.get("usia") == StartForm.MINOR
        if is_minor and not self.cleaned_data.get("wali") and not self.school_agreed:
            self.add_guardian_error()
        return self.cleaned_data

    def add_guardian_error(self):
        self.add_error(
            "wali",
            _(
                "Di bawah 18 tahun, jawaban baru boleh disimpan bila orang tua atau wali menandatangani lembar ini, "
                "atau persetujuannya tercatat di sekolah. Tanpa itu, kembalikan lembarnya."
            ),
        )

    def answers(self) -> dict[str, str]:
        """Form value by question, as far as what was typed can be read."""
        return {
            code: value
            for section in self.sections
            for code, value in read_typed(
                section, self.data.get(f"jawaban-{section.kind}", "")[:LONGEST_TYPED]
            ).values.items()
        }

    def mark_of_answers(self) -> str:
        """Changes with every answer and with the name."""
        shown = json.dumps([self.data.get("nama", ""), self.answers()], sort_keys=True)
        return hashlib.sha256(shown.encode()).hexdigest()

    def may_be_saved(self) -> bool:
        """Whether it is complete and its echo, just as it is now, was on the screen."""
        if not self.is_valid() or self.cleaned_data["langkah"] != SAVE:
            return False
        return self.cleaned_data["dilihat"] == self.mark_of_answers()

    def sheet(self) -> Sheet:
        return Sheet(
            name=self.cleaned_data["nama"],
            answers=self.answers(),
            is_minor=self.cleaned_data["usia"] == StartForm.MINOR,
            guardian_signed=self.cleaned_data["wali"],
            shares=self.cleaned_data["izin"],
        )

    def rows(self):
        """Every section with its field and, once something was sent, the answers as they are read."""
        answers = self.answers() if self.is_bound else {}
        for section in self.sections:
            echo = [(question, _chosen(question, answers)) for question in section.questions]
            yield section, self[f"jawaban-{section.kind}"], echo


def _chosen(question, answers) -> str:
    value = answers.get(question.code)
    return next((option.label for option in question.options if option.value == value), "")
