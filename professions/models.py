"""What a profession is: the vocabulary of traits, and profiles in revisions that are frozen once published."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .recording import EditHistory
from .validators import validate_codes, validate_names, validate_pairs, validate_statements

code_validator = RegexValidator(r"^[a-z0-9-]+\Z", _("Pakai huruf kecil a-z, angka, dan tanda hubung."))


class FrozenRevision(ValueError):
    """Something tried to change a published revision."""


class FreezableQuerySet(models.QuerySet):
    """Refuses writes in bulk, which pass `save` and `delete` by, on what is published.

    The model says in `status_path` where the status of its revision lies.
    """

    def update(self, **values):
        self._refuse_when_published()
        return super().update(**values)

    update.alters_data = True

    def delete(self):
        self._refuse_when_published()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def _refuse_when_published(self):
        if self.filter(**{self.model.status_path: ProfileRevision.Status.PUBLISHED}).exists():
            raise FrozenRevision(f"rows of {self.model._meta.label} are published and cannot change")


class Trait(models.Model):
    """A quality that items measure, shared by all professions."""

    code = models.SlugField(_("kode"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("urutan"), default=0)
    name = models.CharField(_("nama"), max_length=120)
    definition = models.TextField(_("arti"))
    trainable = models.TextField(_("yang bisa dilatih"))
    draining = models.TextField(_("yang menguras"))
    steps = models.JSONField(_("langkah mencoba"), default=list)
    translations = models.JSONField(_("terjemahan"), default=dict, editable=False)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("sifat kerja")
        verbose_name_plural = pgettext_lazy("jamak", "sifat kerja")

    def __str__(self):
        return self.name


class Profession(models.Model):
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("nama"), max_length=200)
    current_revision = models.ForeignKey(
        "ProfileRevision", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("revisi terbit")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("profesi")
        verbose_name_plural = pgettext_lazy("jamak", "profesi")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("professions:profile", args=[self.slug])


class ProfileRevision(models.Model):
    """One state of a profile. A draft is edited claim by claim; publishing freezes it into `content`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draf")
        PUBLISHED = "published", _("terbit")

    profession = models.ForeignKey(Profession, models.PROTECT, related_name="revisions", verbose_name=_("profesi"))
    number = models.PositiveIntegerField(_("nomor revisi"))
    status = models.CharField(_("keadaan"), max_length=10, choices=Status, default=Status.DRAFT)
    name = models.CharField(_("nama"), max_length=200)
    other_names = models.JSONField(_("nama lain"), default=list, blank=True, validators=[validate_names])
    codes = models.JSONField(_("kode jabatan"), default=list, blank=True, validators=[validate_codes])
    reviewed_by = models.CharField(_("ditinjau oleh"), max_length=200, blank=True)
    reviewed_on = models.DateField(_("ditinjau tanggal"), null=True, blank=True)
    translations = models.JSONField(_("terjemahan"), default=dict, editable=False)
    content = models.JSONField(_("isi terbit"), null=True, editable=False)
    file_checksum = models.CharField(
        _("sidik berkas"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Sidik isi berkas yang menjadi asal revisi ini; kosong bila ditulis di sini."),
    )
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)
    published_at = models.DateTimeField(_("terbit pada"), null=True, editable=False)

    objects = FreezableQuerySet.as_manager()
    history = EditHistory(excluded_fields=["content", "file_checksum", "translations"])
    status_path = "status"

    class Meta:
        ordering = ["profession", "-number"]
        verbose_name = _("revisi profil")
        verbose_name_plural = pgettext_lazy("jamak", "revisi profil")
        constraints = [
            models.UniqueConstraint(fields=["profession", "number"], name="one_revision_a_number"),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None, content=None)
                | Q(status="published", published_at__isnull=False, content__isnull=False),
                name="published_revision_has_content",
            ),
        ]

    def __str__(self):
        return _("%(name)s, revisi %(number)s") % {"name": self.name, "number": self.number}

    def save(self, **kwargs):
        if self.pk and ProfileRevision.objects.filter(pk=self.pk, status=self.Status.PUBLISHED).exists():
            raise FrozenRevision(f"revision {self.pk} is published and cannot change")
        super().save(**kwargs)

    def delete(self, **kwargs):
        self.refuse_when_published()
        return super().delete(**kwargs)

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    def refuse_when_published(self):
        if self.is_published:
            raise FrozenRevision(f"revision {self.pk} is published and cannot change")


