"""The oracle's green means something: on servers that break the promise it turns red."""

import pytest

from .kills import kill_again_and_again
from .site import Site

MOST_CYCLES = 12


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "kind"), [("replies_too_early", "lost"), ("writes_by_halves", "torn")])
def test_a_server_that_breaks_the_promise_is_found_out(place, tmp_path, fault, kind):
    site = Site(place, application=f"tests.load.broken_server:{fault}()")
    try:
        outcome = kill_again_and_again(site, tmp_path, cycles=MOST_CYCLES, seed=1, until=kind)
    finally:
        site.kill()
    print(outcome)
    assert kind in {violation.kind for violation in outcome.violations}
