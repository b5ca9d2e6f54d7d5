"""How allauth behaves here: accounts are opened by operators, and what it says is said in our words."""

import logging
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class StaffAccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Nama akun dan sandi ini tidak cocok. Periksa keduanya, lalu coba lagi."),
        "too_many_login_attempts": _(
            "Terlalu banyak percobaan masuk. Tunggu lima menit, lalu coba lagi, atau atur ulang sandi Anda."
        ),
        "rate_limited": _("Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."),
        "enter_current_password": _("Sandi yang sekarang belum cocok."),
        "incorrect_password": _("Sandi belum cocok."),
        "incorrect_code": _("Kode belum cocok. Pakai kode yang sedang tampil di aplikasi Anda."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_password_change_redirect_url(self, request):
        return reverse("mfa_index")

    def send_mail(self, template_prefix, email, context):
        """A mail server that does not answer is told to the operator: the page is the same for every address."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("a mail of %s was not sent", template_prefix)


class StaffMFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": StaffAccountAdapter.error_messages["incorrect_code"],
    }

    def get_totp_label(self, user):
        return user.get_username()

    def build_totp_svg(self, url):
        """The drawing alone, to stand inside the page: the policy allows no picture from a data address."""
        svg = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]
