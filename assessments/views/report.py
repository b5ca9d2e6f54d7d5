"""The stored report, and what its owner does with it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from .. import pdf, services
from ..comparing import compared
from ..forms import CounselorForm
from ..models import Attempt, Report
from ..queries import code_of, current_report, earlier_report, instrument_by
from ..retention import keeping_of
from ..wording import consent_text, invitation_to_friends
from .files import pdf_response
from .guards import for_owner, tells_when_not_saved


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
        "counselor_text": consent_text("counselor"),
        "friends_text": invitation_to_friends(profession=stored.document_in(get_language())["profession"]["name"]),
        "keeping": keeping_of(attempt, now=timezone.now()),
        "profile_url": request.build_absolute_uri(attempt.instrument.profession.get_absolute_url()),
    }
    return render(request, "assessments/report.html", context)


def _earlier(session, stored: Report) -> dict[str, Any] | None:
    """What moved since an earlier attempt of this session."""
    earlier = earlier_report(session, stored)
    if earlier is None:
        return None
    quizzes = {"earlier_quiz": earlier.instrument.content, "later_quiz": instrument_by(stored.instrument_id).content}
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


@require_POST
@tells_when_not_saved
@for_owner
def share_with_counselor(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    form = CounselorForm(request.POST)
    form.full_clean()
    services.set_counselor_access(attempt_id=attempt.pk, allowed=form.cleaned_data["konselor"], now=timezone.now())
    return redirect("assessments:report", attempt_id=attempt.pk)
