"""Packages, surpluses and the points theory singles out among them.

Arrays of packages have shape (worlds, packages). Sums run over issues, one after the other:
a matrix product would give other bits for one world alone than in a crowd.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np

from sim.worlds import Bools, Floats, Ints

NOTHING = -np.inf
"""Value of having no package at all."""


def unequal_concession(own: Floats, *others: Floats) -> Floats:
    """By how much a side concedes more than each other, on average over the others.

    Fehr and Schmidt 1999 (Quarterly Journal of Economics 114), envy alone.
    """
    total = reduce(np.add, (np.maximum(0.0, own - other) for other in others))
    return total / len(others) if len(others) > 1 else total


def log_nash_product(gains: Sequence[Floats], weights: Sequence[Floats]) -> Floats:
    """Log of the weighted Nash product (Nash 1950; Kalai 1977 for weights); -inf off the range."""
    inside = reduce(np.logical_and, (gain > 0 for gain in gains))
    product = np.full(inside.shape, NOTHING)
    product[inside] = reduce(  # few are inside, and logarithms are dear
        np.add,
        (
            np.broadcast_to(weight, inside.shape)[inside] * np.log(gain[inside])
            for weight, gain in zip(weights, gains, strict=True)
        ),
    )
    return product


def best(score: Floats, allowed: Bools) -> tuple[Ints, Floats]:
    """Index and score of the best allowed package; -1 and -inf where none is allowed."""
    masked = np.where(allowed, score, NOTHING)
    index = masked.argmax(axis=1)
    top = np.take_along_axis(masked, index[:, None], axis=1)[:, 0]
    return np.where(top == NOTHING, -1, index), top


def best_of(score: Floats, row: Ints, package: Ints, shape: tuple[int, ...]) -> Ints:
    """(rows,): the best of some packages of each row, the first on ties; -1 where there is none.

    ``score``, ``row`` and ``package`` list them; ``shape`` is (rows, packages).
    """
    table = np.full(shape, NOTHING)
    table[row, package] = score
    index = table.argmax(axis=1)
    top = np.take_along_axis(table, index[:, None], axis=1)[:, 0]
    return np.where(top == NOTHING, -1, index)


def smaller_gain(*gains: Floats) -> Floats:
    """What the worst-off party gains: the egalitarian score of a package (Kalai 1977)."""
    return reduce(np.minimum, gains)


def total_gain(*gains: Floats) -> Floats:
    """What all parties gain together: the utilitarian score of a package (Harsanyi 1955).

    Journal of Political Economy 63. It takes utilities as comparable between parties.
    """
    return reduce(np.add, gains)


def kalai_smorodinsky(gains: Sequence[Floats], inside: Bools) -> Floats:
    """Score whose maximum is nearest to equal shares of each party's ideal gain.

    Kalai and Smorodinsky 1975 (Econometrica 43), for a finite set of packages: the larger of the
    smallest relative gain.
    """
    ideals = [np.where(inside, gain, NOTHING).max(axis=1, keepdims=True) for gain in gains]
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = reduce(np.minimum, (g / ideal for g, ideal in zip(gains, ideals, strict=True)))
    return np.where(inside, relative, NOTHING)


def _nash(gains: Sequence[Floats], inside: Bools) -> Floats:
    even = np.full((1, 1), 1.0 / len(gains))
    return log_nash_product(gains, [even] * len(gains))


SOLUTIONS: dict[str, Callable[[Sequence[Floats], Bools], Floats]] = {
    "nash": _nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": lambda gains, inside: smaller_gain(*gains),
    "utilitarian": lambda gains, inside: total_gain(*gains),
}
"""By name, the score whose maximum over the packages that all gain by is the solution."""


def solution(name: str, gains: Sequence[Floats], signable: Bools) -> Ints:
    """(worlds,): the package that a solution picks; -1 where there is none.

    Among packages that may be signed and by which every party gains; of equals the first.
    """
    inside = signable & reduce(np.logical_and, (gain > 0 for gain in gains))
    return best(SOLUTIONS[name](gains, inside), inside)[0]


def is_dominated(gains: Sequence[Floats], own: Sequence[Floats], allowed: Bools) -> Bools:
    """(worlds,): is some allowed package no worse than one of gains ``own`` for all, and better?

    ``own`` holds one gain a world, (worlds,), of each party.
    """
    no_worse = [gain >= mine[:, None] for gain, mine in zip(gains, own, strict=True)]
    better = [gain > mine[:, None] for gain, mine in zip(gains, own, strict=True)]
    dominating = allowed & reduce(np.logical_and, no_worse) & reduce(np.logical_or, better)
    dominated: Bools = np.logical_or.reduce(dominating, axis=1)
    return dominated


def frontier(gains: Sequence[Floats], allowed: Bools) -> Bools:
    """(worlds, packages): the allowed packages that no allowed one dominates."""
    found = np.zeros_like(allowed)
    for package in np.flatnonzero(allowed.any(axis=0)):
        rows = np.flatnonzero(allowed[:, package])
        here = [gain[rows] for gain in gains]
        own = [gain[:, package] for gain in here]
        found[rows, package] = ~is_dominated(here, own, allowed[rows])
    return found
