"""Logarithms of the densities of the families, up to nothing: each integrates to one.

All are elementwise in ``x``, finite inside the support and minus infinity outside it. They are
densities of the parameter itself, in its own unit: what power-scaling does to a prior depends on
the unit's scale (a lognormal's density over x is not that over log x).
"""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from sim.worlds import Bools, Floats

_HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)


def uniform(x: Floats, low: float, high: float) -> Floats:
    """Constant between the two."""
    return _where((x >= low) & (x <= high), np.full_like(x, -math.log(high - low)))


def triangular(x: Floats, low: float, mode: float, high: float) -> Floats:
    """Rising to the mode, falling behind it; with the mode at an end, one side is empty."""
    rise = (x - low) / ((mode - low) or 1.0)
    fall = (high - x) / ((high - mode) or 1.0)
    return _where(
        (x >= low) & (x <= high), _log(np.where(x < mode, rise, fall)) + math.log(2 / (high - low))
    )


def beta(x: Floats, a: float, b: float) -> Floats:
    """Of a share."""
    inside = special.xlogy(a - 1, x) + special.xlog1py(b - 1, -x) - special.betaln(a, b)
    return _where((x >= 0) & (x <= 1), inside)


def normal(x: Floats, mean: float, sd: float) -> Floats:
    """The bell, on all numbers."""
    z = (x - mean) / sd
    return np.asarray(-0.5 * z * z - math.log(sd) - _HALF_LOG_2PI)


def lognormal(x: Floats, median: float, spread: float) -> Floats:
    """Over x, not over its logarithm: hence the last term."""
    log_x = _log(x)
    return _where(x > 0, normal(log_x, math.log(median), spread) - log_x)


def gamma(x: Floats, shape: float, scale: float) -> Floats:
    """Of a size."""
    inside = special.xlogy(shape - 1, x / scale) - x / scale - special.gammaln(shape)
    return _where(x >= 0, inside - math.log(scale))


def dirichlet(shares: Floats, concentrations: Floats) -> Floats:
    """Of shares that sum to one: both of shape (shares, worlds); the answer is (worlds,)."""
    inside = special.xlogy(concentrations - 1, shares).sum(axis=0)
    return np.asarray(
        inside
        + special.gammaln(concentrations.sum(axis=0))
        - special.gammaln(concentrations).sum(axis=0)
    )


def _log(x: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log(x))


def _where(inside: Bools, density: Floats) -> Floats:
    return np.where(inside, density, -np.inf)
