"""A date's valuation as one loop over worlds and packages, compiled by Numba where it is there.

It is the rival of the engine's array expressions: it makes no table but those that are asked for,
and of a product of chances it takes one logarithm. The same functions run as plain Python, slowly:
so the tests hold them to the engine also where Numba is not installed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from benchmarks.rivals.arrays import Arrays
from benchmarks.rivals.date import Date, Valued
from sim.table import tiles
from sim.worlds import Bools, Floats, Ints

Jit = Callable[[Callable[..., Any]], Callable[..., Any]]
Kernel = Callable[[Arrays, Ints, Floats, Bools, Ints], None]

_FAR = 6.0  # where the exponent of temptation ends
_LEAST_WEIGHT = 1e-12  # of a belief between its bounds
_ROOT_TWO = math.sqrt(2.0)


@cache
def compiled() -> Kernel | None:
    """The kernel as machine code, or nothing where Numba is not installed.

    Without `fastmath`, which knows no infinity: a belief that no answer has bounded has two.
    """
    try:
        from numba import njit
    except ImportError:
        return None
    return kernel(njit(error_model="numpy"))


def plain(function: Callable[..., Any]) -> Callable[..., Any]:
    """In the place of a compiler."""
    return function


def kernel(jit: Jit) -> Kernel:
    """Fills gains (parties, rows, packages), what may be signed, and the text of each row."""
    value, choose = _value(jit), _choose(jit)

    @jit
    def fused(a: Arrays, rows: Ints, gains: Floats, signable: Bools, text: Ints) -> None:
        for row in range(rows.size):
            value(a, rows[row], gains[:, row], signable[row])
            text[row] = choose(a, rows[row], gains[:, row], signable[row])

    return fused


def _value(jit: Jit) -> Callable[..., Any]:
    @jit
    def war_after(a: Arrays, party: int, world: int, package: int) -> float:
        """What a war renewed from a package is worth, from the line that it has drawn."""
        after = a.war_after[party, world] + a.sign[party] * a.shift[world, package]
        return after + a.ceded[world, package] * a.new_line[party, world]  # type: ignore[no-any-return]

    @jit
    def value(a: Arrays, world: int, gains: Floats, signable: Bools) -> None:
        """What every package of a world brings each party, and whether it may be signed."""
        parties, packages = gains.shape
        haste = math.exp(a.hastened[world])
        for p in range(packages):
            odds = 0.0
            for i in range(parties):
                worth = a.total[i, world, p] - a.resented[i, world]
                from_war = war_after(a, i, world, p) - worth
                odds += math.exp(min(max(a.temptation[world] * from_war, -_FAR), _FAR))
            hazard = odds / parties * a.calm[world, p] * haste
            lost = hazard / (hazard + a.discount[world])
            signable[p] = hazard <= a.most[world] or a.claims_open[p]
            for i in range(parties):
                worth = a.total[i, world, p] - a.resented[i, world]
                from_war = war_after(a, i, world, p) - worth
                gains[i, p] = worth + lost * from_war - a.war[i, world]

    return value


def _choose(jit: Jit) -> Callable[..., Any]:
    believed, share = _beliefs(jit)

    @jit
    def at_home(a: Arrays, world: int) -> Floats:
        """(players, kinds): how likely each player allows each kind of package."""
        players, _, kinds = a.support.shape
        chance = np.empty((players, kinds))
        for j in range(players):
            law = believed(a.voters, j, world)
            for k in range(kinds):
                chance[j, k] = a.doubt + (1.0 - a.doubt) * share(a.support[j, world, k], law)
        return chance

    @jit
    def choose(a: Arrays, world: int, gains: Floats, signable: Bools) -> int:
        """The package with the largest expected Nash product, of those that may be tabled."""
        parties, packages = gains.shape
        allow, best, top = at_home(a, world), -1, -np.inf
        laws = [believed(a.minds, i, world) for i in range(parties)]
        for p in range(packages):
            if not (signable[p] and a.open[world, p]):
                continue
            chance, score = 1.0, a.taste[world, p]
            for i in range(parties):
                over = gains[i, p] + a.war[i, world] - a.targets[i, world]
                chance *= a.doubt + (1.0 - a.doubt) * share(over, laws[i])
                gain = gains[i, p] - a.errors[i, world]
                line = min(gain, a.least_gain)
                log = math.log(max(gain, a.least_gain)) + (line / a.least_gain - 1.0)
                score += a.weights[i, world] * log
            for j in range(a.kinds.shape[0]):
                chance *= allow[j, a.kinds[j, p]]
            score += math.log(chance)
            if score > top:
                best, top = p, score
        return best

    return choose


def _beliefs(jit: Jit) -> tuple[Callable[..., Any], Callable[..., Any]]:
    @jit
    def ndtr(z: float) -> float:
        return 0.5 * math.erfc(-z / _ROOT_TWO)

    @jit
    def believed(minds: Any, who: int, world: int) -> tuple[float, ...]:
        """A belief between its bounds: where it lies, and what of the normal law is left."""
        mean, spread = minds.mean[who, world], minds.spread[who, world]
        low = (minds.above[who, world] - mean) / spread
        high = (minds.below[who, world] - mean) / spread
        side = -1.0 if low > 0.0 else 1.0  # looked at from above, where digits would be lost
        lower = ndtr(side * low)
        return mean, spread, low, high, side, lower, side * (ndtr(side * high) - lower)

    @jit
    def share(over: float, law: tuple[float, ...]) -> float:
        """The chance that what lies so far over a target is accepted."""
        mean, spread, low, high, side, lower, weight = law
        z = (over - mean) / spread
        if weight <= _LEAST_WEIGHT:
            return 1.0 if (z >= high if side > 0.0 else z > low) else 0.0
        lies_below: float = side * (ndtr(side * z) - lower) / weight
        return min(max(lies_below, 0.0), 1.0)

    return believed, share


def by_kernel(run: Kernel, arrays: Arrays, date: Date) -> list[Valued]:
    """A date by the kernel, in the engine's portions of rows."""
    return [_valued(run, arrays, part) for part in tiles(date.rows)]


def _valued(run: Kernel, arrays: Arrays, part: Ints) -> Valued:
    parties, _, packages = arrays.total.shape
    gains = np.empty((parties, part.size, packages))
    signable, text = np.empty((part.size, packages), dtype=np.bool_), np.empty(part.size, np.int64)
    run(arrays, part, gains, signable, text)
    return Valued(gains, signable, text)
