"""Every page of the site in every state that a person can meet: name -> the response that shows it.

A new page or state needs a row here; its HTML, its accessibility and its layout are then checked with the others'.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attempt, Erasure
from assessments.services import start_round

from .cast import (
    NEUTRAL,
    SISTER,
    SLUG,
    answer_page,
    eager,
    finished,
    join_group,
    page_form,
    place_in,
    reluctant,
)

KEY = "kunci-untuk-uji-1"
UNKNOWN_CODE = "7KQ2-M4XZ-09AB-CDEF"
STATES: dict[str, Callable[["People"], HttpResponse]] = {}


@dataclass(frozen=True)
class People:
    """Fixtures by name, made when they are asked for."""

    request: Any

    def __getattr__(self, name: str):
        return self.request.getfixturevalue(name)


@pytest.fixture
def people(request, content) -> People:
    return People(request)


def state(show):
    STATES[show.__name__.replace("_", " ")] = show
    return show


def at(client: Client, name: str, *args) -> HttpResponse:
    return client.get(reverse(name, args=args), follow=True)


def page_of_kind(attempt: Attempt, kind: str) -> int:
    return next(number for number, page in enumerate(attempt.pages, start=1) if page["kind"] == kind)


def report_of(client: Client, chooser, slug: str = SLUG) -> HttpResponse:
    return at(client, "assessments:report", finished(client, slug, chooser).pk)


def lukewarm(question) -> str:
    """Speaks for the profession weakly, in some traits."""
    return weakly(eager, question)


def cool(question) -> str:
    """Speaks against the profession weakly, in some traits."""
    return weakly(reluctant, question)


def weakly(chooser, question) -> str:
    is_moved = question["kind"] == "traits" and question["trait"] < "l"
    return {"1": "2", "5": "4"}[chooser(question)] if is_moved else NEUTRAL[question["kind"]]


def always_agreeing(question) -> str:
    """Earns a note on the quality of the answers."""
    return {"traits": "5", "duties": "5", "pairs": "2", "beliefs": "true"}[question["kind"]]


def half_skipped(question) -> str:
    return "skip" if question["code"] < "m" else NEUTRAL[question["kind"]]


@state
def home(people):
    return at(people.stranger, "professions:home")


@state
def home_without_professions(people):
    people.monkeypatch.setattr("professions.views.listed_professions", lambda *shown: [])
    return at(people.stranger, "professions:home")


@state
def catalogue(people):
    return at(people.stranger, "professions:catalogue")


@state
def catalogue_without_professions(people):
    people.monkeypatch.setattr("professions.views.listed_professions", lambda *shown: [])
    return at(people.stranger, "professions:catalogue")


@state
def profile(people):
    return at(people.stranger, "professions:profile", SLUG)


@state
def profile_of_the_sister(people):
    return at(people.stranger, "professions:profile", SISTER)


@state
def comparison(people):
    return at(people.stranger, "professions:compare", SLUG, SISTER)


@state
def method(people):
    return at(people.stranger, "assessments:method")


@state
def no_quiz(people):
    people.monkeypatch.setattr("assessments.views.quiz.current_instrument", lambda profession: None)
    return at(people.stranger, "assessments:start", SLUG)


@state
def start(people):
    return at(people.stranger, "assessments:start", SLUG)


@state
def start_again(people):
    return at(people.sari, "assessments:start", SLUG)


@state
def start_without_consent(people):
    return people.stranger.post(reverse("assessments:start", args=[SLUG]), {"kunci": KEY})


@state
def first_page_with_code(people):
    return at(people.sari, "assessments:page", people.sari.attempt.pk, 1)


@state
def page_of_beliefs(people):
    return at(people.sari, "assessments:page", people.sari.attempt.pk, page_of_kind(people.sari.attempt, "beliefs"))


@state
def page_of_traits(people):
    return at(people.sari, "assessments:page", people.sari.attempt.pk, page_of_kind(people.sari.attempt, "traits"))


@state
def page_of_duties(people):
    return at(people.sari, "assessments:page", people.sari.attempt.pk, page_of_kind(people.sari.attempt, "duties"))


@state
def page_of_pairs(people):
    return at(people.sari, "assessments:page", people.sari.attempt.pk, page_of_kind(people.sari.attempt, "pairs"))


@state
def page_with_answers(people):
    answer_page(people.sari, people.sari.attempt, 2)
    return at(people.sari, "assessments:page", people.sari.attempt.pk, 2)


@state
def page_to_change(people):
    return at(people.sari, "assessments:change", people.sari.attempt.pk, 2)


@state
def page_with_missing_answers(people):
    return answer_page(people.sari, people.sari.attempt, 2, {})


@state
def page_with_a_conflict(people):
    attempt = people.sari.attempt
    codes = attempt.pages[1]["codes"]
    older = page_form(attempt, 2, dict.fromkeys(codes, "1"))
    answer_page(people.sari, attempt, 2, dict.fromkeys(codes, "5"))
    return people.sari.post(reverse("assessments:page", args=[attempt.pk, 2]), older)


@state
def check_of_half_a_quiz(people):
    answer_page(people.sari, people.sari.attempt, 1)
    answer_page(people.sari, people.sari.attempt, 2, dict.fromkeys(people.sari.attempt.pages[1]["codes"], "skip"))
    return at(people.sari, "assessments:check", people.sari.attempt.pk)


@state
def report_that_fits(people):
    return report_of(people.sari, eager)


@state
def report_that_leans_to_fit(people):
    return report_of(people.sari, lukewarm)


@state
def report_that_is_unclear(people):
    return report_of(people.sari, lambda question: NEUTRAL[question["kind"]])


@state
def report_that_leans_against(people):
    return report_of(people.sari, cool, SISTER)


@state
def report_with_an_unfit_criterion(people):
    return report_of(people.sari, reluctant)


@state
def report_without_answers(people):
    return report_of(people.sari, lambda question: "skip")


@state
def report_of_half_an_answer_sheet(people):
    return report_of(people.sari, half_skipped)


@state
def report_with_a_note_on_quality(people):
    return report_of(people.sari, always_agreeing)


@state
def report_compared_with_an_earlier_one(people):
    report_of(people.sari, reluctant)
    return report_of(people.sari, eager)


@state
def report_that_a_counselor_may_see(people):
    attempt = finished(people.sari, shared_with=people.ibu_ratna)
    return at(people.sari, "assessments:report", attempt.pk)


@state
def report_with_an_open_round(people):
    attempt = finished(people.sari)
    start_round(attempt_id=attempt.pk, round_=Attempt.Round.CLARIFY)
    return at(people.sari, "assessments:report", attempt.pk)


@state
def clarifying_page(people):
    attempt = finished(people.sari)
    start_round(attempt_id=attempt.pk, round_=Attempt.Round.CLARIFY)
    return at(people.sari, "assessments:attempt", attempt.pk)


@state
def beliefs_again(people):
    attempt = finished(people.sari)
    start_round(attempt_id=attempt.pk, round_=Attempt.Round.AGAIN)
    return at(people.sari, "assessments:attempt", attempt.pk)


@state
def report_with_beliefs_answered_again(people):
    attempt = finished(people.sari)
    attempt = start_round(attempt_id=attempt.pk, round_=Attempt.Round.AGAIN)
    for number in attempt.open_pages:
        answer_page(people.sari, attempt, number, dict.fromkeys(attempt.pages[number - 1]["codes"], "true"))
    return at(people.sari, "assessments:report", attempt.pk)


@state
def code(people):
    return at(people.sari, "assessments:code", people.sari.attempt.pk)


@state
def code_that_is_not_known_here(people):
    session = people.sari.session
    del session["codes"]
    session.save()
    return at(people.sari, "assessments:code", people.sari.attempt.pk)


@state
def resume(people):
    return at(people.stranger, "assessments:resume")


@state
def resume_with_attempts_here(people):
    finished(people.sari)
    return at(people.sari, "assessments:resume")


@state
def resume_with_an_unreadable_code(people):
    return people.stranger.post(reverse("assessments:resume"), {"kode": "bukan kode"})


@state
def resume_with_a_code_that_opens_nothing(people):
    return people.stranger.post(reverse("assessments:resume"), {"kode": UNKNOWN_CODE})


@state
def too_many_tries(people):
    people.monkeypatch.setattr("assessments.views.access.may_try", lambda buckets, now: False)
    return people.stranger.post(reverse("assessments:resume"), {"kode": UNKNOWN_CODE})


@state
def leave(people):
    finished(people.sari)
    return at(people.sari, "assessments:leave")


@state
def leave_with_nothing_here(people):
    return at(people.stranger, "assessments:leave")


@state
def left(people):
    return at(people.stranger, "assessments:left")


@state
def delete(people):
    return at(people.sari, "assessments:delete", people.sari.attempt.pk)


@state
def receipt(people):
    erasure = Erasure.objects.create(number="7KQ2M4XZ09AB", reason="person", counts={}, erased_at=timezone.now())
    return at(people.stranger, "assessments:receipt", erasure.number)


@state
def my_data(people):
    return at(people.sari, "assessments:my-data")


@state
def my_data_of_nobody(people):
    return at(people.stranger, "assessments:my-data")


@state
def my_copy(people):
    return at(people.sari, "assessments:my-copy")


@state
def erase_all(people):
    return at(people.sari, "assessments:erase-all")


@state
def way_in(people):
    return at(people.stranger, "assessments:report", people.sari.attempt.pk)


@state
def refused_form(people):
    return people.sari.post(reverse("assessments:page", args=[people.sari.attempt.pk, 1]), {})


@state
def form_that_was_not_saved(people):
    def no_room(**fields):
        raise DatabaseError("database or disk is full")

    people.monkeypatch.setattr("assessments.services.save_page", no_room)
    return answer_page(people.sari, people.sari.attempt, 1)


@state
def form_without_its_token(people):
    return Client(enforce_csrf_checks=True).post(reverse("assessments:resume"), {"kode": UNKNOWN_CODE})


@state
def bad_request(people):
    return Client(headers={"host": "tempat.lain"}).get("/")


@state
def forbidden(people):
    return at(people.ibu_ratna, "admin:professions_trait_changelist")


@state
def not_found(people):
    return people.stranger.get("/tidak-ada/")


@state
def server_error(people):
    def broken(*shown):
        raise RuntimeError("broken on purpose")

    people.monkeypatch.setattr("professions.views.listed_professions", broken)
    return Client(raise_request_exception=False).get("/")


@state
def start_of_a_member(people):
    join_group(people.stranger, people.ibu_ratna.group)
    return at(people.stranger, "assessments:start", SLUG)


@state
def under_age(people):
    return at(people.stranger, "assessments:under-age", SLUG)


@state
def under_age_with_a_link(people):
    people.stranger.post(reverse("assessments:ask-guardian", args=[SLUG]))
    return at(people.stranger, "assessments:under-age", SLUG)


def guardian_of(child: Client) -> tuple[Client, HttpResponse]:
    """A guardian's browser, and the page behind the link that the child sent."""
    child.post(reverse("assessments:ask-guardian", args=[SLUG]))
    link = re.search(r"/wali/[^<\s]+", at(child, "assessments:under-age", SLUG).content.decode())[0]
    guardian = Client()
    return guardian, guardian.get(link)


