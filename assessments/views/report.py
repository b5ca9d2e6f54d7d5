"""The stored report, and what its owner does with it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from .. import services
from ..models import Attempt
from ..queries import current_report, release_attempt
from ..signals import parts_of, report_shown
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
        "parts": parts_of(report_shown, request=request, attempt=attempt, report=stored),
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
        "laporan": stored.document_in(get_language()),
        "kuis": attempt.instrument.content,
        "persetujuan": list(attempt.consents.values("purpose", "text", "given_at", "withdrawn_at")),
    }
    response = JsonResponse(copy, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="hasil-kuis-{stored.created_at:%Y-%m-%d}.json"'
    return response


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
