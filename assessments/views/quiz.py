"""The quiz from consent to the last answer. Every page works as a plain form; htmx swaps the same content in place."""

import secrets
import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from professions.languages import remember_language
from professions.models import Profession
from professions.queries import published_professions
from professions.translations import in_language

from .. import services
from ..answering import AnswersTampered
from ..forms import PageForm, StartForm
from ..instruments import lay_out_pages
from ..models import Attempt
from ..queries import current_instrument, hold_attempt, holds_attempt, own_attempts
from ..questions import answered_count, check_rows, first_open_page, page_of, question_count
from ..wording import consent_text
from .guards import for_owner, part_of, refused, tells_when_not_saved


def new_key() -> str:
    return secrets.token_urlsafe(16)


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
        "quiz": in_language(instrument.content, get_language()),
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
    if form.cleaned_data["bahasa"] and not saved.conflicts:
        return _same_page_in(form.cleaned_data["bahasa"], request)
    if saved.missing or saved.conflicts:
        return _render_page(request, saved.attempt, number, returns_to_check, saved)
    if returns_to_check or number == len(saved.attempt.pages):
        return redirect("assessments:check", attempt_id=attempt_id)
    return redirect("assessments:page", attempt_id=attempt_id, number=number + 1)


def _same_page_in(language: str, request: HttpRequest) -> HttpResponse:
    """Every part of the page changes, so htmx is told to load it whole."""
    response = HttpResponseClientRedirect(request.path) if request.htmx else redirect(request.path)
    remember_language(response, language)
    return response


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
