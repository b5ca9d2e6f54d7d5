"""Opening staff accounts from the command line."""

import getpass
import sys

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from counseling.models import Institution


@transaction.atomic
def open_account(*, username, password, role, email=""):
    """A new staff account in this role's group. Raises CommandError when the name is taken."""
    users = get_user_model().objects
    if users.filter(username=username).exists():
        raise CommandError(f"Nama akun {username} sudah dipakai. Pilih nama lain.")
    user = users.create_user(username=username, password=password, email=email, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def employ(user, name):
    """Give the user a place in the institution of this name, which is made when it is new."""
    institution, _created = Institution.objects.get_or_create(name=name)
    institution.staff.add(user)
    return institution


def ask_password(username):
    """From the terminal twice, or one line from standard input when that is not a terminal."""
    if sys.stdin.isatty():
        password = getpass.getpass("Sandi: ")
        if password != getpass.getpass("Sekali lagi: "):
            raise CommandError("Kedua sandi tidak sama. Jalankan perintah ini sekali lagi.")
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password, get_user_model()(username=username))
    except ValidationError as error:
        raise CommandError("Sandi ditolak: " + " ".join(error.messages)) from error
    return password
