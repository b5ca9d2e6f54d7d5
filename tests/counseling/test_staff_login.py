"""How staff get in: one guarded door, limits, a second factor, a new password by mail, and sessions that end."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from counseling.roles import COORDINATOR, COUNSELOR, EDITOR, OPERATOR
from tests.cast import staff

PASSWORD = "melati-di-jayagiri-42"
OTHER_PASSWORD = "kenanga-di-jayagiri-43"
LOGIN, DESK = "/akun/masuk/", "/admin/"
MISMATCH = "Nama akun dan sandi ini tidak cocok."
TOO_MANY = "Terlalu banyak percobaan masuk."

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ratna():
    user = get_user_model().objects.create_user("ibu-ratna", "ratna@sekolah.example", PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=COUNSELOR))
    return user


def sign_in(client, username="ibu-ratna", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def is_in(client):
    return client.get(DESK).status_code == 200


def complaint(response):
    """What the page says is wrong."""
    return " ".join(re.findall(r'role="alert"><p>(.*?)</p>', response.content.decode()))


def code_of(secret, *, step=0):
    """The code that an app shows for this secret, `step` half-minutes from now (RFC 6238)."""
    moment = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def enrol(client):
    """Confirm the password and set up an app; its secret and the recovery codes."""
    path = reverse("mfa_activate_totp")
    asked = client.get(path)
    assert client.post(asked["Location"], {"password": PASSWORD, "next": path})["Location"] == path
    secret = re.search(r"<code>(\w+)</code>", client.get(path).content.decode())[1]
    shown = client.post(path, {"code": code_of(secret)}, follow=True).content.decode()
    return secret, re.findall(r"<code>(\d+)</code>", shown)


def test_the_desk_sends_strangers_to_the_one_login_and_back(ratna):
    client = Client()
    path = reverse("admin:assessments_report_changelist")
    door = client.get(path, follow=True)
    assert door.redirect_chain[-1][0].startswith(LOGIN)
    posted = client.post(LOGIN, {"login": "ibu-ratna", "password": PASSWORD, "next": path})
    assert (posted["Location"], is_in(client)) == (path, True)


def test_the_admins_own_login_takes_no_password(ratna):
    client = Client()
    client.post(reverse("admin:login"), {"username": "ibu-ratna", "password": PASSWORD})
    assert not is_in(client)


@pytest.mark.parametrize("address", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", "\\\\jahat"])
def test_after_login_nobody_is_sent_to_another_site(ratna, address):
    posted = Client().post(LOGIN, {"login": "ibu-ratna", "password": PASSWORD, "next": address})
    assert (posted.status_code, posted["Location"]) == (302, DESK)


def test_an_unknown_name_a_wrong_password_and_a_closed_account_sound_the_same(ratna):
    get_user_model().objects.create_user("pak-joko", "", PASSWORD, is_staff=True, is_active=False)
    attempts = [("tidak-ada", PASSWORD), ("ibu-ratna", OTHER_PASSWORD), ("pak-joko", PASSWORD)]
    answers = [sign_in(Client(), *attempt) for attempt in attempts]
    said = {(answer.status_code, complaint(answer)) for answer in answers}
    assert said == {(200, f"{MISMATCH} Periksa keduanya, lalu coba lagi.")}


def test_nobody_can_sign_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    patterns = {str(entry.pattern) for entry in get_resolver("counseling.account_urls").url_patterns}
    assert not {pattern for pattern in patterns if "daftar" in pattern or "signup" in pattern}


def test_five_wrong_passwords_close_the_account_from_everywhere_for_a_while(ratna):
    for number in range(5):
        assert MISMATCH in complaint(sign_in(Client(), password="salah-sekali-1", REMOTE_ADDR=f"10.0.0.{number}"))
    refused = sign_in(Client(), REMOTE_ADDR="10.0.0.99")
    assert (refused.status_code, TOO_MANY in complaint(refused)) == (200, True)


def test_a_closed_out_owner_gets_in_through_the_mail(ratna, mailoutbox):
    for _ in range(6):
        sign_in(Client(), password="salah-sekali-1")
    client = Client()
    client.post(reverse("account_reset_password"), {"email": ratna.email})
    choose_password(client, mailoutbox)
    assert is_in(client)


def test_ten_wrong_passwords_from_one_place_close_it_for_all_accounts(ratna):
    for number in range(10):
        sign_in(Client(), f"tidak-ada-{number}")
    assert TOO_MANY in complaint(sign_in(Client()))
    assert sign_in(Client(), REMOTE_ADDR="10.0.0.7").status_code == 302


def test_a_forged_forwarding_header_makes_no_new_place(ratna, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for number in range(10):
        sign_in(Client(), f"tidak-ada-{number}", headers={"X-Forwarded-For": f"10.1.1.{number}"})
    assert TOO_MANY in complaint(sign_in(Client(), headers={"X-Forwarded-For": "10.1.1.99"}))


def test_behind_one_proxy_people_are_told_apart_by_the_entry_that_the_proxy_wrote(ratna, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        sign_in(Client(), f"tidak-ada-{number}", headers={"X-Forwarded-For": f"10.9.9.{number}, 10.1.1.1"})
    assert TOO_MANY in complaint(sign_in(Client(), headers={"X-Forwarded-For": "10.9.9.99, 10.1.1.1"}))
    assert sign_in(Client(), headers={"X-Forwarded-For": "10.1.1.1, 10.2.2.2"}).status_code == 302


@pytest.mark.parametrize("header", ["abc", "", ",", "10.0.0.1:80", "::1", "[::1]:443", "9" * 300, "<script>"])
def test_a_strange_forwarding_header_breaks_nothing(ratna, settings, header):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert sign_in(Client(), headers={"X-Forwarded-For": header}).status_code in {200, 302, 403}


STRANGE = ["", " ", "a\0b", "' OR 1=1 --", "<script>", "x" * 10_000, "\u202eratna", "{{7*7}}", "٣"]


@pytest.mark.parametrize("value", STRANGE, ids=range(len(STRANGE)))
def test_strange_names_passwords_addresses_and_ways_back_are_refused_without_an_error(ratna, value):
    asked = [
        sign_in(Client(), value),
        sign_in(Client(), password=value),
        Client().post(reverse("account_reset_password"), {"email": value}),
        Client().get(LOGIN, {"next": value}),
    ]
    assert {response.status_code for response in asked} == {200}
    assert "<script>" not in asked[0].content.decode()


@pytest.mark.parametrize(
    "token", ["1-set-password", "zzzzzzzzzzzzz-a-b", "zzzzzzzzzzzzzzzzzzzz-a-b", "0-x", "1--", "1-%00"]
)
def test_a_forged_link_for_a_new_password_is_told_as_too_old(ratna, token):
    response = Client().get(f"/akun/sandi/baru/{token}/", follow=True)
    assert (response.status_code, "Tautan ini tidak berlaku lagi" in response.content.decode()) == (200, True)


def test_login_changes_the_session_key(ratna):
    client = Client()
    client.get(LOGIN)
    client.session.save()
    before = client.session.session_key
    client.cookies["arah"] = before
    sign_in(client)
    assert client.cookies["arah"].value != before
    thief = Client()
    thief.cookies["arah"] = before
    assert not is_in(thief)


def copy_of(client):
    copy = Client()
    copy.cookies["arah"] = client.cookies["arah"].value
    return copy


def signed_in(user):
    client = Client()
    sign_in(client, user.username)
    assert is_in(client)
    return client


@pytest.mark.parametrize("door", ["account_logout", "admin:logout"])
def test_a_copied_cookie_is_dead_after_logout(ratna, door):
    client = signed_in(ratna)
    thief = copy_of(client)
    client.post(reverse(door))
    assert (is_in(client), is_in(thief)) == (False, False)


def test_a_copied_cookie_is_dead_when_the_account_is_closed(ratna):
    client = signed_in(ratna)
    ratna.is_active = False
    ratna.save()
    assert not is_in(client)


def test_a_new_password_ends_every_other_session_and_keeps_this_one(ratna):
    client, elsewhere = signed_in(ratna), signed_in(ratna)
    form = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert client.post(reverse("account_change_password"), form)["Location"] == reverse("mfa_index")
    assert (is_in(client), is_in(elsewhere)) == (True, False)


def test_the_admins_link_for_a_new_password_leads_to_the_accounts_page(ratna):
    response = signed_in(ratna).get(reverse("admin:password_change"))
    assert response["Location"] == reverse("account_change_password")


def choose_password(client, mailoutbox, password=OTHER_PASSWORD):
    """Follow the link of the only mail and choose a password; the last answer."""
    (mail,) = mailoutbox
    link = re.search(r"http://\S+", mail.body)[0]
    landing = client.get(link)
    assert landing.status_code == 302, "the token must leave the address"
    return client.post(landing["Location"], {"password1": password, "password2": password}, follow=True)


def test_a_new_password_comes_by_mail_and_the_link_works_once(ratna, mailoutbox):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": ratna.email})
    choose_password(client, mailoutbox)
    assert sign_in(Client(), password=OTHER_PASSWORD).status_code == 302
    again = Client().get(re.search(r"http://\S+", mailoutbox[0].body)[0], follow=True)
    assert "Tautan ini tidak berlaku lagi" in again.content.decode()


def test_the_mail_is_in_indonesian_and_names_the_account(ratna, mailoutbox):
    Client().post(reverse("account_reset_password"), {"email": ratna.email})
    (mail,) = mailoutbox
    assert mail.subject == "Membuat sandi baru untuk Arah Karier"
    assert ("Nama akun Anda: ibu-ratna" in mail.body, mail.to) == (True, [ratna.email])


@pytest.mark.parametrize("address", ["tidak-ada@sekolah.example", "joko@sekolah.example"], ids=["unknown", "closed"])
def test_an_address_without_an_open_account_gets_no_mail_and_the_same_page(ratna, mailoutbox, address):
    get_user_model().objects.create_user("pak-joko", "joko@sekolah.example", PASSWORD, is_active=False)
    known, unknown = (
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (ratna.email, address)
    )
    assert (known.redirect_chain, known.content) == (unknown.redirect_chain, unknown.content)
    assert [mail.to for mail in mailoutbox] == [[ratna.email]]


def test_a_mail_server_that_is_down_is_told_to_the_operator_alone(ratna, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    response = Client().post(reverse("account_reset_password"), {"email": ratna.email}, follow=True)
    assert (response.status_code, "was not sent" in caplog.text) == (200, True)


@pytest.mark.parametrize("role", [COUNSELOR, EDITOR, COORDINATOR, OPERATOR])
def test_where_a_second_factor_is_required_no_desk_opens_without_one(settings, role):
    settings.STAFF_MFA_REQUIRED = True
    client = staff("petugas", role)
    paths = [
        reverse(f"admin:{name}")
        for name in (
            "index", "login", "jsi18n", "auth_user_changelist", "professions_profilerevision_changelist",
            "assessments_report_changelist", "assessments_attempt_changelist", "autocomplete", "password_change",
        )
    ]  # fmt: skip
    doors = {path: client.get(path).headers.get("Location") for path in [*paths, "/admin/tidak-ada/"]}
    assert set(doors.values()) == {reverse("mfa_activate_totp")}
    assert client.post(paths[3]).headers["Location"] == reverse("mfa_activate_totp")


def test_being_an_administrator_is_no_way_round_the_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = True
    assert staff("admin", is_superuser=True).get(DESK)["Location"] == reverse("mfa_activate_totp")


def test_the_enrolment_says_why_and_the_way_out_stays_open(ratna, settings):
    settings.STAFF_MFA_REQUIRED = True
    client = Client()
    sign_in(client)
    page = client.get(DESK, follow=True).content.decode()
    assert "dijaga dua langkah" in page
    assert client.post(reverse("admin:logout")).status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 302


def test_pages_for_everybody_ask_staff_for_no_second_factor(content, settings):
    settings.STAFF_MFA_REQUIRED = True
    client = staff("petugas", EDITOR)
    assert [client.get(reverse(name)).status_code for name in ("professions:home", "professions:catalogue")] == [
        200
    ] * 2


def test_the_desk_opens_once_the_second_factor_is_set_up_and_every_login_asks_for_it(ratna, settings):
    settings.STAFF_MFA_REQUIRED = True
    client = Client()
    sign_in(client)
    secret, recovery = enrol(client)
    assert (is_in(client), len(recovery)) == (True, 10)

    again = Client()
    asked = sign_in(again)
    assert (asked["Location"].split("?")[0], is_in(again)) == (reverse("mfa_authenticate"), False)
    wrong = again.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert ("Kode belum cocok" in wrong.content.decode(), is_in(again)) == (True, False)
    again.post(reverse("mfa_authenticate"), {"code": code_of(secret, step=1)})
    assert is_in(again)


def test_a_recovery_code_opens_once(ratna, settings):
    settings.STAFF_MFA_REQUIRED = True
    client = Client()
    sign_in(client)
    _secret, recovery = enrol(client)
    opened = []
    for _ in range(2):
        again = Client()
        sign_in(again)
        again.post(reverse("mfa_authenticate"), {"code": recovery[0]})
        opened.append(is_in(again))
    assert opened == [True, False]


def test_the_mailed_link_is_no_way_round_the_second_factor(ratna, settings, mailoutbox):
    client = Client()
    sign_in(client)
    enrol(client)
    elsewhere = Client()
    elsewhere.post(reverse("account_reset_password"), {"email": ratna.email})
    last = choose_password(elsewhere, mailoutbox)
    assert (last.redirect_chain[-1][0].split("?")[0], is_in(elsewhere)) == (reverse("mfa_authenticate"), False)


def test_guessing_codes_is_limited(ratna):
    client = Client()
    sign_in(client)
    secret, _recovery = enrol(client)
    again = Client()
    sign_in(again)
    for number in range(12):
        again.post(reverse("mfa_authenticate"), {"code": f"{number:06}"})
    refused = again.post(reverse("mfa_authenticate"), {"code": code_of(secret, step=1)})
    assert ("Terlalu banyak" in refused.content.decode(), is_in(again)) == (True, False)


def test_where_it_is_not_required_a_counselor_works_without(ratna, settings):
    settings.STAFF_MFA_REQUIRED = False
    signed_in(ratna)


ENTRANCE = ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
INSIDE = [
    "mfa_index", "account_change_password", "account_logout", "account_reauthenticate", "mfa_reauthenticate",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp",
]  # fmt: skip


def test_every_account_page_has_one_heading_named_fields_and_nothing_inline(ratna):
    client = Client()
    pages = {name: client.get(reverse(name)) for name in ENTRANCE}
    sign_in(client)
    client.get(reverse("mfa_activate_totp"))
    enrol(client)
    pages |= {name: client.get(reverse(name)) for name in INSIDE}
    for name, response in pages.items():
        page = response.content.decode()
        assert (response.status_code, page.count("<h1>"), 'lang="id"' in page) == (200, 1, True), name
        fields = re.findall(r'<input id="(\w+)"', page)
        assert [field for field in fields if f'<label for="{field}">' not in page] == [], name
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|href=\"javascript:|data:", page) == [], (
            name
        )
