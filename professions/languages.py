"""The language that a visitor reads: chosen by a form, kept in a cookie, Indonesian without a choice.

The browser's own preference is not asked: the audience is Indonesian, and phones are often set to English.
docs/decisions/0035-language-by-cookie.md says what that means for caches.
"""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


class LanguageForm(forms.Form):
    """`bahasa` is the language wanted, `dari` the address of the page that asked."""

    bahasa = forms.ChoiceField(choices=settings.LANGUAGES)
    dari = forms.CharField(required=False, max_length=2000)


class LanguageMiddleware:
    """Answer in the visitor's language."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = chosen_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def chosen_language(request: HttpRequest) -> str:
    """The cookie's language where this site speaks it, else the source language."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )


@csrf_exempt  # Public pages are cached for all and carry no token; a forged form could change the language, no more.
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to the page that asked for it."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return render(request, "400.html", status=400)
    response = redirect(_page_that_asked(request, form.cleaned_data["dari"]))
    remember_language(response, form.cleaned_data["bahasa"])
    return response


def _page_that_asked(request: HttpRequest, given: str) -> str:
    """The browser's own word first: parts of a page that are swapped in place change its address."""
    for address in (request.headers.get("Referer", ""), given):
        if _is_ours(request, address):
            place = urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl()
            # Once more, for what is left may begin with two slashes.
            if place.startswith("/") and _is_ours(request, place):
                return place
    return reverse("professions:home")


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