class RevisionPart(models.Model):
    """A row that belongs to one revision and is frozen with it."""

    revision = models.ForeignKey(ProfileRevision, models.CASCADE, verbose_name=_("revisi"))

    objects = FreezableQuerySet.as_manager()
    history = EditHistory(inherit=True)
    status_path = "revision__status"

    class Meta:
        abstract = True

    def save(self, **kwargs):
        self.revision.refuse_when_published()
        super().save(**kwargs)

    def delete(self, **kwargs):
        self.revision.refuse_when_published()
        return super().delete(**kwargs)

    def clean(self):
        if self.revision_id and self.revision.is_published:
            raise ValidationError(_("Revisi terbit tidak dapat diubah. Buat draf baru darinya."), code="frozen")


class Source(RevisionPart):
    code = models.CharField(_("kode"), max_length=60, validators=[code_validator])
    position = models.PositiveSmallIntegerField(_("urutan"), default=0)
    title = models.CharField(_("judul"), max_length=300)
    publisher = models.CharField(_("penerbit"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("tahun"), default=0, help_text=_("0 bila tidak diketahui."))
    licence = models.CharField(_("lisensi"), max_length=300, blank=True)
    url = models.CharField(_("alamat"), max_length=300, blank=True, validators=[URLValidator(["https", "http"])])
    note = models.TextField(_("catatan"), blank=True)
    file = models.CharField(_("berkas teks"), max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name = _("sumber")
        verbose_name_plural = pgettext_lazy("jamak", "sumber")
        constraints = [models.UniqueConstraint(fields=["revision", "code"], name="one_source_a_code")]

    def __str__(self):
        return self.title


class Passage(models.Model):
    """A sentence of a source text, or a named place of another source."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="passages", verbose_name=_("sumber"))
    number = models.PositiveIntegerField(_("nomor"))
    place = models.CharField(_("letak"), max_length=200)
    text = models.TextField(_("isi"))

    objects = FreezableQuerySet.as_manager()
    history = EditHistory()
    status_path = "source__revision__status"

    class Meta:
        ordering = ["source", "number"]
        verbose_name = _("kutipan sumber")
        verbose_name_plural = pgettext_lazy("jamak", "kutipan sumber")
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="one_passage_a_number")]

    def __str__(self):
        return f"{self.source.code}:{self.number} {self.text[:80]}"

    def save(self, **kwargs):
        self.source.revision.refuse_when_published()
        super().save(**kwargs)

    def delete(self, **kwargs):
        self.source.revision.refuse_when_published()
        return super().delete(**kwargs)


class Claim(RevisionPart):
    """A statement of the profile that points at the passages it rests on."""

    code = models.CharField(_("kode"), max_length=60, validators=[code_validator])
    position = models.PositiveSmallIntegerField(_("urutan"), default=0)
    passages = models.ManyToManyField(Passage, related_name="+", verbose_name=_("sumber"))
    reviewed_by = models.CharField(_("ditinjau oleh"), max_length=200, blank=True)
    reviewed_on = models.DateField(_("ditinjau tanggal"), null=True, blank=True)

    _history_m2m_fields = ["passages"]

    class Meta:
        abstract = True
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["revision", "code"], name="one_%(class)s_a_code")]

    def __str__(self):
        return self.code


class SummaryClaim(Claim):
    text = models.TextField(_("isi"))

    class Meta(Claim.Meta):
        verbose_name = _("ringkasan")
        verbose_name_plural = pgettext_lazy("jamak", "ringkasan")


class Duty(Claim):
    text = models.TextField(_("tugas"))
    purpose = models.TextField(_("tujuan"), blank=True)
    question = models.TextField(_("pertanyaan kuis"))

    class Meta(Claim.Meta):
        verbose_name = _("tugas")
        verbose_name_plural = pgettext_lazy("jamak", "tugas")


class FitClaim(Claim):
    text = models.TextField(_("syarat"))
    traits = models.ManyToManyField(Trait, related_name="+", verbose_name=_("sifat kerja"))

    _history_m2m_fields = ["passages", "traits"]

    class Meta(Claim.Meta):
        verbose_name = _("syarat kecocokan")
        verbose_name_plural = pgettext_lazy("jamak", "syarat kecocokan")


class UnfitCriterion(Claim):
    class Side(models.TextChoices):
        LOW = "low", _("rendah")
        HIGH = "high", _("tinggi")

    text = models.TextField(_("perlu diwaspadai"))
    trait = models.ForeignKey(Trait, models.PROTECT, related_name="+", verbose_name=_("sifat kerja"))
    side = models.CharField(_("sisi"), max_length=4, choices=Side, default=Side.LOW)

    class Meta(Claim.Meta):
        verbose_name = _("hal yang perlu diwaspadai")
        verbose_name_plural = pgettext_lazy("jamak", "hal yang perlu diwaspadai")


class TraitTarget(RevisionPart):
    """Weight and direction of one trait, where they are not 1.0 and wanted."""

    trait = models.ForeignKey(Trait, models.PROTECT, related_name="+", verbose_name=_("sifat kerja"))
    position = models.PositiveSmallIntegerField(_("urutan"), default=0)
    weight = models.FloatField(_("bobot"), default=1.0, validators=[MinValueValidator(0.01)])
    direction = models.SmallIntegerField(
        _("arah"), choices=[(1, _("diinginkan")), (-1, _("tidak diinginkan"))], default=1
    )
    why = models.TextField(_("alasan"), blank=True)
    passages = models.ManyToManyField(Passage, blank=True, related_name="+", verbose_name=_("sumber"))

    _history_m2m_fields = ["passages"]

    class Meta:
        ordering = ["position"]
        verbose_name = _("bobot sifat")
        verbose_name_plural = pgettext_lazy("jamak", "bobot sifat")
        constraints = [
            models.UniqueConstraint(fields=["revision", "trait"], name="one_target_a_trait"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="weight_above_zero"),
            models.CheckConstraint(condition=Q(direction__in=[1, -1]), name="direction_is_a_sign"),
        ]

    def __str__(self):
        return self.trait.name


class Misconception(Claim):
    class Kind(models.TextChoices):
        MISCONCEPTION = "misconception", _("miskonsepsi")
        FALSE_EXPECTATION = "false_expectation", _("ekspektasi yang salah")

    kind = models.CharField(_("jenis"), max_length=20, choices=Kind)
    belief = models.TextField(_("anggapan"))
    reality = models.TextField(_("kenyataan"))
    statements = models.JSONField(
        _("pernyataan kuis"),
        default=list,
        validators=[validate_statements],
        help_text=_('Daftar seperti {"code": "…", "text": "…", "true": false}.'),
    )

    class Meta(Claim.Meta):
        verbose_name = _("miskonsepsi atau ekspektasi")
        verbose_name_plural = pgettext_lazy("jamak", "miskonsepsi dan ekspektasi")


class Comparison(Claim):
    other = models.CharField(_("profesi lain"), max_length=200)
    other_slug = models.SlugField(_("slug profesi lain"), max_length=120, blank=True)
    self_focus = models.TextField(_("fokus di sini"))
    other_focus = models.TextField(_("fokus di sana"))
    pairs = models.JSONField(
        _("pasangan kuis"),
        default=list,
        validators=[validate_pairs],
        blank=True,
        help_text=_('Daftar seperti {"code": "…", "here": "…", "there": "…", "here_first": true}.'),
    )

    class Meta(Claim.Meta):
        verbose_name = _("perbandingan")
        verbose_name_plural = pgettext_lazy("jamak", "perbandingan")


class ProfessionStep(RevisionPart):
    code = models.CharField(_("kode"), max_length=60, validators=[code_validator])
    position = models.PositiveSmallIntegerField(_("urutan"), default=0)
    text = models.TextField(_("langkah mencoba"))

    class Meta:
        ordering = ["position"]
        verbose_name = _("langkah mencoba")
        verbose_name_plural = pgettext_lazy("jamak", "langkah mencoba")
        constraints = [models.UniqueConstraint(fields=["revision", "code"], name="one_step_a_code")]

    def __str__(self):
        return self.code
