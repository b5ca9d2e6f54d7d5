"""The quiz of somebody whose answers may not be stored: one form that carries them from page to page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods

from professions.languages import remember_language
from professions.queries import published_professions

from ..answering import AnswersTampered, read_answers
from ..forms import UnsavedForm
from ..queries import current_instrument
from ..questions import check_rows, page_of, progress_of
from ..unsaved import SealBroken, UnsavedQuiz
from .guards import refused


@require_http_methods(["GET", "POST"])
def unsaved(request: HttpRequest, slug: str) -> HttpResponse:
    """Each answer of the server is a whole page; GET has nothing to show and leads to the explanation."""
    profession = get_object_or_404(published_professions(), slug=slug)
    form = UnsavedForm(request.POST)
    if request.method == "GET":
        return redirect("assessments:under-age", slug=slug)
    if not form.is_valid():
        return refused(request)
    try:
        quiz = _opened(form.cleaned_data["keadaan"], profession)
        if form.cleaned_data["bahasa"] and form.cleaned_data["di"]:
            return _in_language(request, quiz, form.cleaned_data)
        return _next(request, quiz, form.cleaned_data["halaman"], form.cleaned_data["ke"] or "lanjut")
    except (SealBroken, AnswersTampered):
        return refused(request)


def _opened(sealed: str, profession) -> UnsavedQuiz:
    if sealed:
        return UnsavedQuiz.opened(sealed)
    instrument = current_instrument(profession)
    if instrument is None:
        raise SealBroken(f"profession {profession.slug} has no quiz")
    return UnsavedQuiz.begin(instrument)


def _next(request: HttpRequest, quiz: UnsavedQuiz, number: int | None, to: str) -> HttpResponse:
    """Take the page's answers and show what comes next; a page that is left by Back may be incomplete."""
    pages = quiz.as_attempt().pages
    if number is not None:
        if number > len(pages):
            raise AnswersTampered(f"there is no page {number}")
        page = pages[number - 1]
        quiz = quiz.with_answers(read_answers(dict(request.POST.lists()), kind=page["kind"], codes=page["codes"]))
        missing = tuple(code for code in page["codes"] if code not in quiz.answers)
        if to == "lanjut" and missing:
            return _show_page(request, quiz, number, missing)
    if to == "laporan":
        return _show_report(request, quiz)
    if to.isdigit() and int(to) <= len(pages):
        return _show_page(request, quiz, int(to))
    if to == "lanjut" and (number or 0) < len(pages):
        return _show_page(request, quiz, (number or 0) + 1)
    return _show_check(request, quiz)


def _in_language(request: HttpRequest, quiz: UnsavedQuiz, sent: dict[str, Any]) -> HttpResponse:
    with override(sent["bahasa"]):
        response = _next(request, quiz, sent["halaman"], sent["di"])
    remember_language(response, sent["bahasa"])
    return response


def _show_page(request, quiz: UnsavedQuiz, number: int, missing: tuple[str, ...] = ()) -> HttpResponse:
    context = {"page": page_of(quiz.as_attempt(), number, missing=missing), "sealed": quiz.sealed()}
    return render(request, "assessments/unsaved_page.html", context)


def _show_check(request, quiz: UnsavedQuiz) -> HttpResponse:
    attempt = quiz.as_attempt()
    context = {
        "pages": check_rows(attempt),
        "progress": progress_of(attempt, attempt.open_round),
        "sealed": quiz.sealed(),
    }
    return render(request, "assessments/unsaved_check.html", context)


def _show_report(request, quiz: UnsavedQuiz) -> HttpResponse:
    report = quiz.report(now=timezone.now())
    context = {"report": report, "document": report.document_in(get_language()), "sealed": quiz.sealed()}
    return render(request, "assessments/unsaved_report.html", context)
