"""What a person answered, and what follows from it."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from professions.models import Profession, ProfileRevision, Trait
from professions.translations import SOURCE_LANGUAGE

from .codes import text_hash

LONGEST_WRITER = 470  # signs: a staff member's name with the account's


class FrozenRow(ValueError):
    """Something tried to change an instrument or a report that is kept for ever."""


class FrozenModel(models.Model):
    """A row that is written once. Deleting it, for a person's sake, stays possible."""

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if not self._state.adding:
            raise FrozenRow(f"{self._meta.label} {self.pk} is stored and cannot change")
        super().save(**kwargs)


class Item(models.Model):
    """A statement of the item bank. Instruments keep their own copy, so a mended wording changes no attempt."""

    code = models.SlugField(_("kode"), max_length=80, unique=True)
    trait = models.ForeignKey(Trait, models.PROTECT, related_name="items", verbose_name=_("sifat kerja"))
    key = models.SmallIntegerField(_("kunci"), choices=[(1, _("searah")), (-1, _("berbalik"))])
    reserve = models.BooleanField(_("cadangan"), default=False)
    text = models.TextField(_("pernyataan"))
    facet = models.CharField(_("segi"), max_length=200)
    difficulty = models.CharField(
        _("kesukaran"), max_length=6, choices=[("easy", _("mudah")), ("medium", _("sedang")), ("hard", _("sukar"))]
    )
    why = models.TextField(_("alasan kesukaran"))
    translations = models.JSONField(_("terjemahan"), default=dict, editable=False)

    class Meta:
        ordering = ["trait", "code"]
        verbose_name = _("pernyataan")
        verbose_name_plural = pgettext_lazy("jamak", "bank pernyataan")
        constraints = [models.CheckConstraint(condition=Q(key__in=[1, -1]), name="key_is_a_sign")]

    def __str__(self):
        return self.text


class Instrument(FrozenModel):
    """The frozen questionnaire built from one profile revision and the item bank."""

    profession = models.ForeignKey(Profession, models.PROTECT, related_name="instruments", verbose_name=_("profesi"))
    revision = models.ForeignKey(
        ProfileRevision, models.PROTECT, related_name="instruments", verbose_name=_("revisi profil")
    )
    version = models.PositiveIntegerField(_("versi"))
    content = models.JSONField(_("isi"))
    checksum = models.CharField(_("sidik"), max_length=64, editable=False)
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)

    class Meta:
        ordering = ["profession", "-version"]
        verbose_name = _("kuis")
        verbose_name_plural = pgettext_lazy("jamak", "kuis")
        constraints = [models.UniqueConstraint(fields=["profession", "version"], name="one_instrument_a_version")]

    def __str__(self):
        return _("%(name)s, kuis versi %(number)s") % {"name": self.profession, "number": self.version}


class GuardianRequest(models.Model):
    """A parent or guardian is asked, by a link, whether a person under 18 may have answers stored (UU 27/2022 art. 25).

    The link proves little, so the row says how the answer came.
    """

    class Decision(models.TextChoices):
        OPEN = "", _("belum dijawab")
        APPROVED = "approved", _("disetujui")
        REFUSED = "refused", _("tidak disetujui")
        WITHDRAWN = "withdrawn", _("dicabut")

    class Relation(models.TextChoices):
        PARENT = "parent", _("orang tua")
        GUARDIAN = "guardian", _("wali")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(_("diminta"))
    decision = models.CharField(_("jawaban"), max_length=9, choices=Decision, default=Decision.OPEN, blank=True)
    relation = models.CharField(_("hubungan"), max_length=8, choices=Relation, blank=True)
    text = models.TextField(_("kalimat yang disetujui"), blank=True)
    decided_at = models.DateTimeField(_("dijawab"), null=True)
    in_asking_browser = models.BooleanField(_("dijawab di peramban yang meminta"), default=False)

    class Meta:
        verbose_name = _("permintaan kepada wali")
        verbose_name_plural = pgettext_lazy("jamak", "permintaan kepada wali")
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | ~Q(decision="") & Q(decided_at__isnull=False),
                name="decision_has_its_time",
            )
        ]

    def __str__(self):
        return f"{self.get_decision_display()}, {self.asked_at:%Y-%m-%d}"

    @property
    def version(self):
        """Of the text, as in the consent ledger; empty where nothing was agreed to."""
        return text_hash(self.text) if self.text else ""


