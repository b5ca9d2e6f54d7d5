"""The words of a group's picture on its page."""

from django import template

from counseling import wording

register = template.Library()
register.filter("cell_text", wording.cell_text)
register.filter("level_name", wording.level_name)
register.filter("hidden_rows", wording.hidden_rows)
register.filter("picture_size", wording.size)
