"""Two scenarios, world by world: the same luck in both, so that only the change remains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan

import numpy as np

from sim.analysis.rows import Row, absent, rows
from sim.errors import Usage
from sim.results import Run
from sim.results.block import WEIGHT
from sim.results.run import first_worlds
from sim.statistics import Estimate, paired_difference, paired_shares, ratio_differences

FEWEST = 10
"""Worlds that a figure which asks for a condition must be over, to have an interval."""


@dataclass(frozen=True)
class Difference:
    """A row of the comparison: the quantity in both, and ``b - a``.

    Attributes
    ----------
    a, b : float
        The quantity in each, in its unit.
    n_a, n_b : int
        How many worlds it is over, which is not all of them where it asks for a condition.
    n_effective_a, n_effective_b : float
        How many worlds of equal weight would say as much.
    everywhere : bool
        Whether it is over all worlds.
    """

    group: str
    name: str
    label: str
    unit: str
    a: float
    b: float
    change: Estimate
    n_a: int
    n_b: int
    n_effective_a: float
    n_effective_b: float
    everywhere: bool


@dataclass(frozen=True)
class Comparison:
    """Paired differences of two runs, and what to bear in mind."""

    a: Run
    b: Run
    worlds: int
    differences: list[Difference]
    notes: list[str]

    def effective(self, row: Difference) -> dict[str, float]:
        """The effective numbers of worlds of a row, by name; nothing where none are weighted."""
        if not any(WEIGHT in run.parts.schema.names for run in (self.a, self.b)):
            return {}
        return {"n_effective_a": row.n_effective_a, "n_effective_b": row.n_effective_b}


class Unpaired(Usage):
    """Two runs that share no luck: their worlds cannot be paired."""


def comparison(a: Run, b: Run) -> Comparison:
    """Compare the worlds that two runs share.

    Raises
    ------
    Unpaired
        If their seeds or their designs differ.
    """
    if a.seed != b.seed:
        raise Unpaired(
            f"{a.run_id} has seed {a.seed}, {b.run_id} has seed {b.seed}: "
            "worlds can only be paired under one seed"
        )
    if a.design != b.design:
        raise Unpaired(
            f"{a.run_id} was drawn by {a.design or 'noise'}, {b.run_id} by {b.design or 'noise'}: "
            "worlds can only be paired under one design"
        )
    worlds = min(a.worlds, b.worlds)
    a, b = (each if each.worlds == worlds else first_worlds(each, worlds) for each in (a, b))
    return Comparison(a, b, worlds, _differences(rows(a), rows(b)), _notes(a, b))


def _differences(a: dict[str, Row], b: dict[str, Row]) -> list[Difference]:
    keys = [*a, *(key for key in b if key not in a)]
    pairs = [(a.get(k) or absent(b[k]), b.get(k) or absent(a[k])) for k in keys]
    return [_difference(*pair, change) for pair, change in zip(pairs, changes(pairs), strict=True)]


def changes(pairs: Sequence[tuple[Row, Row]]) -> list[Estimate]:
    """The paired difference ``b - a`` of each pair of rows over the same worlds.

    Where both have a value in every world the error is that of the differences world by world;
    else, as of a share among some worlds, whole worlds are resampled.
    """
    conditional = [pair for pair in pairs if not _everywhere(pair)]
    errors = ratio_differences([(x.over, y.over) for x, y in conditional])
    resampled = map(_told, conditional, errors)
    return [_paired(*pair) if _everywhere(pair) else next(resampled) for pair in pairs]


def _paired(a: Row, b: Row) -> Estimate:
    difference = paired_shares if a.unit == "share" else paired_difference
    return difference(a.over.parts, b.over.parts, a.over.weights)


def _told(pair: tuple[Row, Row], change: Estimate) -> Estimate:
    """Without an interval where either is over too few worlds to resample."""
    if min(each.over.n for each in pair) < FEWEST:
        return replace(change, low=nan, high=nan, standard_error=nan)
    return _never_without_width(pair, change)


def _never_without_width(pair: tuple[Row, Row], change: Estimate) -> Estimate:
    """The interval of a share that no resample moves, as that of a share of all worlds."""
    a, b = pair
    there = (a.over.wholes > 0) | (b.over.wholes > 0)
    if a.unit != "share" or change.standard_error != 0 or not there.any():
        return change
    w = None if a.over.weights is None else a.over.weights[there]
    wider = paired_shares(a.over.parts[there], b.over.parts[there], w)
    return replace(change, low=min(wider.low, change.low), high=max(wider.high, change.high))


def _everywhere(pair: tuple[Row, Row]) -> bool:
    a, b = pair
    return a.everywhere and b.everywhere and _weigh_alike(a, b)


def _weigh_alike(a: Row, b: Row) -> bool:
    """Whether each world counts for as much in both, so that differences can be weighed too."""
    one, other = a.over.weights, b.over.weights
    return one is other or (one is not None and other is not None and np.array_equal(one, other))


def _difference(a: Row, b: Row, change: Estimate) -> Difference:
    one, other = a.over, b.over
    sizes = (one.n, other.n, one.n_effective, other.n_effective)
    everywhere = a.everywhere and b.everywhere
    named = (a.group, a.name, a.label, a.unit)
    return Difference(*named, one.value, other.value, change, *sizes, everywhere)


def _past_of(run: Run) -> str:
    """Whose values play the past; as usual for a run that is neither saved nor has its scenario."""
    try:
        return run.scenario.file.past_of
    except Usage:
        return "parent"


def _notes(a: Run, b: Run) -> list[str]:
    notes = []
    if a.horizon != b.horizon:
        notes.append(
            f"the horizons differ ({a.horizon} and {b.horizon}): what is counted to the end is "
            "counted over unequal times; the rows by the deadline are not affected"
        )
    if a.deadline != b.deadline:
        notes.append(
            f"the deadlines differ ({a.deadline} and {b.deadline}): "
            '"by the deadline" means each scenario\'s own'
        )
    if _past_of(a) != _past_of(b):
        notes.append(
            "the pasts differ (past_of): the difference includes what the rounds before the start "
            "rule out; -s past_of=nobody plays both without them"
        )
    if a.manifest["code_hash"] != b.manifest["code_hash"]:
        notes.append(
            f"the runs come from different versions of the program ({a.manifest['code_hash'][:8]} "
            f"and {b.manifest['code_hash'][:8]}): the difference may be theirs"
        )
    failed = {each["world"] for run in (a, b) for each in run.failures}
    if failed:
        worlds = "1 world" if len(failed) == 1 else f"{len(failed)} worlds"
        notes.append(f"{worlds} failed: nothing came true there, and the intervals do not say so")
    return notes
