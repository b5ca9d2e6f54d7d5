"""Which signs the shipped fonts can draw, read from the fonts themselves.

The PDF/UA standard refuses a document with a sign that no font has, so `text.printable` has to know.
"""

import struct
from functools import cache, lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"


@cache
def coverages() -> tuple[frozenset[int], ...]:
    """Code points that have a glyph, by shipped font."""
    return tuple(frozenset(code_points(path.read_bytes())) for path in sorted(FONTS.glob("*.ttf")))


@lru_cache(maxsize=4096)
def is_drawable(cluster: str) -> bool:
    """Whether one shipped font has all of a letter and the marks on it; they are never drawn from two."""
    return any(all(ord(sign) in coverage for sign in cluster) for coverage in coverages())


def code_points(font: bytes) -> set[int]:
    """Code points of a TrueType font, from its character map's tables of formats 4 and 12."""
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(count))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (tables,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for number in range(tables):
        (offset,) = struct.unpack_from(">L", font, start + 8 + 8 * number)
        (kind,) = struct.unpack_from(">H", font, start + offset)
        if kind == 4:
            found |= _segments(font, start + offset)
        elif kind == 12:
            found |= _groups(font, start + offset)
    return found


def _segments(font: bytes, table: int) -> set[int]:
    count = struct.unpack_from(">H", font, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, table + 14)
    starts = struct.unpack_from(f">{count}H", font, table + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", font, table + 16 + 4 * count)
    ranges_at = table + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", font, ranges_at)
    found = set()
    for number, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, ranges_at + 2 * number + offset + 2 * (code - first))
            is_missing = (offset and glyph == 0) or (glyph + delta) % 0x10000 == 0
            if not is_missing:
                found.add(code)
    return found - {0xFFFF}


def _groups(font: bytes, table: int) -> set[int]:
    (count,) = struct.unpack_from(">L", font, table + 12)
    groups = (struct.unpack_from(">LLL", font, table + 16 + 12 * number) for number in range(count))
    return {code for first, last, _ in groups for code in range(first, last + 1)}
