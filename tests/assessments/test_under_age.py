"""Somebody under 18: nothing is stored before a parent or guardian agrees, and the quiz works all the same."""

import re
import secrets
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attempt, Consent, GuardianRequest, Instrument, Report
from assessments.unsaved import LONGEST_SECONDS, SealBroken, UnsavedQuiz
from tests.cast import NEUTRAL, SLUG, finished

START = f"/profesi/{SLUG}/kuis/"
UNSAVED = f"/profesi/{SLUG}/kuis/tanpa-simpan/"
ASK = f"/profesi/{SLUG}/kuis/di-bawah-18/minta/"


def start_form(**fields):
    return {"kunci": secrets.token_urlsafe(16), "usia": "anak", "setuju": "on"} | fields


def sealed_in(response):
    return re.search(r'name="keadaan" value="([^"]+)"', response.content.decode())[1]


def shown_codes(response):
    return list(dict.fromkeys(re.findall(r'name="q-([^"]+)"', response.content.decode())))


def instrument():
    return Instrument.objects.filter(profession__slug=SLUG).latest("version")


def kinds():
    content = instrument().content
    sections = (("traits", "items"), ("duties", "duties"), ("beliefs", "beliefs"))
    return {row["code"]: kind for kind, name in sections for row in content[name]}


def answer(client, response, number, *, to="lanjut", leave_out=0):
    known = kinds()
    codes = shown_codes(response)[leave_out:]
    fields = {f"q-{code}": NEUTRAL[known.get(code, "pairs")] for code in codes}
    return client.post(UNSAVED, {"keadaan": sealed_in(response), "halaman": number, "ke": to, **fields})


def ask_and_open(child, guardian):
    """A request by the child's browser, opened in the guardian's."""
    child.post(ASK)
    page = child.get(reverse("assessments:under-age", args=[SLUG])).content.decode()
    link = re.search(r'id="tautan">[^<]*?(/wali/[^<]+)<', page)[1]
    assert guardian.get(link).status_code == 200
    assert guardian.post(link)["Location"] == "/wali/"
    return link


@pytest.fixture
def wali(content):
    return Client()


def test_nobody_under_18_begins_a_stored_quiz_without_a_guardian(stranger):
    response = stranger.post(START, start_form())
    assert response["Location"] == reverse("assessments:under-age", args=[SLUG])
    assert (Attempt.objects.count(), Consent.objects.count()) == (0, 0)


def test_an_age_is_asked_of_everybody(stranger):
    response = stranger.post(START, start_form(usia=""))
    assert (response.status_code, "Pilih usia Anda dulu." in response.content.decode()) == (200, True)


def test_the_whole_quiz_runs_to_its_report_and_stores_nothing(stranger):
    response = stranger.post(UNSAVED)
    for number in range(1, 11):
        assert f"Halaman {number} dari 10" in response.content.decode()
        response = answer(stranger, response, number)
    assert "48 dari 48 pertanyaan dijawab" in response.content.decode()
    report = stranger.post(UNSAVED, {"keadaan": sealed_in(response), "ke": "laporan"})
    assert "nilai 50, kira-kira antara" in report.content.decode()
    assert "Laporan ini tidak disimpan." in report.content.decode()
    assert "no-store" in report["Cache-Control"]
    assert (Attempt.objects.count(), Report.objects.count(), Consent.objects.count()) == (0, 0, 0)
    assert "arah" not in stranger.cookies


def test_the_unsaved_report_says_what_the_stored_one_says(stranger, sari):
    response = stranger.post(UNSAVED)
    for number in range(1, 11):
        response = answer(stranger, response, number)
    unsaved = stranger.post(UNSAVED, {"keadaan": sealed_in(response), "ke": "laporan"}).context["document"]
    stored = finished(sari, SLUG).reports.get().document_in("id")
    assert {**unsaved, "created_at": ""} == {**stored, "created_at": ""}


def test_a_page_with_a_gap_says_so_and_keeps_the_other_answers(stranger):
    response = answer(stranger, stranger.post(UNSAVED), 1, leave_out=1)
    assert "Pertanyaan 1 belum diisi" in response.content.decode()
    assert response.content.decode().count(" checked") == 5


