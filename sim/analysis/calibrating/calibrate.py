"""A run as it is, and as anchors would have it: the same worlds, which weigh differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from sim.analysis.asked import Asked, run_asked
from sim.analysis.calibrating.anchors import Anchor, anchors, came_true
from sim.analysis.calibrating.learnt import Learnt, learnt
from sim.analysis.calibrating.problem import Problem, drawn
from sim.analysis.calibrating.weighing import bits
from sim.errors import Usage
from sim.results import Run
from sim.results.block import WEIGHT
from sim.statistics import Estimate, Numbers, effective_number, jackknife, tail_shape, wilson
from sim.words import percent
from sim.worlds import Bools

if TYPE_CHECKING:
    import pandas as pd

UNCALIBRATED, CALIBRATED = "uncalibrated", "calibrated"
RELIABLE = 0.7
"""Pareto's k above which a mean with such weights is not to be trusted."""
FEWEST = 100
"""Effective number of worlds below which nothing is told: a share would be sure to ten points."""
_FAR = 3.0  # errors of an anchor, by which a share may miss it
_TOO_RARE = 10  # worlds; from fewer nothing is learnt about what they have in common


@dataclass(frozen=True)
class Point:
    """An anchor beside the run: its share before and after."""

    anchor: Anchor
    before: Estimate
    after: Estimate

    @property
    def missed(self) -> float:
        """By how much the share after it lies above the anchor."""
        return self.after.value - self.anchor.says


@dataclass(frozen=True)
class Calibrated:
    """A run before and after; uncalibrated is what every other command tells.

    Attributes
    ----------
    before, after : Run
        The same worlds; in ``after`` with weights.
    points : list of Point
        The anchors.
    luck : bool
        Whether the weights may depend on luck too.
    bits : float
        What the anchors add to the priors: relative entropy of the weights.
    learnt : Learnt
        What they say of parameters.
    """

    before: Run
    after: Run
    points: list[Point]
    luck: bool
    bits: float
    learnt: Learnt = field(repr=False)

    @property
    def weights(self) -> Numbers:
        """What each world counts for, (worlds,), mean 1."""
        found = self.after.weights
        assert found is not None
        return found

    @property
    def ess(self) -> float:
        """How many worlds of equal weight would say as much (Kish 1965)."""
        return effective_number(self.weights)

    @property
    def pareto_k(self) -> float:
        """Shape of the weights' tail: reliable below .7."""
        return tail_shape(self.weights)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Uncalibrated, calibrated and their difference, a row a quantity; as `sim.compare`."""
        from sim.analysis.side_by_side import compare

        return compare(self.before, self.after)

    @property
    def anchors(self) -> pd.DataFrame:
        """A row an anchor: what it says, and the run's share before and after, with intervals."""
        from sim.analysis.calibrating.frames import anchors_frame

        return anchors_frame(self)

    @property
    def parameters(self) -> pd.DataFrame:
        """A row a parameter: prior and posterior, shift and spread with intervals."""
        from sim.analysis.calibrating.frames import parameters_frame

        return parameters_frame(self)


def calibrate(
    what: Asked,
    anchor: str | Path | Sequence[Anchor] = "market",
    worlds: int = 10_000,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
    luck: bool = False,
) -> Calibrated:
    """What a run says if it is to agree with what others hold likely, or have counted.

    Parameters
    ----------
    what : Run, str or Path
        A run, a saved one, or a scenario to be run.
    anchor : str, Path or sequence of Anchor
        A file of anchors, or the name of one that comes with the program: ``market``,
        ``base_rate``.
    worlds, seed, set, jobs
        For a scenario: as in :func:`sim.run`.
    luck : bool
        Whether the anchors may speak of the luck inside worlds too, not of parameters alone.

    Raises
    ------
    Usage
        If the weights would rest on too few worlds, with the reason.
    ScenarioError
        If the scenario or the file of anchors has mistakes.
    """
    run = run_asked(what, worlds, seed, set, jobs)
    known = anchors(anchor, run) if isinstance(anchor, str | Path) else [*anchor]
    return calibrated(run, known, luck)


