"""What a party can hope to gain, given what it believes that the others need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    gain, chance = np.zeros(going_on.shape), np.zeros(going_on.shape)
    for weight, best in _best_at_nodes(np.where(may, own, -np.inf), others, needs):
        above = best - going_on
        open_ = above >= 0.0
        gain += np.where(open_, weight * above, 0.0)
        chance += np.where(open_, weight, 0.0)
    some = chance > 0.0
    return Reach(np.where(some, gain / np.where(some, chance, 1.0), 0.0), chance)


def _best_at_nodes(
    possible: Floats, others: Sequence[Floats], needs: Sequence[Normal]
) -> Iterator[tuple[float, Floats]]:
    """By node of all beliefs together: its weight, and (rows,) the best of what is ``possible``.

    The nodes of a belief rise, so that what one rules out is not possible at the next either:
    ``possible`` (rows, packages), which is given away, is narrowed in place.
    """
    if not needs:
        yield 1.0, possible.max(axis=1)
        return
    for node, share in zip(_NODES, _WEIGHTS, strict=True):
        least = needs[0].mean + node * np.sqrt(needs[0].variance)
        np.copyto(possible, -np.inf, where=others[0] < least[:, None])
        rest = possible.copy() if needs[1:] else possible
        for weight, best in _best_at_nodes(rest, others[1:], needs[1:]):
            yield share * weight, best
