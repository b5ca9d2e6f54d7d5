"""An erasure's counts in words."""

from django import template
from django.apps import apps

from ..codes import grouped
from ..models import Erasure

register = template.Library()
register.filter("in_groups", grouped)


@register.filter
def erased_things(erasure: Erasure) -> list[tuple[str, int]]:
    """Name and number of each kind of row, as the models call themselves."""
    return [(apps.get_model(label)._meta.verbose_name, count) for label, count in sorted(erasure.counts.items())]
