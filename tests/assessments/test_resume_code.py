"""Going on elsewhere with a code, and leaving a shared phone."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.codes import new_code, read_code
from assessments.models import Attempt, WrongTry
from assessments.queries import code_of
from assessments.throttle import MOST_BY_ADDRESS, MOST_BY_BROWSER, client_address
from tests.cast import SLUG, answer_page, start_attempt

RESUME = "/lanjut/"


@pytest.fixture
def code(sari):
    return code_of(sari.session, sari.attempt.pk)


def spaced(code):
    return code.replace("-", " ")


def with_lookalikes(code):
    return code.replace("0", "O").replace("1", "l")


def test_a_new_code_holds_eighty_bits_in_groups_of_four():
    groups = new_code().split("-")
    assert ([len(group) for group in groups], read_code("-".join(groups))) == ([4] * 4, "".join(groups))


@pytest.mark.parametrize("typed", ["{}", " {} ", "kode: {}", "Kode lanjut kuis Arah Karier: {} ya"])
@pytest.mark.parametrize("change", [str, str.lower, spaced, with_lookalikes])
def test_a_code_is_read_however_it_is_typed(stranger, sari, code, typed, change):
    response = stranger.post(RESUME, {"kode": typed.format(change(code))})
    assert response["Location"] == reverse("assessments:attempt", args=[sari.attempt.pk])


def test_the_code_opens_the_attempt_in_another_browser_with_its_answers(stranger, sari, code):
    answer_page(sari, sari.attempt, 1)
    stranger.post(RESUME, {"kode": code})
    page = stranger.get(reverse("assessments:page", args=[sari.attempt.pk, 2]))
    assert (page.status_code, "Tersimpan: " in page.content.decode()) == (200, True)


def test_the_database_holds_no_code(sari, code):
    row = Attempt.objects.values().get(pk=sari.attempt.pk)
    assert code.replace("-", "") not in str(row)
    assert len(row["resume_hash"]) == 64


def test_the_code_is_shown_on_the_first_page_and_stands_in_no_address(sari, code):
    page = sari.get(reverse("assessments:page", args=[sari.attempt.pk, 1])).content.decode()
    assert code in page
    addresses = [part.split('"')[0] for part in page.replace('action="', 'href="').split('href="')[1:]]
    assert not [address for address in addresses if code in address]


def test_a_new_code_ends_the_old_one(stranger, sari, code):
    sari.post(reverse("assessments:renew-code", args=[sari.attempt.pk]))
    fresh = code_of(sari.session, sari.attempt.pk)
    assert stranger.post(RESUME, {"kode": code}).status_code == 200
    assert stranger.post(RESUME, {"kode": fresh}).status_code == 302


def test_the_session_key_changes_when_a_code_opens_an_attempt(budi, code):
    before = budi.session.session_key
    budi.post(RESUME, {"kode": code})
    assert budi.session.session_key != before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Ketik kode lanjut Anda dulu"),
        ("7KQ2", "Kode lanjut terdiri dari 16 huruf dan angka"),
        ("7KQ2-M4XZ-09AB-CDEF", "Kode ini tidak membuka apa pun"),
        ("\x00" * 16, "Ketik kode lanjut Anda dulu"),
        ("U" * 16, "Kode lanjut terdiri dari 16 huruf dan angka"),
    ],
)
def test_a_wrong_code_says_what_to_do(stranger, typed, sentence):
    response = stranger.post(RESUME, {"kode": typed})
    assert response.status_code == 200
    assert sentence in response.content.decode() or typed.startswith("\x00")


def test_a_browser_that_keeps_guessing_has_to_wait_and_may_go_on_later(sari, code):
    for _ in range(MOST_BY_BROWSER):
        assert sari.post(RESUME, {"kode": new_code()}).status_code == 200
    assert sari.post(RESUME, {"kode": code}).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sari.post(RESUME, {"kode": code}).status_code == 302


def test_a_class_behind_one_address_is_not_stopped_by_one_pupils_guesses(sari, budi, code):
    for _ in range(MOST_BY_BROWSER + 1):
        sari.post(RESUME, {"kode": new_code()})
    assert budi.post(RESUME, {"kode": code}).status_code == 302


def test_guessing_without_cookies_is_stopped_by_its_address(stranger, code):
    now = timezone.now()
    for _ in range(MOST_BY_ADDRESS):
        Client().post(RESUME, {"kode": "nothing"})
    assert WrongTry.objects.count() == 0  # what is no code at all is no guess
    Client().post(RESUME, {"kode": new_code()})
    buckets = WrongTry.objects.values_list("bucket", flat=True)
    WrongTry.objects.bulk_create(WrongTry(bucket=bucket, at=now) for bucket in buckets for _ in range(MOST_BY_ADDRESS))
    assert stranger.post(RESUME, {"kode": code}).status_code == 429


@pytest.mark.parametrize(
    ("proxies", "claimed", "address"),
    [(0, "1.2.3.4", "127.0.0.1"), (1, "6.6.6.6, 10.0.0.7", "10.0.0.7"), (2, "6.6.6.6, 10.0.0.7, 10.1.1.1", "10.0.0.7")],
)
def test_an_address_that_a_visitor_claims_is_not_believed(rf, settings, proxies, claimed, address):
    settings.TRUSTED_PROXY_COUNT = proxies
    assert client_address(rf.get("/", headers={"X-Forwarded-For": claimed})) == address


def test_wrong_tries_of_long_ago_are_forgotten(stranger):
    WrongTry.objects.create(bucket="x", at=timezone.now() - timedelta(hours=1))
    stranger.post(RESUME, {"kode": new_code()})
    assert not WrongTry.objects.filter(bucket="x").exists()


def test_leaving_shows_the_codes_first_and_then_ends_all_that_the_browser_held(sari, code):
    key = sari.session.session_key
    assert code in sari.get(reverse("assessments:leave")).content.decode()
    response = sari.post(reverse("assessments:leave"))
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    old = Client()
    old.cookies["arah"] = key
    assert old.get(reverse("assessments:page", args=[sari.attempt.pk, 1])).status_code == 404
    assert Attempt.objects.filter(pk=sari.attempt.pk).exists()


def test_a_form_sent_twice_keeps_the_code_that_was_shown(stranger):
    attempt = start_attempt(stranger, SLUG)
    first = code_of(stranger.session, attempt.pk)
    stranger.post(
        reverse("assessments:start", args=[SLUG]), {"kunci": attempt.start_key, "usia": "dewasa", "setuju": "on"}
    )
    assert code_of(stranger.session, attempt.pk) == first
    assert Client().post(RESUME, {"kode": first}).status_code == 302
