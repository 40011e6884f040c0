"""Chance processes, one step at a time, from addressed numbers."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaincinv

from sim.worlds import Bools, Floats, Ints

_MOST_COUNTS = 60


def reverting(x: Floats, sd: Floats, memory: Floats, z: Floats) -> Floats:
    """One day of an Ornstein-Uhlenbeck process about zero, exact for any memory (days).

    ``sd`` is the stationary standard deviation, ``z`` standard normal.
    """
    keep = np.exp(-1.0 / memory)
    return keep * x + sd * np.sqrt(1.0 - keep * keep) * z


def count(u: Floats, rate: Floats) -> Ints:
    """Poisson counts with the given means, by inverse distribution function."""
    term = np.exp(-rate)
    below, counts = term.copy(), np.zeros(u.shape, dtype=np.int64)
    for k in range(1, _MOST_COUNTS):
        more = u > below
        if not more.any():
            break
        counts += more
        term = term * rate / k
        below = below + term
    return counts


def hawkes_step(echo: Floats, waves: Ints, branching: Floats, memory: Floats) -> Floats:
    """Excess rate tomorrow of a self-exciting process (Hawkes 1971), in days.

    Each wave brings ``branching`` followers in the mean, spread geometrically over the days after.
    """
    keep = np.exp(-1.0 / memory)
    return keep * echo + branching * (1.0 - keep) * waves


def compound_gamma(u: Floats, n: Ints, mean: Floats, shape: Floats) -> Floats:
    """Sum of n gamma marks of the given mean and shape; 0 where n is 0."""
    total = np.zeros(u.shape)
    some = np.flatnonzero(n)
    scale = mean[some] / shape[some]
    total[some] = gammaincinv(n[some] * shape[some], u[some]) * scale
    return total


def within_a_day(rate: Floats) -> Floats:
    """Probability that a first event of the given rate (1/day) comes within a day."""
    probability: Floats = -np.expm1(-rate)
    return probability


def occurs(u: Floats, rate: Floats) -> Bools:
    """Does the first event of the given rate (1/day) come today?"""
    today: Bools = u < within_a_day(rate)
    return today
