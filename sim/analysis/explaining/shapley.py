"""Shapley values of mechanisms: what each is worth, given that others may be gone as well.

A mechanism's value is the mean, over all orders of taking them away one after the other, of what
changes when its turn comes (Shapley 1953). It is the only division of the whole change that gives
nothing to what changes nothing, the same to what changes the same, and adds up over measures.
Orders are sampled (Castro, Gomez and Tejada 2009): each group of worlds has one of its own, so
that in every group, and so in all of them, the parts sum to the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from sim.statistics import Z95, Estimate
from sim.worlds import Floats, Ints


def orders(players: int, groups: int, seed: int) -> Ints:
    """(groups, players): an order for each group; every second one is that before it, backwards.

    An order and its reverse make a pair whose errors tend to cancel out.

    Parameters
    ----------
    players, groups : int
    seed : int
        0 <= seed < 2**64.
    """
    rng = np.random.default_rng(np.random.SeedSequence([seed, players]))
    drawn = [rng.permutation(players) for _ in range((groups + 1) // 2)]
    both = [order for each in drawn for order in (each, each[::-1])]
    return np.array(both[:groups], dtype=np.int64).reshape(groups, players)


def added(order: Ints, steps: NDArray[Any]) -> Floats:
    """(players, worlds): what each adds when its turn comes; the sum is that of all together.

    Parameters
    ----------
    order : Ints
        (players,): who comes first, second, ...
    steps : array
        (players + 1, worlds): the worth with nobody in, with the first, ..., with all.
    """
    own = np.empty((order.size, steps.shape[1]))
    own[order] = np.diff(steps.astype(np.float64), axis=0)
    return own


def values(groups: Sequence[Floats]) -> list[Estimate]:
    """The Shapley value of each player, from what it adds in groups that had an order each.

    Parameters
    ----------
    groups : sequence of Floats
        (players, worlds of the group); an even number of groups, pairs of which had an order and
        its reverse.

    Returns
    -------
    list of Estimate
        Over all worlds alike. The error is that between pairs of groups, since worlds of a group
        share an order; the interval follows Student's law.
    """
    pairs = [np.concatenate(groups[i : i + 2], axis=1) for i in range(0, len(groups), 2)]
    sizes = np.array([pair.shape[1] for pair in pairs], dtype=np.float64)
    means = np.array([pair.mean(axis=1) for pair in pairs])
    n, count = sizes.sum(), len(pairs)
    found = np.array([group.sum(axis=1) for group in groups]).sum(axis=0) / n
    strayed = (sizes[:, None] / n * (means - found)) ** 2
    errors = np.sqrt(count / max(count - 1, 1) * strayed.sum(axis=0))
    half = float(t.ppf(0.975, max(count - 1, 1))) * errors
    half = np.maximum(half, Z95 / (n + 2))  # as paired shares that never differ (Agresti and Min)
    return [
        Estimate(float(v), float(v - h), float(v + h), float(e), float(n))
        for v, h, e in zip(found, half, errors, strict=True)
    ]
