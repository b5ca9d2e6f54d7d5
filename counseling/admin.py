"""What counselors and coordinators find in the admin; every list starts at a door of `queries`."""

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from assessments.models import Report
from professions.admin import OwnFilters, ReadOnlyAdmin

from . import converters, desk, services, user_admin  # noqa: F401 - registers the converter and the operator's desk
from .models import Group, Institution
from .people import called
from .qr import qr_svg
from .queries import (
    counselors_of,
    groups_visible_to,
    institutions_of,
    is_coordinator,
    is_counselor,
    members_of,
    reports_visible_to,
)


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """Only the frame: the pages are in `desk`, so that the admin's own lists and lookups lead to no report."""

    def get_queryset(self, request):
        return reports_visible_to(request.user).defer("result", "document")

    def has_module_permission(self, request):
        return is_counselor(request.user)

    def has_view_permission(self, request, obj=None):
        return is_counselor(request.user)

    def get_urls(self):
        views = [
            ("", desk.report_list, "assessments_report_changelist"),
            ("tindak-lanjut/", desk.follow_ups, "counseling_follow_ups"),
            ("permintaan/", desk.requests, "counseling_requests"),
            ("<row:report_id>/change/", desk.report, "assessments_report_change"),
            ("<row:report_id>/catatan/", desk.add_note, "counseling_note_add"),
            ("<row:report_id>/catatan/<row:note_id>/", desk.change_note, "counseling_note_change"),
            ("<row:report_id>/kesepakatan/", desk.add_agreement, "counseling_agreement_add"),
            (
                "<row:report_id>/kesepakatan/<row:agreement_id>/selesai/",
                desk.finish_agreement,
                "counseling_agreement_done",
            ),
            ("<row:report_id>/tinjauan/<row:request_id>/", desk.answer_request, "counseling_request_answer"),
        ]
        return [path(route, self.admin_site.admin_view(view), name=name) for route, view, name in views]


class GroupForm(forms.ModelForm):
    """Institutions and counselors are offered from the user's own alone; see GroupAdmin.get_form."""

    user = None

    class Meta:
        model = Group
        fields = ["name", "institution", "is_open", "counselors"]
        widgets = {"counselors": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        institutions = institutions_of(self.user)
        if "institution" in self.fields:
            self.fields["institution"].queryset = institutions
            self.fields["institution"].error_messages["required"] = _(
                "Pilih lembaga. Bila daftarnya kosong, mintalah pengelola situs mendaftarkan Anda pada lembaga Anda."
            )
        if "counselors" in self.fields:
            self.fields["counselors"].queryset = counselors_of(institutions)
            self.fields["counselors"].label_from_instance = called
            self.fields["counselors"].help_text = _(
                "Hanya konselor lembaga Anda. Bila seseorang dilepas, laporan yang dibuka untuknya lewat kelompok ini "
                "tertutup."
            )


@admin.register(Group)
class GroupAdmin(OwnFilters):
    form = GroupForm
    list_display = ["name", "institution", "is_open", "created_at", "sheet_link"]
    list_select_related = ["institution"]
    search_fields = ["name"]
    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/counseling/group.html"

    def get_queryset(self, request):
        return groups_visible_to(request.user).select_related("institution")

    def has_module_permission(self, request):
        return is_counselor(request.user) or is_coordinator(request.user)

    def has_view_permission(self, request, obj=None):
        """Which groups: `get_queryset` says that, for every page of one."""
        return self.has_module_permission(request)

    has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        """A group with members is closed, not deleted."""
        return False

    def get_fields(self, request, obj=None):
        names = ["name", "institution_name" if obj else "institution", "is_open"]
        return [*names, "counselors"] if is_coordinator(request.user) else names

    def get_readonly_fields(self, request, obj=None):
        """A group stays with its institution, whose counselors it has."""
        return ["institution_name"] if obj else []

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.user = request.user  # the class was made for this request
        return form

    def save_related(self, request, form, formsets, change):
        """Who creates a group as a counselor sees it; a coordinator says who does."""
        counselors = form.cleaned_data.get("counselors")
        if counselors is None and not change:
            counselors = [request.user]
        if counselors is not None:
            services.set_counselors(form.instance, counselors, now=timezone.now())

    def get_urls(self):
        sheet = path(
            "<row:group_id>/lembar/",
            self.admin_site.admin_view(require_safe(self.sheet)),
            name="counseling_group_sheet",
        )
        return [sheet, *super().get_urls()]

    def sheet(self, request, group_id):
        """The invitation to print: address, code and QR code."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        group = get_object_or_404(self.get_queryset(request).prefetch_related("counselors"), pk=group_id)
        address = request.build_absolute_uri(reverse("counseling:invitation", args=[group.code]))
        context = {
            "group": group,
            "counselors": group.counselors.all(),
            "short_address": request.build_absolute_uri(reverse("counseling:join")).partition("://")[2],
            "qr": qr_svg(address, label=_("Kode QR menuju halaman undangan")),
        }
        return render(request, "admin/counseling/sheet.html", context)

    def get_object(self, request, object_id, from_field=None):
        group = super().get_object(request, object_id, from_field)
        if group is None:
            raise Http404("no group of this user has this number")
        return group

    def render_change_form(self, request, context, *args, **kwargs):
        context["members"] = members_of(context["original"], request.user) if context.get("original") else []
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("lembaga"))
    def institution_name(self, group):
        return group.institution.name

    @admin.display(description=gettext_lazy("lembar undangan"))
    def sheet_link(self, group):
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:counseling_group_sheet", args=[group.pk]), group.shown_code
        )


@admin.register(Institution)
class InstitutionAdmin(OwnFilters):
    """Kept by the administrators of the site, who see no group and no report by it."""

    list_display = ["name"]
    search_fields = ["name"]
    fields = ["name", "staff"]
    filter_horizontal = ["staff"]

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["queryset"] = get_user_model().objects.filter(is_staff=True).order_by("username")
        return super().formfield_for_manytomany(db_field, request, **kwargs)
