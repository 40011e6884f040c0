"""`sim run`: run scenarios, save them, say what came out."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.errors import Usage
from sim.cli.forewarn import forewarn
from sim.cli.output import notes, progress_bar, say, say_json
from sim.jobs import sensible_jobs, start_server

if TYPE_CHECKING:
    from sim.results import Run
    from sim.scenario import Scenario


_USUAL = 2000  # worlds, unless told
_NAMED = 10  # failed worlds that are named one by one
_SHOWN = 100_000  # worlds that figures are drawn from: shares are then known to 0.2 points


@dataclass(frozen=True)
class Precision:
    """The standard error wanted of a target's share, if any."""

    until_se: float | None = None
    target: str = "accord"


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
    precision: Precision,
    cluster: str | None = None,
    name: str = "",
) -> int:
    """Run every scenario; all are read first, so that a mistake in the last costs no time."""
    if cluster is None and (jobs or sensible_jobs(worlds)) > 1:
        start_server()
    from sim.scenario import load

    runs, read = [], [load(each, set_) for each in scenarios]
    _check_target(read, precision)
    _check_cluster(cluster, jobs)
    for scenario in read:
        common = (scenario, worlds, seed, jobs, out, quiet, block_size)
        run = run_one(*common, precision, cluster, name)
        runs.append(run)
        if not json_:
            _answer(run, first=len(runs) == 1)
            _how_exact(run, precision)
        _mishaps(run, quiet)
    if json_:
        say_json(runs=[_record(run, precision) for run in runs])
    for run in runs:
        notes("", f"saved:   {_shown(run.path)}", quiet=quiet)
        if figures:
            _figures(run, quiet)
    if not json_:
        where = [] if worlds == _USUAL else ["-n", str(worlds)]
        where += [] if out is None else ["--out", str(out)]
        _next(runs, scenarios, set_, where, quiet)
    return 1 if any(run.failures for run in runs) else 0


def _check_target(scenarios: list[Scenario], precision: Precision) -> None:
    """Refuse a target that a scenario does not know before the first world is run."""
    if precision.until_se is None:
        return
    from sim.ensemble.precision import UnknownTarget, target_named
    from sim.outcomes import declared

    try:
        for scenario in scenarios:
            target_named(precision.target, declared(scenario))
    except UnknownTarget as error:
        raise Usage(str(error)) from None


def _check_cluster(cluster: str | None, jobs: int | None) -> None:
    """Refuse a cluster that cannot be one before anything is run."""
    if cluster is None:
        return
    if jobs is not None:
        raise Usage("--jobs is for this machine's processes: give it or --cluster")
    from sim.ensemble.cluster import Cluster, NoSuchCluster

    try:
        Cluster(cluster)
    except NoSuchCluster as error:
        raise Usage(str(error)) from None


def _record(run: Run, precision: Precision) -> dict[str, Any]:
    """A run for scripts."""
    record = run.summary() | {"path": _shown(run.path)}
    if precision.until_se is not None:
        from sim.ensemble.precision import reached

        error = reached(run, precision.target)
        said = {"target": precision.target, "wanted": precision.until_se, "standard_error": error}
        record["until_se"] = said
    return record


def _answer(run: Run, first: bool) -> None:
    from sim.report.summary import answer

    say(("" if first else "\n") + answer(run))


def _how_exact(run: Run, precision: Precision) -> None:
    """Where worlds were added until a share was exact: how exact it is now."""
    if precision.until_se is None:
        return
    from sim.ensemble.precision import MINIMUM, reached

    error = reached(run, precision.target)
    least = f" (at least {MINIMUM:,} are run)" if run.worlds == MINIMUM else ""
    say(
        f"\nThe share of {precision.target} has a standard error of {error:.2g} after "
        f"{run.worlds:,} worlds{least}; {precision.until_se:g} was asked for."
    )


