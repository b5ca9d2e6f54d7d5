"""The editor's desk: drafts are edited claim by claim, published revisions are only read."""

from django.contrib import admin, messages
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import models
from .documents import page_context
from .parsing import ContentRefused
from .services import draft_from, publish_revision
from .signals import revision_published


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows that are written elsewhere."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(models.Trait)
class TraitAdmin(ReadOnlyAdmin):
    list_display = ["name", "code", "definition"]


@admin.register(models.Profession)
class ProfessionAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug", "current_revision"]
    list_select_related = ["current_revision"]


class PartInline(admin.StackedInline):
    """Rows of a draft; passages are offered from the draft's own sources alone."""

    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        request.revision = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "passages":
            passages = models.Passage.objects.select_related("source")
            kwargs["queryset"] = passages.filter(source__revision=request.revision)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _inline(part, **options):
    return type(f"{part.__name__}Inline", (PartInline,), {"model": part, **options})


CLAIM_INLINES = [
    _inline(part)
    for part in (
        models.Source,
        models.SummaryClaim,
        models.Duty,
        models.FitClaim,
        models.UnfitCriterion,
        models.TraitTarget,
        models.Misconception,
        models.Comparison,
        models.ProfessionStep,
    )
]


class PassageInline(admin.TabularInline):
    model = models.Passage
    extra = 0


@admin.register(models.Source)
class SourceAdmin(admin.ModelAdmin):
    """Passages of a source; a draft's only, for a published revision is frozen."""

    inlines = [PassageInline]
    list_display = ["title", "revision", "publisher", "year"]
    list_filter = ["revision__profession"]
    list_select_related = ["revision"]
    readonly_fields = ["revision"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not obj.revision.is_published)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and obj is not None and not obj.revision.is_published


@admin.register(models.ProfileRevision)
class ProfileRevisionAdmin(admin.ModelAdmin):
    list_display = ["name", "profession", "number", "status", "published_at", "review"]
    list_filter = ["profession", "status"]
    list_select_related = ["profession"]
    search_fields = ["name"]
    actions = ["make_draft", "publish"]
    fields = ["profession", "number", "name", "other_names", "codes", "reviewed_by", "reviewed_on"]
    readonly_fields = ["profession", "number", "claims"]

    def get_fields(self, request, obj=None):
        if obj and obj.is_published:
            return [*self.fields, "published_at", "claims"]
        return self.fields

    def get_inlines(self, request, obj):
        return [] if obj is None or obj.is_published else CLAIM_INLINES

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not obj.is_published)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and obj is not None and not obj.is_published

    @admin.display(description=gettext_lazy("tinjauan"))
    def review(self, revision):
        return revision.reviewed_by or _("belum ditinjau ahli")

    @admin.display(description=gettext_lazy("isi dan sumbernya"))
    def claims(self, revision):
        return render_to_string("admin/professions/_claims.html", page_context(revision.content))

    @admin.action(description=gettext_lazy("Buat draf baru dari revisi terpilih"), permissions=["change"])
    def make_draft(self, request, queryset):
        for revision in queryset.select_related("profession"):
            draft = draft_from(revision=revision)
            self.message_user(request, _("Draf dibuat: %(draft)s.") % {"draft": draft}, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Terbitkan draf terpilih"), permissions=["change"])
    def publish(self, request, queryset):
        drafts = list(queryset.filter(status=models.ProfileRevision.Status.DRAFT))
        try:
            with transaction.atomic():
                for draft in drafts:
                    published = publish_revision(revision=draft, now=timezone.now())
                    revision_published.send(sender=models.ProfileRevision, revision=published)
        except ContentRefused as refused:
            for problem in refused.problems:
                self.message_user(request, str(problem), messages.ERROR)
            self.message_user(
                request, _("Tidak ada yang diterbitkan. Perbaiki dulu yang disebut di atas."), messages.ERROR
            )
            return
        count = len(drafts)
        message = ngettext("%(count)s revisi diterbitkan.", "%(count)s revisi diterbitkan.", count) % {"count": count}
        self.message_user(request, message, messages.SUCCESS if count else messages.WARNING)
