"""Who may see whose report: groups, what their people opened, what counselors wrote, and who looked when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.codes import grouped, random_code
from assessments.models import LONGEST_WRITER, Attempt, FrozenModel, FrozenRow, Report
from professions.models import Profession

LONGEST_NAME = 60  # signs
CODE_LENGTH = 8  # signs of 5 bits: 40 bits, which open no report: they only let a person join


def new_group_code() -> str:
    return random_code(CODE_LENGTH)


class Institution(models.Model):
    """A school, a job centre: where counselors work."""

    name = models.CharField(_("nama"), max_length=120, unique=True)
    staff = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="institutions", verbose_name=_("konselor dan koordinator")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("lembaga")
        verbose_name_plural = pgettext_lazy("jamak", "lembaga")

    def __str__(self):
        return self.name


class Group(models.Model):
    """The people whom a counselor invited: a class, an intake. Its code is on the invitation sheet."""

    name = models.CharField(_("nama kelompok"), max_length=80)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="groups", verbose_name=_("lembaga"))
    counselors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="counseled_groups", verbose_name=_("konselor")
    )
    code = models.CharField(
        _("kode undangan"), max_length=CODE_LENGTH, unique=True, default=new_group_code, editable=False
    )
    is_open = models.BooleanField(_("masih menerima anggota"), default=True)
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("kelompok")
        verbose_name_plural = pgettext_lazy("jamak", "kelompok")
        permissions = [("assign_counselors", _("Dapat menentukan konselor kelompok"))]

    def __str__(self):
        return self.name

    @property
    def shown_code(self):
        return grouped(self.code)


class Membership(models.Model):
    """One person's place in a group, under the name or pupil number of her choice.

    Without an attempt until she begins one; a further attempt gets a row of its own.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships", verbose_name=_("kelompok"))
    attempt = models.ForeignKey(
        Attempt, models.CASCADE, null=True, related_name="memberships", verbose_name=_("pengerjaan")
    )
    name = models.CharField(_("nama atau nomor"), max_length=LONGEST_NAME)
    form_key = models.CharField(max_length=64, unique=True, editable=False)
    joined_at = models.DateTimeField(_("bergabung"))

    class Meta:
        ordering = ["group", "joined_at", "id"]
        verbose_name = _("keanggotaan")
        verbose_name_plural = pgettext_lazy("jamak", "keanggotaan")
        constraints = [models.UniqueConstraint(fields=["group", "attempt"], name="one_membership_an_attempt_and_group")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_further(self):
        """Whether the place was made for a further attempt of somebody who has one already."""
        return self.form_key == self.key_of_further(self.attempt_id, self.group_id)

    @staticmethod
    def key_of_further(attempt_id, group_id):
        return f"{attempt_id}-{group_id}"


OPEN = Q(withdrawn_at=None)


def _list_index(name: str, *columns: str) -> models.Index:
    """For the list of one counselor with one filter: the rows of a page lie side by side, newest report first."""
    return models.Index(fields=["counselor", *columns, "-reported_at", "-id"], condition=OPEN, name=name)


class Share(models.Model):
    """One attempt's report opened to one counselor, until it is withdrawn.

    From `report` on, the columns repeat what the list is filtered by, so that a page of it is one piece of an
    index. They are empty until there is a report: docs/decisions/0031-list-of-shares.md.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="shares", verbose_name=_("pengerjaan"))
    counselor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="shares", verbose_name=_("konselor")
    )
    group = models.ForeignKey(Group, models.PROTECT, related_name="shares", verbose_name=_("kelompok"))
    name = models.CharField(_("nama atau nomor"), max_length=LONGEST_NAME)
    given_at = models.DateTimeField(_("diberikan"))
    withdrawn_at = models.DateTimeField(_("dicabut"), null=True)

    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="shares", verbose_name=_("laporan"))
    profession = models.ForeignKey(
        Profession, models.PROTECT, null=True, related_name="+", verbose_name=_("profesi"), db_index=False
    )
    reported_at = models.DateTimeField(_("tanggal laporan"), null=True)
    level = models.CharField(_("tingkat"), max_length=12, choices=Report.Level, blank=True, default="")
    has_quality_note = models.BooleanField(_("catatan mutu jawaban"), default=False)
    has_unfit_met = models.BooleanField(_("hal yang perlu diwaspadai terlihat"), default=False)
    is_seen = models.BooleanField(_("sudah dibuka"), default=False)
    listed_on = models.DateField(_("terakhir masuk catatan sebagai bagian daftar"), null=True)

    # The group's picture counts people by fives: docs/decisions/0043-group-picture.md.
    block = models.PositiveIntegerField(_("lima orang yang bersama masuk gambaran kelompok"), null=True, editable=False)
    pictured = models.ForeignKey(
        Report, models.CASCADE, null=True, related_name="+", verbose_name=_("laporan dalam gambaran kelompok")
    )

    class Meta:
        ordering = ["-given_at", "-id"]
        verbose_name = _("izin lihat")
        verbose_name_plural = pgettext_lazy("jamak", "izin lihat")
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "counselor"], condition=OPEN, name="one_open_share_an_attempt_and_counselor"
            ),
            models.CheckConstraint(
                condition=Q(report=None, profession=None, reported_at=None)
                | Q(report__isnull=False, profession__isnull=False, reported_at__isnull=False),
                name="a_share_repeats_its_whole_report",
            ),
            models.CheckConstraint(
                condition=Q(block=None, pictured=None) | Q(block__isnull=False, pictured__isnull=False),
                name="a_block_counts_one_report_of_each",
            ),
        ]
        indexes = [
            _list_index("shares_newest_first"),
            _list_index("shares_by_group", "group"),
            _list_index("shares_by_profession", "profession"),
            _list_index("shares_by_level", "level"),
            _list_index("shares_by_quality_note", "has_quality_note"),
            _list_index("shares_by_unfit_met", "has_unfit_met"),
            _list_index("shares_by_seen", "is_seen"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_open(self):
        return self.withdrawn_at is None


class Note(models.Model):
    """What a counselor wrote about a person. `version` grows with each change, so that no editor overwrites another."""

    class Audience(models.TextChoices):
        PRIVATE = "private", _("hanya saya")
        PERSON = "person", _("saya dan pemilik laporan")
        INSTITUTION = "institution", _("konselor lembaga saya yang juga boleh melihat laporan ini")

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="notes", verbose_name=_("pengerjaan"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes", verbose_name=_("penulis")
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("lembaga"))
    audience = models.CharField(_("siapa yang membaca"), max_length=11, choices=Audience, default=Audience.PRIVATE)
    text = models.TextField(_("catatan"))
    version = models.PositiveIntegerField(_("versi"), default=1)
    created_at = models.DateTimeField(_("ditulis"))
    changed_at = models.DateTimeField(_("diubah"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("diubah oleh")
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("catatan")
        verbose_name_plural = pgettext_lazy("jamak", "catatan")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class Agreement(models.Model):
    """What person and counselor agreed to do, and when they look at it again. Both read it."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="agreements", verbose_name=_("pengerjaan"))
    counselor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="agreements", verbose_name=_("konselor")
    )
    text = models.TextField(_("kesepakatan"))
    follow_up_on = models.DateField(_("ditindaklanjuti pada"))
    created_at = models.DateTimeField(_("dibuat"))
    done_at = models.DateTimeField(_("selesai"), null=True)

    class Meta:
        ordering = ["follow_up_on", "id"]
        verbose_name = _("kesepakatan")
        verbose_name_plural = pgettext_lazy("jamak", "kesepakatan")
        indexes = [
            models.Index(fields=["counselor", "follow_up_on", "id"], condition=Q(done_at=None), name="agreements_due")
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class ReviewRequest(models.Model):
    """A person asks her counselor to look at the report; the answer is hers to read."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="review_requests", verbose_name=_("pengerjaan"))
    counselor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="review_requests", verbose_name=_("konselor")
    )
    text = models.TextField(_("yang ingin ditanyakan"), blank=True)
    asked_at = models.DateTimeField(_("diminta"))
    due_on = models.DateField(_("dijawab paling lambat"))
    answer = models.TextField(_("jawaban konselor"), blank=True)
    answered_at = models.DateTimeField(_("dijawab"), null=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("permintaan tinjauan")
        verbose_name_plural = pgettext_lazy("jamak", "permintaan tinjauan")
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "counselor"], condition=Q(answered_at=None), name="one_open_request_a_counselor"
            )
        ]
        indexes = [
            models.Index(fields=["counselor", "due_on", "id"], condition=Q(answered_at=None), name="requests_due")
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses writes in bulk, which pass `save` and `delete` by."""

    def update(self, **values):
        raise FrozenRow("the access log cannot change")

    update.alters_data = True

    def delete(self):
        raise FrozenRow("the access log cannot be deleted")

    delete.alters_data = True
    delete.queryset_only = True


class AccessEntry(FrozenModel):
    """One line of the access log that the person reads. It goes only with the attempt."""

    class Action(models.TextChoices):
        LIST = "list", _("melihat laporan ini di dalam daftarnya")
        OPEN = "open", _("membuka laporan")
        PRINT = "print", _("membuka lembar cetak")
        DOWNLOAD = "download", _("mengunduh laporan")
        EXPORT = "export", _("mengekspor data")
        ENTER = "enter", _("memasukkan jawaban dari lembar kertas")
        LINK = "link", _("membuka ringkasan lewat tautan")

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="access_entries", verbose_name=_("pengerjaan"))
    account = models.CharField(_("akun"), max_length=150)
    who = models.CharField(_("nama"), max_length=310)
    role = models.CharField(_("peran"), max_length=150)
    action = models.CharField(_("yang dilakukan"), max_length=8, choices=Action)
    at = models.DateTimeField(_("waktu"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("catatan akses")
        verbose_name_plural = pgettext_lazy("jamak", "catatan akses")
        indexes = [models.Index(fields=["attempt", "-at", "-id"], name="access_entries_newest_first")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def delete(self, **kwargs):
        raise FrozenRow(f"{self._meta.label} {self.pk} goes only with its attempt")


class SchoolConsent(models.Model):
    """A school's word that it holds the signed consent of the guardians of everybody under 18 in a group.

    Taken back, it lets nobody new be stored; what was stored under it stays: docs/decisions/0046-school-consent.md.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="school_consents", verbose_name=_("kelompok"))
    text = models.TextField(_("kalimat yang dicatat"))
    recorded_by = models.CharField(_("dicatat oleh"), max_length=LONGEST_WRITER)
    recorded_at = models.DateTimeField(_("dicatat"))
    withdrawn_by = models.CharField(_("dicabut oleh"), max_length=LONGEST_WRITER, blank=True, default="")
    withdrawn_at = models.DateTimeField(_("dicabut"), null=True)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        verbose_name = _("persetujuan wali di sekolah")
        verbose_name_plural = pgettext_lazy("jamak", "persetujuan wali di sekolah")
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=OPEN, name="one_open_school_consent_a_group"),
            models.CheckConstraint(
                condition=Q(withdrawn_by="", withdrawn_at=None) | ~Q(withdrawn_by="") & Q(withdrawn_at__isnull=False),
                name="school_consent_withdrawn_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class ReportLink(models.Model):
    """An address by which whoever holds it reads the summary of a report, until it expires or is taken back."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="links", verbose_name=_("pengerjaan"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("dibuat"))
    expires_at = models.DateTimeField(_("berlaku sampai"))
    revoked_at = models.DateTimeField(_("dicabut"), null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("tautan ringkasan")
        verbose_name_plural = pgettext_lazy("jamak", "tautan ringkasan")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="link_expires_after_its_making"
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def has_expired(self):
        return timezone.now() >= self.expires_at

    @property
    def is_open(self):
        return self.revoked_at is None and not self.has_expired
