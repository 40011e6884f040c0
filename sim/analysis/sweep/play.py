"""`sim.sweep`: every point of a plan played on the same worlds, kept, and put into one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from sim.analysis.sweep.folder import ABOUT, about, name_of, points_in, write_tables
from sim.analysis.sweep.plan import Plan, at_point, check_points, plan_of
from sim.analysis.sweep.point_rows import point_table
from sim.analysis.sweep.swept import Swept
from sim.ensemble import default_out, run
from sim.ensemble.portions import Portion, played_in_portions
from sim.jobs import cores
from sim.results.pieces import Pieces, kept, was_begun
from sim.results.store import as_parquet, table_of
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
    if path is None or not was_begun(path / ABOUT, plan.full_hash):
        check_points(plan, checking)
    if path is None:
        return Swept(plan, _play(plan, jobs, None, tell))
    with kept(path, ABOUT, about(plan, command, {}), points_in(path, plan)) as points:
        swept = Swept(plan, _play(plan, jobs, points, tell), path)
        write_tables(path, plan, command, {"sweep": swept.frame, "base": swept.base})
        return swept


@dataclass(frozen=True)
class _Playing:
    """Plays the worlds of one point; it travels to other processes."""

    plan: Plan

    def __call__(self, place: range) -> tuple[int, bytes]:
        plan, point = self.plan, self.plan.points[place.start]
        try:
            its = run(point.scenario, plan.worlds, plan.seed, point.settings)
        except ScenarioError as error:
            raise at_point(plan, point, error) from None
        return point.number, as_parquet(point_table(its))


def _play(plan: Plan, jobs: int | None, points: Pieces | None, tell: Tell) -> list[pa.Table]:
    """A table a point, the base first."""
    portions = [Portion(name_of(number), plan.worlds) for number in range(plan.many + 1)]
    bare = replace(plan)  # without what was read and drawn here, which is much to send
    found = played_in_portions(_Playing(bare), portions, jobs or cores(), points, tell)
    return [table_of(content) for content in found]
