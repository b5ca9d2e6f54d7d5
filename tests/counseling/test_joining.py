"""Joining a group by code or by the printed address, and leaving it."""

import re
import secrets
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import throttle
from assessments.codes import ALPHABET
from assessments.models import WrongTry
from assessments.throttle import MOST_BY_BROWSER, WINDOW
from counseling.models import Group, Membership, Share
from tests.cast import SISTER, finished, join_group, place_in, share_with, start_attempt

JOIN, NAME = "counseling:join", "counseling:name"


@pytest.fixture
def group(ibu_ratna):
    Group.objects.filter(pk=ibu_ratna.group.pk).update(code="K7010MQX")
    ibu_ratna.group.refresh_from_db()
    return ibu_ratna.group


def redeem(client, typed):
    return client.post(reverse(JOIN), {"kode": typed})


def choose(client, name, key=None):
    return client.post(reverse(NAME), {"kunci": key or secrets.token_urlsafe(16), "nama": name})


@pytest.mark.parametrize(
    "typed", ["K701-0MQX", "k7010mqx", " k7 01-0m qx ", "K7OIOMQX", "k7olomqx", "K701–0MQX", "K.7.0.1.0.M.Q.X"]
)
def test_a_code_is_read_as_people_type_it(stranger, group, typed):
    response = redeem(stranger, typed)
    assert (response.status_code, response["Location"]) == (302, reverse(NAME))
    assert group.name in stranger.get(reverse(NAME)).content.decode()


@pytest.mark.parametrize("typed", ["", " ", "K701-0MQ", "K701-0MQXX", "U7010MQX", "\0", "٣٣٣٣٣٣٣٣", "x" * 65, "🙂" * 8])
def test_a_wrong_code_is_said_and_joins_nothing(stranger, group, typed):
    response = redeem(stranger, typed)
    assert (response.status_code, 'class="error"' in response.content.decode()) == (200, True)
    assert (stranger.get(reverse(NAME)).status_code, Membership.objects.count()) == (302, 0)


def test_a_code_has_forty_bits_of_signs_that_nobody_confuses(group):
    codes = {Group.objects.create(name="x", institution=group.institution).code for _ in range(50)}
    assert len(codes) == 50
    assert {(len(code), set(code) <= set(ALPHABET), set("ILOU") & set(code) == set()) for code in codes} == {
        (8, True, True)
    }


def test_the_printed_address_says_nothing_of_the_group_and_does_nothing_by_itself(stranger, group):
    there = stranger.get(reverse("counseling:invitation", args=[group.code]))
    not_there = stranger.get(reverse("counseling:invitation", args=["AAAAAAAA"]))
    page = there.content.decode()
    assert (group.name in page, group.institution.name in page, Membership.objects.count()) == (False, False, 0)
    assert without_codes(there) == without_codes(not_there)


def without_codes(response):
    return re.sub(r'value="[^"]*"', "", response.content.decode())


def test_the_printed_address_leads_by_a_button_to_an_address_without_the_code(stranger, group):
    page = stranger.get(reverse("counseling:invitation", args=[group.code])).content.decode()
    code = re.search(r'name="kode" value="([^"]*)"', page)[1]
    response = redeem(stranger, code)
    assert response["Location"] == reverse(NAME)
    assert choose(stranger, "Siti")["Location"] == reverse(JOIN)


@pytest.mark.parametrize(
    "name",
    ["Siti", "Made", "D'Arcy", "Jean-Luc", "17", "0012345678", "Ñandú", "ᮞᮥᮔ᮪ᮓ", "ꦗꦮ", "李小龍", "محمد", "A.", "क्‍ष"],
)
def test_any_name_or_number_will_do(stranger, group, name):
    redeem(stranger, group.code)
    assert choose(stranger, f"  {name} ").status_code == 302
    assert Membership.objects.get().name == name


@pytest.mark.parametrize(
    "name", ["", "   ", "---", "a\u202eb", "a\0b", "a\u200bb", "a\x07b", "x" * 61, "...", "\ufeff"]
)
def test_a_name_that_cannot_be_read_out_is_refused(stranger, group, name):
    redeem(stranger, group.code)
    response = choose(stranger, name)
    assert (response.status_code, 'class="error"' in response.content.decode()) == (200, True)
    assert not Membership.objects.exists()


def test_a_name_is_shown_as_text(sari, ibu_ratna, group):
    name = "<b>Siti</b>&{{ 7 }}"
    redeem(sari, group.code)
    choose(sari, name)
    share_with(sari, finished(sari), ibu_ratna)
    for path in (
        reverse("admin:assessments_report_changelist"),
        reverse("admin:counseling_group_change", args=[group.pk]),
    ):
        page = ibu_ratna.get(path).content.decode()
        assert ("&lt;b&gt;Siti&lt;/b&gt;&amp;{{ 7 }}" in page, name in page) == (True, False)


