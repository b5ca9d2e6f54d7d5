"""The counselor's desk inside the admin: the list, a report with what she writes about it, what is due."""

from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.views.guards import tells_when_not_saved

from . import services
from .forms import AgreementForm, AnswerForm, ListForm, NoteChangeForm, NoteForm
from .listing import Page, page_of_shares, wanted_shares
from .models import Note, Share
from .queries import agreements_of, is_counselor, notes_visible_to, requests_to, shares_open_to

MOST_DUE = 200  # rows of a list of what is due; the soonest come first


def for_counselor(view):
    """For counselors alone; what is not open to her, or not any more, says so and nothing else."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not is_counselor(request.user):
            raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except services.NotShared:
            context = {"title": _("Laporan tidak terbuka"), "was_sent": request.method == "POST"}
            return _render(request, "closed.html", context, status=404)

    return guarded


def _render(request: HttpRequest, template: str, context: dict, *, status: int = 200) -> HttpResponse:
    return render(request, f"admin/counseling/{template}", admin.site.each_context(request) | context, status=status)


@require_safe
@for_counselor
def report_list(request: HttpRequest) -> HttpResponse:
    form = ListForm(request.GET, user=request.user)
    page, shares = _listed(request.user, form) if form.is_valid() else (None, [])
    context = {
        "title": _("Laporan yang dibuka untuk saya"),
        "form": form,
        "page": page,
        "shares": shares,
        "waiting": _open_requests(request.user).count(),
        "due": _open_agreements(request.user).filter(follow_up_on__lte=timezone.localdate()).count(),
    }
    return _render(request, "reports.html", context)


@transaction.atomic
def _listed(user, form: ListForm) -> tuple[Page, list[Share]]:
    page = page_of_shares(wanted_shares(user, form.cleaned_data), form)
    return page, services.list_shares(page.shares, user=user, now=timezone.now())


def _open_requests(user):
    return requests_to(user).filter(answered_at=None)


def _open_agreements(user):
    return agreements_of(user).filter(done_at=None)


@require_safe
@tells_when_not_saved
@for_counselor
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    return _report_page(request, report_id)


def _report_page(request: HttpRequest, report_id: int, **bound) -> HttpResponse:
    """The report with what was written about it. Raises NotShared."""
    share = services.open_report(user=request.user, report_id=report_id, now=timezone.now())
    context = {
        "title": share.name,
        "share": share,
        "name": share.name,
        "group": share.group,
        "report": share.report,
        "document": share.report.document_in(get_language()),
        "notes": notes_visible_to(request.user, share.attempt_id),
        "agreements": agreements_of(request.user).filter(attempt=share.attempt_id),
        "requests": requests_to(request.user).filter(attempt=share.attempt_id).order_by("-asked_at"),
        "note_form": NoteForm(initial={"pembaca": Note.Audience.PRIVATE}),
        "agreement_form": AgreementForm(),
        "answer_form": AnswerForm(),
    } | bound
    return _render(request, "report.html", context)


def _back_to(report_id: int, part: str) -> HttpResponse:
    return redirect(f"{reverse('admin:assessments_report_change', args=[report_id])}#{part}")


@require_POST
@tells_when_not_saved
@for_counselor
def add_note(request: HttpRequest, report_id: int) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _report_page(request, report_id, note_form=form)
    services.add_note(user=request.user, report_id=report_id, written=_written(form), now=timezone.now())
    return _back_to(report_id, "catatan")


def _written(form: NoteForm) -> services.NoteText:
    return services.NoteText(form.cleaned_data["teks"], form.cleaned_data["pembaca"])


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
@for_counselor
def change_note(request: HttpRequest, report_id: int, note_id: int) -> HttpResponse:
    """Edit a note; where somebody was quicker, both texts are shown and the next save goes over the newer one."""
    share = shares_open_to(request.user).filter(attempt__reports=report_id).first()
    note = share and notes_visible_to(request.user, share.attempt_id).filter(pk=note_id).first()
    if note is None:
        raise services.NotShared(f"note {note_id} is not open to this user")
    start = {"teks": note.text, "pembaca": note.audience, "versi": note.version}
    form = NoteChangeForm(request.POST if request.method == "POST" else None, initial=start)
    changed = None
    if form.is_valid():
        try:
            services.change_note(
                user=request.user,
                report_id=report_id,
                note_id=note_id,
                version=form.cleaned_data["versi"],
                written=_written(form),
                now=timezone.now(),
            )
            return _back_to(report_id, "catatan")
        except services.ChangedMeanwhile as conflict:
            changed = conflict.note
            form = NoteChangeForm(initial=form.cleaned_data | {"versi": changed.version})
    context = {"title": _("Ubah catatan"), "form": form, "note": note, "changed": changed, "report_id": report_id}
    return _render(request, "note.html", context)


@require_POST
@tells_when_not_saved
@for_counselor
def add_agreement(request: HttpRequest, report_id: int) -> HttpResponse:
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return _report_page(request, report_id, agreement_form=form)
    services.add_agreement(
        user=request.user,
        report_id=report_id,
        text=form.cleaned_data["kesepakatan"],
        follow_up_on=form.cleaned_data["tanggal"],
        now=timezone.now(),
    )
    return _back_to(report_id, "kesepakatan")


@require_POST
@tells_when_not_saved
@for_counselor
def finish_agreement(request: HttpRequest, report_id: int, agreement_id: int) -> HttpResponse:
    services.finish_agreement(user=request.user, report_id=report_id, agreement_id=agreement_id, now=timezone.now())
    return _back_to(report_id, "kesepakatan")


@require_POST
@tells_when_not_saved
@for_counselor
def answer_request(request: HttpRequest, report_id: int, request_id: int) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _report_page(request, report_id, answer_form=form)
    services.answer_review(
        user=request.user,
        report_id=report_id,
        request_id=request_id,
        answer=form.cleaned_data["jawaban"],
        now=timezone.now(),
    )
    return _back_to(report_id, "tinjauan")


@require_safe
@for_counselor
def follow_ups(request: HttpRequest) -> HttpResponse:
    due = _open_agreements(request.user).order_by("follow_up_on", "id")
    return _due_page(request, "follow_ups.html", due, _("Tindak lanjut"))


@require_safe
@for_counselor
def requests(request: HttpRequest) -> HttpResponse:
    due = _open_requests(request.user).order_by("due_on", "id")
    return _due_page(request, "requests.html", due, _("Permintaan tinjauan"))


def _due_page(request: HttpRequest, template: str, due, title: str) -> HttpResponse:
    context = {"title": title, "rows": _with_shares(request.user, due), "today": timezone.localdate()}
    return _render(request, template, context)


@transaction.atomic
def _with_shares(user, due) -> list[tuple]:
    """The first rows of what is due, each with the share through which its person is known here."""
    rows = list(due[:MOST_DUE])
    shares = shares_open_to(user).filter(attempt__in=[row.attempt_id for row in rows]).select_related("group")
    listed = services.list_shares(shares, user=user, now=timezone.now())
    by_attempt = {share.attempt_id: share for share in listed}
    return [(row, by_attempt[row.attempt_id]) for row in rows if row.attempt_id in by_attempt]
