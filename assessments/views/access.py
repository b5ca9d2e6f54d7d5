"""Coming back with a code, and leaving a shared phone without a trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import services
from ..codes import grouped, new_code
from ..forms import CodeForm
from ..models import Attempt
from ..queries import attempt_by_code, code_of, hold_attempt, own_attempts, remember_code
from ..throttle import may_try, note_wrong_try
from .guards import for_owner, tells_when_not_saved


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
def resume_by_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        now = timezone.now()
        if not may_try(request, now=now):
            return render(request, "assessments/too_many_tries.html", status=429)
        attempt = attempt_by_code(form.cleaned_data["kode"])
        if attempt is not None:
            services.note_use(attempt_id=attempt.pk, now=now)
            hold_attempt(request.session, attempt, code=grouped(form.cleaned_data["kode"]))
            return redirect(attempt)
        note_wrong_try(request, now=now)
        form.add_error("kode", _("Kode ini tidak membuka apa pun. Periksa lagi penulisannya."))
    return render(request, "assessments/resume.html", {"form": form, "running": own_attempts(request.session)})


@require_POST
@tells_when_not_saved
@for_owner
def renew_code(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    code = new_code()
    services.renew_resume_code(attempt_id=attempt.pk, code=code)
    remember_code(request.session, attempt.pk, code)
    return redirect("assessments:code", attempt_id=attempt.pk)


@require_GET
@for_owner
def code(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The resume code, to write down."""
    context = {"attempt": attempt, "code": code_of(request.session, attempt.pk)}
    return render(request, "assessments/code.html", context)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End this browser's session on a shared phone; the codes are shown first, for they are the only way back."""
    if request.method == "GET":
        held = [(attempt, code_of(request.session, attempt.pk)) for attempt in own_attempts(request.session)]
        return render(request, "assessments/leave.html", {"held": held})
    request.session.flush()
    response = redirect("assessments:left")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@require_GET
def left(request: HttpRequest) -> HttpResponse:
    return render(request, "assessments/left.html")
