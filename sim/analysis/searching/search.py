"""Search: levers over a design, once more where it is good, and the front judged anew.

Whoever takes the best of many points takes luck with it. So the points of the front are played
again, in worlds that had no part in finding them; what is told of them is what they do there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.compare import changes
from sim.analysis.rows import Row, rows
from sim.analysis.searching.front import Aim, aims_of, non_dominated, spread_out
from sim.analysis.sweep.axis import Axis
from sim.analysis.sweep.plan import Plan, plan_of
from sim.analysis.sweep.play import played
from sim.analysis.sweep.point_rows import row_estimate
from sim.analysis.sweep.swept import Swept, check_outcome, outcome_names
from sim.ensemble import run
from sim.ensemble.pool import run_blocks
from sim.ensemble.workers import workers_for
from sim.errors import Usage
from sim.jobs import cores
from sim.statistics import Estimate
from sim.worlds import Floats

if TYPE_CHECKING:
    import pandas as pd

POINTS = 64
"""Of the first design; the second, where the first was good, has half as many."""

MOST = 8
"""Points of the front that are judged and told."""

_WIDER = 0.1  # of a lever's range, that the second design reaches beyond the first front
Settings = tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A point in worlds that had no part in finding it.

    Attributes
    ----------
    name : str
        ``1``, ``2``, ... on the front; ``base``; or the name of a scenario beside it.
    settings : tuple of str
        What is set in the base, as ``-s`` takes it.
    aims : mapping of str to Estimate
        By outcome.
    changes : mapping of str to Estimate
        By outcome: the paired difference from the base.
    """

    name: str
    settings: Settings
    aims: Mapping[str, Estimate]
    changes: Mapping[str, Estimate]


@dataclass(frozen=True)
class Found:
    """What a search found.

    Attributes
    ----------
    aims : list of Aim
    stages : list of Swept
        Both designs.
    base : Judged
    front : list of Judged
        Best in the first aim first.
    beside : list of Judged
        Scenarios that were asked for.
    seed : int
        Of the worlds in which all are judged; those of the designs had one less.
    """

    aims: list[Aim]
    stages: list[Swept]
    base: Judged
    front: list[Judged]
    beside: list[Judged]
    seed: int

    @property
    def frame(self) -> pd.DataFrame:
        """A row a point and aim, judged: value, difference from the base, their intervals."""
        import pandas as pd

        every = [self.base, *self.front, *self.beside]
        rows = [_record(point, aim.outcome) for point in every for aim in self.aims]
        return pd.DataFrame(rows).set_index(["point", "outcome"])

    def scores(self) -> tuple[Floats, Floats]:
        """(points, aims) of all points of both designs: as they were found, and more is better."""
        values = np.concatenate([_values(stage, self.aims) for stage in self.stages])
        return values, values * np.array([aim.sign for aim in self.aims])