def _mishaps(run: Run, quiet: bool) -> None:
    """Say what was repaired, and which worlds failed: how to see one fail again."""
    notes(*(f"warning: {each}" for each in run.manifest["warnings"]), quiet=quiet)
    for each in run.failures[:_NAMED]:
        notes(f"failed:  world {each['world']} (seed {each['seed']}): {each['error']}", quiet=quiet)
    if len(run.failures) > _NAMED:
        notes(f"failed:  {len(run.failures)} worlds; manifest.json names them all", quiet=quiet)


def run_one(
    scenario: Scenario,
    worlds: int,
    seed: int,
    jobs: int | None,
    out: Path | None,
    quiet: bool,
    block_size: int | None = None,
    precision: Precision | None = None,
    cluster: str | None = None,
    name: str = "",
) -> Run:
    """Run and save one scenario, with a progress bar on a terminal."""
    import shlex

    from sim.cli.headline import Headline
    from sim.ensemble import default_out, run
    from sim.ensemble.identity import Identity
    from sim.ensemble.runner import BLOCK_SIZE

    precision = precision or Precision()
    total = worlds if precision.until_se is None else None
    forewarn(scenario, quiet, worlds, block_size or BLOCK_SIZE, jobs or 1)
    folder = Identity(scenario, seed, None, name).folder(out or default_out())
    so_far = Headline(folder, total).so_far
    with progress_bar(scenario.name, total, quiet, so_far=so_far) as progress:
        return run(
            scenario,
            worlds,
            seed,
            jobs=jobs,
            out=out,
            save=True,
            until_se=precision.until_se,
            target=precision.target,
            block_size=block_size or BLOCK_SIZE,
            progress=progress,
            command=shlex.join(["sim", *sys.argv[1:]]),
            cluster=cluster,
            name=name,
        )


def _figures(run: Run, quiet: bool) -> None:
    from sim.plots import write_main_figures
    from sim.results.load import all_stored
    from sim.results.run import first_worlds

    whole = all_stored(run)
    if whole.worlds > run.worlds:
        notes(f"the figures show all {whole.worlds:,} worlds that are stored", quiet=quiet)
    run = first_worlds(whole, _SHOWN)
    assert run.path is not None
    for path in write_main_figures(run, run.path / "figures"):
        notes(f"figure:  {_shown(path)}", quiet=quiet)


def redraw_what_is_old(run: Run, quiet: bool) -> None:
    """Draw a run's figures again if worlds were added since, as other commands may add some.

    Where it has none, none were wanted.
    """
    from sim.plots import figures_of

    if run.path is None:
        return
    drawn = [run.path / "figures" / f"{name}.png" for name in figures_of(run.scenario)]
    there = [each.stat().st_mtime_ns for each in drawn if each.is_file()]
    added = [each.stat().st_mtime_ns for each in (run.path / "blocks").glob("*.parquet")]
    if there and max(added, default=0) > min(there):
        notes("worlds were added since this run's figures were drawn: drawn again", quiet=quiet)
        _figures(run, quiet=True)


def _next(
    runs: list[Run], scenarios: list[str], set_: list[str], where: list[str], quiet: bool
) -> None:
    """Commands worth typing next: all of them after one run, the first of each after several."""
    from sim.cli.program import program
    from sim.report.summary import next_lines
    from sim.results.run import first_worlds

    told: list[str] = []
    for run, name in zip(runs, scenarios, strict=True):
        shown = first_worlds(run, _SHOWN)
        lines = list(next_lines(shown, name, set_, program(), where).items())
        for what, line in lines if len(runs) == 1 else lines[:1]:
            told += [what, f"next:    {line}"]
    notes("", *told, quiet=quiet)


def _shown(path: Path | None) -> str | None:
    """A path as short as it can be from here."""
    if path is None:
        return None
    relative = os.path.relpath(path)
    shown = str(path) if relative.startswith("..") else relative
    return shown.replace("\n", "\\n")  # one name, one line
