"""The table of one day: what every package is worth, and the least that each side accepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.agents.belligerent import Belligerent
from sim.agreement.seats import ByParty, others
from sim.agreement.valuation import Valuation
from sim.situation import Situation
from sim.theory import bargaining
from sim.worlds import Bools, Floats, Ints

TILE = 512
"""Rows valued at once: tables of this size stay in the processor's cache."""


def tiles(rows: Ints) -> Iterator[Ints]:
    """The rows in portions that fit the cache."""
    for begin in range(0, rows.size, TILE):
        yield rows[begin : begin + TILE]


@dataclass(frozen=True)
class Table:
    """What is on the table in some worlds.

    Attributes
    ----------
    valuation : Valuation
        What every package is worth to each side.
    targets : ByParty
        (rows,): the least each side accepts.
    reach : ByParty
        (rows,): the best that each side could get as it thinks; minus infinity if nothing.
    margin : Floats
        (rows,): the largest gain of the worst-off side over going on; below zero the bargaining
        range is empty.
    best : Ints
        (rows,): the package with that gain; -1 where none may be signed.
    """

    valuation: Valuation
    targets: ByParty
    reach: ByParty
    margin: Floats
    best: Ints

    @property
    def rows(self) -> Ints:
        """Positions of the worlds in the block."""
        return self.valuation.rows

    def agreeable(self) -> Bools:
        """(rows,): is some package acceptable?"""
        agreeable: Bools = np.logical_or.reduce(acceptable(self.valuation, self.targets), axis=1)
        return agreeable

    def part(self, some: Bools) -> Table:
        """The table in some of its rows."""
        return Table(
            self.valuation.some(some),
            tuple(target[some] for target in self.targets),
            tuple(best[some] for best in self.reach),
            self.margin[some],
            self.best[some],
        )


def acceptable(valuation: Valuation, targets: ByParty) -> Bools:
    """(rows, packages): which packages may be signed and meet every side's target."""
    found = valuation.signable
    for worth, target in zip(valuation.worth, targets, strict=True):
        found = found & (worth >= target[:, None])
    return found


def table_of(valuation: Valuation, sides: Sequence[Belligerent], now: Situation) -> Table:
    """The table of a day: from what packages are worth, what each side demands."""
    rows = valuation.rows
    reach = tuple(_in_reach(valuation, own, side) for own, side in enumerate(sides))
    targets = tuple(
        side.demand(going_on, best, side.conceded_share(now)[rows], rows)
        for side, going_on, best in zip(sides, valuation.going_on, reach, strict=True)
    )
    return Table(valuation, targets, reach, valuation.margin(), valuation.best())


def _in_reach(valuation: Valuation, own: int, side: Belligerent) -> Floats:
    """(rows,): the best a side could get that it thinks the others prefer to going on."""
    possible = valuation.signable
    errors = (belief.error[valuation.rows] for belief in side.about.values())
    for worth, going_on, error in zip(
        others(valuation.worth, own), others(valuation.going_on, own), errors, strict=True
    ):
        possible = possible & (worth >= (going_on + error)[:, None])
    return bargaining.best(valuation.worth[own], possible)[1]
