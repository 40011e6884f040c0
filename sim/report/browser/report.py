"""The report: runs on one page that answers when a prior is moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from sim.analysis.asked import Asked, run_asked
from sim.analysis.explaining import kept_explanation
from sim.analysis.sensitivity.asking import sensitivity_of
from sim.analysis.sensitivity.plain import FEWEST
from sim.errors import Usage
from sim.jobs import cores
from sim.report.browser.data import Told, page_data
from sim.report.browser.document import document
from sim.report.browser.stories import TOLD
from sim.report.browser.worlds import MOST
from sim.results import Run
from sim.results.files import write_atomically
from sim.results.run import first_worlds

MOST_RUNS = 6
_OF = "accord"


@dataclass(frozen=True)
class Report:
    """One HTML file that needs no other and asks nothing of anybody.

    Attributes
    ----------
    html : str
        The page.
    """

    html: str

    def save(self, path: str | Path) -> Path:
        """Write it to a file; a browser opens it from the disk."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, self.html.encode())
        return path

    def __repr__(self) -> str:
        return f"<Report: {len(self.html.encode()):,} bytes; .save(PATH) writes it>"

    def _repr_html_(self) -> str:
        """In a notebook the page stands in a frame of its own, which reaches nothing outside."""
        page = escape(self.html, quote=True)
        return (
            f'<iframe srcdoc="{page}" sandbox="allow-scripts" title="report" width="100%" '
            'height="720"></iframe>'
        )


def html_report(
    *what: Asked,
    worlds: int = 10_000,
    seed: int = 1,
    jobs: int | None = 1,
    stories: int = TOLD,
    progress: Callable[[int], None] = lambda worlds: None,
) -> Report:
    """One page of one run or several: shares that follow when a prior is moved.

    Parameters
    ----------
    *what : Run, str or Path
        Runs, folders of saved ones (or their names in ``results/``), or scenarios, which are then
        run. The page begins with the first; the others are set beside it.
    worlds, seed : int
        For scenarios, as in :func:`sim.run`. Of each run the page holds the first 20,000 worlds.
    jobs : int or None
        Processes; None: as many as there are cores. It changes no number and no word.
    stories : int
        How many worlds of each run are told on the page, >= 0.
    progress : callable, optional
        Called with 1 for each story that was told.

    Raises
    ------
    Usage
        If there is no run, or more than six.
    """
    runs = [run_asked(each, worlds, seed, (), jobs) for each in what]
    return report_of(runs, stories, jobs, progress)


def report_of(
    runs: Sequence[Run],
    stories: int = TOLD,
    jobs: int | None = 1,
    tell: Callable[[int], None] = lambda worlds: None,
) -> Report:
    """The same of runs in hand."""
    check_number(len(runs))
    told = [_told(run, stories) for run in runs]
    return Report(document(told, *page_data(told, jobs or cores(), tell)))


def check_number(runs: int) -> None:
    """Raise `Usage` unless a page can hold so many runs."""
    if not 1 <= runs <= MOST_RUNS:
        raise Usage(f"a report is of one to {MOST_RUNS} runs, not {runs}")


def _told(run: Run, stories: int) -> Told:
    """What is known of a run without playing a world again."""
    some = first_worlds(run, MOST)
    matters = None
    if some.worlds >= FEWEST and not some.design:
        matters = sensitivity_of(some, [_OF]).frame.loc[_OF]
    return Told(some, run.worlds, matters, kept_explanation(run), stories)
