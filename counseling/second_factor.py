"""Staff work with a second factor, where the settings demand it."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

DESKS = {"admin", "counseling"}  # namespaces of the addresses where staff work
WAY_OUT = "admin:logout"


class SecondFactorMiddleware:
    """Sends staff who have no second factor to the page that sets one up; no desk opens before."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.STAFF_MFA_REQUIRED or not must_enrol(request):
            return None
        messages.info(
            request,
            _(
                "Akun petugas membuka data orang lain, jadi dijaga dua langkah: sandi, lalu kode dari ponsel Anda. "
                "Pasang dulu di sini; sesudah itu meja kerja Anda terbuka."
            ),
        )
        return redirect("mfa_activate_totp")


def must_enrol(request) -> bool:
    """Whether this is a desk, asked for by staff who have no second factor."""
    place = request.resolver_match
    if DESKS.isdisjoint(place.namespaces[:1]) or place.view_name == WAY_OUT:
        return False
    return request.user.is_staff and not is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
