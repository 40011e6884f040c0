"""How parties stand without an accord: what going on is worth, and a war from another line."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.agreement.seats import ByParty
from sim.worlds import Bools, Ints


class Standing(NamedTuple):
    """By party, each of shape (worlds,).

    Attributes
    ----------
    worth : ByParty
        What going on without an accord is worth.
    new_line : ByParty
        What going on would be worth more if all that it decides had been ceded before: above zero
        for who would have received it, below for who would have given it up.
    """

    worth: ByParty
    new_line: ByParty

    @classmethod
    def here(cls, worth: ByParty) -> Standing:
        """Of those whose going on decides no issue."""
        return cls(worth, tuple(np.zeros_like(each) for each in worth))

    def at(self, rows: Ints | Bools) -> Standing:
        """The same in some worlds."""
        worth, new_line = (tuple(each[rows] for each in some) for some in self)
        return Standing(worth, new_line)
