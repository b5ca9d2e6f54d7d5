"""The school's record that it holds the guardians' consent for a group."""

import secrets

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, Consent
from counseling.models import SchoolConsent
from tests.cast import SLUG, join_group

BY = "Ibu Ratna (ibu-ratna)"


def page_of(client, group):
    return reverse("admin:counseling_school_consent", args=[group.pk])


def record(client, group):
    assert client.post(page_of(client, group), {"langkah": "catat", "ada": "on"}).status_code == 302


def withdraw(client, group):
    assert client.post(page_of(client, group), {"langkah": "cabut"}).status_code == 302


def start_as_minor(client, **fields):
    key = secrets.token_urlsafe(16)
    form = {"kunci": key, "usia": "anak", "setuju": "on"} | fields
    response = client.post(reverse("assessments:start", args=[SLUG]), form)
    return response, Attempt.objects.filter(start_key=key).first()


@pytest.fixture
def member(stranger, ibu_ratna):
    join_group(stranger, ibu_ratna.group)
    return stranger


def test_a_member_under_eighteen_is_stored_under_the_schools_consent(member, ibu_ratna):
    record(ibu_ratna, ibu_ratna.group)
    assert (
        "Persetujuan wali tercatat di sekolah" in member.get(reverse("assessments:start", args=[SLUG])).content.decode()
    )
    _response, attempt = start_as_minor(member)
    consent = attempt.consents.get(purpose=Consent.Purpose.GUARDIAN)
    assert (consent.how, consent.recorded_by, consent.text) == ("school", BY, SchoolConsent.objects.get().text)
    assert attempt.consents.filter(purpose=Consent.Purpose.REPORT).exists()


def test_an_adult_member_needs_no_word_of_the_school(member, ibu_ratna):
    record(ibu_ratna, ibu_ratna.group)
    _response, attempt = start_as_minor(member, usia="dewasa")
    assert not attempt.consents.filter(purpose=Consent.Purpose.GUARDIAN).exists()


def test_who_is_in_no_such_group_is_not_stored(member, ibu_ratna, bu_dewi):
    record(bu_dewi, bu_dewi.group)
    for client in (member, Client()):
        response, attempt = start_as_minor(client)
        assert (response.url, attempt) == (reverse("assessments:under-age", args=[SLUG]), None)


def test_after_withdrawal_nobody_new_is_stored_and_nothing_is_deleted(member, ibu_ratna):
    record(ibu_ratna, ibu_ratna.group)
    _response, attempt = start_as_minor(member)
    withdraw(ibu_ratna, ibu_ratna.group)
    assert start_as_minor(member)[1] is None
    assert Attempt.objects.get() == attempt
    page = ibu_ratna.get(page_of(ibu_ratna, ibu_ratna.group)).content.decode()
    assert ("Bila satu wali tidak setuju" in page, f"oleh {BY}" in page) == (True, True)


def test_recording_twice_keeps_the_first_record_and_a_later_one_stands_beside_it(ibu_ratna, pak_anton):
    record(ibu_ratna, ibu_ratna.group)
    record(pak_anton, ibu_ratna.group)
    assert SchoolConsent.objects.get().recorded_by == BY
    withdraw(pak_anton, ibu_ratna.group)
    record(pak_anton, ibu_ratna.group)
    rows = [(row.recorded_by, row.withdrawn_by) for row in SchoolConsent.objects.order_by("pk")]
    assert rows == [(BY, "pak-anton"), ("pak-anton", "")]


def test_without_the_tick_nothing_is_recorded(ibu_ratna):
    response = ibu_ratna.post(page_of(ibu_ratna, ibu_ratna.group), {"langkah": "catat"})
    assert (response.status_code, "Beri tanda dulu" in response.content.decode()) == (200, True)
    assert not SchoolConsent.objects.exists()


def test_the_school_of_another_records_nothing(bu_dewi, editor, ibu_ratna):
    for client, status in ((bu_dewi, 404), (editor, 403)):
        response = client.post(page_of(client, ibu_ratna.group), {"langkah": "catat", "ada": "on"})
        assert response.status_code == status
    assert not SchoolConsent.objects.exists()
