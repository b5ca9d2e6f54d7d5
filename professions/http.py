"""What caches and search engines may keep: nothing, unless a view says that its page is public."""

from functools import wraps

from django.conf import settings
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers

from .languages import chosen_language

PUBLIC_SECONDS = 300


def public_page(view):
    """Let anybody keep the page for a few minutes: it is the same for every visitor of a language, sets no cookie."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.is_public = True
        return response

    return marked


def drop_unreadable_session(request):
    """A cookie that no server of ours wrote is no session; PostgreSQL would fail on its NUL."""
    if "\0" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
        del request.COOKIES[settings.SESSION_COOKIE_NAME]


class PrivateByDefaultMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        drop_unreadable_session(request)
        response = self.get_response(request)
        if getattr(response, "is_public", False) and not response.cookies:
            is_usual = chosen_language(request) == settings.LANGUAGE_CODE
            patch_cache_control(response, **{"public" if is_usual else "private": True}, max_age=PUBLIC_SECONDS)
            patch_vary_headers(response, ["Cookie"])
        elif not request.path.startswith("/static/"):
            add_never_cache_headers(response)
            response["X-Robots-Tag"] = "noindex"
        return response
