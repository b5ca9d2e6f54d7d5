from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from counseling.management.accounts import ask_password, employ, open_account
from counseling.roles import ROLES


class Command(BaseCommand):
    help = "Create a staff account in a role; `create_staff operator NAME` makes the first operator."

    def add_arguments(self, parser):
        parser.add_argument("role", choices=ROLES)
        parser.add_argument("username")
        parser.add_argument("--institution", default="", help="where she works; it is made when it is new")
        parser.add_argument("--email", default="", help="where a link for a new password is sent")

    @transaction.atomic
    def handle(self, *, role, username, email, institution, **options):
        try:
            if email:
                validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} bukan alamat surel.") from error
        user = open_account(username=username, password=ask_password(username), role=ROLES[role], email=email)
        if institution:
            employ(user, institution)
        self.stdout.write(f"Akun {username} dibuat sebagai {ROLES[role]}. Masuk lewat /akun/masuk/.")
