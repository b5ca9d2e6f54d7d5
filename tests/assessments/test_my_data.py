"""The page of one's own data: the ledger, withdrawing, and who sees it."""

import secrets
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.codes import text_hash
from assessments.models import Attempt, Consent, GuardianRequest
from tests.canaries import stored_text
from tests.cast import SISTER, SLUG, finished, join_group, start_attempt

MY_DATA = "/data-saya/"


def page_of(client, path=MY_DATA):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def withdraw_path(attempt, purpose):
    return reverse("assessments:withdraw", args=[attempt.pk, purpose])


def test_without_a_tick_nothing_is_stored_and_no_session_begins(stranger):
    before = sorted(stored_text())
    stranger.get(reverse("assessments:start", args=[SLUG]))
    form = {"kunci": secrets.token_urlsafe(16), "usia": "dewasa", "konselor": "on"}
    response = stranger.post(reverse("assessments:start", args=[SLUG]), form)
    assert (response.status_code, sorted(stored_text()) == before, Session.objects.count()) == (200, True, 0)
    assert set(stranger.cookies) <= {"arah-csrf"}


def test_looking_at_the_pages_of_ones_data_begins_no_session(stranger):
    for name in ("my-data", "my-copy", "my-copy-json", "erase-all"):
        stranger.get(reverse(f"assessments:{name}"))
    stranger.post(reverse("assessments:erase-all"))
    assert (Session.objects.count(), set(stranger.cookies) <= {"arah-csrf"}) == (0, True)


def test_purposes_are_separate_ticks_and_none_is_ticked_before(stranger, ibu_ratna):
    join_group(stranger, ibu_ratna.group)
    page = page_of(stranger, reverse("assessments:start", args=[SLUG]))
    assert (page.count('type="checkbox"'), " checked" in page) == (2, False)


def test_a_consent_is_kept_with_its_text_version_time_and_way(sari):
    consent = sari.attempt.consents.get()
    assert (consent.version, consent.how) == (text_hash(consent.text), Consent.How.START)
    page = page_of(sari)
    shown = timezone.localtime(consent.given_at).strftime("%H.%M WIB, di halaman mulai")
    assert (consent.text in page, shown in page, consent.version[:12] in page) == (True, True, True)


@pytest.mark.parametrize(
    ("zone", "name"), [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]
)
def test_times_name_their_zone(sari, zone, name):
    with timezone.override(zone):
        page = page_of(sari)
    assert f" {name}, di halaman mulai" in page


def test_the_ledger_keeps_the_sentence_that_was_shown_when_the_wording_changes(sari, monkeypatch):
    monkeypatch.setattr("assessments.wording.consent_text", lambda purpose: "Kalimat baru.")
    second = start_attempt(sari, SLUG)
    versions = set(Consent.objects.values_list("version", flat=True))
    assert versions == {text_hash("Kalimat baru."), sari.attempt.consents.get().version}
    assert second.consents.get().text == "Kalimat baru."
    assert "Saya setuju jawaban saya disimpan" in page_of(sari)


def test_consent_for_a_counselor_says_that_it_came_with_an_invitation(sari, ibu_ratna):
    attempt = finished(sari, shared_with=ibu_ratna)
    assert attempt.consents.get(purpose="counselor").how == Consent.How.INVITATION


def test_consent_under_a_guardians_yes_says_so(stranger):
    asked = GuardianRequest.objects.create(
        token_hash="h", asked_at=timezone.now(), decision="approved", decided_at=timezone.now(), relation="parent"
    )
    session = stranger.session
    session["guardian"] = [str(asked.pk), "token"]
    session.save()
    stranger.cookies["arah"] = session.session_key
    stranger.post(
        reverse("assessments:start", args=[SLUG]),
        {"kunci": secrets.token_urlsafe(16), "usia": "anak", "setuju": "on"},
    )
    assert Consent.objects.get().how == Consent.How.GUARDIAN
    assert "oleh orang tua, lewat tautan: disetujui" in page_of(stranger)


def test_withdrawing_asks_first_and_then_ends_what_rests_on_it(sari, ibu_ratna):
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    path = withdraw_path(attempt, "counselor")
    assert "Tidak ada konselor yang dapat membuka laporan ini lagi" in page_of(sari, path)
    assert attempt.consents.get(purpose="counselor").withdrawn_at is None
    assert sari.post(path)["Location"] == MY_DATA
    assert attempt.consents.get(purpose="counselor").withdrawn_at is not None
    listed = ibu_ratna.get(reverse("admin:assessments_report_changelist")).context["shares"]
    assert list(listed) == []
    assert "Ditarik " in page_of(sari)


