"""First-order effects from any run: how much of an outcome's variance a parameter explains alone.

The share is ``Var(E[h | x]) / Var(h)``, Sobol's first-order index (Sobol 1993) and Pearson's
correlation ratio squared. The worlds are cut into bins of equal number along the parameter, and the
variance of the bins' means is taken. That alone would be too large: even a parameter that does
nothing has bins whose means differ by chance. What chance adds is known, and is taken off, as in
Kelley's epsilon squared (1935, PNAS 21: 554-559). So an estimate may fall a little below zero,
which means: nothing to be seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

from sim.statistics import Numbers, effective_number
from sim.worlds import Ints

GROUPS = 50
"""Of worlds, each left out once: what the intervals come from."""

_FEWEST, _MOST, _WORLDS_A_BIN = 5, 32, 200


def bins_for(n_effective: float) -> int:
    """How many bins, from the number of worlds alone: 10 of 2,000, at most 32.

    Few bins lose what happens inside them (of a straight line over a uniform prior ``1 / bins**2``,
    over a normal one some 2 % with 32); many have means that differ by chance.
    """
    return int(np.clip(n_effective // _WORLDS_A_BIN, _FEWEST, _MOST))


@dataclass(frozen=True)
class FirstOrder:
    """What a parameter explains alone.

    Attributes
    ----------
    value : float
        Share of the variance; the bias of chance is taken off.
    without : Numbers
        (GROUPS,): the same without each group of worlds.
    p : float
        Chance of means that differ so much if the parameter did nothing (Fisher's F).
    """

    value: float
    without: Numbers
    p: float


def first_order(x: Numbers, h: Numbers, weights: Numbers, bins: int) -> FirstOrder:
    """First-order effect of a parameter.

    Parameters
    ----------
    x, h : Numbers
        Parameter and outcome, shape (worlds,).
    weights : Numbers
        > 0, shape (worlds,).
    bins : int
        How many, of equal number of worlds.
    """
    sums = _Sums.of(ranks(x) * bins // x.size, h - np.average(h, weights=weights), weights, bins)
    whole = sums.summed()
    between, within, freedom = whole.variances()
    if not within + between > 0:  # everywhere the same
        return FirstOrder(0.0, np.zeros(GROUPS), 1.0)
    n = effective_number(weights)
    ratio = (between + within * freedom) / (within * freedom) if within > 0 else np.inf
    p = float(fdtrc(bins - 1, max(n - bins, 1), ratio))
    without = sums.without_each().share()
    return FirstOrder(float(whole.share()), without, p)


def ranks(x: Numbers) -> Ints:
    """Place of each world along a parameter, 0 the lowest; ties by number of the world."""
    places = np.empty(x.size, dtype=np.int64)
    places[np.argsort(x, kind="stable")] = np.arange(x.size)
    return places


@dataclass(frozen=True)
class _Sums:
    """Sums by bin, (..., bins): of weights, of their squares, of w h, of w h^2."""

    w: NDArray[np.float64]
    ww: NDArray[np.float64]
    wh: NDArray[np.float64]
    whh: NDArray[np.float64]

    @classmethod
    def of(cls, bin_: Ints, h: Numbers, w: Numbers, bins: int) -> _Sums:
        """By group of worlds and bin."""
        place = (np.arange(h.size) % GROUPS) * bins + bin_
        summed = (
            np.bincount(place, each, GROUPS * bins).astype(np.float64).reshape(GROUPS, bins)
            for each in (w, w * w, w * h, w * h * h)
        )
        return cls(*summed)

    def summed(self) -> _Sums:
        """Over all groups, (bins,)."""
        return _Sums(*(each.sum(axis=0) for each in vars(self).values()))

    def without_each(self) -> _Sums:
        """Over all groups but one, (groups, bins)."""
        return _Sums(*(each.sum(axis=0) - each for each in vars(self).values()))

    def variances(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Variance between bins without what chance adds, variance within, and that chance's size.

        The last is what chance adds to the first, in units of the second.
        """
        w = np.where(self.w > 0, self.w, 1.0)
        all_w = self.w.sum(axis=-1)
        middle = self.wh.sum(axis=-1) / all_w
        inner = (self.whh - self.wh**2 / w).sum(axis=-1)
        spread = (self.w * (self.wh / w - middle[..., None]) ** 2).sum(axis=-1)
        lost = (self.ww / w).sum(axis=-1)  # without weights: one a bin
        within = inner / (all_w - lost)
        chance = (lost - self.ww.sum(axis=-1) / all_w) / all_w
        return spread / all_w - within * chance, within, chance

    def share(self) -> NDArray[np.float64]:
        """Of the variance, what lies between bins."""
        between, within, _ = self.variances()
        whole = between + within
        return np.where(whole > 0, between / np.where(whole > 0, whole, 1.0), 0.0)