@state
def guardians_link(people):
    return guardian_of(people.stranger)[1]


@state
def guardians_question(people):
    guardian, landing = guardian_of(people.stranger)
    return guardian.post(landing.request["PATH_INFO"], follow=True)


@state
def guardian_without_an_answer(people):
    guardian, landing = guardian_of(people.stranger)
    guardian.post(landing.request["PATH_INFO"])
    return guardian.post(reverse("assessments:guardian"), {"jawaban": "approved"}, follow=True)


@state
def guardian_who_agreed(people):
    guardian, landing = guardian_of(people.stranger)
    guardian.post(landing.request["PATH_INFO"])
    answer = {"jawaban": "approved", "hubungan": "parent"}
    return guardian.post(reverse("assessments:guardian"), answer, follow=True)


def unsaved(client: Client, response: HttpResponse | None = None, **fields: str) -> HttpResponse:
    """A step of the quiz that is stored nowhere: its first page, or the one that this form leads to."""
    sealed = re.search(r'name="keadaan" value="([^"]+)"', response.content.decode()) if response else None
    return client.post(reverse("assessments:unsaved", args=[SLUG]), {"keadaan": sealed[1], **fields} if sealed else {})


@state
def unsaved_page(people):
    return unsaved(people.stranger)


@state
def unsaved_page_with_missing_answers(people):
    return unsaved(people.stranger, unsaved(people.stranger), di="1", halaman="1", ke="lanjut")


