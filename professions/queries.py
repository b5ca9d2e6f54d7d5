"""Reads of the published profiles."""

from django.db.models import F

from .models import Profession, Trait
from .translations import in_language


def published_professions():
    """Professions that have a page, by name, each with its published revision."""
    return Profession.objects.filter(current_revision__isnull=False).select_related("current_revision")


def listed_professions(language) -> list[Profession]:
    """The same for lists: each with `shown_name` and `first_line` in this language, without the whole profiles.

    `lang` says in which language these are where a translation is missing, else it is empty.
    """
    content = "current_revision__content"
    texts = f"{content}__translations__{language}"
    rows = (
        published_professions()
        .defer(content, "current_revision__translations")
        .annotate(first_claim=F(f"{content}__summary__0"))
        .annotate(translated_name=F(f"{texts}__name"), translated_summary=F(f"{texts}__summary"))
    )
    return [_listed(row, language) for row in rows]


def _listed(row, language) -> Profession:
    summary = {"text": "", "code": ""} | (row.first_claim or {})
    own = {"name": row.name, "summary": [summary]}
    given = {"name": row.translated_name, "summary": row.translated_summary or {}}
    shown = in_language(own | {"translations": {language: given}}, language)
    row.shown_name, row.first_line = shown["name"], shown["summary"][0]["text"]
    row.lang = shown.get("lang", "") or shown["summary"][0].get("lang", "")
    return row


def trait_codes():
    return tuple(Trait.objects.values_list("code", flat=True))
