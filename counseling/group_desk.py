"""A counselor's group as a whole: its picture on a page, as PDF and as a table, and all its counseling sheets."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments import pdf
from professions.translations import SOURCE_LANGUAGE

from . import services, wording
from .desk import render_desk
from .exports import group_csv
from .group_picture import picture_of, progress_of
from .models import AccessEntry, Group
from .picture_pdf import picture_pdf
from .queries import (
    SHOWN_MEMBERS,
    counsels,
    groups_counseled_by,
    groups_visible_to,
    is_coordinator,
    is_counselor,
    shares_of_group,
)

MOST_SHEETS = 60  # in one file; the newest reports come into it


def for_group(view):
    """Hand over a group that is the user's to see; whatever else there may be is not found."""

    @wraps(view)
    def guarded(request, group_id):
        if not (is_counselor(request.user) or is_coordinator(request.user)):
            raise PermissionDenied
        group = get_object_or_404(groups_visible_to(request.user).select_related("institution"), pk=group_id)
        return view(request, group)

    return guarded


def for_its_counselor(view):
    """As `for_group`, for counselors of that very group alone."""

    @wraps(view)
    def guarded(request, group_id):
        if not is_counselor(request.user):
            raise PermissionDenied
        group = get_object_or_404(groups_counseled_by(request.user), pk=group_id)
        return view(request, group)

    return guarded


@require_safe
@for_group
def picture(request: HttpRequest, group: Group) -> HttpResponse:
    """The whole picture for the group's counselors; for its coordinator how many are how far."""
    context = {"title": _("Gambaran kelompok"), "group": group, "shown_names": SHOWN_MEMBERS}
    if counsels(request.user, group):
        found = picture_of(group, request.user)
        context |= {
            "picture": found,
            "progress": found.progress,
            "state_names": wording.trait_state_names(),
            "hidden_words": wording.hidden(),
            "rules": wording.how_it_counts(),
            "most_sheets": MOST_SHEETS,
        }
    else:
        context["progress"] = progress_of(group)
    return render_desk(request, "picture.html", context)


@require_safe
@for_its_counselor
def picture_as_pdf(request: HttpRequest, group: Group) -> HttpResponse:
    now = timezone.now()
    content = picture_pdf(picture_of(group, request.user), language=get_language(), now=now)
    return _file(content, pdf.file_name("gambaran-kelompok", now))


@require_safe
@for_its_counselor
def reports_as_csv(request: HttpRequest, group: Group) -> StreamingHttpResponse:
    now = timezone.now()
    lines = group_csv(group, user=request.user, language=get_language(), now=now) if request.method == "GET" else ()
    response = StreamingHttpResponse(lines, "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{pdf.file_name("laporan-kelompok", now, "csv")}"'
    return response


@require_safe
@for_its_counselor
def sheets(request: HttpRequest, group: Group) -> HttpResponse:
    """The counseling sheets of the newest reports, by name."""
    newest = shares_of_group(request.user, group).order_by("-reported_at", "-pk").values_list("pk", flat=True)
    chosen = shares_of_group(request.user, group).filter(pk__in=list(newest[:MOST_SHEETS]))
    shares = services.open_some(
        chosen.select_related("report").defer("report__result").order_by("name", "pk"),
        user=request.user,
        action=AccessEntry.Action.PRINT,
        now=timezone.now(),
    )
    if not shares:
        return render_desk(request, "no_sheets.html", {"title": _("Lembar konseling"), "group": group}, status=404)
    documents = [(share.name, share.report.document_in(get_language())) for share in shares]
    now = timezone.now()
    content = pdf.sheets_pdf(documents, title=group.name, language=get_language() or SOURCE_LANGUAGE, moment=now)
    return _file(content, pdf.file_name("lembar-konseling-kelompok", now))


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, "application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