class Attempt(models.Model):
    """One person's run through one instrument, in rounds: the quiz itself, and afterwards what the person takes on.

    Answers lie in one column, for one durable write a page: docs/decisions/0005-answers-in-one-column.md.
    """

    class Round(models.TextChoices):
        QUIZ = "quiz", _("kuis")
        CLARIFY = "clarify", _("pertanyaan penjelas")
        AGAIN = "again", _("dugaan dijawab lagi")
        NONE = "", _("tidak ada")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="attempts", verbose_name=_("kuis"))
    start_key = models.CharField(max_length=64, unique=True, editable=False)
    resume_hash = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the resume code.")
    pages = models.JSONField(editable=False, help_text="Pages in this person's order: [{kind, codes, round}].")
    open_round = models.CharField(max_length=8, choices=Round, default=Round.QUIZ, blank=True, editable=False)
    answers = models.JSONField(default=dict, editable=False, help_text="Code to raw answer; null where skipped.")
    answer_revisions = models.JSONField(default=dict, editable=False, help_text="Code to the revision that wrote it.")
    revision = models.PositiveIntegerField(default=0, editable=False, help_text="Grows by one with each stored page.")
    keys = models.JSONField(default=dict, editable=False, help_text="Form key to {digest of its answers: revision}.")
    sequences = models.JSONField(default=dict, editable=False, help_text="Form key to its highest sequence number.")
    seconds = models.JSONField(default=dict, editable=False, help_text="Page number to seconds spent on it.")
    total_seconds = models.PositiveIntegerField(
        null=True, editable=False, help_text="Of the whole quiz; empty when the time of a page is unknown."
    )
    guardian = models.ForeignKey(
        GuardianRequest, models.CASCADE, null=True, related_name="attempts", verbose_name=_("persetujuan wali")
    )
    entered_by = models.CharField(
        _("dimasukkan petugas"),
        max_length=LONGEST_WRITER,
        blank=True,
        default="",
        editable=False,
        help_text=_("Siapa yang memasukkan jawaban dari lembar kertas; kosong bila diisi sendiri di layar."),
    )
    entered_at = models.DateTimeField(_("dimasukkan pada"), null=True, editable=False)
    started_at = models.DateTimeField(_("mulai"), editable=False)
    finished_at = models.DateTimeField(_("selesai"), null=True, editable=False)
    # Without an index: each stored page would have to move in it, and purging reads the table once a night.
    active_at = models.DateTimeField(
        _("terakhir dipakai"), editable=False, help_text="From here on the time of keeping runs."
    )

    class Meta:
        ordering = ["-started_at", "-id"]
        verbose_name = _("pengerjaan")
        verbose_name_plural = pgettext_lazy("jamak", "pengerjaan")
        indexes = [
            models.Index(fields=["-started_at", "-id"], name="attempts_newest_first"),
            models.Index(fields=["instrument", "-finished_at"], name="attempts_by_finish"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(open_round="quiz", finished_at=None) | ~Q(open_round="quiz") & Q(finished_at__isnull=False),
                name="quiz_round_until_finished",
            ),
            models.CheckConstraint(
                condition=Q(entered_by="", entered_at=None) | ~Q(entered_by="") & Q(entered_at__isnull=False),
                name="entry_has_its_writer_and_time",
            ),
        ]

    def __str__(self):
        return str(self.id)[:8]

    def get_absolute_url(self):
        return reverse("assessments:attempt", args=[self.pk])

    @property
    def is_finished(self):
        """Whether there is a report; a later round may be open all the same."""
        return self.finished_at is not None

    def pages_of(self, round_):
        """Numbers (from 1) of the pages of one round."""
        return [number for number, page in enumerate(self.pages, start=1) if page["round"] == round_]

    @property
    def open_pages(self):
        return self.pages_of(self.open_round)


class Consent(models.Model):
    """One entry of the consent ledger: what was agreed to, in which words, when, and when it was taken back."""

    class Purpose(models.TextChoices):
        REPORT = "report", _("menyimpan jawaban untuk membuat laporan")
        COUNSELOR = "counselor", _("konselor boleh melihat laporan")
        GUARDIAN = "guardian", _("orang tua atau wali setuju jawaban disimpan")
        LINK = "link", _("pemegang tautan boleh melihat ringkasan")

    class How(models.TextChoices):
        START = "start", _("di halaman mulai")
        GUARDIAN = "guardian", _("di halaman mulai, dengan persetujuan orang tua atau wali")
        INVITATION = "invitation", _("dengan kode undangan")
        LINK = "link", _("saat membuat tautan")
        PAPER = "paper", _("di atas kertas")
        SCHOOL = "school", _("tercatat di sekolah")

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="consents", verbose_name=_("pengerjaan"))
    purpose = models.CharField(_("tujuan"), max_length=10, choices=Purpose)
    party = models.CharField(
        _("pihak"),
        max_length=40,
        blank=True,
        default="",
        help_text="Whom the purpose names; empty for the site itself.",
    )
    text = models.TextField(_("kalimat yang disetujui"))
    language = models.CharField(_("bahasa kalimat"), max_length=10, default=get_language, editable=False)
    version = models.CharField(_("versi kalimat"), max_length=64, editable=False, help_text="SHA-256 of the text.")
    how = models.CharField(_("cara"), max_length=10, choices=How)
    recorded_by = models.CharField(_("dicatat oleh"), max_length=LONGEST_WRITER, blank=True, default="")
    given_at = models.DateTimeField(_("diberikan"))
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True)

    class Meta:
        ordering = ["attempt", "given_at"]
        verbose_name = _("persetujuan")
        verbose_name_plural = pgettext_lazy("jamak", "persetujuan")
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "purpose", "party"],
                condition=Q(withdrawn_at=None),
                name="one_open_consent_a_purpose_and_party",
            )
        ]

    def __str__(self):
        return self.get_purpose_display()

    def save(self, **kwargs):
        self.version = text_hash(self.text)
        super().save(**kwargs)


