"""The table of one day: what every package is worth, and the least that each side accepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator
from sim.agents.nobody import Nobody
from sim.agreement.seats import ByParty
from sim.agreement.valuation import Valuation
from sim.prospect import Prospect
from sim.situation import Situation
from sim.theory.reservation import Demand
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
    demands : tuple[Demand, ...]
        What each side demands, and where that comes from.
    tabled : Bools
        (rows, packages): what may be tabled, whether it would hold or not.
    margin : Floats
        (rows,): the largest gain of the worst-off side over going on; below zero the bargaining
        range is empty.
    best : Ints
        (rows,): the package with that gain; -1 where none may be signed.
    """

    valuation: Valuation
    demands: tuple[Demand, ...]
    tabled: Bools
    margin: Floats
    best: Ints

    @property
    def rows(self) -> Ints:
        """Positions of the worlds in the block."""
        return self.valuation.rows

    @property
    def targets(self) -> ByParty:
        """(rows,): the least each side accepts."""
        return tuple(demand.target for demand in self.demands)

    def agreeable(self) -> Bools:
        """(rows,): is some package acceptable?"""
        agreeable: Bools = np.logical_or.reduce(acceptable(self.valuation, self.targets), axis=1)
        return agreeable

    def part(self, some: Bools) -> Table:
        """The table in some of its rows."""
        return Table(
            self.valuation.some(some),
            tuple(Demand(*(each[some] for each in demand)) for demand in self.demands),
            self.tabled[some],
            self.margin[some],
            self.best[some],
        )


def acceptable(valuation: Valuation, targets: ByParty) -> Bools:
    """(rows, packages): which packages may be signed and meet every side's target."""
    found = valuation.signable
    for worth, target in zip(valuation.worth, targets, strict=True):
        found = found & (worth >= target[:, None])
    return found


def table_of(
    valuation: Valuation,
    sides: Sequence[Belligerent],
    now: Situation,
    mediator: Mediator | Nobody,
) -> Table:
    """The table of a day: from what packages are worth, what each side demands."""
    tabled = mediator.tabled(valuation.rows)
    prospects = [
        Prospect(side, own, valuation, now, tabled & valuation.signable)
        for own, side in enumerate(sides)
    ]
    for asking in [each for each in prospects if each.side.name == mediator.heeds]:
        chance, own = asking.reach.chance, asking.own
        worth, going_on = valuation.worth[own], valuation.going_on[own]
        tabled = mediator.opened(valuation.rows, tabled, chance, worth, going_on)
        may = tabled & valuation.signable
        prospects = [each.where_more_may_be_tabled(may) for each in prospects]
    demands = tuple(each.side.rules.reservation.demand(each) for each in prospects)
    return Table(valuation, demands, tabled, valuation.margin(), valuation.best())