def test_withdrawing_twice_is_content(sari, ibu_ratna):
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    path = withdraw_path(attempt, "counselor")
    first = [sari.post(path).status_code, attempt.consents.get(purpose="counselor").withdrawn_at]
    assert [sari.post(path).status_code, attempt.consents.get(purpose="counselor").withdrawn_at] == first
    assert "Tidak ada yang perlu ditarik" in page_of(sari, path)


def test_withdrawing_the_storage_asks_whether_to_erase(sari):
    response = sari.get(withdraw_path(sari.attempt, "report"))
    assert response["Location"] == reverse("assessments:delete", args=[sari.attempt.pk])
    assert "tanpa persetujuan, jawaban tidak boleh ada di situs" in page_of(sari, response["Location"])
    assert Attempt.objects.filter(pk=sari.attempt.pk).exists()


@pytest.mark.parametrize("purpose", ["tidak-ada", "x" * 300, "counselor_"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_purpose_that_there_is_not_is_not_found(sari, purpose, method):
    assert getattr(sari, method)(withdraw_path(sari.attempt, purpose)).status_code == 404


def test_nobody_withdraws_for_somebody_else(sari, budi, ibu_ratna):
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    assert budi.post(withdraw_path(attempt, "counselor")).status_code == 404
    assert attempt.consents.get(purpose="counselor").withdrawn_at is None


def test_the_page_shows_what_this_browser_holds_and_nothing_of_others(sari, budi, stranger):
    finished(budi, SISTER)
    assert (page_of(sari).count("Hapus kuis dan laporan ini"), "Pekerja Sosial" in page_of(sari)) == (1, False)
    assert "Di peramban ini tidak ada apa-apa" in page_of(stranger)


def test_a_session_forgets_an_attempt_that_was_erased_elsewhere(sari):
    Attempt.objects.filter(pk=sari.attempt.pk).delete()
    assert "Di peramban ini tidak ada apa-apa" in page_of(sari)
    assert str(sari.attempt.pk) not in str(dict(sari.session))


@pytest.mark.parametrize("place", ["footer", "report", "start"])
def test_the_page_is_linked_where_people_are(sari, place):
    paths = {
        "footer": "/",
        "report": reverse("assessments:report", args=[finished(sari, SISTER).pk]),
        "start": reverse("assessments:start", args=[SLUG]),
    }
    main, _, footer = page_of(sari, paths[place]).partition("<footer")
    assert f'href="{MY_DATA}"' in (footer if place == "footer" else main)


def test_the_page_names_who_answers_for_the_data(sari, settings):
    settings.DATA_CONTACT = "Dinas Contoh, Jalan Contoh 1"
    assert "Dinas Contoh, Jalan Contoh 1" in page_of(sari)


@pytest.mark.parametrize(("days", "is_warned"), [(300, False), (340, True)])
def test_the_last_month_is_told_with_a_way_to_keep_a_copy(sari, days, is_warned):
    attempt = finished(sari, SISTER)
    key = sari.session.session_key
    report = reverse("assessments:report", args=[attempt.pk])
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        Session.objects.update(expire_date=timezone.now() + timedelta(days=1))
        later = Client()
        later.cookies["arah"] = key
        pages = page_of(later), page_of(later, report)
    assert ["Kurang dari 30 hari lagi" in page for page in pages] == [is_warned, is_warned]


def test_the_time_of_keeping_is_the_one_that_is_set(sari, settings):
    settings.RETENTION_MONTHS = 3
    for path in (MY_DATA, reverse("assessments:start", args=[SLUG])):
        assert "3 bulan sesudah terakhir dipakai" in page_of(sari, path)


@pytest.mark.parametrize("path", ["/", MY_DATA])
def test_what_the_operator_must_tell_is_told_where_people_look_first(stranger, settings, path):
    assert "Pemberitahuan" not in page_of(stranger, path)
    settings.NOTICE_FILE.write_text("Data bocor <kemarin>.\n")
    assert "Data bocor &lt;kemarin&gt;." in page_of(stranger, path)
