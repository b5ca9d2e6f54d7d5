"""Print what was measured beside its gate; the exit status is 1 where a gate does not hold."""

import sys
import tempfile
from pathlib import Path

from tests.load.site import Site, prepared

from .weight import KB, weigh

ROW = "{:<28} {:<9} {:>8} {:>8} {:>8} {:>9}  {}"


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as folder,
        prepared(Path(folder) / "data") as place,
        Site(place) as site,
    ):
        return print_weights(site.port)


def print_weights(port: int) -> int:
    """How many gates do not hold."""
    broken = 0
    print(ROW.format("KB", "packed by", "bodies", "gate", "aim", "requests", "KB with headers"))
    for gate, encodings, weight in weigh(port):
        broken += weight.bodies > gate.most
        figures = (f"{size / KB:.1f}" for size in (weight.bodies, gate.most, gate.aim))
        print(ROW.format(gate.name, encodings, *figures, weight.requests, f"{weight.total / KB:.1f}"))
    return broken


if __name__ == "__main__":
    sys.exit(main() > 0)
