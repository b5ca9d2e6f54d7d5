"""What a quiz is called on the page."""

from django import template
from django.utils.translation import get_language

from professions.translations import SOURCE_LANGUAGE

from ..queries import instrument_by

register = template.Library()


@register.simple_tag
def quiz_name(attempt):
    """The profession of the attempt's quiz, in the page's language where it is translated.

    Costs a query where a process meets an instrument first in another language.
    """
    name = attempt.instrument.profession.name
    if get_language() == SOURCE_LANGUAGE:
        return name
    translations = instrument_by(attempt.instrument_id).content.get("translations", {})
    return translations.get(get_language(), {}).get("name") or name
