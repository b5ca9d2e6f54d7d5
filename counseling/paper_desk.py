"""Paper mode inside the admin: sheets to print, entry of a whole class, slips with the codes, the school's consent."""

from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.codes import new_code
from assessments.models import Attempt, Instrument
from assessments.queries import instrument_by
from assessments.views.guards import refused, tells_when_not_saved
from assessments.views.quiz import new_key
from assessments.wording import consent_text
from professions.queries import published_professions

from . import wording
from .models import Group
from .paper import sections_of
from .paper_forms import SheetForm
from .paper_services import (
    GuardianMissing,
    enter_sheet,
    record_school_consent,
    withdraw_school_consent,
)
from .people import called
from .queries import entered_before, groups_visible_to, is_coordinator, is_counselor, open_school_consents, own_groups
from .services import NotOffered

SLIPS_KEY = "paper_slips"  # of the staff member's session: what is to be printed, with the codes
MOST_NAMES = 200  # offered while a name is typed


def for_counselor_of_group(view):
    """For the group's own counselors; the group of others is answered as one that does not exist."""

    @wraps(view)
    def guarded(request, group_id, **kwargs):
        if not is_counselor(request.user):
            raise PermissionDenied
        return view(request, get_object_or_404(own_groups(request.user), pk=group_id), **kwargs)

    return guarded


def _offered_instruments():
    """Every version of the quiz of a published profession: sheets of an older one may still lie about."""
    return (
        Instrument.objects.filter(profession__in=published_professions())
        .select_related("profession")
        .defer("content")
        .order_by("profession__name", "profession_id", "-version")
    )


def _instrument_or_404(instrument_id: int) -> Instrument:
    if not _offered_instruments().filter(pk=instrument_id).exists():
        raise Http404("no quiz of a published profession has this number")
    return instrument_by(instrument_id)


def _render(request: HttpRequest, template: str, context: dict, *, status: int = 200) -> HttpResponse:
    return render(request, f"admin/counseling/{template}", admin.site.each_context(request) | context, status=status)


@require_safe
@for_counselor_of_group
def overview(request: HttpRequest, group: Group) -> HttpResponse:
    """Which quiz to print, which to type in."""
    context = {
        "title": _("Kuis di kertas"),
        "group": group,
        "instruments": list(_offered_instruments()),
        "slips": _slips(request, group),
        "school": open_school_consents([group]).first(),
    }
    return _render(request, "paper.html", context)


@require_safe
@for_counselor_of_group
def print_sheet(request: HttpRequest, group: Group, *, instrument_id: int) -> HttpResponse:
    instrument = _instrument_or_404(instrument_id)
    context = {
        "group": group,
        "instrument": instrument,
        "sections": sections_of(instrument),
        "own_text": consent_text("report"),
        "guardian_text": consent_text("guardian"),
        "share_texts": [wording.share_later_text(group, counselor) for counselor in group.counselors.order_by("pk")],
    }
    return render(request, "admin/counseling/paper_sheet.html", context)


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
@for_counselor_of_group
def enter(request: HttpRequest, group: Group, *, instrument_id: int) -> HttpResponse:
    """Type a sheet in: first its echo, then it is stored, then the next one."""
    instrument = _instrument_or_404(instrument_id)
    school = open_school_consents([group]).first()
    form = SheetForm(
        request.POST if request.method == "POST" else None,
        sections=sections_of(instrument),
        school_agreed=school is not None,
        initial={"kunci": new_key()},
    )
    if form.is_bound and ("kunci" in form.errors or "langkah" in form.errors):
        return refused(request)
    if form.may_be_saved():
        try:
            _save(request, group, instrument, form)
            return redirect("admin:counseling_paper_enter", group_id=group.pk, instrument_id=instrument.pk)
        except GuardianMissing:
            form.add_guardian_error()
        except NotOffered as error:
            raise Http404("the group has another counselor by now") from error
    context = {
        "title": _("Masukkan lembar kertas"),
        "group": group,
        "instrument": instrument,
        "form": form,
        "key": form["kunci"].value(),
        "rows": list(form.rows()),
        "is_echo": form.is_bound and form.is_valid(),
        "mark": form.mark_of_answers() if form.is_bound else "",
        "entered_before": _entered_before(group, instrument, form),
        "names": _free_names(group),
        "slips": _slips(request, group),
        "school": school,
        "share_text": wording.share_later_text(group, request.user),
    }
    return _render(request, "paper_enter.html", context)


