"""What backers bring to the war beside relief: arms that move the front, and staying power."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import mul, sub

from sim.processes.process import Helper
from sim.worlds import Floats


def drift_with_arms(drift: Floats, helpers: Iterable[Helper], holder: str) -> Floats:
    """The mean pace of the front with the arms of all backers (km2/day), (worlds,).

    Those who help the holder slow it down; those who help the other side speed it up.
    """
    slowed = (h.slows_front if h.helps == holder else -h.slows_front for h in helpers)
    return reduce(sub, slowed, drift)


def shaken(helpers: Iterable[Helper], party: str) -> Floats | float:
    """Share that its backers leave of the chance that a party must give way: 1 without any."""
    left: Floats | float = reduce(mul, (1.0 - h.steadies for h in helpers if h.helps == party), 1.0)
    return left
