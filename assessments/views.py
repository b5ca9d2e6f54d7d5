"""The quiz from consent to report. Every page works as a plain form; htmx swaps the same content in place."""

import logging
import secrets
import time
from functools import wraps

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from professions.http import public_page
from professions.models import Profession
from professions.queries import published_professions

from . import pdf, services
from .answering import AnswersTampered
from .forms import CounselorForm, PageForm, StartForm
from .instruments import lay_out_pages
from .models import Attempt
from .queries import (
    current_instrument,
    current_report,
    hold_attempt,
    holds_attempt,
    own_attempt,
    own_attempts,
    release_attempt,
)
from .questions import answered_count, check_rows, first_open_page, page_of, question_count
from .wording import consent_text

logger = logging.getLogger(__name__)


def new_key() -> str:
    return secrets.token_urlsafe(16)


def part_of(request: HttpRequest) -> bool:
    """Whether htmx asks for the page's content alone; Back after a swap wants the whole page."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def for_owner(view):
    """Pass the attempt to its owner; a stranger is shown only the way in, whether the attempt exists or not."""

    @wraps(view)
    def guarded(request, attempt_id, **kwargs):
        attempt = own_attempt(request.session, attempt_id)
        if attempt is None:
            return render(request, "assessments/way_in.html", status=404)
        return view(request, attempt, **kwargs)

    return guarded


def tells_when_not_saved(view):
    """Answer a form that the database could not store with "Belum tersimpan" and a way to send it again."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except DatabaseError:
            if request.method != "POST":
                raise
            logger.exception("a form of %s was not saved", kwargs.get("attempt_id", "a new attempt"))
            sent = ((name, value) for name, values in request.POST.lists() for value in values)
            fields = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
            return render(request, "assessments/not_saved.html", {"fields": fields}, status=503)

    return guarded


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def refused(request: HttpRequest) -> HttpResponse:
    """A form that no page of ours sends: nothing of it is stored."""
    return render(request, "assessments/refused.html", status=400)


def _published_or_404(slug: str) -> Profession:
    return get_object_or_404(published_professions(), slug=slug)


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
def start(request: HttpRequest, slug: str) -> HttpResponse:
    profession = _published_or_404(slug)
    instrument = current_instrument(profession)
    if instrument is None:
        return render(request, "assessments/no_quiz.html", {"profession": profession}, status=404)
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        attempt = services.start_attempt(
            profession=profession,
            key=form.cleaned_data["kunci"],
            counselor_may_see=form.cleaned_data["konselor"],
            now=timezone.now(),
        )
        hold_attempt(request.session, attempt)
        return redirect("assessments:page", attempt_id=attempt.pk, number=1)
    if "kunci" in form.errors:
        return refused(request)
    pages = lay_out_pages(instrument.content, seed=0)
    context = {
        "profession": profession,
        "form": form,
        "key": new_key(),
        "question_count": sum(len(page["codes"]) for page in pages),
        "page_count": len(pages),
        "consent_text": consent_text("report"),
        "counselor_text": consent_text("counselor"),
        "running": [
            attempt for attempt in own_attempts(request.session) if attempt.instrument.profession_id == profession.pk
        ],
    }
    return render(request, "assessments/start.html", context)


