"""Writes that belong together: join and leave a group, open and close a report, read it, write about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from assessments.models import Attempt, Consent, Report
from assessments.queries import current_report
from assessments.services import Recording, locked_attempt, note_use, record_consent, withdraw_consent

from .models import AccessEntry, Agreement, Group, Membership, Note, ReviewRequest, Share
from .people import called
from .queries import (
    agreements_of,
    notes_visible_to,
    requests_to,
    shares_of_group,
    shares_open_to,
)
from .roles import COUNSELOR
from .small_cells import new_blocks

REVIEW_DAYS = 7  # until a request for a look should be answered
FILLED_AT_ONCE = 200  # rows of one statement


class NotShared(LookupError):
    """The report is not open to this counselor (any more), or there is none."""


class NotOffered(LookupError):
    """This browser is in no group of this counselor."""


class ChangedMeanwhile(ValueError):
    """Somebody else saved the note first; `note` is as it stands now."""

    def __init__(self, note: Note):
        super().__init__(f"note {note.pk} is at version {note.version}")
        self.note = note


@transaction.atomic
def join_group(*, group: Group, name: str, form_key: str, attempt: Attempt | None, now: datetime) -> Membership:
    """Take a place in the group; a form that arrives twice takes one.

    With an attempt the place is that attempt's. Raises UnknownAttempt.
    """
    attempt = attempt and locked_attempt(attempt.pk)
    standing = attempt and Membership.objects.filter(group=group, attempt=attempt).first()
    if standing:
        return standing
    membership, _created = Membership.objects.get_or_create(
        form_key=form_key, defaults={"group": group, "attempt": attempt, "name": name, "joined_at": now}
    )
    return membership


@transaction.atomic
def leave_group(*, memberships: Iterable[Membership], now: datetime) -> None:
    """Give up these places, all of one group; what was opened through it closes."""
    for membership in memberships:
        if membership.attempt_id:
            _close(Share.objects.filter(attempt=membership.attempt_id, group=membership.group_id), now=now)
        membership.delete()


def take_place(membership: Membership, attempt: Attempt, *, now: datetime) -> None:
    """Let the attempt be this person's in the group: her open place, or a further one beside that of another."""
    places = Membership.objects.filter(group=membership.group_id)
    if places.filter(attempt=attempt).exists() or places.filter(pk=membership.pk, attempt=None).update(attempt=attempt):
        return
    Membership.objects.create(
        group=membership.group,
        attempt=attempt,
        name=membership.name,
        form_key=Membership.key_of_further(attempt.pk, membership.group_id),
        joined_at=now,
    )


@transaction.atomic
def give_share(
    *,
    attempt_id: UUID,
    membership: Membership,
    counselor: AbstractBaseUser,
    text: str,
    now: datetime,
    recording: Recording,
) -> Share:
    """Open the attempt's report to one counselor of the member's group; `text` is what the person agreed to.

    Opening what is open changes nothing. Raises UnknownAttempt, NotOffered.
    """
    attempt = locked_attempt(attempt_id)
    if not membership.group.counselors.filter(pk=counselor.pk).exists():
        raise NotOffered(f"{counselor} is no counselor of group {membership.group_id}")
    take_place(membership, attempt, now=now)
    share, created = Share.objects.get_or_create(
        attempt=attempt,
        counselor=counselor,
        withdrawn_at=None,
        defaults={
            "group": membership.group,
            "name": membership.name,
            "given_at": now,
            **_repeated(current_report(attempt)),
        },
    )
    if created:
        record_consent(
            attempt, purpose=Consent.Purpose.COUNSELOR, party=_party(share), text=text, now=now, recording=recording
        )
    return share


def _repeated(report: Report | None) -> dict:
    """The columns of a share that repeat its report."""
    if report is None:
        return {}
    names = ("profession_id", "level", "has_quality_note", "has_unfit_met")
    return {"report": report, "reported_at": report.created_at} | {name: getattr(report, name) for name in names}


def _party(share: Share) -> str:
    """How the consent ledger names the counselor."""
    return f"counselor-{share.counselor_id}"


def follow_report(report: Report) -> None:
    """Let the open shares of the attempt show its newest report, not yet seen by anybody."""
    Share.objects.filter(attempt=report.attempt_id, withdrawn_at=None).update(
        **_repeated(report), is_seen=False, listed_on=None
    )


@transaction.atomic
def withdraw_share(*, attempt_id: UUID, share_id: int, now: datetime) -> None:
    """Close what the owner opened. Raises UnknownAttempt, NotShared; closing what is closed changes nothing."""
    shares = Share.objects.filter(pk=share_id, attempt=locked_attempt(attempt_id))
    if not shares.exists():
        raise NotShared(f"share {share_id} is none of attempt {attempt_id}")
    _close(shares, now=now)