class Report(FrozenModel):
    """The stored outcome. `document` keeps all that the page shows; the other columns are for lists and filters."""

    class Level(models.TextChoices):
        FITS = "fits", _("cocok")
        LEANS_FIT = "leans_fit", _("cenderung cocok")
        UNCLEAR = "unclear", _("belum jelas")
        LEANS_UNFIT = "leans_unfit", _("cenderung kurang cocok")
        UNFIT = "unfit", _("kurang cocok")
        MISSING = "missing", _("data kurang")

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="reports", verbose_name=_("pengerjaan"))
    number = models.PositiveSmallIntegerField(_("laporan ke-"), default=1)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+", verbose_name=_("kuis"))
    profession = models.ForeignKey(Profession, models.PROTECT, related_name="+", verbose_name=_("profesi"))
    scoring_version = models.PositiveSmallIntegerField(_("versi penilaian"))
    level = models.CharField(_("tingkat"), max_length=12, choices=Level)
    score = models.FloatField(_("nilai"), null=True, help_text=_("Poin 0 sampai 100; kosong bila data kurang."))
    band_low = models.FloatField(_("ujung bawah rentang"), null=True)
    band_high = models.FloatField(_("ujung atas rentang"), null=True)
    has_quality_note = models.BooleanField(_("catatan mutu jawaban"))
    has_unfit_met = models.BooleanField(_("hal yang perlu diwaspadai terlihat"))
    result = models.JSONField(_("hasil hitungan"))
    document = models.JSONField(_("isi laporan"), help_text="Language code to all that the page shows in it.")
    created_at = models.DateTimeField(_("dibuat"))

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("laporan")
        verbose_name_plural = pgettext_lazy("jamak", "laporan")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="one_report_a_number"),
            models.CheckConstraint(
                condition=Q(score=None, band_low=None, band_high=None)
                | Q(score__isnull=False, band_low__isnull=False, band_high__isnull=False),
                name="no_score_without_its_band",
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="reports_newest_first")]

    def __str__(self):
        return f"{self.profession}, {self.get_level_display()}"

    @property
    def band(self):
        """Low and high end in points 0..100; None without a score."""
        return None if self.score is None else (self.band_low, self.band_high)

    def document_in(self, language):
        """All that the page shows, in this language where the report was written in it, else in Indonesian."""
        return self.document.get(language) or self.document[SOURCE_LANGUAGE]


class WrongTry(models.Model):
    """A wrong code in one of the places where they are counted; gone after a quarter of an hour."""

    bucket = models.CharField(max_length=64, help_text="SHA-256 of a browser's or an address's name.")
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("kode yang keliru")
        verbose_name_plural = pgettext_lazy("jamak", "kode yang keliru")
        indexes = [models.Index(fields=["bucket", "at"], name="wrong_tries_by_bucket")]

    def __str__(self):
        return f"{self.bucket[:8]} {self.at:%H.%M}"


class Erasure(models.Model):
    """That something was erased, when and how much; not whose it was nor what it said."""

    class Reason(models.TextChoices):
        PERSON = "person", _("atas permintaan pemiliknya")
        GUARDIAN = "guardian", _("karena orang tua atau wali mencabut persetujuan")
        RETENTION = "retention", _("karena masa simpannya habis")
        RESTORED = "restored", _("dihapus lagi sesudah cadangan dipulihkan")

    number = models.CharField(_("nomor bukti"), max_length=12, unique=True, editable=False)
    reason = models.CharField(_("alasan"), max_length=9, choices=Reason)
    counts = models.JSONField(_("jumlah"), help_text="Label of a model to the number of its erased rows.")
    erased_at = models.DateTimeField(_("dihapus"))

    class Meta:
        ordering = ["-erased_at", "-id"]
        verbose_name = _("penghapusan")
        verbose_name_plural = pgettext_lazy("jamak", "penghapusan")

    def __str__(self):
        return self.number


class ErasedAttempt(models.Model):
    """The hash of an erased attempt's random id, by which it is known again in a restored backup."""

    erasure = models.ForeignKey(Erasure, models.CASCADE, related_name="attempts", verbose_name=_("penghapusan"))
    id_hash = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the id.")

    class Meta:
        verbose_name = _("pengerjaan yang dihapus")
        verbose_name_plural = pgettext_lazy("jamak", "pengerjaan yang dihapus")

    def __str__(self):
        return self.id_hash[:8]
