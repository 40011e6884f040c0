"""Distributions a parameter can be drawn from: F, its inverse, and the log of the density.

Drawing by inverse distribution function lets plain sampling, Latin hypercube, Sobol and Morris
designs share one path: all of them are points of the unit cube. Everything is elementwise, so a
world's draw does not depend on which worlds are drawn beside it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import special

from sim.quantities import densities
from sim.worlds import Floats

_Z95 = 1.6448536269514722  # standard normal deviate of the 95 % point


@dataclass(frozen=True)
class Family:
    """A family of distributions.

    Parameters
    ----------
    parameters : tuple[str, ...]
        What the numbers in the file mean, in order.
    with_unit : tuple[bool, ...]
        Which of them are in the parameter's own unit (the others are pure numbers).
    check : Callable
        Says in words what is wrong with the numbers; empty if nothing is.
    cdf, ppf : Callable
        Distribution function and inverse, ``(x or u, *numbers)``, elementwise.
    log_density : Callable
        Logarithm of the density, ``(x, *numbers)``, elementwise; minus infinity outside.
    """

    parameters: tuple[str, ...]
    with_unit: tuple[bool, ...]
    check: Callable[..., str]
    cdf: Callable[..., Floats]
    ppf: Callable[..., Floats]
    log_density: Callable[..., Floats]


def _ordered(*points: float) -> str:
    rising = all(a <= b for a, b in pairwise(points))
    return "" if rising and points[0] < points[-1] else "the numbers must rise"


def _positive_spread(_: float, spread: float) -> str:
    return "" if spread > 0 else "the standard deviation must be above zero"


def _positive(*numbers: float) -> str:
    return "" if min(numbers) > 0 else "both numbers must be above zero"


def _positive_median(median: float, spread: float) -> str:
    return _positive_spread(0, spread) if median > 0 else "the median must be above zero"


def _uniform_cdf(x: Floats, low: float, high: float) -> Floats:
    return np.clip((x - low) / (high - low), 0.0, 1.0)


def _uniform_ppf(u: Floats, low: float, high: float) -> Floats:
    return low + (high - low) * u


def _triangular_cdf(x: Floats, low: float, mode: float, high: float) -> Floats:
    x = np.clip(x, low, high)
    # With the mode at an end that side is empty, and its formula is not used.
    left = (x - low) ** 2 / ((high - low) * ((mode - low) or 1.0))
    right = 1.0 - (high - x) ** 2 / ((high - low) * ((high - mode) or 1.0))
    return np.where(x < mode, left, right)


def _triangular_ppf(u: Floats, low: float, mode: float, high: float) -> Floats:
    left = low + np.sqrt(u * (high - low) * (mode - low))
    right = high - np.sqrt((1.0 - u) * (high - low) * (high - mode))
    return np.where(u < (mode - low) / (high - low), left, right)


def _pert_shapes(low: float, mode: float, high: float) -> tuple[float, float]:
    """Beta shapes of the PERT distribution: the mode counts four times in the mean."""
    return 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)


def _pert_cdf(x: Floats, low: float, mode: float, high: float) -> Floats:
    return _beta_cdf((x - low) / (high - low), *_pert_shapes(low, mode, high))


def _pert_ppf(u: Floats, low: float, mode: float, high: float) -> Floats:
    return low + (high - low) * _beta_ppf(u, *_pert_shapes(low, mode, high))


def _pert_log_density(x: Floats, low: float, mode: float, high: float) -> Floats:
    width = high - low
    shapes = _pert_shapes(low, mode, high)
    return densities.beta((x - low) / width, *shapes) - math.log(width)


def _normal_cdf(x: Floats, mean: float, sd: float) -> Floats:
    return np.asarray(special.ndtr((x - mean) / sd))


def _normal_ppf(u: Floats, mean: float, sd: float) -> Floats:
    return np.asarray(mean + sd * special.ndtri(u))


def _lognormal_cdf(x: Floats, median: float, spread: float) -> Floats:
    with np.errstate(divide="ignore"):
        return _normal_cdf(np.log(np.maximum(x, 0.0)), math.log(median), spread)


def _lognormal_ppf(u: Floats, median: float, spread: float) -> Floats:
    return np.asarray(median * np.exp(spread * special.ndtri(u)))


def _beta_cdf(x: Floats, a: float, b: float) -> Floats:
    return np.asarray(special.betainc(a, b, np.clip(x, 0.0, 1.0)))


def _beta_ppf(u: Floats, a: float, b: float) -> Floats:
    return np.asarray(special.betaincinv(a, b, u))


def _gamma_cdf(x: Floats, shape: float, scale: float) -> Floats:
    return np.asarray(special.gammainc(shape, np.maximum(x, 0.0) / scale))


def _gamma_ppf(u: Floats, shape: float, scale: float) -> Floats:
    return np.asarray(scale * special.gammaincinv(shape, u))


def _ci90(low: float, high: float) -> tuple[bool, float, float]:
    """Whether it is lognormal, and the two numbers of that lognormal or normal."""
    if low > 0:
        return True, math.sqrt(low) * math.sqrt(high), math.log(high / low) / (2 * _Z95)
    return False, low + (high - low) / 2, (high - low) / (2 * _Z95)


def ci90_as(low: float, high: float) -> tuple[str, list[float]]:
    """The family and numbers that a 90 % interval stands for.

    >>> ci90_as(-1.0, 1.0)[0], ci90_as(1.0, 4.0)[0]
    ('normal', 'lognormal')
    """
    skewed, middle, spread = _ci90(low, high)
    return "lognormal" if skewed else "normal", [middle, spread]


def _ci90_cdf(x: Floats, low: float, high: float) -> Floats:
    skewed, middle, spread = _ci90(low, high)
    return (_lognormal_cdf if skewed else _normal_cdf)(x, middle, spread)


def _ci90_ppf(u: Floats, low: float, high: float) -> Floats:
    skewed, middle, spread = _ci90(low, high)
    return (_lognormal_ppf if skewed else _normal_ppf)(u, middle, spread)


def _ci90_log_density(x: Floats, low: float, high: float) -> Floats:
    skewed, middle, spread = _ci90(low, high)
    return (densities.lognormal if skewed else densities.normal)(x, middle, spread)


_HERE, _PURE = True, False
FAMILIES: dict[str, Family] = {
    "uniform": Family(
        ("low", "high"), (_HERE, _HERE), _ordered, _uniform_cdf, _uniform_ppf, densities.uniform
    ),
    "triangular": Family(
        ("low", "likely", "high"),
        (_HERE,) * 3,
        _ordered,
        _triangular_cdf,
        _triangular_ppf,
        densities.triangular,
    ),
    "pert": Family(
        ("low", "likely", "high"),
        (_HERE,) * 3,
        _ordered,
        _pert_cdf,
        _pert_ppf,
        _pert_log_density,
    ),
    "normal": Family(
        ("mean", "sd"), (_HERE, _HERE), _positive_spread, _normal_cdf, _normal_ppf, densities.normal
    ),
    "lognormal": Family(
        ("median", "sd of the log"),
        (_HERE, _PURE),
        _positive_median,
        _lognormal_cdf,
        _lognormal_ppf,
        densities.lognormal,
    ),
    "beta": Family(("a", "b"), (_PURE, _PURE), _positive, _beta_cdf, _beta_ppf, densities.beta),
    "gamma": Family(
        ("shape", "scale"), (_PURE, _HERE), _positive, _gamma_cdf, _gamma_ppf, densities.gamma
    ),
    # Normal if the 5 % point is zero or below, else lognormal: sizes are skewed, signed things not.
    "ci90": Family(
        ("5 % point", "95 % point"),
        (_HERE, _HERE),
        _ordered,
        _ci90_cdf,
        _ci90_ppf,
        _ci90_log_density,
    ),
}
