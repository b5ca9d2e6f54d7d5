"""How a staff account is called on the pages of the people who meet it."""

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _


def called(user: AbstractBaseUser) -> str:
    """The full name where the account has one, else the account's."""
    return user.get_full_name() or user.get_username()


def joined_names(users) -> str:
    """Several in one phrase: "Ibu Ratna", "Ibu Ratna dan Pak Joko"."""
    names = [called(user) for user in users]
    if len(names) < 2:
        return "".join(names)
    return _("%(others)s dan %(last)s") % {"others": ", ".join(names[:-1]), "last": names[-1]}
