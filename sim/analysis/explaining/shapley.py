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

from sim.statistics import Z95, Estimate, effective_number
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
    """(players, ..., worlds): what each adds when its turn comes; the sum is that of all together.

    Parameters
    ----------
    order : Ints
        (players,): who comes first, second, ...
    steps : array
        (players + 1, ..., worlds): the worth with nobody in, with the first, ..., with all.
    """
    own = np.empty((order.size, *steps.shape[1:]))
    own[order] = np.diff(steps.astype(np.float64), axis=0)
    return own


def pairs(groups: Sequence[int]) -> tuple[int, ...]:
    """Worlds of each pair of groups that had an order and its reverse, given those of the groups.

    >>> pairs([20, 20, 21, 21])
    (40, 42)
    """
    return tuple(sum(groups[i : i + 2]) for i in range(0, len(groups), 2))


def values(added: Floats, pairs: Sequence[int], weights: Floats) -> list[Estimate]:
    """The Shapley value of each player, from what it adds in every world.

    Parameters
    ----------
    added : Floats
        (players, worlds).
    pairs : sequence of int
        How many of the worlds, one after the other, belong to each pair of groups.
    weights : Floats
        (worlds,): >= 0.

    Returns
    -------
    list of Estimate
        Over all worlds. The error is that between pairs of groups, since worlds of a group share
        an order (of a weighted mean by linearisation); the interval follows Student's law.
    """
    whole, n, count = weights.sum(), effective_number(weights), len(pairs)
    found = added @ weights / whole
    starts = np.cumsum([0, *pairs[:-1]])
    strayed = np.add.reduceat((added - found[:, None]) * (weights / whole), starts, axis=1)
    errors = np.sqrt(count / max(count - 1, 1) * (strayed**2).sum(axis=1))
    half = student(count) * errors
    half = np.maximum(half, Z95 / (n + 2))  # as paired shares that never differ (Agresti and Min)
    return [
        Estimate(float(v), float(v - h), float(v + h), float(e), n)
        for v, h, e in zip(found, half, errors, strict=True)
    ]


def student(pairs: int) -> float:
    """How many standard errors an interval of 95 % has to each side."""
    return float(t.ppf(0.975, max(pairs - 1, 1)))
