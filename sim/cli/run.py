"""`sim run`: run scenarios, save them, say what came out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.output import notes, progress_bar, say, say_json

if TYPE_CHECKING:
    from sim.results import Run
    from sim.scenario import Scenario


def run_command(
    scenarios: list[str],
    worlds: int,
    seed: int,
    jobs: int | None,
    set_: list[str],
    out: Path | None,
    json_: bool,
    quiet: bool,
    figures: bool,
    block_size: int,
) -> int:
    """Run every scenario; all are read first, so that a mistake in the last costs no time."""
    from sim.report.summary import answer
    from sim.scenario import load

    runs = []
    for scenario in [load(each, set_) for each in scenarios]:
        run = run_one(scenario, worlds, seed, jobs, out, quiet, block_size)
        runs.append(run)
        if not json_:
            say(("\n" if len(runs) > 1 else "") + answer(run))
    if json_:
        say_json(runs=[run.summary() | {"path": _shown(run.path)} for run in runs])
    for run in runs:
        notes("", f"saved:   {_shown(run.path)}", quiet=quiet)
        if figures:
            _figures(run, quiet)
    if not json_:
        _next(runs, scenarios, set_, quiet)
    return 1 if any(run.manifest["failures"] for run in runs) else 0


def run_one(
    scenario: Scenario,
    worlds: int,
    seed: int,
    jobs: int | None,
    out: Path | None,
    quiet: bool,
    block_size: int | None = None,
) -> Run:
    """Run and save one scenario, with a progress bar on a terminal."""
    import shlex

    from sim.ensemble import run
    from sim.ensemble.runner import BLOCK_SIZE

    with progress_bar(scenario.name, worlds, quiet) as progress:
        return run(
            scenario,
            worlds,
            seed,
            jobs=jobs,
            out=out,
            save=True,
            block_size=block_size or BLOCK_SIZE,
            progress=progress,
            command=shlex.join(["sim", *sys.argv[1:]]),
        )


def _figures(run: Run, quiet: bool) -> None:
    from sim.plots import write_main_figures

    assert run.path is not None
    for path in write_main_figures(run, run.path / "figures"):
        notes(f"figure:  {_shown(path)}", quiet=quiet)


def _next(runs: list[Run], scenarios: list[str], set_: list[str], quiet: bool) -> None:
    from sim.report.summary import next_lines

    lines = [next_lines(run, name, set_) for run, name in zip(runs, scenarios, strict=True)]
    flat = lines[0] if len(runs) == 1 else [each[0] for each in lines]
    notes("", *(f"next:    {line}" for line in flat), quiet=quiet)


def _shown(path: Path | None) -> str | None:
    """A path as short as it can be from here."""
    if path is None:
        return None
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