def calibrated(run: Run, known: Sequence[Anchor], luck: bool = False) -> Calibrated:
    """The same of a run and anchors in hand."""
    names, x = drawn(run)
    happened = np.column_stack([came_true(each, run) for each in known])
    _see_that_they_occur(known, happened)
    base = np.ones(run.worlds) if run.weights is None else run.weights
    problem = Problem(x, happened, base / base.mean(), tuple(known), luck)
    weights = problem.weights()
    _see_that_they_are_thick(weights, run, known)
    without = problem.left_out()
    points = _points(known, happened, problem.base, weights, without)
    _see_that_they_are_reached(points)
    return Calibrated(
        _told(run, UNCALIBRATED), _told(run, CALIBRATED, weights), points, luck,
        bits(weights, problem.base), learnt(names, x, problem.base, weights, without),
    )  # fmt: skip


def _see_that_they_occur(known: Sequence[Anchor], happened: Bools) -> None:
    worlds = len(happened)
    for anchor, there in zip(known, happened.sum(axis=0), strict=True):
        if not _TOO_RARE <= there <= worlds - _TOO_RARE:
            raise Usage(
                f"'{anchor.name}' ({anchor.asks}) is so in {there:,} of {worlds:,} worlds: too few "
                "differ to learn from; more worlds (-n), or another anchor"
            )


def _see_that_they_are_thick(weights: Numbers, run: Run, known: Sequence[Anchor]) -> None:
    n, k = effective_number(weights), tail_shape(weights)
    if n >= FEWEST and not k >= RELIABLE:
        return
    said = ", ".join(f"{each.asks} {percent(each.says)}" for each in known)
    why = (
        f"they rest on as much as {n:,.0f} of {run.worlds:,} worlds, and at least {FEWEST} are "
        "needed"
        if n < FEWEST
        else f"a few worlds carry them: Pareto's k is {k:.2f}, and means are reliable below "
        f"{RELIABLE:g}"
    )
    raise Usage(
        f"the weights are too thin for {said}: {why}. What the priors hold nearly impossible "
        "cannot be told from them: more worlds (-n), anchors with a larger sd, or other priors"
    )


def _see_that_they_are_reached(points: Sequence[Point]) -> None:
    """A share that stays far off is no calibration, however thick the weights."""
    for each in points:
        sd = each.anchor.sd
        if sd is not None and abs(each.missed) > _FAR * sd:
            raise Usage(
                f"'{each.anchor.name}' is out of reach: {each.anchor.asks} "
                f"{percent(each.anchor.says)}; the weights bring {percent(each.after.value)}. "
                "No parameters of the priors make it so, or too few worlds show which (-n)"
            )


def _points(
    known: Sequence[Anchor],
    happened: Bools,
    base: Numbers,
    weights: Numbers,
    without: Sequence[tuple[Bools, Numbers]],
) -> list[Point]:
    """Each anchor's share before, and after: with an error by leaving out groups of worlds."""
    n_before, n_after = effective_number(base), effective_number(weights)
    found = []
    for anchor, there in zip(known, happened.T, strict=True):
        before = wilson(float(base @ there), float(base.sum()), n_effective=n_before)
        parts = np.array([np.average(there[left], weights=w) for left, w in without])
        value = float(np.average(there, weights=weights))
        found.append(Point(anchor, before, jackknife(value, parts, n_after)))
    return found


def _told(run: Run, name: str, weights: Numbers | None = None) -> Run:
    table: pa.Table = run.table
    if weights is not None:
        if WEIGHT in table.column_names:
            table = table.drop_columns([WEIGHT])
        table = table.append_column(WEIGHT, pa.array(weights))
    scenario = run.scenario
    return Run(run.manifest | {"run_id": name}, table, run.daily, scenario=scenario)
