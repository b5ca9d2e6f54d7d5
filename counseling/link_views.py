"""A link to the summary of a report: its owner's page, and what whoever holds it finds."""

import hashlib
import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.models import Attempt
from assessments.queries import current_report
from assessments.views.guards import for_owner, refused, tells_when_not_saved
from assessments.views.quiz import new_key

from . import wording
from .forms import LinkForm
from .link_services import LinkOver, make_link, read_summary, revoke_link
from .queries import link_by_token, links_of
from .views import shows_way_in

TOKENS_KEY = "links"  # of the owner's session: token by link, to show it again
OPENED_KEY = "opened_link"  # of a visitor's session
MOST_TOKENS = 20


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
@for_owner
@shows_way_in
def links(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    if current_report(attempt) is None:
        return redirect(attempt)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _make(request, attempt, form)
        return redirect("counseling:links", attempt_id=attempt.pk)
    if form.is_bound:
        return refused(request)
    tokens = request.session.get(TOKENS_KEY, {})
    context = {
        "attempt": attempt,
        "form": form,
        "key": new_key(),
        "text": wording.link_text(),
        "rows": [(link, *_handed_on(request, link, tokens)) for link in links_of(attempt)],
    }
    return render(request, "counseling/links.html", context)


def _make(request: HttpRequest, attempt: Attempt, form: LinkForm) -> None:
    token = _token_of(request, form.cleaned_data["kunci"])
    link = make_link(
        attempt_id=attempt.pk,
        token=token,
        days=form.cleaned_data["hari"],
        text=wording.link_text(),
        now=timezone.now(),
    )
    tokens = {**request.session.get(TOKENS_KEY, {}), str(link.pk): token}
    request.session[TOKENS_KEY] = dict(list(tokens.items())[-MOST_TOKENS:])


def _token_of(request: HttpRequest, key: str) -> str:
    """192 bits that follow from the form's key, so that a form that arrives twice makes one link.

    The key alone, which stands in a page, is not enough: the server's secret and the session's are in it.
    """
    seed = f"link {request.session.session_key} {key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), seed, hashlib.sha256).hexdigest()[:48]


def _handed_on(request: HttpRequest, link, tokens) -> tuple[str, str]:
    """The address, where this browser knows it, and the message that goes with it."""
    token = tokens.get(str(link.pk))
    if not (token and link.is_open):
        return "", ""
    day = date_format(timezone.localtime(link.expires_at), "j F Y")
    return request.build_absolute_uri(reverse("counseling:link", args=[token])), wording.link_message(day=day)


@require_POST
@tells_when_not_saved
@for_owner
@shows_way_in
def revoke(request: HttpRequest, attempt: Attempt, *, link_id: int) -> HttpResponse:
    try:
        revoke_link(attempt_id=attempt.pk, link_id=link_id, now=timezone.now())
    except LinkOver:
        return render(request, "assessments/way_in.html", status=404)
    return redirect("counseling:links", attempt_id=attempt.pk)


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
def landing(request: HttpRequest, token: str) -> HttpResponse:
    """The neutral page behind a link: whoever or whatever fetches it learns nothing and changes nothing."""
    if request.method == "GET":
        return render(request, "counseling/link.html")
    link = link_by_token(token)
    if link is None:
        return _over(request)
    request.session.cycle_key()
    request.session[OPENED_KEY] = link.pk
    return redirect("counseling:summary")


@require_GET
def summary(request: HttpRequest) -> HttpResponse:
    """The summary, at an address without a secret, for the browser that opened a link."""
    try:
        link, report = read_summary(link_id=request.session.get(OPENED_KEY), now=timezone.now())
    except LinkOver:
        return _over(request)
    context = {"link": link, "report": report, "document": report.document_in(get_language())}
    return render(request, "counseling/summary.html", context)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "counseling/link_over.html", status=404)