def _save(request: HttpRequest, group: Group, instrument: Instrument, form: SheetForm) -> None:
    code, name = new_code(), form.cleaned_data["nama"]
    attempt = enter_sheet(
        user=request.user,
        group=group,
        instrument=instrument,
        sheet=form.sheet(),
        key=form.cleaned_data["kunci"],
        code=code,
        now=timezone.now(),
    )
    if attempt is None:
        messages.info(
            request, _("Lembar %(name)s sudah tersimpan sebelumnya; tidak disimpan dua kali.") % {"name": name}
        )
        return
    slip = {"group": group.pk, "name": name, "code": code, "profession": instrument.profession.name}
    request.session[SLIPS_KEY] = [*request.session.get(SLIPS_KEY, ()), slip]
    messages.success(
        request, _("Lembar %(name)s tersimpan dan laporannya jadi. Slip kodenya menunggu dicetak.") % {"name": name}
    )


def _entered_before(group: Group, instrument: Instrument, form: SheetForm) -> Attempt | None:
    """An attempt that was typed in for the same name: perhaps the same sheet once more."""
    name = form.cleaned_data.get("nama") if form.is_bound and form.is_valid() else None
    if not name:
        return None
    return entered_before(group, name, instrument.profession_id)


def _free_names(group: Group) -> list[str]:
    """Names of members who have begun nothing yet."""
    names = group.memberships.filter(attempt=None).order_by("name").values_list("name", flat=True)
    return list(names[:MOST_NAMES])


def _slips(request: HttpRequest, group: Group) -> list[dict]:
    return [slip for slip in request.session.get(SLIPS_KEY, ()) if slip["group"] == group.pk]


@require_http_methods(["GET", "POST"])
@for_counselor_of_group
def slips(request: HttpRequest, group: Group) -> HttpResponse:
    """The codes, to print and hand out. Once she says that they are printed, nobody can show them again."""
    if request.method == "POST":
        kept = [slip for slip in request.session.get(SLIPS_KEY, ()) if slip["group"] != group.pk]
        request.session[SLIPS_KEY] = kept
        return redirect("admin:counseling_paper", group_id=group.pk)
    address = request.build_absolute_uri(reverse("assessments:resume")).partition("://")[2]
    context = {"group": group, "slips": _slips(request, group), "address": address, "who": called(request.user)}
    return render(request, "admin/counseling/paper_slips.html", context)


@require_http_methods(["GET", "POST"])
@tells_when_not_saved
def school_consent(request: HttpRequest, group_id: int) -> HttpResponse:
    """Record, or take back, that the school holds the signed consent of all guardians of the group."""
    if not (is_counselor(request.user) or is_coordinator(request.user)):
        raise PermissionDenied
    group = get_object_or_404(groups_visible_to(request.user).select_related("institution"), pk=group_id)
    text = wording.school_consent_text(group)
    problem = ""
    if request.method == "POST":
        if request.POST.get("langkah") == "cabut":
            withdraw_school_consent(user=request.user, group=group, now=timezone.now())
            return redirect("admin:counseling_school_consent", group_id=group.pk)
        if request.POST.get("ada"):
            record_school_consent(user=request.user, group=group, text=text, now=timezone.now())
            return redirect("admin:counseling_school_consent", group_id=group.pk)
        problem = _("Beri tanda dulu bahwa formulirnya ada di sekolah.")
    consents = list(group.school_consents.all()[:20])
    context = {
        "title": _("Persetujuan wali di sekolah"),
        "group": group,
        "text": text,
        "problem": problem,
        "consent": next((consent for consent in consents if consent.withdrawn_at is None), None),
        "earlier": [consent for consent in consents if consent.withdrawn_at is not None],
    }
    return _render(request, "school_consent.html", context)
