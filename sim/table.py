"""The table of one day: what every package is worth to both sides, where it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.accord import Accord
from sim.agents.belligerent import Belligerent
from sim.situation import Situation
from sim.theory import bargaining
from sim.worlds import Bools, Floats, Ints

Pair = tuple[Floats, Floats]
TILE = 512
"""Rows valued at once: tables of this size stay in the processor's cache."""


def tiles(rows: Ints) -> Iterator[Ints]:
    """The rows in portions that fit the cache."""
    for begin in range(0, rows.size, TILE):
        yield rows[begin : begin + TILE]


@dataclass(frozen=True)
class Table:
    """Both sides' view of every package, in the worlds ``rows``.

    Attributes
    ----------
    rows : Ints
        Positions of the worlds in the block.
    values : Pair
        (rows, packages): worth to each side.
    holds : Bools
        (rows, packages): likely enough to hold for both sides to sign.
    war, targets : Pair
        (rows,): what fighting on is worth, and the least each accepts.
    margin : Floats
        (rows,): the largest gain of the worse-off side over war; below zero the bargaining range
        is empty.
    best : Ints
        (rows,): the package with that gain; -1 where none would hold.
    """

    rows: Ints
    values: Pair
    holds: Bools
    war: Pair
    targets: Pair
    margin: Floats
    best: Ints

    def agreeable(self) -> Bools:
        """(rows,): does some package meet both sides' targets?"""
        met = (self.values[0] >= self.targets[0][:, None]) & (
            self.values[1] >= self.targets[1][:, None]
        )
        agreeable: Bools = np.logical_or.reduce(met & self.holds, axis=1)
        return agreeable

    def value_of(self, package: Ints) -> Pair:
        """(rows,): worth of one package a world; of the first where there is none (-1)."""
        at = np.maximum(package, 0)[:, None]
        first, second = (np.take_along_axis(v, at, axis=1)[:, 0] for v in self.values)
        return first, second

    def part(self, some: Bools) -> Table:
        """The table in some of its rows."""
        return Table(
            self.rows[some],
            (self.values[0][some], self.values[1][some]),
            self.holds[some],
            (self.war[0][some], self.war[1][some]),
            (self.targets[0][some], self.targets[1][some]),
            self.margin[some],
            self.best[some],
        )


def lay(
    rows: Ints,
    sides: tuple[Belligerent, Belligerent],
    accord: Accord,
    now: Situation,
    war: Pair,
    needed: Floats,
) -> Table:
    """Value all packages in the worlds ``rows``.

    ``war`` and ``needed`` (least staying power both sides sign) have shape (worlds,).
    """
    first, second = (side.values_at(rows, now.resentment) for side in sides)
    at_war = war[0][rows], war[1][rows]
    holds = accord.staying[rows] >= needed[rows][:, None]
    gain = bargaining.smaller_gain(first - at_war[0][:, None], second - at_war[1][:, None])
    best, margin = bargaining.best(gain, holds)
    reach = _in_reach(rows, sides, (first, second), at_war, holds)
    targets = tuple(
        side.demand(at_war[i], reach[i], side.conceded_share(now)[rows], rows)
        for i, side in enumerate(sides)
    )
    return Table(rows, (first, second), holds, at_war, (targets[0], targets[1]), margin, best)


def _in_reach(
    rows: Ints, sides: tuple[Belligerent, Belligerent], values: Pair, war: Pair, holds: Bools
) -> Pair:
    """(rows,): the best each side could get that it thinks the other prefers to war."""
    bests = []
    for i, side in enumerate(sides):
        other = 1 - i
        needs = (war[other] + side.about_other.error[rows])[:, None]
        _, best = bargaining.best(values[i], holds & (values[other] >= needs))
        bests.append(best)
    return bests[0], bests[1]