@state
def unsaved_check(people):
    return unsaved(people.stranger, unsaved(people.stranger), di="1", ke="periksa")


@state
def unsaved_report(people):
    return unsaved(people.stranger, unsaved_check(people), di="periksa", ke="laporan")


@state
def joining(people):
    return at(people.stranger, "counseling:join")


@state
def joining_with_a_wrong_code(people):
    return people.stranger.post(reverse("counseling:join"), {"kode": "bukan kode"})


@state
def invitation(people):
    return at(people.stranger, "counseling:invitation", people.ibu_ratna.group.shown_code)


@state
def name_in_a_group(people):
    code = people.ibu_ratna.group.shown_code
    return people.stranger.post(reverse("counseling:join"), {"kode": code}, follow=True)


@state
def name_in_a_group_left_empty(people):
    name_in_a_group(people)
    return people.stranger.post(reverse("counseling:name"), {"kunci": KEY, "nama": ""})


@state
def joined(people):
    join_group(people.stranger, people.ibu_ratna.group)
    return at(people.stranger, "counseling:join")


@state
def access(people):
    attempt = finished(people.sari)
    return at(people.sari, "counseling:access", attempt.pk)


@state
def access_of_a_counselor(people):
    attempt = finished(people.sari, shared_with=people.ibu_ratna)
    at(people.ibu_ratna, "admin:assessments_report_change", attempt.reports.get().pk)
    return at(people.sari, "counseling:access", attempt.pk)


