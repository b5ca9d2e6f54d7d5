"""The quiz from consent to the last answer. Every page works as a plain form; htmx swaps the same content in place."""

import secrets
import time

from django.conf import settings
from django.db import transaction
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
from ..codes import code_hash, new_code
from ..forms import PageForm, StartForm
from ..guardians import has_agreed
from ..instruments import lay_out_pages
from ..models import Attempt, Consent
from ..queries import code_of, current_instrument, guardian_of, hold_attempt, holds_attempt, own_attempts, usual_minutes
from ..questions import check_rows, first_open_page, page_of, progress_of
from ..signals import attempt_started, guardian_asked, parts_of, start_shown
from ..wording import consent_text
from .guards import for_owner, part_of, refused, tells_when_not_saved, to_report, way_in


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
        profile = in_language(profession.current_revision.content, get_language())
        return render(request, "assessments/no_quiz.html", {"profession": profession, "profile": profile}, status=404)
    posted = request.POST if request.method == "POST" else None
    vouching = parts_of(guardian_asked, request=request)
    form = StartForm(posted, guardian_agreed=bool(vouching) or has_agreed(guardian_of(request.session)))
    if form.is_valid():
        if form.needs_guardian:
            return redirect("assessments:under-age", slug=slug)
        code = new_code()
        attempt = _start(request, profession, form, code, vouching)
        hold_attempt(request.session, attempt, code=code if attempt.resume_hash == code_hash(code) else "")
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
        "minutes": usual_minutes(instrument),
        "months": settings.RETENTION_MONTHS,
        "consent_text": consent_text("report"),
        "parts": parts_of(start_shown, request=request),
        "vouching": vouching,
        "running": [
            attempt for attempt in own_attempts(request.session) if attempt.instrument.profession_id == profession.pk
        ],
    }
    return render(request, "assessments/start.html", context)


@transaction.atomic
def _start(request: HttpRequest, profession: Profession, form: StartForm, code: str, vouching: list[dict]) -> Attempt:
    now = timezone.now()
    is_minor = form.cleaned_data["usia"] == StartForm.MINOR
    asks_guardian = is_minor and has_agreed(guardian_of(request.session))
    attempt = services.start_attempt(
        profession=profession,
        key=form.cleaned_data["kunci"],
        code=code,
        guardian_id=guardian_of(request.session) if asks_guardian else None,
        now=now,
    )
    if is_minor and not asks_guardian:
        services.record_consent(
            attempt,
            purpose=Consent.Purpose.GUARDIAN,
            text=vouching[0]["text"],
            now=now,
            recording=services.Recording(Consent.How.SCHOOL, vouching[0]["by"]),
        )
    attempt_started.send(sender=Attempt, attempt=attempt, request=request, now=now)
    return attempt


@require_GET
@for_owner
def resume(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Where the person left off."""
    if attempt.open_round == Attempt.Round.NONE:
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
    if not 1 <= number <= len(attempt.pages):
        return render(request, "404.html", status=404)
    if number not in attempt.open_pages:
        return to_report(request, attempt.pk)
    return _render_page(request, attempt, number, returns_to_check)


def _save_page(request: HttpRequest, attempt_id, number: int, *, returns_to_check: bool) -> HttpResponse:
    saved = _saved_page(request, attempt_id, number)
    if isinstance(saved, HttpResponse):
        return saved
    if request.POST.get("bahasa") and not saved.conflicts:
        return _same_page_in(request.POST["bahasa"], request)
    if saved.missing or saved.conflicts:
        return _render_page(request, saved.attempt, number, returns_to_check, saved)
    if saved.attempt.open_round != Attempt.Round.QUIZ and number == saved.attempt.open_pages[-1]:
        services.finish_round(attempt_id=attempt_id, now=timezone.now())
        return to_report(request, attempt_id)
    if returns_to_check or number == saved.attempt.open_pages[-1]:
        return redirect("assessments:check", attempt_id=attempt_id)
    return redirect("assessments:page", attempt_id=attempt_id, number=number + 1)


@require_POST
@tells_when_not_saved
def autosave(request: HttpRequest, attempt_id, number: int) -> HttpResponse:
    """Save what is chosen so far on a page that stays open; the answer is the line that says so."""
    saved = _saved_page(request, attempt_id, number, is_whole=False)
    if isinstance(saved, HttpResponse):
        return saved
    context = {
        "progress": progress_of(saved.attempt, saved.attempt.open_round),
        "conflicts": saved.conflicts,
        "saved_at": timezone.now(),
    }
    return render(request, "assessments/_saved.html", context)


def _saved_page(request, attempt_id, number: int, *, is_whole: bool = True) -> services.SavedPage | HttpResponse:
    """One durable write, or the answer that says why there is none.

    The row is read once, locked, so the owner's right comes from the session alone. The time that a page took is
    that of the whole page.
    """
    if not holds_attempt(request.session, attempt_id):
        return way_in(request)
    form = PageForm(request.POST)
    if not form.is_valid():
        return refused(request)
    try:
        return services.save_page(
            attempt_id=attempt_id,
            number=number,
            posted=dict(request.POST.lists()),
            key=form.cleaned_data["kunci"],
            form_revision=form.cleaned_data["revisi"],
            now=timezone.now(),
            sequence=form.cleaned_data["urutan"],
            seconds=_seconds_since(form.cleaned_data["mulai"]) if is_whole else None,
        )
    except services.UnknownAttempt:
        return way_in(request)
    except services.RoundClosed:
        return to_report(request, attempt_id)
    except AnswersTampered:
        return refused(request)


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
        "code": code_of(request.session, attempt.pk) if shown.place == 1 else "",
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
    if attempt.open_round == Attempt.Round.NONE:
        return to_report(request, attempt.pk)
    context = {
        "attempt": attempt,
        "pages": check_rows(attempt),
        "progress": progress_of(attempt, attempt.open_round),
    }
    template = "assessments/_check.html" if part_of(request) else "assessments/check.html"
    return render(request, template, context)


@require_POST
@tells_when_not_saved
@for_owner
def finish(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    services.finish_round(attempt_id=attempt.pk, now=timezone.now())
    return redirect("assessments:report", attempt_id=attempt.pk)


@require_POST
@tells_when_not_saved
@for_owner
def further_round(request: HttpRequest, attempt: Attempt, *, round_: str) -> HttpResponse:
    """Ask the questions that follow a report; where there are none, the report is shown as it is."""
    try:
        attempt = services.start_round(attempt_id=attempt.pk, round_=round_)
    except services.RoundRefused:
        return redirect("assessments:report", attempt_id=attempt.pk)
    return redirect(attempt)
