"""The roles: what each may do, how accounts are opened, and that operators gain no power by it."""

import io

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.urls import reverse

from counseling.roles import COUNSELOR, OPERATOR, PERMISSIONS, ROLES, create_roles
from tests.cast import form_of, staff

PASSWORD = "melati-di-jayagiri-42"
ADD, CHANGE, LIST = (f"admin:auth_user_{door}" for door in ("add", "change", "changelist"))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def create_staff(monkeypatch):
    """A function that runs the command with this password and gives what it printed."""

    def run(*args, typed=f"{PASSWORD}\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        out = io.StringIO()
        call_command("create_staff", *args, stdout=out)
        return out.getvalue()

    return run


@pytest.mark.parametrize("role", ROLES)
def test_the_command_opens_an_account_in_the_role_and_in_no_other(create_staff, role):
    said = create_staff(role, "petugas", "--email", "petugas@kantor.example")
    user = get_user_model().objects.get()
    assert said == f"Akun petugas dibuat sebagai {ROLES[role]}. Masuk lewat /akun/masuk/.\n"
    assert [group.name for group in user.groups.all()] == [ROLES[role]]
    assert (user.is_staff, user.is_superuser, user.email) == (True, False, "petugas@kantor.example")
    assert user.get_all_permissions() == set(PERMISSIONS[ROLES[role]])


@pytest.mark.parametrize(
    ("args", "typed", "complaint"),
    [
        (("pengawas", "nama"), PASSWORD, "invalid choice"),
        (("operator", "nama"), "pendek\n", "^Sandi ditolak: "),
        (("operator", "nama", "--email", "bukan surel"), PASSWORD, "^bukan surel bukan alamat surel.$"),
    ],
    ids=["role", "password", "address"],
)
def test_a_wrong_role_password_or_address_opens_no_account(create_staff, args, typed, complaint):
    with pytest.raises(CommandError, match=complaint):
        create_staff(*args, typed=typed)
    assert not get_user_model().objects.exists()


def test_every_permission_of_a_role_exists():
    known = {
        f"{row.content_type.app_label}.{row.codename}" for row in Permission.objects.select_related("content_type")
    }
    assert {permission for permissions in PERMISSIONS.values() for permission in permissions} <= known


def test_a_role_that_was_given_more_is_brought_back_at_the_next_migrate():
    group = Group.objects.get(name=OPERATOR)
    group.permissions.add(Permission.objects.get(codename="view_report"))
    create_roles()
    assert not group.permissions.filter(codename="view_report").exists()


@pytest.mark.parametrize("role", ["operator", "coordinator"])
def test_operators_and_coordinators_hold_no_permission_on_reports(role):
    assert not [
        permission for permission in PERMISSIONS[ROLES[role]] if "report" in permission or "answer" in permission
    ]


@pytest.fixture
def counselor(content):
    return staff("ibu-ratna", COUNSELOR).user


def new_account(**fields):
    return {"username": "baru", "password1": PASSWORD, "password2": PASSWORD, "email": "", **fields}


def test_an_operator_opens_a_staff_account_in_a_role(operator):
    role = Group.objects.get(name=COUNSELOR)
    assert operator.post(reverse(ADD), new_account(groups=[role.pk])).status_code == 302
    user = get_user_model().objects.get(username="baru")
    assert (user.is_staff, user.is_superuser, [*user.groups.all()]) == (True, False, [role])


def test_an_operator_closes_an_account(operator, counselor):
    path = reverse(CHANGE, args=[counselor.pk])
    form = form_of(operator.get(path), "user_form")
    assert operator.post(path, form).status_code == 302  # without "is_active"
    counselor.refresh_from_db()
    assert not counselor.is_active


POWERS = {"is_superuser": ["on"], "is_staff": ["on"], "user_permissions": ["1", "2"]}


@pytest.mark.parametrize("door", ["add", "change"])
def test_powers_that_an_operator_adds_to_the_form_are_ignored(operator, counselor, door):
    if door == "add":
        response = operator.post(reverse(ADD), new_account() | POWERS)
    else:
        path = reverse(CHANGE, args=[counselor.pk])
        response = operator.post(path, form_of(operator.get(path), "user_form") | POWERS | {"is_active": ["on"]})
    assert response.status_code == 302
    assert not get_user_model().objects.filter(is_superuser=True).exists()
    assert not Permission.objects.filter(user__isnull=False).exists()


def test_an_operator_is_offered_the_roles_and_no_other_group(operator, counselor):
    powerful = Group.objects.create(name="Segalanya")
    path = reverse(CHANGE, args=[counselor.pk])
    page = operator.get(path)
    choices = page.context["adminform"].form.fields["groups"].queryset
    assert {group.name for group in choices} == set(ROLES.values())
    form = form_of(page, "user_form") | {"groups": [powerful.pk], "is_active": ["on"]}
    assert operator.post(path, form).status_code == 200
    assert not powerful.user_set.exists()


def test_an_operator_does_not_choose_her_own_role(operator):
    path = reverse(CHANGE, args=[operator.user.pk])
    counselors = Group.objects.get(name=COUNSELOR)
    operator.post(path, form_of(operator.get(path), "user_form") | {"groups": [counselors.pk]})
    assert [group.name for group in operator.user.groups.all()] == [OPERATOR]


@pytest.mark.parametrize("door", ["change", "password_change", "history", "delete"])
def test_an_operator_does_not_reach_a_superuser(operator, admin, door):
    path = reverse(f"admin:auth_user_{door}", args=[admin.user.pk])
    before = get_user_model().objects.values().get(pk=admin.user.pk)
    data = {"username": "x", "password1": PASSWORD, "password2": PASSWORD, "post": "yes"}
    assert {operator.get(path).status_code, operator.post(path, data).status_code} <= {302, 403, 404}
    assert get_user_model().objects.values().get(pk=admin.user.pk) == before
    assert "admin" not in {user.username for user in operator.get(reverse(LIST)).context["cl"].result_list}


def test_an_operator_removes_no_account(operator, counselor):
    assert operator.post(reverse("admin:auth_user_delete", args=[counselor.pk]), {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [counselor.pk], "post": "yes"}
    operator.post(reverse(LIST), data)
    assert get_user_model().objects.filter(pk=counselor.pk).exists()


def test_an_operator_removes_the_second_factor_of_a_lost_phone_and_of_no_superuser(operator, counselor, admin):
    for user in (counselor, admin.user):
        for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
            Authenticator.objects.create(user=user, type=kind, data={})
    data = {"action": "remove_second_factor", "_selected_action": [counselor.pk, admin.user.pk]}
    page = operator.post(reverse(LIST), data, follow=True).content.decode()
    assert "Langkah kedua 1 akun dihapus." in page
    assert {row.user for row in Authenticator.objects.all()} == {admin.user}


@pytest.mark.parametrize(
    "lookup", ["password__startswith=a", "authenticator__data__contains=a", "groups__permissions=1"]
)
def test_the_list_of_accounts_is_no_oracle(operator, lookup):
    assert operator.get(f"{reverse(LIST)}?{lookup}").status_code == 400


def test_an_administrator_still_gives_every_power(admin, counselor):
    page = admin.get(reverse(CHANGE, args=[counselor.pk])).content.decode()
    assert all(f'name="{field}"' in page for field in ("is_staff", "is_superuser", "user_permissions"))
