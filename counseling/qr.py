"""An address as a QR code: one path of an SVG, without a style that the policy would refuse."""

import segno
from django.utils.html import format_html

QUIET_ZONE = 4  # modules of white around the code, as the standard asks


def qr_svg(address: str, *, label: str) -> str:
    code = segno.make(address, error="m", micro=False)
    size = len(code.matrix) + 2 * QUIET_ZONE
    rows = enumerate(code.matrix, start=QUIET_ZONE)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in rows for x, bit in enumerate(row, start=QUIET_ZONE) if bit)
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" '
        'shape-rendering="crispEdges"><rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        size,
        label,
        dark,
    )
