"""Somebody under 18: what may be done without storing anything, and a parent's or guardian's answer."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from professions.queries import published_professions

from .. import guardians
from ..forms import DecisionForm
from ..models import GuardianRequest
from ..queries import GUARDIAN_KEY, guardian_of
from ..wording import consent_text
from .guards import tells_when_not_saved

ANSWERING_KEY = "answering"  # id of the request that the link opened in this browser


@require_GET
def under_age(request: HttpRequest, slug: str) -> HttpResponse:
    """The two ways: without storing, or after a parent or guardian agreed."""
    profession = get_object_or_404(published_professions(), slug=slug)
    _id, token = request.session.get(GUARDIAN_KEY, (None, None))
    asked = GuardianRequest.objects.filter(pk=_id).first() if _id else None
    link = request.build_absolute_uri(reverse("assessments:guardian-link", args=[token])) if asked else ""
    context = {"profession": profession, "asked": asked, "link": link, "days": guardians.DAYS_TO_ANSWER}
    return render(request, "assessments/under_age.html", context)


@require_POST
@tells_when_not_saved
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    get_object_or_404(published_professions(), slug=slug)
    token = secrets.token_urlsafe(24)
    asked = guardians.ask_guardian(token=token, now=timezone.now())
    request.session[GUARDIAN_KEY] = [str(asked.pk), token]
    return redirect("assessments:under-age", slug=slug)


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The neutral page behind the link: a preview that fetches it changes nothing and learns nothing."""
    if request.method == "GET":
        return render(request, "assessments/guardian_link.html")
    try:
        asked = guardians.request_by_token(token, now=timezone.now())
    except guardians.RequestGone:
        return render(request, "assessments/guardian_gone.html", status=404)
    request.session[ANSWERING_KEY] = str(asked.pk)
    return redirect("assessments:guardian")


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
def answer(request: HttpRequest) -> HttpResponse:
    """The guardian's page, at an address without a secret."""
    asked = GuardianRequest.objects.filter(pk=request.session.get(ANSWERING_KEY)).first()
    if asked is None:
        return render(request, "assessments/guardian_gone.html", status=404)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        guardians.decide(
            request_id=str(asked.pk),
            decision=form.cleaned_data["jawaban"],
            relation=form.cleaned_data["hubungan"],
            in_asking_browser=guardian_of(request.session) == str(asked.pk),
            now=timezone.now(),
        )
        return redirect("assessments:guardian")
    context = {"asked": asked, "form": form, "text": consent_text("guardian"), "relations": GuardianRequest.Relation}
    return render(request, "assessments/guardian.html", context)


@require_POST
@tells_when_not_saved
def withdraw(request: HttpRequest) -> HttpResponse:
    try:
        guardians.withdraw(request_id=request.session.get(ANSWERING_KEY), now=timezone.now())
    except guardians.RequestGone:
        return render(request, "assessments/guardian_gone.html", status=404)
    return redirect("assessments:guardian")
