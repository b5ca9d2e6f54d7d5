"""What this room adds to the start of a quiz and to the page of a report."""

from .offers import offers_in
from .queries import invited_group, open_shares_of, own_places
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
                now=now,
            )


def show_report_to_counselors(sender, report, **kwargs):
    follow_report(report)


def say_who_sees(sender, attempt, **kwargs):
    return {"template": "counseling/_who_sees.html", "shares": open_shares_of(attempt)}
