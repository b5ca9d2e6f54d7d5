"""Writes of paper mode: a sheet that a counselor typed in, and the school's word that it holds guardians' consent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from assessments.models import Attempt, Consent, Instrument
from assessments.services import Recording, enter_from_paper, record_consent
from assessments.wording import consent_text

from . import wording
from .models import AccessEntry, Group, Membership, SchoolConsent
from .people import called, signed
from .queries import open_school_consents
from .roles import COUNSELOR
from .services import give_share, take_place


class GuardianMissing(ValueError):
    """The person is under 18, and no guardian signed, neither on the sheet nor at the school."""


@dataclass(frozen=True)
class Sheet:
    """What stands on a filled-in sheet beside the person's consent, without which there is nothing to enter."""

    name: str
    answers: Mapping[str, str]  # form value by question
    is_minor: bool
    guardian_signed: bool
    shares: bool  # with the counselor who types


@transaction.atomic
def enter_sheet(
    *, user: AbstractBaseUser, group: Group, instrument: Instrument, sheet: Sheet, key: str, code: str, now: datetime
) -> Attempt | None:
    """One finished attempt with its report, consents and place in the group; `code` is what its owner resumes by.

    None when the same form has made one before. Raises GuardianMissing, NotOffered; then nothing is stored.
    """
    by = signed(user)
    attempt = enter_from_paper(instrument=instrument, answers=sheet.answers, key=key, code=code, by=by, now=now)
    if attempt is None:
        return None
    on_paper = Recording(Consent.How.PAPER, by)
    if sheet.is_minor:
        _record_guardian(attempt, group, sheet, on_paper, now)
    membership = _place_of(group, sheet.name, key=key, now=now)
    take_place(membership, attempt, now=now)
    AccessEntry.objects.create(
        attempt=attempt,
        account=user.get_username(),
        who=called(user),
        role=COUNSELOR,
        action=AccessEntry.Action.ENTER,
        at=now,
    )
    if sheet.shares:
        text = wording.share_later_text(group, user)
        give_share(attempt_id=attempt.pk, membership=membership, counselor=user, text=text, now=now, recording=on_paper)
    return attempt


def _record_guardian(attempt: Attempt, group: Group, sheet: Sheet, on_paper: Recording, now: datetime) -> None:
    text, recording = consent_text("guardian"), on_paper
    if not sheet.guardian_signed:
        school = open_school_consents([group]).select_for_update().first()
        if school is None:
            raise GuardianMissing(f"no guardian signed for this sheet of group {group.pk}")
        text, recording = school.text, Recording(Consent.How.SCHOOL, school.recorded_by)
    record_consent(attempt, purpose=Consent.Purpose.GUARDIAN, text=text, now=now, recording=recording)


def _place_of(group: Group, name: str, *, key: str, now: datetime) -> Membership:
    """The place that a member of this name took and has not used, else a new one."""
    free = group.memberships.filter(name=name, attempt=None).order_by("joined_at", "id").first()
    return free or Membership.objects.create(group=group, name=name, form_key=f"kertas-{key}"[:64], joined_at=now)


@transaction.atomic
def record_school_consent(*, user: AbstractBaseUser, group: Group, text: str, now: datetime) -> SchoolConsent:
    """Recording what is recorded changes nothing."""
    consent, _created = SchoolConsent.objects.get_or_create(
        group=group, withdrawn_at=None, defaults={"text": text, "recorded_by": signed(user), "recorded_at": now}
    )
    return consent


@transaction.atomic
def withdraw_school_consent(*, user: AbstractBaseUser, group: Group, now: datetime) -> None:
    """Nobody new is stored from now on; nothing is deleted by this."""
    SchoolConsent.objects.filter(group=group, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=signed(user))
