"""`sim report`: one HTML page in which the reader can move the assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.compare import Sample, run_of, sampled
from sim.cli.errors import Usage
from sim.cli.output import notes, progress_bar, say, say_json

if TYPE_CHECKING:
    from sim.results import Run

_USUAL = 10_000  # worlds of a scenario that is run for it: priors can then be moved some way


@dataclass(frozen=True)
class Wanted:
    """What the page is to be of."""

    what: list[str]
    set: list[str]
    worlds: int | None
    seed: int | None
    jobs: int | None
    out: Path | None
    quiet: bool

    def sample(self, what: str) -> Sample:
        """How one of them is run, if it is a scenario."""
        return sampled(what, self.worlds, self.seed, self.jobs, self.out, self.quiet, _USUAL)


def report_command(
    wanted: Wanted, stories: int, why: bool, output: Path | None, json_: bool
) -> int:
    """Run what is to be run, ask for the causes if they are wanted, and write the page."""
    from sim.report.browser import report_of
    from sim.report.browser.report import check_number

    check_number(len(wanted.what))
    if output is not None and output.suffix not in (".html", ".htm"):
        raise Usage(f"{output} is no page: -o takes a file that ends in .html")
    runs = [run_of(each, wanted.set, wanted.sample(each)) for each in wanted.what]
    if why:
        for run in runs:
            _explain(run, wanted)
    with progress_bar("stories", stories * len(runs), wanted.quiet) as told:
        page = report_of(runs, stories, wanted.jobs, told)
    path = page.save(output or _default_path(runs))
    if json_:
        say_json(report=str(path), bytes=len(page.html.encode()), runs=[r.run_id for r in runs])
    else:
        say(f"report: {path}")
        notes("Open it in a browser: it needs no network.", quiet=wanted.quiet)
    return 0


def _explain(run: Run, wanted: Wanted) -> None:
    """Ask for the causes; what is found is kept with the run, where the page finds it."""
    from sim.analysis.explaining import explanation, length

    worlds = min(1000, run.worlds)
    with progress_bar(f"explain {run.called}", length(run, worlds), wanted.quiet) as on:
        explanation(run, worlds, wanted.jobs, on)


def _default_path(runs: list[Run]) -> Path:
    """In the run's folder; of several, beside their folders."""
    from sim.ensemble import default_out

    first = runs[0].path
    if first is None:
        return default_out() / "report.html"
    if len(runs) == 1:
        return first / "report.html"
    return first.parent / f"report_{'_'.join(run.called for run in runs)[:80]}.html"
