"""Links to the summary of a report: what a holder sees, when it ends, and what its owner learns."""

import re
import secrets
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Consent
from counseling.models import AccessEntry, ReportLink
from counseling.services import NoteText, add_note
from tests.cast import SISTER, eager, finished, share_with

SUMMARY = "/bagikan/"


@pytest.fixture
def attempt(sari):
    return finished(sari, SISTER, eager)


def make(client, attempt, **fields):
    """The address that the owner's page shows for a new link."""
    path = reverse("counseling:links", args=[attempt.pk])
    response = client.post(path, {"kunci": secrets.token_urlsafe(16)} | fields)
    assert response.status_code == 302, response.content.decode()
    return re.search(r'id="alamat-\d+">http://testserver(/bagikan/\w+/)<', client.get(path).content.decode())[1]


def opened(address):
    client = Client()
    response = client.post(address)
    assert (response.status_code, response.url) == (302, SUMMARY), response.content.decode()
    return client


def test_a_holder_sees_the_summary_and_neither_answers_nor_notes_nor_names(sari, ibu_ratna, attempt):
    share_with(sari, attempt, ibu_ratna)
    report = attempt.reports.get()
    written = NoteText("hanya untuk Sari", "person")
    add_note(user=ibu_ratna.user, report_id=report.pk, written=written, now=timezone.now())
    page = opened(make(sari, attempt)).get(SUMMARY).content.decode()
    outcome = report.document_in("id")["outcome"]
    shown = (outcome["label"].capitalize(), outcome["sentences"][0], "band-chart")
    assert [word for word in shown if word not in page] == []
    trait = report.document_in("id")["traits"][0]
    hidden = ("hanya untuk Sari", "Siti", str(attempt.pk), trait["sentence"], trait["answers"][0]["text"])
    assert [word for word in hidden if word in page] == []


def test_the_landing_page_is_neutral_alike_for_all_and_changes_nothing(sari, attempt):
    addresses = (make(sari, attempt), "/bagikan/tidak-pernah-ada/")
    before = list(AccessEntry.objects.values()), list(ReportLink.objects.values())
    pages = set()
    for address in addresses:
        for client in (Client(), Client(headers={"user-agent": "WhatsApp/2.23"})):
            response = client.get(address)
            assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
            assert client.get(SUMMARY).status_code == 404
            pages.add(re.sub(r'value="\w{64}"', "", response.content.decode()))
    assert len(pages) == 1
    page = pages.pop()
    assert [word for word in ("og:", "Pekerja", "cocok", attempt.instrument.profession.name) if word in page] == []
    assert (list(AccessEntry.objects.values()), list(ReportLink.objects.values())) == before


def test_every_view_stands_in_the_access_log_that_the_owner_reads(sari, attempt):
    visitor = opened(make(sari, attempt))
    assert not AccessEntry.objects.exists()
    visitor.get(SUMMARY)
    visitor.get(SUMMARY)
    entries = [(entry.who, entry.action) for entry in attempt.access_entries.all()]
    assert entries == [("pemegang tautan", AccessEntry.Action.LINK)] * 2
    page = sari.get(reverse("counseling:access", args=[attempt.pk])).content.decode()
    assert page.count("membuka ringkasan lewat tautan") == 2


def test_the_token_is_long_and_only_its_hash_is_stored(sari, attempt):
    token = make(sari, attempt).split("/")[2]
    link = ReportLink.objects.get()
    assert (len(token) * 4 >= 160, token in str(ReportLink.objects.values().get())) == (True, False)
    assert link.expires_at - link.made_at == timedelta(days=7)


@pytest.mark.parametrize(("days", "status"), [("1", 302), ("30", 302), ("365", 400), ("x", 400)])
def test_only_the_offered_times_are_taken(sari, attempt, days, status):
    path = reverse("counseling:links", args=[attempt.pk])
    assert sari.post(path, {"kunci": "k" * 20, "hari": days}).status_code == status


def test_the_same_form_twice_makes_one_link(sari, attempt):
    addresses = {make(sari, attempt, kunci="k" * 20) for _ in range(2)}
    assert (len(addresses), ReportLink.objects.count()) == (1, 1)
    make(sari, attempt, kunci="l" * 20)
    assert ReportLink.objects.count() == 2


def end_by_revoking(client, attempt):
    link = ReportLink.objects.get()
    assert client.post(reverse("counseling:revoke-link", args=[attempt.pk, link.pk])).status_code == 302


def end_by_time(client, attempt):
    day = timedelta(days=1)
    ReportLink.objects.update(made_at=timezone.now() - 2 * day, expires_at=timezone.now() - day)


def end_by_deletion(client, attempt):
    assert client.post(reverse("assessments:delete", args=[attempt.pk])).status_code == 302


@pytest.mark.parametrize("end", [end_by_revoking, end_by_time, end_by_deletion])
def test_a_link_that_is_over_says_so_at_the_next_click_and_shows_nothing(sari, attempt, end):
    address = make(sari, attempt)
    visitor = opened(address)
    assert visitor.get(SUMMARY).status_code == 200
    end(sari, attempt)
    logged = AccessEntry.objects.count()
    for response in (visitor.get(SUMMARY), visitor.post(address), Client().post(address)):
        assert (response.status_code, "Tautan ini tidak berlaku" in response.content.decode()) == (404, True)
    assert AccessEntry.objects.count() == logged


def test_nobody_revokes_the_link_of_another(sari, budi, attempt):
    make(sari, attempt)
    link = ReportLink.objects.get()
    assert budi.post(reverse("counseling:revoke-link", args=[budi.attempt.pk, link.pk])).status_code == 404
    assert budi.post(reverse("counseling:revoke-link", args=[attempt.pk, link.pk])).status_code == 404
    assert ReportLink.objects.get().is_open


def test_making_and_revoking_stand_in_the_consent_ledger(sari, attempt):
    make(sari, attempt)
    consent = attempt.consents.get(purpose=Consent.Purpose.LINK)
    assert ("pemegang" in consent.text or "memegang" in consent.text, consent.withdrawn_at) == (True, None)
    end_by_revoking(sari, attempt)
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None


def test_the_message_for_whatsapp_says_nothing_of_the_result(sari, attempt):
    make(sari, attempt)
    page = sari.get(reverse("counseling:links", args=[attempt.pk])).content.decode()
    message = re.search(r'https://wa\.me/\?text=([^"]+)"', page)[1]
    assert "bagikan" in message
    assert [word for word in ("cocok", "nilai", "pekerja", "laporan") if word in message.lower()] == []


def test_the_address_is_shown_only_where_it_was_made(sari, attempt):
    address = make(sari, attempt)
    elsewhere = Client()
    code = sari.session["codes"][str(attempt.pk)]
    elsewhere.post(reverse("assessments:resume"), {"kode": code})
    page = elsewhere.get(reverse("counseling:links", args=[attempt.pk])).content.decode()
    assert (address in page, "Cabut tautan" in page) == (False, True)


def test_before_the_report_there_is_no_link(sari):
    path = reverse("counseling:links", args=[sari.attempt.pk])
    assert sari.get(path).status_code == 302
    assert sari.post(path, {"kunci": "k" * 20}).status_code == 302
    assert not ReportLink.objects.exists()
