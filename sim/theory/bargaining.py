"""Packages, surpluses and the points theory singles out among them.

Arrays of packages have shape (worlds, packages). Sums run over issues, one after the other:
a matrix product would give other bits for one world alone than in a crowd.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit, ndtr

from sim.worlds import Bools, Floats, Ints

NOTHING = -np.inf
"""Value of having no package at all."""


def acceptance(value: Floats, target: Floats, s: Floats) -> Floats:
    """Probability of accepting: a logit of ``value - target`` at temperature ``s`` (utility)."""
    probability: Floats = expit((value - target) / s)
    return probability


def unequal_concession(own: Floats, other: Floats) -> Floats:
    """By how much a side concedes more than the other (Fehr and Schmidt 1999, envy alone)."""
    return np.maximum(0.0, own - other)


def ratification(support: Floats, needs: Floats, spread: Floats) -> Floats:
    """Probability that a vote passes: ``Phi((support - needs) / spread)``."""
    probability: Floats = ndtr((support - needs) / spread)
    return probability


def log_nash_product(gain_1: Floats, gain_2: Floats, weight_2: Floats) -> Floats:
    """Log of the weighted Nash product (Nash 1950; Kalai 1977 for weights); -inf off the range."""
    inside = (gain_1 > 0) & (gain_2 > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        product = (1.0 - weight_2) * np.log(gain_1) + weight_2 * np.log(gain_2)
    return np.where(inside, product, NOTHING)


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


def smaller_gain(gain_1: Floats, gain_2: Floats) -> Floats:
    """What the worse-off side gains: the egalitarian score of a package."""
    return np.minimum(gain_1, gain_2)


def kalai_smorodinsky(gain_1: Floats, gain_2: Floats, inside: Bools) -> Floats:
    """Score whose maximum is nearest to equal shares of each side's ideal gain.

    Kalai and Smorodinsky 1975 (Econometrica 43), for a finite set of packages: the larger of the
    smaller relative gain.
    """
    ideal_1 = np.where(inside, gain_1, NOTHING).max(axis=1, keepdims=True)
    ideal_2 = np.where(inside, gain_2, NOTHING).max(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.minimum(gain_1 / ideal_1, gain_2 / ideal_2)
    return np.where(inside, relative, NOTHING)
