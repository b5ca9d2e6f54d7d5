"""A parent's or guardian's consent, by a link that the young person hands on."""

from datetime import datetime, timedelta

from django.db import transaction

from . import wording
from .codes import code_hash
from .models import Attempt, GuardianRequest

DAYS_TO_ANSWER = 14


class RequestGone(LookupError):
    """There is no such request, or nobody answered it in time."""


def ask_guardian(*, token: str, now: datetime) -> GuardianRequest:
    """A request that whoever holds `token` (random, at least 160 bits) may answer. Only its hash is kept."""
    return GuardianRequest.objects.create(token_hash=code_hash(token), asked_at=now)


def request_by_token(token: str, *, now: datetime) -> GuardianRequest:
    """The request that this link answers. Raises RequestGone."""
    found = GuardianRequest.objects.filter(token_hash=code_hash(token)).first()
    if found is None or (found.decision == GuardianRequest.Decision.OPEN and _is_late(found, now)):
        raise RequestGone("there is no open request for this token")
    return found


def _is_late(request: GuardianRequest, now: datetime) -> bool:
    return now > request.asked_at + timedelta(days=DAYS_TO_ANSWER)


def has_agreed(request_id: str | None) -> bool:
    """Whether the guardian asked by this request said yes and has not taken it back."""
    if not request_id:
        return False
    return GuardianRequest.objects.filter(pk=request_id, decision=GuardianRequest.Decision.APPROVED).exists()


@transaction.atomic
def decide(*, request_id: str, decision: str, relation: str, in_asking_browser: bool, now: datetime) -> GuardianRequest:
    """Record the answer, with the sentence that was agreed to; the first answer counts. Raises RequestGone."""
    request = _locked(request_id)
    if request.decision == GuardianRequest.Decision.OPEN:
        request.decision, request.relation, request.decided_at = decision, relation, now
        request.in_asking_browser = in_asking_browser
        request.text = wording.consent_text("guardian") if decision == GuardianRequest.Decision.APPROVED else ""
        request.save()
    return request


@transaction.atomic
def withdraw(*, request_id: str, now: datetime) -> GuardianRequest:
    """Take the consent back: what was stored under it is erased. Raises RequestGone."""
    request = _locked(request_id)
    if request.decision == GuardianRequest.Decision.APPROVED:
        request.decision, request.decided_at = GuardianRequest.Decision.WITHDRAWN, now
        request.save(update_fields=["decision", "decided_at"])
        Attempt.objects.filter(guardian=request).delete()
    return request


def _locked(request_id: str) -> GuardianRequest:
    try:
        return GuardianRequest.objects.select_for_update().get(pk=request_id)
    except GuardianRequest.DoesNotExist as error:
        raise RequestGone(f"there is no request {request_id}") from error
