import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from counseling.management.accounts import ask_password, employ, open_account
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
            self.create(username, ask_password(username), institution)
            self.stdout.write(f"Akun konselor {username} dibuat. Masuk lewat /admin/.")
        else:
            raise CommandError("Sebutkan nama akunnya: manage.py create_counselor ibu-ratna")

    @transaction.atomic
    def create(self, username, password, institution):
        user = open_account(username=username, password=password, role=COUNSELOR)
        if institution:
            employ(user, institution)

    @transaction.atomic
    def create_demo(self):
        """The account keeps its reports from start to start; only its password is new."""
        if not settings.IS_LOCAL:
            raise CommandError("Akun demo hanya dibuat pada pemakaian lokal (ALLOWED_HOSTS kosong).")
        password = secrets.token_urlsafe(12)
        user = get_user_model().objects.filter(username=DEMO_NAME).first()
        if user is None:
            user = open_account(username=DEMO_NAME, password=password, role=COUNSELOR)
        user.set_password(password)
        user.is_active = True
        user.save()
        institution = employ(user, DEMO_INSTITUTION)
        group = institution.groups.filter(counselors=user, name=DEMO_GROUP).first()
        if group is None:
            group = institution.groups.create(name=DEMO_GROUP)
            group.counselors.add(user)
        self.stdout.write(f"Konselor demo: nama {DEMO_NAME}, sandi {password}, di /admin/")
        self.stdout.write(f"Kelompok demo: kode undangan {group.shown_code}, di /bergabung/")