def test_a_name_form_that_arrives_twice_takes_one_place(stranger, group):
    key = secrets.token_urlsafe(16)
    redeem(stranger, group.code)
    choose(stranger, "Siti", key)
    redeem(stranger, group.code)
    choose(stranger, "Siti", key)
    assert Membership.objects.count() == 1


def test_a_closed_group_takes_nobody_but_keeps_its_people(sari, stranger, ibu_ratna, group):
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    redeem(stranger, group.code)
    Group.objects.update(is_open=False)
    assert (choose(stranger, "Terlambat").status_code, redeem(Client(), group.code).status_code) == (302, 200)
    assert [place.name for place in Membership.objects.all()] == ["Siti"]
    assert ibu_ratna.get(reverse("admin:assessments_report_change", args=[attempt.reports.get().pk])).status_code == 200


def test_a_browser_may_mistype_ten_times_and_then_waits_a_quarter_of_an_hour(stranger, group):
    for _ in range(MOST_BY_BROWSER):
        redeem(stranger, "AAAAAAAA")
    response = redeem(stranger, group.code)
    assert (response.status_code, "Terlalu banyak" in response.content.decode()) == (200, True)
    with time_machine.travel(timezone.now() + WINDOW + timedelta(seconds=1)):
        assert redeem(stranger, group.code).status_code == 302


def test_one_address_may_not_search_for_codes(stranger, group, monkeypatch):
    monkeypatch.setattr(throttle, "MOST_BY_ADDRESS", 5)
    for _ in range(5):
        redeem(Client(), "AAAAAAAA")
    assert redeem(stranger, group.code).status_code == 200
    assert WrongTry.objects.exists()


def test_a_class_of_forty_that_shares_an_address_may_mistype_and_join(content, group):
    for number in range(40):
        pupil = Client(REMOTE_ADDR="10.0.0.1")
        redeem(pupil, "AAAAAAAA")
        redeem(pupil, "BBBBBBBB")
        join_group(pupil, group, name=str(number))
    assert Membership.objects.count() == 40


def test_the_session_key_changes_when_a_code_is_redeemed(sari, group):
    before = sari.cookies["arah"].value
    redeem(sari, group.code)
    thief = Client()
    thief.cookies["arah"] = before
    assert thief.get(reverse("assessments:page", args=[sari.attempt.pk, 1])).status_code == 404


def test_a_new_attempt_takes_the_open_place_and_a_further_one_a_place_beside_it(stranger, group):
    join_group(stranger, group)
    first, second = start_attempt(stranger, SISTER), start_attempt(stranger, SISTER)
    assert set(Membership.objects.values_list("attempt", "name")) == {(first.pk, "Siti"), (second.pk, "Siti")}


def test_a_code_typed_from_a_report_leads_back_to_it_and_takes_its_place(sari, group):
    attempt = finished(sari, SISTER)
    sari.post(reverse(JOIN), {"kode": group.code, "untuk": str(attempt.pk)})
    assert choose(sari, "Siti")["Location"] == reverse("counseling:access", args=[attempt.pk])
    assert place_in(sari, group).attempt == attempt


def test_a_code_typed_for_the_report_of_another_takes_no_place_of_it(budi, sari, group):
    budi.post(reverse(JOIN), {"kode": group.code, "untuk": str(sari.attempt.pk)})
    assert choose(budi, "Budi")["Location"] == reverse(JOIN)
    assert place_in(budi, group).attempt is None


def test_leaving_deletes_the_name_and_closes_what_was_opened_there_alone(sari, ibu_ratna, bu_dewi):
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    elsewhere = share_with(sari, attempt, bu_dewi)
    assert sari.post(reverse("counseling:leave"), {"kelompok": ibu_ratna.group.pk}).status_code == 302
    assert list(Share.objects.filter(withdrawn_at=None)) == [elsewhere]
    assert [place.group for place in Membership.objects.all()] == [bu_dewi.group]
    withdrawn = [consent.withdrawn_at is not None for consent in attempt.consents.filter(purpose="counselor")]
    assert withdrawn == [True, False]


def test_nobody_leaves_for_another(sari, budi, ibu_ratna):
    finished(sari, SISTER, shared_with=ibu_ratna)
    budi.post(reverse("counseling:leave"), {"kelompok": ibu_ratna.group.pk})
    assert (Membership.objects.count(), Share.objects.filter(withdrawn_at=None).count()) == (1, 1)
