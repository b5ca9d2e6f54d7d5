"""Who may see what of other people: the doors. Nothing in this room reads personal rows past them."""

from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from assessments.codes import code_hash
from assessments.models import Attempt, Report
from assessments.queries import SESSION_KEY as ATTEMPTS_KEY

from .models import (
    AccessEntry,
    Agreement,
    Group,
    Institution,
    Membership,
    Note,
    ReportLink,
    ReviewRequest,
    SchoolConsent,
    Share,
)

VIEW_REPORTS = "assessments.view_report"
ASSIGN_COUNSELORS = "counseling.assign_counselors"
SESSION_KEY = "memberships"
INVITED_KEY = "invited"
SHOWN_LINKS = 50
SHOWN_ENTRIES = 100  # of the access log, on the person's page


def is_counselor(user: AbstractBaseUser) -> bool:
    """Being an administrator makes nobody a counselor."""
    return user.is_active and user.is_staff and not user.is_superuser and user.has_perm(VIEW_REPORTS)


def is_coordinator(user: AbstractBaseUser) -> bool:
    return user.is_active and user.is_staff and not user.is_superuser and user.has_perm(ASSIGN_COUNSELORS)


def shares_open_to(user: AbstractBaseUser):
    """What people opened to this counselor and did not take back, where there is a report by now."""
    if not is_counselor(user):
        return Share.objects.none()
    return Share.objects.filter(counselor=user, withdrawn_at=None, reported_at__isnull=False)


def reports_visible_to(user: AbstractBaseUser):
    """The one door to other people's results: reports that their owners opened to this very counselor."""
    return Report.objects.filter(shares__in=shares_open_to(user))


def notes_visible_to(user: AbstractBaseUser, attempt_id: UUID):
    """Her own notes on an attempt that is open to her, and those that colleagues wrote for the institution."""
    institutional = Q(audience=Note.Audience.INSTITUTION, institution__in=user.institutions.all())
    shares = shares_open_to(user).filter(attempt=attempt_id)
    notes = Note.objects.filter(Q(author=user) | institutional, attempt__in=shares.values("attempt"))
    return notes.select_related("author", "changed_by")


def agreements_of(user: AbstractBaseUser):
    """Her agreements with people whose reports are open to her."""
    return Agreement.objects.filter(counselor=user, attempt__in=shares_open_to(user).values("attempt"))


def requests_to(user: AbstractBaseUser):
    """Requests for a look that she can answer."""
    return ReviewRequest.objects.filter(counselor=user, attempt__in=shares_open_to(user).values("attempt"))


def groups_visible_to(user: AbstractBaseUser):
    """A counselor's own groups; for a coordinator those of her institutions."""
    visible = Q(pk__in=[])
    if is_counselor(user):
        visible |= Q(pk__in=user.counseled_groups.values("pk"))
    if is_coordinator(user):
        visible |= Q(institution__in=user.institutions.all())
    return Group.objects.filter(visible)


def own_groups(user: AbstractBaseUser):
    """The groups that this counselor has herself."""
    if not is_counselor(user):
        return Group.objects.none()
    return Group.objects.filter(counselors=user).select_related("institution")


def institutions_of(user: AbstractBaseUser):
    return Institution.objects.filter(staff=user)


def counselors_of(institutions):
    """Active accounts of these institutions that may see reports."""
    return (
        get_user_model()
        .objects.filter(
            is_active=True,
            is_staff=True,
            is_superuser=False,
            institutions__in=institutions,
            groups__permissions__codename="view_report",
            groups__permissions__content_type__app_label="assessments",
        )
        .distinct()
        .order_by("username")
    )


def group_by_code(code: str | None) -> Group | None:
    """The group that takes new members by this code."""
    return code and Group.objects.filter(code=code, is_open=True).select_related("institution").first()


def own_memberships(session):
    """The places in groups that this browser took, and those of the attempts that it holds."""
    places, attempts = session.get(SESSION_KEY, ()), session.get(ATTEMPTS_KEY, ())
    if not places and not attempts:
        return Membership.objects.none()
    active = get_user_model().objects.filter(is_active=True).order_by("username")
    return (
        Membership.objects.filter(Q(pk__in=places) | Q(attempt__in=attempts))
        .select_related("group__institution")
        .prefetch_related(Prefetch("group__counselors", active))
        .order_by("group", "-joined_at", "-id")
    )


