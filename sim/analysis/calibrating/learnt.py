"""What weights say of parameters: where each stood and stands, and which trade off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr

from sim.analysis.calibrating.chances import GROUPS
from sim.statistics import Estimate, Numbers, holm, jackknife
from sim.worlds import Bools

BEYOND_CHANCE = 0.05
"""Chance that even one of all that is told did not move at all (Holm)."""


@dataclass(frozen=True)
class Parameter:
    """A parameter before and after.

    Attributes
    ----------
    name : str
    prior, posterior : tuple of float
        Mean and standard deviation, in its unit, over the worlds as they are and as they weigh.
    shift : Estimate
        Of the mean, in standard deviations of the prior.
    spread : Estimate
        Standard deviation after over before: below 1, it is known better.
    moved, narrowed : bool
        Whether shift and spread are beyond chance, among all parameters.
    """

    name: str
    prior: tuple[float, float]
    posterior: tuple[float, float]
    shift: Estimate
    spread: Estimate
    moved: bool
    narrowed: bool


@dataclass(frozen=True)
class TradeOff:
    """Two parameters whose correlation changes beyond chance: one may stand in for the other."""

    names: tuple[str, str]
    before: float
    change: Estimate


@dataclass(frozen=True)
class Learnt:
    """All parameters, in the order of the file, and pairs that trade off, largest first."""

    parameters: list[Parameter]
    trade_offs: list[TradeOff]


def learnt(
    names: Sequence[str],
    x: Numbers,
    base: Numbers,
    weights: Numbers,
    without: Sequence[tuple[Bools, Numbers]],
) -> Learnt:
    """What weights say of parameters, with errors by leaving out groups of worlds.

    Parameters
    ----------
    names : sequence of str
    x : Numbers
        Shape (worlds, parameters).
    base, weights : Numbers
        Shape (worlds,): before and after.
    without : sequence of (Bools, Numbers)
        For each group: which worlds are left, (worlds,), and their weights as found without it.
    """
    n = float(weights.sum()) ** 2 / float(np.square(weights).sum())
    full = _Moved.of(x, base, weights)
    parts = [_Moved.of(x[left], base[left], w) for left, w in without]
    shifts = _estimates(full.shift, np.array([each.shift for each in parts]), n)
    spreads = _estimates(full.spread, np.array([each.spread for each in parts]), n)
    moved, narrowed = _beyond(shifts, 0.0), _beyond(spreads, 1.0)
    told = [
        Parameter(
            name, (full.means[0][i], full.sds[0][i]), (full.means[1][i], full.sds[1][i]),
            shifts[i], spreads[i], bool(moved[i]), bool(narrowed[i]),
        )
        for i, name in enumerate(names)
    ]  # fmt: skip
    return Learnt(told, _trade_offs(names, full, parts, n))


@dataclass(frozen=True)
class _Moved:
    """Moments before and after; ``change`` is that of the correlations, (pairs,)."""

    means: tuple[Numbers, Numbers]
    sds: tuple[Numbers, Numbers]
    shift: Numbers
    spread: Numbers
    before: Numbers
    change: Numbers

    @classmethod
    def of(cls, x: Numbers, base: Numbers, weights: Numbers) -> _Moved:
        (m0, s0, c0), (m1, s1, c1) = _moments(x, base), _moments(x, weights)
        upper = np.triu_indices(x.shape[1], 1)
        return cls((m0, m1), (s0, s1), (m1 - m0) / s0, s1 / s0, c0[upper], (c1 - c0)[upper])


def _moments(x: Numbers, weights: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Means, standard deviations, correlations."""
    w = weights / weights.sum()
    mean = w @ x
    about = x - mean
    covariance = (about.T * w) @ about
    sd = np.sqrt(np.diag(covariance))
    return mean, sd, covariance / np.outer(sd, sd)


def _estimates(values: Numbers, without: Numbers, n: float) -> list[Estimate]:
    return [jackknife(float(v), without[:, i], n) for i, v in enumerate(values)]


def _beyond(found: Sequence[Estimate], none: float) -> Bools:
    """Which differ from ``none`` beyond chance, among all of them."""
    t = np.array([(each.value - none) / max(each.standard_error, 1e-12) for each in found])
    adjusted: Bools = holm(2 * stdtr(GROUPS - 1, -np.abs(t))) < BEYOND_CHANCE
    return adjusted


def _trade_offs(
    names: Sequence[str], full: _Moved, parts: Sequence[_Moved], n: float
) -> list[TradeOff]:
    changes = _estimates(full.change, np.array([each.change for each in parts]), n)
    rows, columns = np.triu_indices(len(names), 1)
    found = [
        TradeOff((names[rows[i]], names[columns[i]]), float(full.before[i]), changes[i])
        for i in np.flatnonzero(_beyond(changes, 0.0))
    ]
    return sorted(found, key=lambda each: -abs(each.change.value))
