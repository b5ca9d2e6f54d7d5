"""What people may ask of the site about their own data: see it, take it along, take consent back, have it erased."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from professions.notices import current_notice

from .. import pdf, personal_data
from ..erasing import erase_attempts
from ..models import Attempt, Consent, Erasure
from ..my_data import attempts_in_words, copy_in_words, file_for, guardian_requests
from ..queries import (
    GUARDIAN_KEY,
    holds_attempt,
    last_receipt,
    own_attempt,
    own_attempts,
    own_receipt,
    release_attempts,
    release_gone_attempts,
    remember_receipt,
)
from ..signals import all_erased
from .guards import for_owner, tells_when_not_saved, way_in


@require_GET
def my_data(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    attempts = list(own_attempts(request.session))
    release_gone_attempts(request.session, attempts)
    context = {
        "attempts": attempts_in_words(attempts, now=now),
        "requests": guardian_requests(request.session, attempts),
        "months": settings.RETENTION_MONTHS,
        "contact": settings.DATA_CONTACT,
        "notice": current_notice(),
    }
    return render(request, "assessments/my_data.html", context)


@require_GET
def copy(request: HttpRequest) -> HttpResponse:
    """The readable copy."""
    attempts = list(own_attempts(request.session))
    held = personal_data.Held.by(request.session)
    return render(request, "assessments/my_copy.html", copy_in_words(held, attempts, now=timezone.now()))


@require_GET
def copy_json(request: HttpRequest) -> HttpResponse:
    """The copy for machines, in one file."""
    now = timezone.now()
    response = JsonResponse(
        file_for(personal_data.Held.by(request.session), now=now),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    response["Content-Disposition"] = f'attachment; filename="{pdf.file_name("data-saya", now, "json")}"'
    return response


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
@for_owner
def withdraw(request: HttpRequest, attempt: Attempt, *, purpose: str) -> HttpResponse:
    """Ask, then take the consent back; for the purpose of storing at all, that is erasing."""
    way = personal_data.withdrawal_of(purpose)
    if purpose in {Consent.Purpose.REPORT, Consent.Purpose.GUARDIAN}:
        return redirect("assessments:delete", attempt_id=attempt.pk)
    if way is None:
        return render(request, "404.html", status=404)
    if request.method == "POST":
        personal_data.withdraw(purpose=purpose, attempt_id=attempt.pk, now=timezone.now())
        return redirect("assessments:my-data")
    consent = attempt.consents.filter(purpose=purpose, withdrawn_at=None).first()
    context = {"attempt": attempt, "consent": consent, "consequence": way.consequence}
    return render(request, "assessments/withdraw.html", context)


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
def erase(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Erase one attempt; whoever presses twice is shown the same proof."""
    attempt = own_attempt(request.session, attempt_id)
    if attempt is None:
        return _erased_before(request, attempt_id)
    if request.method == "GET":
        return render(request, "assessments/delete.html", {"attempt": attempt})
    erasure = erase_attempts(attempt_ids=[attempt.pk], reason=Erasure.Reason.PERSON, now=timezone.now())
    if erasure is None:
        return _erased_before(request, attempt_id)
    return _show_proof(request, erasure, [attempt_id])


def _erased_before(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    erasure = own_receipt(request.session, attempt_id)
    if erasure:
        return _show_proof(request, erasure, [attempt_id])
    if holds_attempt(request.session, attempt_id):
        release_attempts(request.session, [attempt_id])
    return way_in(request)


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
def erase_all(request: HttpRequest) -> HttpResponse:
    """Erase all that this browser holds; whoever presses twice is shown the same proof."""
    attempts = list(own_attempts(request.session))
    requests = guardian_requests(request.session, attempts)
    if request.method == "GET":
        if not (attempts or requests):
            return redirect("assessments:my-data")
        return render(request, "assessments/erase_all.html", {"attempts": attempts, "requests": requests})
    with transaction.atomic():
        all_erased.send(sender=None, session=request.session)
        erasure = erase_attempts(
            attempt_ids=[attempt.pk for attempt in attempts],
            guardian_ids=[asked.pk for asked in requests],
            reason=Erasure.Reason.PERSON,
            now=timezone.now(),
        )
    release_gone_attempts(request.session, [])
    request.session.pop(GUARDIAN_KEY, None)
    erasure = erasure or last_receipt(request.session)
    return _show_proof(request, erasure, []) if erasure else redirect("assessments:my-data")


def _show_proof(request: HttpRequest, erasure: Erasure, attempt_ids: list[UUID]) -> HttpResponse:
    release_attempts(request.session, attempt_ids)
    remember_receipt(request.session, erasure)
    return redirect("assessments:receipt", number=erasure.number)


@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The proof of an erasure. It names nobody, so whoever knows its number may read it."""
    erasure = get_object_or_404(Erasure, number=number)
    return render(request, "assessments/receipt.html", {"erasure": erasure})
