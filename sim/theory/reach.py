"""What a party can hope to gain, given what it believes that the others need."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from sim.theory.learning import Normal
from sim.worlds import Bools, Floats

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(5)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


class Reach(NamedTuple):
    """What is in reach, (rows,) each.

    ``gain`` is the mean gain over going on where a bargaining range is open (0 where none ever
    is), ``chance`` the probability that one is.
    """

    gain: Floats
    chance: Floats


def in_reach(
    own: Floats, others: Sequence[Floats], going_on: Floats, needs: Sequence[Normal], may: Bools
) -> Reach:
    """The gain that a party can expect from the best text that the others would rather sign.

    Where they need w, the best is ``f(w) = max {own(x): others(x) >= w}``; what they need is
    believed and not known, so gain and chance are means over the belief, at five Gauss-Hermite
    nodes a party. At a single point a wider range or a better reading would only raise demands.

    Parameters
    ----------
    own : Floats
        (rows, packages): worth to the party.
    others : Sequence of Floats
        The same by other party.
    going_on : Floats
        (rows,): what going on is worth to the party.
    needs : Sequence of Normal
        What it believes going on is worth to each other, mean and variance (rows,).
    may : Bools
        (rows, packages): what may be signed.
    """
    own = np.where(may, own, -np.inf)
    gain, chance = np.zeros(going_on.shape), np.zeros(going_on.shape)
    for nodes in product(range(_NODES.size), repeat=len(needs)):
        possible, weight = own.copy(), 1.0
        for worth, need, node in zip(others, needs, nodes, strict=True):
            least = need.mean + _NODES[node] * np.sqrt(need.variance)
            np.copyto(possible, -np.inf, where=worth < least[:, None])
            weight *= _WEIGHTS[node]
        above = possible.max(axis=1) - going_on
        open_ = above >= 0.0
        gain += np.where(open_, weight * above, 0.0)
        chance += np.where(open_, weight, 0.0)
    some = chance > 0.0
    return Reach(np.where(some, gain / np.where(some, chance, 1.0), 0.0), chance)
