"""What this room adds to the start of a quiz and to the page of a report."""

from django.utils import timezone

from assessments.models import Consent
from assessments.services import Recording

from .offers import offers_in
from .queries import SESSION_KEY, invited_group, open_school_consents, open_shares_of, own_places, places_without_quiz
from .services import follow_report, give_share, take_place

START_FIELD = "izin"  # of the start form: keys of the offers that were ticked


def offer_at_start(sender, request, **kwargs):
    chosen = request.POST.getlist(START_FIELD)
    return {
        "template": "counseling/_start.html",
        "offers": [(offer, offer.key in chosen) for offer in offers_in(request.session)],
        "invited": invited_group(request.session),
    }


def enter_attempt(sender, attempt, request, now, **kwargs):
    """Let a new attempt take its person's places in her groups, and open it to whom she ticked."""
    for place in own_places(request.session):
        take_place(place, attempt, now=now)
    chosen = request.POST.getlist(START_FIELD)
    for offer in offers_in(request.session):
        if offer.key in chosen:
            give_share(
                attempt_id=attempt.pk,
                membership=offer.membership,
                counselor=offer.counselor,
                text=offer.later_text,
                recording=Recording(Consent.How.START),
                now=now,
            )


def show_report_to_counselors(sender, report, **kwargs):
    follow_report(report)


def say_who_sees(sender, attempt, **kwargs):
    links = attempt.links.filter(revoked_at=None, expires_at__gt=timezone.now()).count()
    return {"template": "counseling/_who_sees.html", "shares": open_shares_of(attempt), "links": links}


def answer_for_guardians(sender, request, **kwargs):
    """The school of a group that this browser joined holds the guardians' signatures."""
    groups = [place.group_id for place in own_places(request.session)]
    consent = groups and open_school_consents(groups).first()
    if not consent:
        return None
    return {"template": "counseling/_school_agreed.html", "text": consent.text, "by": consent.recorded_by}


def leave_all_places(sender, session, **kwargs):
    """Who erases all that her browser holds has no place left in a group, not even one taken before any quiz."""
    places_without_quiz().filter(pk__in=session.pop(SESSION_KEY, ())).delete()


def erase_unused_places(sender, before, **kwargs):
    places_without_quiz().filter(joined_at__lt=before).delete()
