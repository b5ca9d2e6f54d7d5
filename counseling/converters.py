"""Numbers of rows in an address."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class RowConverter(IntConverter):
    """No longer than a column can hold: a longer number is no row's, and an error in SQLite."""

    regex = "[0-9]{1,18}"


register_converter(RowConverter, "row")
