"""The counselor's desk: reports whose owners let counselors look, as their owners see them."""

from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models import Report
from assessments.wording import band_phrase, points
from professions.admin import ReadOnlyAdmin

from . import user_admin  # noqa: F401  registers the operator's desk
from .queries import reports_visible_to


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["owner", "profession", "level", "band", "has_quality_note", "created_at"]
    list_filter = ["profession", "level", "has_quality_note", "created_at"]
    list_select_related = ["profession", "attempt"]
    list_per_page = 50
    ordering = ["-created_at", "-id"]
    show_full_result_count = False
    change_form_template = "admin/assessments/report.html"

    def get_queryset(self, request):
        return reports_visible_to(request.user).defer("result", "document").select_related("profession", "attempt")

    def has_module_permission(self, request):
        return request.user.has_perm("assessments.view_report")

    def has_view_permission(self, request, obj=None):
        if not request.user.has_perm("assessments.view_report"):
            return False
        return obj is None or reports_visible_to(request.user).filter(pk=obj.pk).exists()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        report = self.get_object(request, object_id)
        context = {"report": report, "document": report and report.document_in(get_language())}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    @admin.display(description=_("pengerjaan"))
    def owner(self, report):
        return str(report.attempt_id)[:8]

    @admin.display(description=_("nilai dan rentang"))
    def band(self, report):
        return f"{points(report.score)}, {band_phrase(report.band)}" if report.band else "–"
