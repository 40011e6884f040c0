"""The table of one day: what every package is worth, and the least that each side accepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator
from sim.agents.nobody import Nobody
from sim.agents.veto import Refused
from sim.agreement.seats import ByParty
from sim.agreement.valuation import Valuation
from sim.processes.day import NOBODY, VETO, VOTE
from sim.prospect import Prospect
from sim.situation import Situation
from sim.theory.reservation import Demand
from sim.worlds import Bools, Floats, Ints

TILE = 256
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
    refused : Refused
        What votes at home and veto players are known to refuse: it is not tabled again.
    """

    valuation: Valuation
    demands: tuple[Demand, ...]
    tabled: Bools
    refused: Refused

    @property
    def rows(self) -> Ints:
        """Positions of the worlds in the block."""
        return self.valuation.rows

    @property
    def targets(self) -> ByParty:
        """(rows,): the least each side accepts."""
        return tuple(demand.target for demand in self.demands)

    @cached_property
    def margin(self) -> Floats:
        """(rows,): the largest gain of the worst-off side over going on.

        Below zero the bargaining range is empty.
        """
        return self.valuation.margin()

    @cached_property
    def best(self) -> Ints:
        """(rows,): the package with that gain; -1 where none may be signed."""
        return self.valuation.best()

    @cached_property
    def acceptable(self) -> Bools:
        """(rows, packages): which packages may be signed and meet every side's target."""
        found = self.valuation.signable.copy()
        for worth, target in zip(self.valuation.worth, self.targets, strict=True):
            found &= worth >= target[:, None]
        return found

    def agreeable(self) -> Bools:
        """(rows,): is some package acceptable?"""
        agreeable: Bools = np.logical_or.reduce(self.acceptable, axis=1)
        return agreeable

    def barred(self) -> Ints:
        """(rows,): who is known to refuse all that is acceptable: NOBODY, a VOTE, or a VETO."""
        barred = np.full(self.rows.shape, NOBODY)
        for who, refused in ((VETO, self.refused.by_any), (VOTE, self.refused.by_votes)):
            if refused is not None:
                left: Bools = np.logical_or.reduce(self.acceptable & ~refused, axis=1)
                barred[self.agreeable() & ~left] = who
        return barred

    def part(self, some: Bools) -> Table:
        """The table in some of its rows."""
        return Table(
            self.valuation.some(some),
            tuple(Demand(*(each[some] for each in demand)) for demand in self.demands),
            self.tabled[some],
            self.refused.at(some),
        )


def table_of(
    valuation: Valuation,
    sides: Sequence[Belligerent],
    now: Situation,
    mediator: Mediator | Nobody,
    refused: Refused,
) -> Table:
    """The table of a day: from what packages are worth, what each side demands."""
    signable = valuation.signable
    if refused.by_any is not None:
        signable = signable & ~refused.by_any
    tabled = mediator.tabled(valuation.rows, signable)
    prospects = [
        Prospect(side, own, valuation, now, tabled & signable) for own, side in enumerate(sides)
    ]
    for asking in [each for each in prospects if each.side.name == mediator.heeds]:
        chance, own = asking.reach.chance, asking.own
        worth, going_on = valuation.worth[own], valuation.going_on[own]
        tabled = mediator.opened(valuation.rows, tabled, chance, worth, going_on)
        may = tabled & signable
        prospects = [each.where_more_may_be_tabled(may) for each in prospects]
    demands = tuple(each.side.rules.reservation.demand(each) for each in prospects)
    return Table(valuation, demands, tabled, refused)
