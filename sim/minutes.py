"""The minutes of a day: what was scheduled, valued, tabled and answered, world by world."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import numpy as np

from sim.processes.day import NOBODY, VETO, VOTE
from sim.table import Table
from sim.talks import Round
from sim.worlds import Bools, Ints


class Minutes:
    """Arrays of shape (worlds,); NaN or -1 where nothing was valued or tabled.

    Attributes
    ----------
    date : Ints
        What became of the day's date: see ``sim.trajectory``.
    margin, best : Floats, Ints
        The largest gain of the worse-off side over war, and the package that brings it.
    target, reach, reachable, offered : Floats
        (parties, worlds): least it accepts, the best that it could get as it thinks, worth of the
        best package above, worth of the text tabled.
    package, proposer : Ints
        The text tabled, and who tabled it (-1: the mediator).
    accepted, backed : Bools
        (parties, worlds): who said yes to the text, and whose vote at home would pass.
    agreeable : Bools
        Did some package meet every target?
    barred : Ints
        Who stood against all of them, or against the text that all parties accepted: NOBODY, a
        VOTE at home or a VETO player (``sim.table``).
    """

    def __init__(self, worlds: int, parties: int) -> None:
        self.date = np.zeros(worlds, dtype=np.int64)
        self.margin = np.full(worlds, np.nan)
        self.best, self.package, self.proposer = (np.full(worlds, -1) for _ in range(3))
        self.target, self.reach, self.reachable, self.offered = (
            np.full((parties, worlds), np.nan) for _ in range(4)
        )
        self.accepted, self.backed = (np.zeros((parties, worlds), dtype=bool) for _ in range(2))
        self.agreeable = np.zeros(worlds, dtype=bool)
        self.barred = np.full(worlds, NOBODY)
        self.at_place = np.zeros(worlds, dtype=bool)

    def take_table(self, table: Table, dated: Bools) -> None:
        """Note what was valued; ``dated`` (worlds,) tells the worlds with a date today."""
        self.take_demands(table)
        rows, reachable = table.rows, table.valuation.worth_of(table.best)
        self.margin[rows], self.best[rows] = table.margin, table.best
        self.reachable[:, rows] = np.where(table.best >= 0, reachable, np.nan)
        self.agreeable[rows] = table.agreeable() & dated[rows]
        self.barred[rows] = np.where(dated[rows], table.barred(), NOBODY)

    def take_demands(self, table: Table) -> None:
        """Note what was demanded, and no more."""
        self.target[:, table.rows] = table.targets
        self.reach[:, table.rows] = [demand.reach for demand in table.demands]

    def take_round(self, round_: Round) -> None:
        """Note what was tabled and answered."""
        rows = round_.rows
        self.package[rows], self.proposer[rows] = round_.package, round_.proposer
        self.offered[:, rows] = np.where(round_.package >= 0, round_.values, np.nan)
        self.accepted[:, rows], self.backed[:, rows] = round_.accepted, round_.backed
        voted_down = ~np.logical_and.reduce(round_.backed, axis=0)
        failed = np.where(voted_down, VOTE, VETO)
        self.barred[rows] = np.where(
            round_.signed, NOBODY, np.where(round_.agreed, failed, self.barred[rows])
        )

    @property
    def answers(self) -> Ints:
        """As they are stored: a bit a party that accepted, and the next where ``agreeable``."""
        return _bits([*self.accepted, self.agreeable])

    @property
    def votes(self) -> Ints:
        """As they are stored: a bit a party whose vote at home would pass."""
        return _bits(self.backed)


def was_agreeable(answers: Ints, parties: int) -> Bools:
    """Did some package meet every target? ``answers`` as they are stored."""
    agreeable: Bools = (answers & (1 << parties)) > 0
    return agreeable


def _bits(flags: Iterable[Bools]) -> Ints:
    return reduce(np.add, (flag * (1 << place) for place, flag in enumerate(flags)))
