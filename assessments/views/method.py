"""How the score is made, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from professions.http import public_page


@require_safe
@public_page
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "assessments/method.html")
