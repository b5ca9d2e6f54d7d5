"""The person's side: join a group, open and close her report, see who looked."""

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.models import Attempt
from assessments.queries import current_report, own_attempt
from assessments.services import UnknownAttempt
from assessments.throttle import may_try, note_wrong_try
from assessments.views.guards import for_owner, refused, tells_when_not_saved
from assessments.views.quiz import new_key

from . import services
from .forms import CodeForm, LeaveForm, NameForm, ReviewForm, ShareForm
from .models import Group
from .offers import offer_of, offers_in
from .queries import (
    INVITED_KEY,
    SESSION_KEY,
    access_log_of,
    agreements_with,
    group_by_code,
    invited_group,
    notes_for_person,
    own_memberships,
    own_places,
    reviews_of,
    shares_of,
)

FOR_ATTEMPT_KEY = "invited_for"  # of the session: the attempt from whose page the code was typed


def shows_way_in(view):
    """What is not hers inside her own attempt, or was deleted meanwhile, is answered as a stranger is."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (UnknownAttempt, services.NotShared, services.NotOffered):
            return render(request, "assessments/way_in.html", status=404)

    return guarded


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
def join(request: HttpRequest) -> HttpResponse:
    """Type the code of an invitation; and the groups that this browser joined."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        problem = _redeem(request, form.cleaned_data["kode"])
        if problem is None:
            request.session[FOR_ATTEMPT_KEY] = str(form.cleaned_data["untuk"] or "")
            return redirect("counseling:name")
        form.add_error("kode", problem)
    return render(request, "counseling/join.html", {"form": form, "places": own_places(request.session)})


def _redeem(request: HttpRequest, code: str | None) -> str | None:
    """Let this browser choose a name in the code's group; else the sentence that says why not."""
    now = timezone.now()
    if not may_try(request, now=now):
        return _("Terlalu banyak kode yang keliru. Tunggu seperempat jam, lalu coba lagi.")
    group = group_by_code(code)
    if group is None:
        note_wrong_try(request, now=now)
        return _(
            "Tidak ada kelompok terbuka dengan kode ini. Periksa kedelapan tandanya di lembar undangan, "
            "atau tanyakan kepada konselor Anda."
        )
    request.session.cycle_key()
    request.session[INVITED_KEY] = group.pk
    return None


@require_GET
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """The address on the invitation sheet: says nothing about the group, and asks before anything happens."""
    return render(request, "counseling/invitation.html", {"code": code})


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
@shows_way_in
def choose_name(request: HttpRequest) -> HttpResponse:
    group = invited_group(request.session)
    if group is None:
        return redirect("counseling:join")
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _take_place(request, group, form)
    if "kunci" in form.errors:
        return refused(request)
    return render(request, "counseling/name.html", {"group": group, "form": form, "key": new_key()})


def _take_place(request: HttpRequest, group: Group, form: NameForm) -> HttpResponse:
    attempt_id = request.session.pop(FOR_ATTEMPT_KEY, None)
    attempt = own_attempt(request.session, attempt_id) if attempt_id else None
    membership = services.join_group(
        group=group,
        name=form.cleaned_data["nama"],
        form_key=form.cleaned_data["kunci"],
        attempt=attempt,
        now=timezone.now(),
    )
    del request.session[INVITED_KEY]
    request.session[SESSION_KEY] = [*request.session.get(SESSION_KEY, ()), membership.pk]
    if attempt:
        return redirect("counseling:access", attempt_id=attempt.pk)
    return redirect("counseling:join")


@require_POST
@tells_when_not_saved
def leave(request: HttpRequest) -> HttpResponse:
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return refused(request)
    memberships = list(own_memberships(request.session).filter(group=form.cleaned_data["kelompok"]))
    left = {membership.pk for membership in memberships}
    services.leave_group(memberships=memberships, now=timezone.now())
    request.session[SESSION_KEY] = [pk for pk in request.session.get(SESSION_KEY, ()) if pk not in left]
    if request.session.get(INVITED_KEY) == form.cleaned_data["kelompok"]:
        del request.session[INVITED_KEY]
    return redirect("counseling:join")


@require_GET
@for_owner
def access(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    return _access_page(request, attempt)


def _access_page(request: HttpRequest, attempt: Attempt, review_form: ReviewForm | None = None) -> HttpResponse:
    shares = shares_of(attempt)
    open_shares = [share for share in shares if share.is_open]
    context = {
        "attempt": attempt,
        "report": current_report(attempt),
        "shares": open_shares,
        "closed": [share for share in shares if not share.is_open],
        "offers": offers_in(request.session, without=open_shares),
        "places": own_places(request.session),
        "notes": notes_for_person(attempt),
        "agreements": agreements_with(attempt),
        "reviews": reviews_of(attempt),
        "entries": access_log_of(attempt),
        "review_form": review_form,
        "review_days": services.REVIEW_DAYS,
    }
    return render(request, "counseling/access.html", context)


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
@for_owner
@shows_way_in
def share(request: HttpRequest, attempt: Attempt, *, membership_id: int, counselor_id: int) -> HttpResponse:
    """See what the counselor will see, then open it to her."""
    offer = offer_of(request.session, membership_id=membership_id, counselor_id=counselor_id)
    if offer is None:
        raise services.NotOffered(f"membership {membership_id} is not of this browser")
    report = current_report(attempt)
    text = offer.text if report else offer.later_text
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.give_share(
            attempt_id=attempt.pk,
            membership=offer.membership,
            counselor=offer.counselor,
            text=text,
            now=timezone.now(),
        )
        return redirect("counseling:access", attempt_id=attempt.pk)
    context = {
        "attempt": attempt,
        "offer": offer,
        "text": text,
        "form": form,
        "name": offer.membership.name,
        "group": offer.membership.group,
        "report": report,
        "document": report and report.document_in(get_language()),
    }
    return render(request, "counseling/share.html", context)


@require_POST
@tells_when_not_saved
@for_owner
@shows_way_in
def withdraw(request: HttpRequest, attempt: Attempt, *, share_id: int) -> HttpResponse:
    services.withdraw_share(attempt_id=attempt.pk, share_id=share_id, now=timezone.now())
    return redirect("counseling:access", attempt_id=attempt.pk)


@require_POST
@tells_when_not_saved
@for_owner
@shows_way_in
def ask_for_review(request: HttpRequest, attempt: Attempt, *, share_id: int) -> HttpResponse:
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _access_page(request, attempt, form)
    services.ask_for_review(
        attempt_id=attempt.pk, share_id=share_id, text=form.cleaned_data["pesan"], now=timezone.now()
    )
    return redirect("counseling:access", attempt_id=attempt.pk)
