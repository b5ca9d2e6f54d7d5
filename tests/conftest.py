"""What holds for every test: none is passed over in silence where CI_NO_SKIPS is set."""

import importlib.util
import os

pytest_plugins = ["tests.cast", "tests.states"]

HAS_BROWSER_DRIVER = importlib.util.find_spec("playwright") is not None
collect_ignore = [] if HAS_BROWSER_DRIVER else ["browser"]
PASSED_OVER = ("skipped", "xfailed", "xpassed")


def pytest_report_header():
    return None if HAS_BROWSER_DRIVER else "browser: no driver here, tests/browser is left to .ci/run"


def pytest_sessionfinish(session):
    if os.environ.get("CI_NO_SKIPS") and passed_over(session.config) and session.exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter, config):
    tests = passed_over(config) if os.environ.get("CI_NO_SKIPS") else []
    if tests:
        terminalreporter.section("passed over, which fails here (CI_NO_SKIPS)")
        terminalreporter.write_line("\n".join(tests))


def passed_over(config):
    """Ids of the tests and modules that were skipped or expected to fail."""
    stats = config.pluginmanager.get_plugin("terminalreporter").stats
    return [report.nodeid for outcome in PASSED_OVER for report in stats.get(outcome, [])]
