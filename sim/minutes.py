"""The minutes of a day: what was scheduled, valued, tabled and answered, world by world."""

from __future__ import annotations

import numpy as np

from sim.table import Table
from sim.talks import Round
from sim.worlds import Bools, Ints

FIRST_ACCEPTS, SECOND_ACCEPTS, AGREEABLE = 1, 2, 4
"""Bits of ``answers``: the two sides' yes, and that some package met both targets."""


class Minutes:
    """Arrays of shape (worlds,); NaN or -1 where nothing was valued or tabled.

    Attributes
    ----------
    date : Ints
        What became of the day's date: see ``sim.trajectory``.
    margin, best : Floats, Ints
        The largest gain of the worse-off side over war, and the package that brings it.
    target, reachable, offered : tuple[Floats, Floats]
        By side: least it accepts, worth of that best package, worth of the text tabled.
    package, proposer : Ints
        The text tabled, and who tabled it (-1: the mediator).
    answers, votes : Ints
        Bits, see above; ``votes``: 1 and 2 where the side's vote at home would pass.
    """

    def __init__(self, worlds: int) -> None:
        nothing = np.full(worlds, np.nan)
        self.date = np.zeros(worlds, dtype=np.int64)
        self.margin = nothing.copy()
        self.best, self.package, self.proposer = (np.full(worlds, -1) for _ in range(3))
        self.target = nothing.copy(), nothing.copy()
        self.reachable = nothing.copy(), nothing.copy()
        self.offered = nothing.copy(), nothing.copy()
        self.answers, self.votes = (np.zeros(worlds, dtype=np.int64) for _ in range(2))
        self.at_place = np.zeros(worlds, dtype=bool)

    def take_table(self, table: Table, dated: Bools) -> None:
        """Note what was valued; ``dated`` (worlds,) tells the worlds with a date today."""
        rows = table.rows
        self.margin[rows], self.best[rows] = table.margin, table.best
        reachable = table.valuation.worth_of(table.best)
        for i in (0, 1):
            self.target[i][rows] = table.targets[i]
            self.reachable[i][rows] = np.where(table.best >= 0, reachable[i], np.nan)
        self.answers[rows] += AGREEABLE * (table.agreeable() & dated[rows])

    def take_round(self, round_: Round) -> None:
        """Note what was tabled and answered."""
        rows = round_.rows
        self.package[rows], self.proposer[rows] = round_.package, round_.proposer
        for i in (0, 1):
            self.offered[i][rows] = np.where(round_.package >= 0, round_.values[i], np.nan)
        self.answers[rows] += FIRST_ACCEPTS * round_.accepted[0]
        self.answers[rows] += SECOND_ACCEPTS * round_.accepted[1]
        self.votes[rows] = round_.backed[0] + 2 * round_.backed[1]


def accepted_by_both(answers: Ints) -> Bools:
    """Did both sides accept?"""
    both: Bools = (answers & 3) == FIRST_ACCEPTS + SECOND_ACCEPTS
    return both