def test_back_and_changing_from_the_check_keep_what_was_chosen(stranger):
    second = answer(stranger, stranger.post(UNSAVED), 1)
    first = answer(stranger, second, 2, to="1", leave_out=3)
    assert "Halaman 1 dari 10" in first.content.decode()
    assert first.content.decode().count(" checked") == 6


@pytest.mark.parametrize("change", [lambda seal: seal[:-1], lambda seal: "x" + seal, lambda seal: "a:b:c"])
def test_a_seal_that_was_touched_is_refused(stranger, change):
    seal = change(sealed_in(stranger.post(UNSAVED)))
    assert stranger.post(UNSAVED, {"keadaan": seal, "halaman": 1}).status_code == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"halaman": "99"}, {"halaman": "0"}, {"halaman": "x"}, {"ke": "selesai"}, {"ke": "-1"},
        {"halaman": "1", "q-tidak-ada": "3"}, {"keadaan": "a" * 30_000},
    ],
)  # fmt: skip
def test_a_form_that_no_page_sends_is_refused(stranger, fields):
    seal = sealed_in(stranger.post(UNSAVED))
    assert stranger.post(UNSAVED, {"keadaan": seal, **fields}).status_code == 400


def test_a_seal_of_the_day_before_yesterday_is_opened_no_more(content):
    seal = UnsavedQuiz.begin(instrument()).sealed()
    with time_machine.travel(timezone.now() + timedelta(seconds=LONGEST_SECONDS + 60)), pytest.raises(SealBroken):
        UnsavedQuiz.opened(seal)


def test_with_a_guardians_yes_the_quiz_is_stored_under_it(stranger, wali):
    ask_and_open(stranger, wali)
    wali.post("/wali/", {"hubungan": "parent", "jawaban": "approved"})
    stranger.post(START, start_form())
    asked = GuardianRequest.objects.get()
    assert (asked.decision, asked.relation, asked.in_asking_browser) == ("approved", "parent", False)
    assert asked.text.startswith("Saya orang tua atau wali anak ini.")
    assert Attempt.objects.get().guardian == asked


@pytest.mark.parametrize("answer_", ["refused", None])
def test_without_a_yes_nothing_is_stored(stranger, wali, answer_):
    ask_and_open(stranger, wali)
    if answer_:
        wali.post("/wali/", {"hubungan": "guardian", "jawaban": answer_})
    stranger.post(START, start_form())
    assert Attempt.objects.count() == 0


def test_an_answer_from_the_childs_own_browser_is_marked_as_such(stranger):
    ask_and_open(stranger, stranger)
    stranger.post("/wali/", {"hubungan": "parent", "jawaban": "approved"})
    assert GuardianRequest.objects.get().in_asking_browser


def test_the_first_answer_counts(stranger, wali):
    ask_and_open(stranger, wali)
    wali.post("/wali/", {"hubungan": "parent", "jawaban": "refused"})
    wali.post("/wali/", {"hubungan": "parent", "jawaban": "approved"})
    assert GuardianRequest.objects.get().decision == "refused"


def test_a_guardian_who_takes_it_back_erases_what_was_stored(stranger, wali):
    link = ask_and_open(stranger, wali)
    wali.post("/wali/", {"hubungan": "parent", "jawaban": "approved"})
    stranger.post(START, start_form())
    later = Client()
    later.post(link)
    later.post("/wali/cabut/")
    assert (Attempt.objects.count(), GuardianRequest.objects.get().decision) == (0, "withdrawn")
    stranger.post(START, start_form())
    assert Attempt.objects.count() == 0


def test_a_request_that_nobody_answered_in_two_weeks_is_closed(stranger, wali):
    link = ask_and_open(stranger, wali)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert Client().post(link).status_code == 404


def test_a_preview_of_the_link_changes_nothing_and_learns_nothing(stranger, wali):
    link = ask_and_open(stranger, wali)
    preview = Client(headers={"User-Agent": "WhatsApp/2.23"}).get(link)
    assert GuardianRequest.objects.get().decision == ""
    assert (SLUG in preview.content.decode(), preview["X-Robots-Tag"]) == (False, "noindex")


def test_the_yes_of_one_childs_guardian_opens_nothing_for_another(stranger, wali):
    ask_and_open(stranger, wali)
    wali.post("/wali/", {"hubungan": "parent", "jawaban": "approved"})
    Client().post(START, start_form())
    assert Attempt.objects.count() == 0
