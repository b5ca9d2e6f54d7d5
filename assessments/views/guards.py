"""What stands before a page of an attempt: whose it is, and what is said when it cannot be served."""

import logging
from functools import wraps

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from ..queries import own_attempt

logger = logging.getLogger(__name__)


def part_of(request: HttpRequest) -> bool:
    """Whether htmx asks for the page's content alone; Back after a swap wants the whole page."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def to_report(request: HttpRequest, attempt_id) -> HttpResponse:
    """Lead on to the report; htmx is told to open it, since it is no part to put into the quiz's page."""
    path = reverse("assessments:report", args=[attempt_id])
    return HttpResponseClientRedirect(path) if request.htmx else redirect(path)


def for_owner(view):
    """Pass the attempt to its owner; a stranger is shown only the way in, whether the attempt exists or not."""

    @wraps(view)
    def guarded(request, attempt_id, **kwargs):
        attempt = own_attempt(request.session, attempt_id)
        if attempt is None:
            return way_in(request)
        return view(request, attempt, **kwargs)

    return guarded


def tells_when_not_saved(view):
    """Answer a form that the database could not store with "Belum tersimpan" and a way to send it again."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except DatabaseError:
            if request.method != "POST":
                raise
            logger.exception("a form of %s was not saved", kwargs.get("attempt_id", "a new attempt"))
            sent = ((name, value) for name, values in request.POST.lists() for value in values)
            fields = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
            return render(request, "assessments/not_saved.html", {"fields": fields}, status=503)

    return guarded


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def way_in(request: HttpRequest) -> HttpResponse:
    """All that a stranger sees at an attempt's address: how to come in with one's own code, or begin."""
    return render(request, "assessments/way_in.html", status=404)


def refused(request: HttpRequest) -> HttpResponse:
    """A form that no page of ours sends: nothing of it is stored."""
    return render(request, "assessments/refused.html", status=400)
