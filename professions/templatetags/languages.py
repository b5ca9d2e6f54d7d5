"""Marks of language on what a page shows."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def lang(code):
    """The lang attribute of a text that is not in the page's language, else nothing.

    >>> lang("id"), lang("")
    (' lang="id"', '')
    """
    return format_html(' lang="{}"', code) if code else ""