@require_GET
@for_owner
def resume(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Where the person left off."""
    if attempt.is_finished:
        return redirect("assessments:report", attempt_id=attempt.pk)
    number = first_open_page(attempt)
    if number is None:
        return redirect("assessments:check", attempt_id=attempt.pk)
    return redirect("assessments:page", attempt_id=attempt.pk, number=number)


@never_cache
@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
@tells_when_not_saved
def page(request: HttpRequest, attempt_id, number: int, *, returns_to_check: bool = False) -> HttpResponse:
    if request.method == "POST":
        return _save_page(request, attempt_id, number, returns_to_check=returns_to_check)
    return _show_page(request, attempt_id, number=number, returns_to_check=returns_to_check)


@for_owner
def _show_page(request: HttpRequest, attempt: Attempt, *, number: int, returns_to_check: bool) -> HttpResponse:
    if attempt.is_finished:
        return redirect("assessments:report", attempt_id=attempt.pk)
    if not 1 <= number <= len(attempt.pages):
        return render(request, "404.html", status=404)
    return _render_page(request, attempt, number, returns_to_check)


def _save_page(request: HttpRequest, attempt_id, number: int, *, returns_to_check: bool) -> HttpResponse:
    """One durable write. The row is read once, locked, so the owner's right comes from the session alone."""
    if not holds_attempt(request.session, attempt_id):
        return render(request, "assessments/way_in.html", status=404)
    form = PageForm(request.POST)
    if not form.is_valid():
        return refused(request)
    try:
        saved = services.save_page(
            attempt_id=attempt_id,
            number=number,
            posted=dict(request.POST.lists()),
            key=form.cleaned_data["kunci"],
            form_revision=form.cleaned_data["revisi"],
            seconds=_seconds_since(form.cleaned_data["mulai"]),
        )
    except services.UnknownAttempt:
        return render(request, "assessments/way_in.html", status=404)
    except services.AttemptFinished:
        return redirect("assessments:report", attempt_id=attempt_id)
    except AnswersTampered:
        return refused(request)
    if saved.missing or saved.conflicts:
        return _render_page(request, saved.attempt, number, returns_to_check, saved)
    if returns_to_check or number == len(saved.attempt.pages):
        return redirect("assessments:check", attempt_id=attempt_id)
    return redirect("assessments:page", attempt_id=attempt_id, number=number + 1)


def _seconds_since(shown_at: int | None) -> float | None:
    return None if shown_at is None else time.time() - shown_at


def _render_page(request, attempt, number, returns_to_check, saved=None) -> HttpResponse:
    shown = (
        page_of(attempt, number, missing=saved.missing, conflicts=saved.conflicts)
        if saved
        else page_of(attempt, number)
    )
    context = {
        "attempt": attempt,
        "page": shown,
        "key": new_key(),
        "shown_at": int(time.time()),
        "returns_to_check": returns_to_check,
    }
    template = "assessments/_page.html" if part_of(request) else "assessments/page.html"
    return render(request, template, context)


@require_GET
@vary_on_headers("HX-Request")
@for_owner
def check(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    if attempt.is_finished:
        return redirect("assessments:report", attempt_id=attempt.pk)
    total, answered = question_count(attempt), answered_count(attempt)
    context = {
        "attempt": attempt,
        "pages": check_rows(attempt),
        "answered": answered,
        "total": total,
        "unanswered": total - answered,
    }
    template = "assessments/_check.html" if part_of(request) else "assessments/check.html"
    return render(request, template, context)


@require_POST
@tells_when_not_saved
@for_owner
def finish(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    services.finish_attempt(attempt_id=attempt.pk, now=timezone.now())
    return redirect("assessments:report", attempt_id=attempt.pk)


@require_GET
@for_owner
def report(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    stored = current_report(attempt)
    if stored is None:
        return redirect(attempt)
    context = {
        "attempt": attempt,
        "report": stored,
        "document": stored.document,
        "counselor_text": consent_text("counselor"),
    }
    return render(request, "assessments/report.html", context)


@require_GET
@for_owner
def report_json(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The person's copy: answers, result and the report's own text."""
    stored = current_report(attempt)
    if stored is None:
        return redirect(attempt)
    copy = {
        "pengerjaan": str(attempt.pk),
        "mulai": attempt.started_at,
        "selesai": attempt.finished_at,
        "jawaban": attempt.answers,
        "hasil": stored.result,
        "laporan": stored.document,
        "kuis": attempt.instrument.content,
        "persetujuan": list(attempt.consents.values("purpose", "text", "given_at", "withdrawn_at")),
    }
    response = JsonResponse(copy, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="hasil-kuis-{stored.created_at:%Y-%m-%d}.json"'
    return response


@require_GET
@for_owner
def report_pdf(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    return _as_pdf(attempt, pdf.report_pdf, "hasil-kuis")


@require_GET
@for_owner
def sheet_pdf(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    return _as_pdf(attempt, pdf.sheet_pdf, "lembar-konseling")


def _as_pdf(attempt: Attempt, typeset, kind: str) -> HttpResponse:
    stored = current_report(attempt)
    if stored is None:
        return redirect(attempt)
    response = HttpResponse(typeset(stored.document, language=translation.get_language()), "application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{pdf.file_name(kind, stored.created_at)}"'
    return response


@require_POST
@tells_when_not_saved
@for_owner
def share_with_counselor(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    form = CounselorForm(request.POST)
    form.full_clean()
    services.set_counselor_access(attempt_id=attempt.pk, allowed=form.cleaned_data["konselor"], now=timezone.now())
    return redirect("assessments:report", attempt_id=attempt.pk)


@require_http_methods(["GET", "POST"])
@for_owner
def delete(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    if request.method == "GET":
        return render(request, "assessments/delete.html", {"attempt": attempt})
    services.delete_attempt(attempt_id=attempt.pk)
    release_attempt(request.session, attempt.pk)
    return redirect("assessments:deleted")


@require_GET
def deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "assessments/deleted.html")


@require_safe
@public_page
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "assessments/method.html")
