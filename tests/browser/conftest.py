"""Pages of a few runs, and a browser that shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import sim
from sim.report.browser import Report, report_of
from sim.results import Run
from tests.browser.chromium import Browser, browser
from tests.builders import SHORT, baseline_with

FAMILIES = (
    "war.drift={triangular: [0, 6, 20]}",
    "parties.russia.optimism={ci90: [-1, 6]}",
    "parties.russia.cost_of_war={ci90: [.08, .3]}",
    "parties.ukraine.hardship={pert: [-1.5, -.3, 1]}",
    "parties.ukraine.cost_of_war={lognormal: [.3, .35], within: [.1, .8]}",
)
"""The families that the baseline does not have."""


@pytest.fixture(scope="session")
def runs() -> list[Run]:
    """The baseline as it is, with a harder war, and with priors of other families."""
    changes = [(), ("parties.russia.cost_of_war=.05",), FAMILIES]
    return [sim.run(baseline_with(*SHORT, *some), 2000) for some in changes]


@pytest.fixture(scope="session")
def report(runs: list[Run]) -> Report:
    """The three on one page."""
    return report_of(runs, stories=1)


@pytest.fixture(scope="session")
def page_file(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page on the disk."""
    return report.save(tmp_path_factory.mktemp("page") / "report.html")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser for all tests of this process."""
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def page(chromium: Browser, page_file: Path) -> Browser:
    """The page as it is when it has just been opened."""
    chromium.events.clear()
    chromium.look(1400, 1000)
    chromium.open(page_file)
    return chromium
