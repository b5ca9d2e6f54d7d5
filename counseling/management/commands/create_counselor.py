import getpass
import secrets
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group as Role
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from counseling.models import Institution
from counseling.roles import COUNSELOR

DEMO_NAME = "konselor-demo"
DEMO_INSTITUTION = "Sekolah Contoh"
DEMO_GROUP = "Kelompok contoh"


class Command(BaseCommand):
    help = "Create a counselor account; --demo makes one for trying things out, with a new password each time."

    def add_arguments(self, parser):
        parser.add_argument("username", nargs="?")
        parser.add_argument("--institution", default="", help="where she works; it is made when it is new")
        parser.add_argument("--demo", action="store_true", help="only where the site is local")

    def handle(self, *, username, institution, demo, **options):
        if demo:
            self.create_demo()
        elif username:
            self.create(username, self.ask_password(username), institution)
            self.stdout.write(f"Akun konselor {username} dibuat. Masuk lewat /admin/.")
        else:
            raise CommandError("Sebutkan nama akunnya: manage.py create_counselor ibu-ratna")

    @transaction.atomic
    def create_demo(self):
        if not settings.IS_LOCAL:
            raise CommandError("Akun demo hanya dibuat pada pemakaian lokal (ALLOWED_HOSTS kosong).")
        password = secrets.token_urlsafe(12)
        user, _created = get_user_model().objects.get_or_create(username=DEMO_NAME)
        user.set_password(password)
        user.is_active = user.is_staff = True
        user.is_superuser = False
        user.save()
        institution = self.employ(user, DEMO_INSTITUTION)
        group = institution.groups.filter(counselors=user, name=DEMO_GROUP).first()
        if group is None:
            group = institution.groups.create(name=DEMO_GROUP)
            group.counselors.add(user)
        self.stdout.write(f"Konselor demo: nama {DEMO_NAME}, sandi {password}, di /admin/")
        self.stdout.write(f"Kelompok demo: kode undangan {group.shown_code}, di /bergabung/")

    @transaction.atomic
    def create(self, username, password, institution=""):
        users = get_user_model().objects
        if users.filter(username=username).exists():
            raise CommandError(f"Nama akun {username} sudah dipakai. Pilih nama lain.")
        self.employ(users.create_user(username=username, password=password, is_staff=True), institution)

    def employ(self, user, name):
        """Give the user the role, and a place in the institution where one is named."""
        user.groups.set([Role.objects.get(name=COUNSELOR)])
        if not name:
            return None
        institution, _created = Institution.objects.get_or_create(name=name)
        institution.staff.add(user)
        return institution

    def ask_password(self, username):
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
