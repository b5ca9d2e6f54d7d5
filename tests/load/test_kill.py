"""A server that is killed at any moment has kept whatever it acknowledged, and nothing by half."""

import os

import pytest

from .kills import kill_again_and_again, kill_while_finishing
from .site import Site

SHORT = 8
LONG = int(os.environ.get("KILL_CYCLES") or 50)
SEED = 20_26
LONGEST_RECOVERY = 5  # seconds from a restart to the first page


@pytest.fixture
def site(place):
    site = Site(place)
    yield site
    site.kill()


@pytest.mark.slow
@pytest.mark.parametrize("cycles", [SHORT, pytest.param(LONG, marks=pytest.mark.load)])
def test_an_acknowledged_page_survives_every_kill_and_an_unknown_one_is_whole_or_absent(site, tmp_path, cycles, capsys):
    outcome = kill_again_and_again(site, tmp_path, cycles=cycles, seed=SEED)
    with capsys.disabled():
        print(f"\n{outcome}")
    assert outcome.violations == []
    assert outcome.acknowledged > cycles
    assert max(outcome.recoveries) < LONGEST_RECOVERY


@pytest.mark.slow
@pytest.mark.parametrize("cycles", [SHORT // 2, pytest.param(LONG // 2, marks=pytest.mark.load)])
def test_a_server_killed_while_it_reports_leaves_no_end_without_a_report_and_never_two(site, tmp_path, cycles):
    assert kill_while_finishing(site, tmp_path, cycles=cycles, seed=SEED) == []
