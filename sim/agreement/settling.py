"""Talks that go on under an accord which leaves claims open, and may settle them."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

import numpy as np

from sim.agreement.packages import at
from sim.agreement.seats import ByParty
from sim.theory import bargaining
from sim.worlds import Bools


class Settlements(NamedTuple):
    """What may yet be settled after each package, (rows, packages) each.

    Attributes
    ----------
    there : Bools
        Something is better for all than what was signed.
    gains : ByParty
        What each party gains by it; 0 where there is nothing.
    """

    there: Bools
    gains: ByParty


def settlements(worths: ByParty, signable: Bools, claims_open: Bools) -> Settlements:
    """What is settled later, of packages that leave no claims open and may be signed.

    Nash's solution (1950) with the accord that leaves claims open as the disagreement point: if
    nothing is settled it goes on, with the danger of war that it has. Where nothing is better for
    all, nothing is settled.

    Parameters
    ----------
    worths : ByParty
        (rows, packages): what each package is worth, the war reckoned in that may end it.
    signable : Bools
        (rows, packages).
    claims_open : Bools
        (packages,): those that leave claims open.
    """
    there = np.zeros_like(signable)
    gains = tuple(np.zeros_like(worth) for worth in worths)
    for package in np.flatnonzero(claims_open):
        gained = [worth - worth[:, [package]] for worth in worths]
        better = reduce(np.logical_and, [gain > 0.0 for gain in gained])
        allowed = better & signable & ~claims_open
        chosen, _ = bargaining.best(reduce(np.multiply, gained), allowed)
        there[:, package] = chosen >= 0
        for all_gains, gain in zip(gains, gained, strict=True):
            all_gains[:, package] = np.where(chosen >= 0, at(gain, chosen), 0.0)
    return Settlements(there, gains)
