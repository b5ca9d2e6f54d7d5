import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from counseling.management.accounts import ask_password, open_account
from counseling.roles import COUNSELOR

DEMO_NAME = "konselor-demo"


class Command(BaseCommand):
    help = "Create a counselor account; --demo makes one for trying things out, with a new password each time."

    def add_arguments(self, parser):
        parser.add_argument("username", nargs="?")
        parser.add_argument("--demo", action="store_true", help="only where the site is local")

    def handle(self, *, username, demo, **options):
        if demo:
            self.create_demo()
        elif username:
            open_account(username=username, password=ask_password(username), role=COUNSELOR)
            self.stdout.write(f"Akun konselor {username} dibuat. Masuk lewat /admin/.")
        else:
            raise CommandError("Sebutkan nama akunnya: manage.py create_counselor ibu-ratna")

    def create_demo(self):
        if not settings.IS_LOCAL:
            raise CommandError("Akun demo hanya dibuat pada pemakaian lokal (ALLOWED_HOSTS kosong).")
        password = secrets.token_urlsafe(12)
        get_user_model().objects.filter(username=DEMO_NAME).delete()
        open_account(username=DEMO_NAME, password=password, role=COUNSELOR)
        self.stdout.write(f"Konselor demo: nama {DEMO_NAME}, sandi {password}, di /admin/")
