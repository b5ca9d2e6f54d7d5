"""How accounts are called on a page."""

from django import template

from counseling import people

register = template.Library()
register.filter("called", people.called)
register.filter("joined_names", people.joined_names)
