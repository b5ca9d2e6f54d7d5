"""Public pages: the same for everybody, so that caches may keep them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .documents import page_context
from .http import public_page
from .queries import listed_professions, published_professions
from .translations import in_language


@require_safe
@public_page
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "professions/home.html", {"professions": listed_professions(get_language())})


@require_safe
@public_page
def catalogue(request: HttpRequest) -> HttpResponse:
    return render(request, "professions/catalogue.html", {"professions": listed_professions(get_language())})


@require_safe
@public_page
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    profession = get_object_or_404(published_professions(), slug=slug)
    sisters = set(published_professions().exclude(slug=slug).values_list("slug", flat=True))
    context = {"profession": profession, "revision": profession.current_revision, "sisters": sisters}
    content = in_language(profession.current_revision.content, get_language())
    return render(request, "professions/profile.html", context | page_context(content))


@require_safe
@public_page
def compare(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """Two professions side by side, in the words of the first one's comparison where it has one."""
    professions = {row.slug: row for row in published_professions().filter(slug__in=[slug, other])}
    if slug == other or {slug, other} != set(professions):
        raise Http404
    sides = [
        {"profession": row, **page_context(in_language(row.current_revision.content, get_language()))}
        for row in (professions[slug], professions[other])
    ]
    comparison = next((row for row in sides[0]["comparisons"] if row["other_slug"] == other), None)
    return render(request, "professions/compare.html", {"sides": sides, "comparison": comparison})
