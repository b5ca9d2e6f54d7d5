"""A report in one cell of a list."""

from django import template

from assessments.models import Report
from assessments.wording import band_phrase, points

register = template.Library()


@register.filter
def score_and_band(report: Report) -> str:
    """Never one without the other."""
    return f"{points(report.score)}, {band_phrase(report.band)}" if report.band else "–"