def search(
    scenario: str | Path,
    levers: Mapping[str, object] | Sequence[str],
    aims: Sequence[str] = ("accord", "durable_peace"),
    worlds: int = 500,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
    out: str | Path | None = None,
    *,
    points: int = POINTS,
    beside: Sequence[str] = (),
    progress: Callable[[int], None] = lambda worlds: None,
) -> Found:
    """Look for settings of levers that serve several aims, none of them beaten by another.

    Parameters
    ----------
    scenario : str or Path
    levers : mapping or list of str
        ``["war.drift=0:20"]`` and so on, as `sim.sweep` reads them: ranges, dates, lists.
    aims : sequence of str
        Two or more outcomes: ``accord``, ``killed:less``.
    worlds : int
        Of every point.
    seed : int
        Of both designs; the front is judged under the next one.
    set, jobs
        As in :func:`sim.run`.
    out : str or Path, optional
        Folder under which both designs are kept, and resumed; in memory by default.
    points : int
        Of the first design, a power of two, >= 8.
    beside : sequence of str
        Scenarios to judge in the same worlds.
    progress : callable
        Called with the number of worlds played since the last call, of `length`.

    Raises
    ------
    Usage
        If a lever, an aim or the number of points cannot be.
    ScenarioError
        If a point is no valid scenario: told before any world is run.
    """
    asked = aims_of(aims)
    if points < 8 or points & (points - 1):
        raise Usage(f"--points must be a power of two from 8 on, not {points}")
    plan = plan_of(scenario, levers, set, worlds, seed, "sobol", points)
    for aim in asked:
        check_outcome(plan, aim.outcome)
    folder = None if out is None else Path(out)
    first = played(plan, jobs, folder, progress)
    stages = [first]
    if (nearer := _nearer(first, asked, points // 2)) is not None:
        stages.append(played(nearer, jobs, folder, progress))
    chosen = _chosen(stages, asked)
    return _judged(plan, asked, stages, chosen, tuple(beside), jobs, progress)


def length(points: int, worlds: int, beside: int = 0) -> int:
    """How many worlds a search plays at most."""
    return (points + points // 2 + 2 + MOST + 1 + beside) * worlds


def _values(swept: Swept, aims: Sequence[Aim]) -> Floats:
    """(points, aims)."""
    return np.array([swept.of(aim.outcome)["value"].to_numpy() for aim in aims], np.float64).T


def _front(swept: Swept, aims: Sequence[Aim]) -> list[int]:
    """Places of the points that no other beats."""
    signs = np.array([aim.sign for aim in aims])
    return [int(i) for i in np.flatnonzero(non_dominated(_values(swept, aims) * signs))]


def _nearer(first: Swept, aims: Sequence[Aim], points: int) -> Plan | None:
    """A design over the part of every lever's range in which the front lies; None if it is one."""
    plan = first.plan
    front = [plan.points[place + 1] for place in _front(first, aims)]
    vary, fixed = list[str](), list[str]()
    for number, axis in enumerate(plan.axes):
        values = [point.values[number] for point in front]
        text = _narrowed(axis, values)
        (vary if ":" in text or "," in text else fixed).append(text)
    if not vary:
        return None
    set_ = (*plan.set, *fixed)
    return plan_of(plan.scenarios, vary, set_, plan.worlds, plan.seed, "sobol", points)


def _narrowed(axis: Axis, values: Sequence[str]) -> str:
    """A lever between the ends of some of its values, a little wider."""
    if not axis.is_range:
        kept = [value for value in axis.values if value in values]
        return f"{axis.key}={','.join(kept)}"
    ends = [axis.number_of(end) for end in axis.values]
    own = [axis.number_of(value) for value in values]
    whole = ends[1] - ends[0]
    low, high = ((x - ends[0]) / whole for x in (min(own), max(own)))
    places = max(low - _WIDER, 0.0), min(high + _WIDER, 1.0)
    return f"{axis.key}={':'.join(axis.at(u) for u in places)}"


def _chosen(stages: Sequence[Swept], aims: Sequence[Aim]) -> list[Settings]:
    """The settings of the points of the front, of all designs together; not too many."""
    values = np.concatenate([_values(stage, aims) for stage in stages])
    scores = values * np.array([aim.sign for aim in aims])
    known = [point.settings for stage in stages for point in stage.plan.points[1:]]
    front = np.flatnonzero(non_dominated(scores))
    front = front[np.isfinite(scores[front]).all(axis=1)]
    taken = front[spread_out(scores[front], MOST)]
    return [known[i] for i in sorted(taken, key=lambda i: -scores[i, 0])]


@dataclass(frozen=True)
class _Judging:
    """Plays the points that are to be judged, and keeps the rows of the aims."""

    points: tuple[tuple[str, Settings], ...]
    outcomes: tuple[str, ...]
    worlds: int
    seed: int

    def __call__(self, place: range) -> tuple[int, dict[str, Row]]:
        scenario, settings = self.points[place.start]
        its = rows(run(scenario, self.worlds, self.seed, settings))
        names = outcome_names((row.group, row.name) for row in its.values())
        keys = {outcome: ".".join(names[outcome]) for outcome in self.outcomes if outcome in names}
        return place.start, {outcome: its[key] for outcome, key in keys.items() if key in its}


def _judged(
    plan: Plan,
    aims: list[Aim],
    stages: list[Swept],
    chosen: list[Settings],
    beside: tuple[str, ...],
    jobs: int | None,
    tell: Callable[[int], None],
) -> Found:
    """The front, the base and what stands beside them, in other worlds."""
    scenario, base = plan.scenarios[0], plan.set
    points = [(scenario, base), *((scenario, settings) for settings in chosen)]
    points += [(each, base) for each in beside]
    names = ["base", *(str(i) for i in range(1, len(chosen) + 1)), *beside]
    judging = _Judging(tuple(points), tuple(a.outcome for a in aims), plan.worlds, plan.seed + 1)
    found: dict[int, dict[str, Row]] = {}

    def done(played: tuple[int, dict[str, Row]]) -> None:
        found[played[0]] = played[1]
        tell(plan.worlds)

    team = workers_for(min(jobs or cores(), len(points)))
    run_blocks(judging, [range(i, i + 1) for i in range(len(points))], team, done)
    told = [
        _point(name, settings, found[0], found[i])
        for i, (name, (_, settings)) in enumerate(zip(names, points, strict=True))
    ]
    last = 1 + len(chosen)
    return Found(aims, stages, told[0], told[1:last], told[last:], plan.seed + 1)


def _point(name: str, settings: Settings, base: dict[str, Row], own: dict[str, Row]) -> Judged:
    values = {outcome: row_estimate(row) for outcome, row in own.items()}
    both = [outcome for outcome in own if outcome in base]
    moved = changes([(base[outcome], own[outcome]) for outcome in both])
    return Judged(name, settings, values, dict(zip(both, moved, strict=True)))


def _record(point: Judged, outcome: str) -> dict[str, object]:
    nothing = Estimate(np.nan, np.nan, np.nan)
    value, moved = (e.get(outcome, nothing) for e in (point.aims, point.changes))
    return {
        "point": point.name,
        "outcome": outcome,
        "settings": ", ".join(point.settings),
        "value": value.value,
        "low": value.low,
        "high": value.high,
        "difference": moved.value,
        "difference_low": moved.low,
        "difference_high": moved.high,
    }