def close_all_shares(*, attempt_id: UUID, now: datetime) -> None:
    """Close the attempt's report to every counselor. Raises UnknownAttempt."""
    _close(Share.objects.filter(attempt=locked_attempt(attempt_id)), now=now)


def _close(shares, *, now: datetime) -> None:
    open_shares = shares.filter(withdrawn_at=None).select_related("attempt").order_by("pk")
    for share in open_shares.select_for_update(of=("self",)):
        withdraw_consent(share.attempt, purpose=Consent.Purpose.COUNSELOR, party=_party(share), now=now)
        share.withdrawn_at = now
        share.save(update_fields=["withdrawn_at"])


@transaction.atomic
def set_counselors(group: Group, counselors: Iterable[AbstractBaseUser], *, now: datetime) -> None:
    """Who sees this group from now on; what people opened to others through it closes."""
    counselors = list(counselors)
    group.counselors.set(counselors)
    _close(Share.objects.filter(group=group).exclude(counselor__in=counselors), now=now)


@transaction.atomic
def open_report(
    *, user: AbstractBaseUser, report_id: int, now: datetime, action: str = AccessEntry.Action.OPEN
) -> Share:
    """Read a report that is open to this counselor, and write that she did. Raises NotShared.

    The attempt is locked, so that a withdrawal or deletion comes either before the reading or after it.
    """
    share = _locked_share(user, report_id)
    _log(user, [share], action, now)
    if not share.is_seen:
        share.is_seen = True
        share.save(update_fields=["is_seen"])
    return share


@transaction.atomic
def list_shares(shares, *, user: AbstractBaseUser, now: datetime) -> list[Share]:
    """The rows of a list, with a line in the access log of each person who has none of this day."""
    rows = list(shares)
    today = timezone.localdate(now)
    fresh = {share.attempt_id for share in rows if share.listed_on != today}
    if not fresh:
        return rows
    deleted = fresh - _locked_attempts(fresh)
    rows = [share for share in rows if share.attempt_id not in deleted]
    logged = [share for share in rows if share.attempt_id in fresh]
    _log(user, logged, AccessEntry.Action.LIST, now)
    Share.objects.filter(pk__in=[share.pk for share in logged]).update(listed_on=today)
    return rows


def _locked_attempts(attempts: Iterable[UUID]) -> set[UUID]:
    """Those that are still there, kept from being deleted until the transaction ends."""
    rows = Attempt.objects.filter(pk__in=attempts).select_for_update(no_key=True).order_by("pk")
    return set(rows.values_list("pk", flat=True))


@transaction.atomic
def open_some(shares, *, user: AbstractBaseUser, action: str, now: datetime) -> list[Share]:
    """Read several reports that are open to this counselor, in this order, each with a line in its access log.

    What is closed or deleted while they are being locked is left out.
    """
    locked = _locked_attempts(list(shares.values_list("attempt_id", flat=True)))
    rows = [share for share in shares.all() if share.attempt_id in locked]
    _log(user, rows, action, now)
    return rows


@transaction.atomic
def fill_blocks(*, user: AbstractBaseUser, group: Group) -> None:
    """Let those who wait for the group's picture enter it, five people of one profession at a time.

    Each enters with her report of this moment; a later one of the same attempt leaves the picture as it is.
    """
    shares = shares_of_group(user, group).order_by("pk").only("name", "profession_id", "report_id", "block")
    if not _entering(shares):
        return
    Group.objects.select_for_update().filter(pk=group.pk).values_list("pk").first()
    highest = Share.objects.filter(counselor=user, group=group).aggregate(highest=Max("block"))["highest"] or 0
    entering = []
    for number, block in enumerate(_entering(shares.all()), start=highest + 1):
        for share in block:
            share.block, share.pictured_id = number, share.report_id
            entering.append(share)
    Share.objects.bulk_update(entering, ["block", "pictured"], batch_size=FILLED_AT_ONCE)


def _entering(shares: Iterable[Share]) -> list[Sequence[Share]]:
    """The blocks that can be filled; of several reports of one name on one profession the first one counts."""
    first: dict[tuple[int, str], Share] = {}
    for share in sorted(shares, key=lambda share: share.block is None):
        first.setdefault((share.profession_id, share.name.casefold()), share)
    waiting: dict[int, list[Share]] = {}
    for share in first.values():
        if share.block is None:
            waiting.setdefault(share.profession_id, []).append(share)
    return [block for of_profession in waiting.values() for block in new_blocks(of_profession)]