def own_places(session) -> list[Membership]:
    """One membership, the latest, for each group of this browser."""
    latest: dict[int, Membership] = {}
    for membership in own_memberships(session):
        latest.setdefault(membership.group_id, membership)
    return list(latest.values())


def invited_group(session) -> Group | None:
    """The group whose code this browser has just given, before a name was chosen."""
    pk = session.get(INVITED_KEY)
    return pk and Group.objects.filter(pk=pk, is_open=True).select_related("institution").first()


def shares_of(attempt: Attempt):
    """All that was ever opened of this attempt, for its owner; the open ones first."""
    shares = attempt.shares.select_related("counselor", "group__institution")
    return sorted(shares, key=lambda share: (not share.is_open, -share.pk))


def open_shares_of(attempt: Attempt):
    return attempt.shares.filter(withdrawn_at=None).select_related("counselor", "group")


def notes_for_person(attempt: Attempt):
    return attempt.notes.filter(audience=Note.Audience.PERSON).select_related("author", "changed_by")


def access_log_of(attempt: Attempt):
    return AccessEntry.objects.filter(attempt=attempt)[:SHOWN_ENTRIES]


def links_of(attempt: Attempt) -> list[ReportLink]:
    """The newest first, those that are over included."""
    return list(attempt.links.all()[:SHOWN_LINKS])


def open_link(link_id: int | None) -> ReportLink | None:
    """The link that a browser opened, while it still opens anything."""
    links = ReportLink.objects.filter(pk=link_id, revoked_at=None, expires_at__gt=timezone.now())
    return link_id and links.select_related("attempt").first()


def link_by_token(token: str) -> ReportLink | None:
    """The link of this address, where it opens anything."""
    found = ReportLink.objects.filter(token_hash=code_hash(token)).values_list("pk", flat=True).first()
    return open_link(found)


def open_school_consents(groups):
    """Where a school says that it holds the signatures of the guardians of these groups."""
    return SchoolConsent.objects.filter(group__in=groups, withdrawn_at=None)


def entered_before(group: Group, name: str, profession_id: int) -> Attempt | None:
    """The newest attempt on this profession that was typed in for a member of this name."""
    typed = Attempt.objects.filter(
        memberships__group=group, memberships__name=name, instrument__profession=profession_id, entered_at__isnull=False
    )
    return typed.order_by("-entered_at").first()


def reviews_of(attempt: Attempt):
    return attempt.review_requests.select_related("counselor").order_by("-asked_at")


def agreements_with(attempt: Attempt):
    return attempt.agreements.select_related("counselor")


SHOWN_MEMBERS = 200


def counsels(user: AbstractBaseUser, group: Group) -> bool:
    """Whether she is a counselor of this very group; a coordinator of its institution is not."""
    return is_counselor(user) and group.counselors.filter(pk=user.pk).exists()


def groups_counseled_by(user: AbstractBaseUser):
    """Her own groups, without those that she only coordinates."""
    return Group.objects.filter(counselors=user) if is_counselor(user) else Group.objects.none()


def shares_of_group(user: AbstractBaseUser, group: Group):
    """What the people of this group opened to her."""
    return shares_open_to(user).filter(group=group)


def places_without_quiz():
    """Places that were taken before any quiz began, and hold a name alone."""
    return Membership.objects.filter(attempt=None)


def places_of(group: Group):
    """Every place in the group, with whether its attempt is finished."""
    return group.memberships.select_related("attempt").only(
        "name", "form_key", "group_id", "attempt_id", "attempt__finished_at"
    )


def pictured_rows(user: AbstractBaseUser, group: Group):
    """What the group's picture counts: of each report only the parts that it needs."""
    return (
        shares_of_group(user, group)
        .filter(block__isnull=False)
        .order_by("pk")
        .values(
            "block",
            "profession_id",
            instrument_id=F("pictured__instrument_id"),
            report_level=F("pictured__level"),
            traits=F("pictured__result__traits"),
            beliefs=F("pictured__result__beliefs"),
            duties=F("pictured__result__duties__items"),
        )
    )


def members_of(group: Group, user: AbstractBaseUser) -> list[Membership]:
    """The names in a group, for its own counselors; a coordinator sees none."""
    if not counsels(user, group):
        return []
    members = group.memberships.select_related("attempt").only("name", "joined_at", "group", "attempt__entered_at")
    return list(members.order_by("-joined_at", "-id")[:SHOWN_MEMBERS])
