"""Talks that go on under an accord which leaves claims open, and may settle them."""

from __future__ import annotations

from functools import reduce

import numpy as np

from sim.agreement.packages import Packages
from sim.agreement.seats import ByParty
from sim.theory import bargaining
from sim.worlds import Floats, Ints


class Settling:
    """What may yet be settled once the guns are silent, and how fast.

    The sides then bargain from the accord that they have, no longer from war: what is settled is
    Nash's solution (1950) among packages that leave no claims open, with that accord as the
    disagreement point, as all are worth while they hold. Where nothing is better for all, nothing
    is settled.

    Parameters
    ----------
    packages : Packages
    totals : ByParty
        (worlds, packages): what each package is worth to each party as long as it holds.
    rate : Floats
        (worlds,): settlements a year, where there is one.

    Attributes
    ----------
    rates : Floats
        (worlds, packages): rate of a settlement after each package (1/year); 0 where none is.
    gains : ByParty
        (worlds, packages): what each party gains by it.
    """

    def __init__(self, packages: Packages, totals: ByParty, rate: Floats) -> None:
        settles = np.flatnonzero(~packages.claims_open)
        self.rates = np.zeros_like(totals[0])
        self.gains = tuple(np.zeros_like(total) for total in totals)
        for package in np.flatnonzero(packages.claims_open) if settles.size else ():
            gained = [total[:, settles] - total[:, [package]] for total in totals]
            inside = reduce(np.logical_and, [gain > 0.0 for gain in gained])
            product = reduce(np.multiply, gained)
            chosen, _ = bargaining.best(product, inside)
            there = chosen >= 0
            self.rates[:, package] = np.where(there, rate, 0.0)
            for gains, gain in zip(self.gains, gained, strict=True):
                gains[:, package] = np.where(there, _at(gain, chosen), 0.0)


def _at(table: Floats, column: Ints) -> Floats:
    return np.take_along_axis(table, np.maximum(column, 0)[:, None], axis=1)[:, 0]
