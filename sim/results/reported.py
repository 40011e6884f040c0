"""The page of a run that answers back, for notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.report.browser import Report
    from sim.results.run import Run


def report_of(run: Run, others: Sequence[Run], stories: int) -> Report:
    """The page; its others stand beside the run."""
    # The page stands above runs in the house; only this door, for notebooks, leads up.
    from sim.report import browser

    return browser.report_of([run, *others], stories)
