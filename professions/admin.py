"""The editor's desk: drafts are edited claim by claim, published revisions are only read."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import ModelChoiceField
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import models
from .documents import page_context
from .forms import RestoreForm
from .history import UnknownMoment, draft_as_of, savings_of
from .parsing import ContentRefused
from .recording import one_saving
from .services import draft_from, publish_revision
from .signals import revision_published

SAVINGS_A_PAGE = 20
OFFERED_LOOKUPS = {"exact", "gte", "lt", "isnull", "isempty"}


class OwnFilters(admin.ModelAdmin):
    """Lists that can be asked what their filters ask and nothing else, so that no column is an oracle."""

    show_facets = admin.ShowFacets.NEVER

    def lookup_allowed(self, lookup, value, request=None):
        filters = (row if isinstance(row, str) else row[0] for row in self.get_list_filter(request))
        asked, _separator, kind = lookup.rpartition("__")
        offered = kind in OFFERED_LOOKUPS and any(asked in {name, f"{name}__id"} for name in filters)
        return offered and "\0" not in str(value)

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:  # a day before the calendar's first, in universal time
            raise BadRequest("a date in the query lies outside the calendar") from error


class ReadOnlyAdmin(OwnFilters):
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


class SavedInOneStep(OwnFilters):
    """What one request writes is one step of the history."""

    def changeform_view(self, request, *args, **kwargs):
        with one_saving():
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        with one_saving():
            return super().changelist_view(request, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        with one_saving():
            return super().delete_view(request, *args, **kwargs)


class PartInline(admin.StackedInline):
    """Rows of a draft; passages are offered from the draft's own sources alone."""

    extra = 0

    def get_queryset(self, request):
        options = self.model._meta
        rows = super().get_queryset(request).prefetch_related(*(field.name for field in options.many_to_many))
        return rows.select_related("trait") if "trait" in options._forward_fields_map else rows

    def get_formset(self, request, obj=None, **kwargs):
        request.revision = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "passages":
            passages = models.Passage.objects.select_related("source")
            kwargs["queryset"] = passages.filter(source__revision=request.revision)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """What a field offers is read once a request, not once a row."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, ModelChoiceField):
            offered = request.__dict__.setdefault("offered_choices", {})
            key = db_field.related_model, db_field.many_to_many
            if key not in offered:
                offered[key] = list(field.choices)
            field.choices = offered[key]
        return field


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

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")


@admin.register(models.Source)
class SourceAdmin(SavedInOneStep):
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
class ProfileRevisionAdmin(SavedInOneStep):
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

    def get_urls(self):
        restore = self.admin_site.admin_view(self.restore_view)
        return [
            path("<path:object_id>/restore/", restore, name="professions_profilerevision_restore"),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """Who changed which claim and how, step by step; from each step a new draft can be made."""
        revision = self.get_object(request, unquote(object_id))
        if revision is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, revision):
            raise PermissionDenied
        savings = savings_of(revision)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Riwayat: %(revision)s") % {"revision": revision},
            "opts": self.opts,
            "revision": revision,
            "savings": Paginator(savings, SAVINGS_A_PAGE).get_page(request.GET.get("p")),
            "reaches_back": bool(savings) and savings[-1].is_first,
            "may_restore": self.has_change_permission(request),
        }
        return render(request, "admin/professions/history.html", context)

    def restore_view(self, request, object_id):
        """Make a new draft of an earlier state."""
        revision = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request) or revision is None:
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = RestoreForm(request.POST)
        if not form.is_valid():
            raise BadRequest("no moment is named")
        try:
            with one_saving():
                draft = draft_as_of(revision=revision, moment=form.cleaned_data["saat"])
        except UnknownMoment as error:
            raise BadRequest("the history has no such moment") from error
        self.log_addition(request, draft, _("Dibuat dari keadaan lama %(revision)s.") % {"revision": revision})
        self.message_user(request, _("Draf dibuat: %(draft)s.") % {"draft": draft}, messages.SUCCESS)
        return redirect("admin:professions_profilerevision_change", draft.pk)

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
                    published = publish_revision(revision=draft, now=timezone.now(), publisher_id=request.user.pk)
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
