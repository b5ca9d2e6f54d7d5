"""Reads of the published profiles."""

from django.db.models import F

from .models import Profession, Trait


def published_professions():
    """Professions that have a page, by name, each with its published revision."""
    return Profession.objects.filter(current_revision__isnull=False).select_related("current_revision")


def listed_professions():
    """The same for lists: with names and first lines, without the whole profiles."""
    return (
        published_professions()
        .defer("current_revision__content")
        .annotate(first_line=F("current_revision__content__summary__0__text"))
    )


def trait_codes():
    return tuple(Trait.objects.values_list("code", flat=True))