@state
def share(people):
    attempt = finished(people.sari)
    join_group(people.sari, people.ibu_ratna.group)
    place = place_in(people.sari, people.ibu_ratna.group)
    return at(people.sari, "counseling:share", attempt.pk, place.pk, people.ibu_ratna.user.pk)


@state
def login(people):
    return at(people.stranger, "account_login")


@state
def login_with_a_wrong_password(people):
    return people.stranger.post(reverse("account_login"), {"login": "ibu-ratna", "password": "salah sekali"})


@state
def forgotten_password(people):
    return at(people.stranger, "account_reset_password")


@state
def account(people):
    return at(people.ibu_ratna, "mfa_index")


@state
def password_to_change(people):
    return at(people.ibu_ratna, "account_change_password")


@state
def counselors_index(people):
    return at(people.ibu_ratna, "admin:index")


@state
def counselors_list(people):
    for chooser in (eager, reluctant):
        finished(people.sari, SLUG, chooser, shared_with=people.ibu_ratna)
    return at(people.ibu_ratna, "admin:assessments_report_changelist")


@state
def counselors_empty_list(people):
    return at(people.ibu_ratna, "admin:assessments_report_changelist")


@state
def counselors_report(people):
    report = finished(people.sari, SLUG, reluctant, shared_with=people.ibu_ratna).reports.get()
    return at(people.ibu_ratna, "admin:assessments_report_change", report.pk)


@state
def counselors_groups(people):
    return at(people.ibu_ratna, "admin:counseling_group_changelist")


@state
def counselors_group(people):
    join_group(people.sari, people.ibu_ratna.group)
    return at(people.ibu_ratna, "admin:counseling_group_change", people.ibu_ratna.group.pk)


@state
def counselors_group_sheet(people):
    return at(people.ibu_ratna, "admin:counseling_group_sheet", people.ibu_ratna.group.pk)


@state
def counselors_follow_ups(people):
    return at(people.ibu_ratna, "admin:counseling_follow_ups")


@state
def counselors_requests(people):
    return at(people.ibu_ratna, "admin:counseling_requests")


@state
def group_picture(people):
    join_group(people.sari, people.ibu_ratna.group)
    return at(people.ibu_ratna, "admin:counseling_group_picture", people.ibu_ratna.group.pk)


@state
def paper_overview(people):
    return at(people.ibu_ratna, "admin:counseling_paper", people.ibu_ratna.group.pk)


@state
def paper_quiz(people):
    instrument = people.sari.attempt.instrument_id
    return at(people.ibu_ratna, "admin:counseling_paper_sheet", people.ibu_ratna.group.pk, instrument)


@state
def paper_entry(people):
    instrument = people.sari.attempt.instrument_id
    return at(people.ibu_ratna, "admin:counseling_paper_enter", people.ibu_ratna.group.pk, instrument)


@state
def schools_consent(people):
    return at(people.ibu_ratna, "admin:counseling_school_consent", people.ibu_ratna.group.pk)


@state
def links_to_a_summary(people):
    return at(people.sari, "counseling:links", finished(people.sari, SLUG, eager).pk)


@state
def summary_that_is_over(people):
    return at(people.stranger, "counseling:summary")


def english(client: Client) -> Client:
    """Another window of the same person, who reads English there."""
    window = Client()
    window.cookies.update(client.cookies)
    window.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return window


@state
def home_in_english(people):
    return at(english(people.stranger), "professions:home")


@state
def profile_in_english(people):
    return at(english(people.stranger), "professions:profile", SLUG)


@state
def page_in_english(people):
    attempt = people.sari.attempt
    return at(english(people.sari), "assessments:page", attempt.pk, page_of_kind(attempt, "pairs"))


@state
def report_in_english(people):
    return report_of(english(people.sari), eager)
