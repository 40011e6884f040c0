"""`sim.sweep`: every point of a plan played on the same worlds, kept, and put into one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from sim.analysis.sweep.folder import SweepFolder, was_begun
from sim.analysis.sweep.plan import Plan, at_point, check_points, plan_of
from sim.analysis.sweep.point_rows import point_table
from sim.analysis.sweep.swept import Swept
from sim.ensemble import default_out, run
from sim.ensemble.pool import run_blocks
from sim.ensemble.runner import cores
from sim.ensemble.workers import workers_for
from sim.results.files import CodeChanged, locked
from sim.results.fingerprint import code_fingerprint
from sim.scenario import ScenarioError

Tell = Callable[[int], None]


def sweep(
    scenario: str | Path | Sequence[str | Path],
    vary: Mapping[str, object] | Sequence[str] | str = (),
    worlds: int = 500,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
    out: str | Path | None = None,
    save: bool = False,
    *,
    design: str = "grid",
    points: int | None = None,
    progress: Tell | None = None,
    command: str = "",
) -> Swept:
    """Play a scenario at every point of a grid or a design, on the same worlds.

    Parameters
    ----------
    scenario : str, Path or several
        Names or paths; several are the axis ``scenario``.
    vary : mapping or list of str
        ``{"war.drift": "0:20:5", "rules.offer": ["risk_return", "best"]}``, or as on the command
        line: ``["war.drift=0:20:5"]``. A range has ends in the parameter's unit (or with one of
        their own, as in ``"4 weeks:12 weeks"``) and, on a grid, so many values; dates go by days.
    worlds : int
        Of every point, >= 1.
    seed : int
        Of every point: luck is shared, so that points can be compared world by world.
    set : mapping or list of "key=value"
        What is set in the base and at every point, where an axis has the last word.
    jobs : int or None
        Processes, a point each; None: one a core. It changes no number.
    out : str or Path, optional
        Folder to save in; naming one means saving. Default: ``results/`` of the project.
    save : bool
        Whether to save: then the same call goes on where a killed one ended.
    design : str
        ``grid``; ``lhs`` (Latin hypercube) or ``sobol``, where lists have equal strata.
    points : int, optional
        Of a design; default 64.
    progress : callable, optional
        Called with the number of worlds finished since the last call.
    command : str
        Noted in what is saved.

    Returns
    -------
    Swept
        Whose ``frame`` has a row a point and outcome; ``plot(outcome, ax=None)`` draws it.

    Raises
    ------
    Usage
        If nothing is varied, a range cannot be read, or there are too many points.
    ScenarioError
        If a point is no valid scenario: told before any world is run.
    DamagedResults, FolderInUse
        If the folder cannot be continued.
    """
    plan = plan_of(scenario, vary, set, worlds, seed, design, points)
    folder = None if not save and out is None else default_out() if out is None else Path(out)
    return played(plan, jobs, folder, progress or (lambda _: None), command)


def played(
    plan: Plan,
    jobs: int | None = 1,
    out: Path | None = None,
    tell: Tell = lambda worlds: None,
    command: str = "",
    checking: Tell = lambda points: None,
) -> Swept:
    """Play a plan: check every point, run those that are missing, put all into one table.

    Parameters
    ----------
    out : Path, optional
        Folder under which it is kept and resumed; in memory by default.
    tell, checking : callable
        Called with the number of worlds played, and of points read, since the last call.
    """
    path = None if out is None else plan.folder(out)
    if path is None or not was_begun(path, plan):
        check_points(plan, checking)
    if path is None:
        found: dict[int, pa.Table] = {}
        _play(plan, range(plan.many + 1), jobs, tell, found.__setitem__)
        return Swept(plan, [found[number] for number in sorted(found)])
    with locked(path):
        folder = SweepFolder(path, plan, command)
        there = folder.finished()
        tell(len(there) * plan.worlds)
        missing = [number for number in range(plan.many + 1) if number not in there]
        _play(plan, missing, jobs, tell, folder.keep)
        swept = Swept(plan, folder.tables(), path)
        folder.end({"sweep": swept.frame, "base": swept.base})
        return swept


@dataclass(frozen=True)
class _Playing:
    """Plays the worlds of one point; it travels to other processes."""

    plan: Plan
    code: str

    def __call__(self, place: range) -> tuple[int, pa.Table]:
        if code_fingerprint() != self.code:
            raise CodeChanged("the program was edited while it ran: run the same command again")
        plan, point = self.plan, self.plan.points[place.start]
        try:
            its = run(point.scenario, plan.worlds, plan.seed, point.settings)
        except ScenarioError as error:
            raise at_point(plan, point, error) from None
        return point.number, point_table(its)


def _play(
    plan: Plan,
    numbers: Iterable[int],
    jobs: int | None,
    tell: Tell,
    keep: Callable[[int, pa.Table], None],
) -> None:
    """Play points of these numbers, handing each to ``keep`` as it comes."""
    one_by_one = [range(number, number + 1) for number in numbers]
    if not one_by_one:
        return

    def done(result: tuple[int, pa.Table]) -> None:
        keep(*result)
        tell(plan.worlds)

    team = workers_for(min(jobs or cores(), len(one_by_one)))
    bare = replace(plan)  # without what was read and drawn here, which is much to send
    run_blocks(_Playing(bare, plan.code), one_by_one, team, done)
