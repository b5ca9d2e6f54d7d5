"""Links to the summary of a report: made, taken back and read, each with its line for the owner."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from assessments.codes import code_hash
from assessments.models import Attempt, Consent, Report
from assessments.queries import current_report
from assessments.services import Recording, locked_attempt, record_consent, withdraw_consent

from .models import AccessEntry, ReportLink
from .queries import open_link

HOLDER = "pemegang tautan"  # who looked, in the access log: nobody knows more about them


class LinkOver(LookupError):
    """The link has expired, was taken back, or never was."""


@transaction.atomic
def make_link(*, attempt_id: UUID, token: str, days: int, text: str, now: datetime) -> ReportLink:
    """A link that whoever holds `token` (random, at least 160 bits) reads the summary by. Only its hash is kept.

    The same token makes one link. Raises UnknownAttempt.
    """
    attempt = locked_attempt(attempt_id)
    link, created = ReportLink.objects.get_or_create(
        token_hash=code_hash(token),
        defaults={"attempt": attempt, "made_at": now, "expires_at": now + timedelta(days=days)},
    )
    if created:
        record_consent(
            attempt,
            purpose=Consent.Purpose.LINK,
            party=_party(link.pk),
            text=text,
            recording=Recording(Consent.How.LINK),
            now=now,
        )
    return link


def _party(link_id: int) -> str:
    return f"link-{link_id}"


@transaction.atomic
def revoke_link(*, attempt_id: UUID, link_id: int, now: datetime) -> None:
    """Raises UnknownAttempt; LinkOver where the attempt has no such link. Revoking twice changes nothing."""
    attempt = locked_attempt(attempt_id)
    links = ReportLink.objects.filter(pk=link_id, attempt=attempt)
    if not links.exists():
        raise LinkOver(f"attempt {attempt_id} has no link {link_id}")
    links.filter(revoked_at=None).update(revoked_at=now)
    withdraw_consent(attempt, purpose=Consent.Purpose.LINK, party=_party(link_id), now=now)


@transaction.atomic
def revoke_all_links(*, attempt_id: UUID, now: datetime) -> None:
    """Take back every link of the attempt. Raises UnknownAttempt."""
    for link in locked_attempt(attempt_id).links.filter(revoked_at=None):
        revoke_link(attempt_id=attempt_id, link_id=link.pk, now=now)


@transaction.atomic
def read_summary(*, link_id: int | None, now: datetime) -> tuple[ReportLink, Report]:
    """The report behind an open link, with a line in its owner's access log. Raises LinkOver.

    The attempt is locked, so that a revocation or deletion comes either before the reading or after it.
    """
    attempts = ReportLink.objects.filter(pk=link_id).values("attempt")
    Attempt.objects.select_for_update().filter(pk__in=attempts).values_list("pk").first()
    link = open_link(link_id)
    report = link and current_report(link.attempt)
    if report is None:
        raise LinkOver("this browser has opened no link that is still open")
    AccessEntry.objects.create(
        attempt=link.attempt, account=HOLDER, who=HOLDER, role="", action=AccessEntry.Action.LINK, at=now
    )
    return link, report