def _log(user: AbstractBaseUser, shares: list[Share], action: str, now: datetime) -> None:
    AccessEntry.objects.bulk_create(
        AccessEntry(
            attempt_id=share.attempt_id,
            account=user.get_username(),
            who=called(user),
            role=COUNSELOR,
            action=action,
            at=now,
        )
        for share in shares
    )


def _locked_share(user: AbstractBaseUser, report_id: int) -> Share:
    """The open share, with its attempt kept from everybody else. Raises NotShared.

    The number of an earlier report of the attempt leads to it as well: the person may have added answers meanwhile.
    """
    shares = shares_open_to(user).filter(attempt__reports=report_id)
    attempt_id = shares.values_list("attempt_id", flat=True).first()
    Attempt.objects.select_for_update().filter(pk=attempt_id).values_list("pk").first()
    share = shares.select_related("report__attempt", "group__institution", "profession").first()
    if share is None:
        raise NotShared(f"report {report_id} is not open to this user")
    return share


@dataclass(frozen=True)
class NoteText:
    text: str
    audience: str


@transaction.atomic
def add_note(*, user: AbstractBaseUser, report_id: int, written: NoteText, now: datetime) -> Note:
    """Raises NotShared."""
    share = _locked_share(user, report_id)
    return Note.objects.create(
        attempt_id=share.attempt_id,
        author=user,
        institution=share.group.institution,
        audience=written.audience,
        text=written.text,
        created_at=now,
        changed_at=now,
        changed_by=user,
    )


@transaction.atomic
def change_note(
    *, user: AbstractBaseUser, report_id: int, note_id: int, version: int, written: NoteText, now: datetime
) -> None:
    """Raises NotShared; ChangedMeanwhile when the note is no longer at the version that was edited.

    Only its author says who reads a note; a colleague of the institution keeps that as it is.
    """
    share = _locked_share(user, report_id)
    notes = notes_visible_to(user, share.attempt_id)
    note = notes.filter(pk=note_id).first()
    if note is None:
        raise NotShared(f"note {note_id} is not open to this user")
    audience = written.audience if note.author_id == user.pk else note.audience
    changed = Note.objects.filter(pk=note_id, version=version).update(
        text=written.text, audience=audience, version=F("version") + 1, changed_at=now, changed_by=user
    )
    if not changed:
        raise ChangedMeanwhile(notes.get(pk=note_id))


@transaction.atomic
def add_agreement(*, user: AbstractBaseUser, report_id: int, text: str, follow_up_on: date, now: datetime) -> Agreement:
    """Raises NotShared."""
    share = _locked_share(user, report_id)
    note_use(attempt_id=share.attempt_id, now=now)
    return Agreement.objects.create(
        attempt_id=share.attempt_id, counselor=user, text=text, follow_up_on=follow_up_on, created_at=now
    )


@transaction.atomic
def finish_agreement(*, user: AbstractBaseUser, report_id: int, agreement_id: int, now: datetime) -> None:
    """Raises NotShared; finishing what is finished changes nothing."""
    share = _locked_share(user, report_id)
    agreement = agreements_of(user).filter(pk=agreement_id, attempt=share.attempt_id).first()
    if agreement is None:
        raise NotShared(f"agreement {agreement_id} is not open to this user")
    Agreement.objects.filter(pk=agreement.pk, done_at=None).update(done_at=now)


@transaction.atomic
def ask_for_review(*, attempt_id: UUID, share_id: int, text: str, now: datetime) -> ReviewRequest:
    """Ask the counselor of an open share for a look; one open request at a time. Raises UnknownAttempt, NotShared."""
    attempt = locked_attempt(attempt_id)
    share = Share.objects.filter(pk=share_id, attempt=attempt, withdrawn_at=None).first()
    if share is None:
        raise NotShared(f"share {share_id} is not open")
    due_on = timezone.localdate(now) + timedelta(days=REVIEW_DAYS)
    request, _created = ReviewRequest.objects.get_or_create(
        attempt=attempt,
        counselor=share.counselor,
        answered_at=None,
        defaults={"text": text, "asked_at": now, "due_on": due_on},
    )
    return request


@transaction.atomic
def answer_review(*, user: AbstractBaseUser, report_id: int, request_id: int, answer: str, now: datetime) -> None:
    """Raises NotShared; what is answered keeps its first answer."""
    share = _locked_share(user, report_id)
    request = requests_to(user).filter(pk=request_id, attempt=share.attempt_id).first()
    if request is None:
        raise NotShared(f"request {request_id} is not open to this user")
    ReviewRequest.objects.filter(pk=request.pk, answered_at=None).update(answer=answer, answered_at=now)
