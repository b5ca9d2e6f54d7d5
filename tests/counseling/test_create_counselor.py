"""The command that opens a counselor's account."""

import io
import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from counseling.models import Group, Institution
from counseling.roles import COUNSELOR, PERMISSIONS

PASSWORD = "melati-di-jayagiri-42"
LIST = "admin:assessments_report_changelist"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def create(monkeypatch):
    """A function that runs the command with this standard input and gives what it printed."""

    def run(*args, typed="", **options):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        out = io.StringIO()
        call_command("create_counselor", *args, stdout=out, **options)
        return out.getvalue()

    return run


def test_the_account_can_sign_in_and_see_the_desk_but_rules_over_nothing(create):
    assert create("ibu-ratna", typed=f"{PASSWORD}\n") == "Akun konselor ibu-ratna dibuat. Masuk lewat /admin/.\n"
    user = get_user_model().objects.get()
    client = Client()
    signed_in = client.post(reverse("account_login"), {"login": "ibu-ratna", "password": PASSWORD})
    assert (signed_in.status_code, client.get(reverse(LIST)).status_code) == (302, 200)
    assert (user.is_superuser, user.get_all_permissions()) == (False, set(PERMISSIONS[COUNSELOR]))


def test_the_password_is_neither_printed_nor_stored_as_it_is(create):
    said = create("ibu-ratna", typed=f"{PASSWORD}\n")
    assert (PASSWORD in said, PASSWORD in get_user_model().objects.get().password) == (False, False)


@pytest.mark.parametrize(
    "typed",
    ["", "\n", "pendek\n", "password1234\n", "ibu-ratna-123\n"],
    ids=["none", "empty", "short", "common", "name"],
)
def test_a_weak_password_is_refused_and_makes_no_account(create, typed):
    with pytest.raises(CommandError, match="^Sandi ditolak: "):
        create("ibu-ratna-123", typed=typed)
    assert not get_user_model().objects.exists()


def test_a_name_that_is_taken_is_refused_and_the_account_stays_as_it_was(create):
    create("ibu-ratna", typed=f"{PASSWORD}\n")
    before = get_user_model().objects.values().get()
    with pytest.raises(CommandError, match="^Nama akun ibu-ratna sudah dipakai. Pilih nama lain.$"):
        create("ibu-ratna", typed="kenanga-di-jayagiri-42\n")
    assert get_user_model().objects.values().get() == before


def test_a_missing_name_is_said_with_an_example():
    with pytest.raises(CommandError, match="^Sebutkan nama akunnya: manage.py create_counselor ibu-ratna$"):
        call_command("create_counselor")


def test_the_demo_account_has_a_new_password_each_time_and_the_old_one_is_dead(create):
    passwords = [re.search(r"sandi (\S+),", create(demo=True))[1] for _ in range(2)]
    signed_in = [authenticate(username="konselor-demo", password=password) is not None for password in passwords]
    assert (signed_in, get_user_model().objects.count()) == ([False, True], 1)


def test_the_demo_group_keeps_its_code_which_is_printed_each_time(create):
    codes = [re.search(r"kode undangan (\S+),", create(demo=True))[1] for _ in range(2)]
    assert codes == [Group.objects.get().shown_code] * 2


def test_a_counselor_gets_a_place_in_her_institution_which_is_made_once(create):
    for name in ("ibu-ratna", "pak-joko"):
        create(name, institution="SMA Melati", typed=f"{PASSWORD}\n")
    assert [user.username for user in Institution.objects.get().staff.order_by("username")] == ["ibu-ratna", "pak-joko"]


def test_a_public_site_has_no_demo_account(create, settings):
    settings.IS_LOCAL = False
    with pytest.raises(CommandError, match="^Akun demo hanya dibuat pada pemakaian lokal"):
        create(demo=True)
    assert not get_user_model().objects.exists()
