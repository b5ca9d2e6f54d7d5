"""The stored report, and what its owner does with it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from professions.translations import in_language

from .. import pdf, services
from ..comparing import compared
from ..models import Attempt, Report
from ..queries import code_of, current_report, earlier_report, instrument_by, release_attempt
from ..signals import parts_of, report_shown
from ..wording import invitation_to_friends
from .files import pdf_response
from .guards import for_owner


@require_GET
@for_owner
def report(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    stored = current_report(attempt)
    if stored is None:
        return redirect(attempt)
    context = {
        "attempt": attempt,
        "report": stored,
        "document": stored.document_in(get_language()),
        "code": code_of(request.session, attempt.pk),
        "clarify_count": 0 if attempt.pages_of(Attempt.Round.CLARIFY) else len(stored.result["clarify"]),
        "may_answer_again": bool(attempt.instrument.content["beliefs"]) and not attempt.pages_of(Attempt.Round.AGAIN),
        "earlier": _earlier(request.session, stored),
        "friends_text": invitation_to_friends(profession=stored.document_in(get_language())["profession"]["name"]),
        "profile_url": request.build_absolute_uri(attempt.instrument.profession.get_absolute_url()),
        "parts": parts_of(report_shown, request=request, attempt=attempt, report=stored),
    }
    return render(request, "assessments/report.html", context)


def _earlier(session, stored: Report) -> dict[str, Any] | None:
    """What moved since an earlier attempt of this session."""
    earlier = earlier_report(session, stored)
    if earlier is None:
        return None
    later_quiz = in_language(instrument_by(stored.instrument_id).content, get_language())
    quizzes = {"earlier_quiz": earlier.instrument.content, "later_quiz": later_quiz}
    return {"report": earlier, "change": compared(earlier.result, stored.result, **quizzes)}


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
        "laporan": stored.document_in(get_language()),
        "kuis": attempt.instrument.content,
        "persetujuan": list(attempt.consents.values("purpose", "text", "given_at", "withdrawn_at")),
    }
    response = JsonResponse(copy, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = pdf.file_name("hasil-kuis", stored.created_at, "json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@for_owner
def report_pdf(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    return _as_pdf(attempt, pdf.report_pdf, "hasil-kuis")


@require_GET
@for_owner
def sheet_pdf(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    return _as_pdf(attempt, pdf.sheet_pdf, "lembar-konseling")


def _as_pdf(attempt: Attempt, typeset: Callable[..., bytes], kind: str) -> HttpResponse:
    stored = current_report(attempt)
    return redirect(attempt) if stored is None else pdf_response(stored, typeset, kind)


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
