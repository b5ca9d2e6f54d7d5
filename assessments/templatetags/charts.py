"""Coordinates of the band chart, as plain numbers: a decimal comma would break the drawing."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

LEFT, WIDTH = 12, 296  # of a drawing 320 units wide


def place(points):
    """Where a score of 0..100 points lies, as an SVG length.

    >>> place(50)
    '160.0'
    """
    return f"{LEFT + WIDTH * points / 100:.1f}"


def band_description(score, band):
    """The drawing in words, for those who do not see it."""
    low, high = band
    values = {"low": f"{low:.0f}", "high": f"{high:.0f}", "score": f"{score:.0f}"}
    return (
        _(
            "Rentang dari %(low)s sampai %(high)s pada garis 0 sampai 100; di tengahnya nilai %(score)s. "
            "Netral adalah 50."
        )
        % values
    )


@register.inclusion_tag("assessments/_band_chart.html")
def band_chart(score, band, *, name, label, identifier, small=False):
    """A score with its band on the line from 0 to 100, the neutral 50 marked."""
    low, high = band
    return {
        "score_x": place(score),
        "low_x": place(low),
        "band_width": f"{max(WIDTH * (high - low) / 100, 2):.1f}",
        "start_x": place(0),
        "middle_x": place(50),
        "end_x": place(100),
        "description": band_description(score, band),
        "name": name,
        "label": label,
        "identifier": identifier,
        "small": small,
    }
