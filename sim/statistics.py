"""How exact a share, a mean or a difference is, given that worlds are a sample.

All intervals cover sampling error only: what the next million worlds would show. They say
nothing about whether the model or its priors are right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import nan, sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

Z95 = 1.959963984540054  # the normal quantile of a two-sided 95 % interval
_CHUNK = 4096  # worlds whose resampling weights are held at once: bounds memory


@dataclass(frozen=True)
class Estimate:
    """A number and its 95 % interval; ``low <= value <= high`` wherever all three exist."""

    value: float
    low: float
    high: float
    standard_error: float = nan

    @property
    def z(self) -> float:
        """The value in standard errors; NaN where the error is zero or unknown."""
        return self.value / self.standard_error if self.standard_error > 0 else nan


def half_up(value: float, digits: int, power: int = 0) -> str:
    """A finite number to so many decimals, halves away from zero: 14.5 is 15, as at school.

    The binary number nearest to .145 lies a hair below it; what counts is how it is written.

    Parameters
    ----------
    value : float
        Finite; |value| 10^(power + digits) below 1e28.
    digits : int
        Decimals, >= 0.
    power : int
        Powers of ten to multiply by before rounding: 2 makes a share per cent.

    >>> half_up(0.145, 0, power=2), half_up(-0.0004, 1, power=2)
    ('15', '-0.0')
    """
    shifted = Decimal(repr(float(value))).scaleb(power)
    return str(shifted.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def wilson(count: int, n: int, unknown: int = 0) -> Estimate:
    """Share with its 95 % score interval (Wilson 1927), which behaves at 0 and at 1.

    Parameters
    ----------
    count, n : int
        ``0 <= count <= n``. With ``n = 0`` the share is NaN and the interval [0, 1].
    unknown : int
        How many of the ``n`` are not counted because nobody knows (``count + unknown <= n``). The
        interval then reaches from the low end with none of them to the high end with all, so it
        covers whatever they would have been.
    """
    if n == 0:
        return Estimate(nan, 0.0, 1.0)
    share = count / n
    low, high = _score(count, n)[0], _score(count + unknown, n)[1]
    # Rounding may leave the ends 1e-17 on the wrong side of a share of 0 or 1.
    return Estimate(share, min(low, share), max(high, share), sqrt(share * (1 - share) / n))


def _score(count: int, n: int) -> tuple[float, float]:
    share, zz = count / n, Z95**2
    middle = (share + zz / (2 * n)) / (1 + zz / n)
    half = Z95 / (1 + zz / n) * sqrt(share * (1 - share) / n + zz / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def mean(values: Numbers) -> Estimate:
    """Mean with its normal 95 % interval; the interval is NaN for fewer than two values."""
    moments = Moments()
    moments.add(values)
    return moments.mean


class Moments:
    """Count, mean and spread of values that come in portions, none of which is kept.

    Portions are merged as in Chan, Golub and LeVeque (1983), which loses no digits where the mean
    is large beside the spread.
    """

    def __init__(self) -> None:
        self.n, self._mean, self._squares = 0, nan, 0.0

    def add(self, values: Numbers) -> None:
        """Take in more values, shape (any,), finite."""
        if values.size == 0:
            return
        middle = float(values.mean())
        squares = float(np.square(values - middle).sum())
        if self.n == 0:
            self.n, self._mean, self._squares = values.size, middle, squares
            return
        n, apart = self.n + values.size, middle - self._mean
        self._squares += squares + apart * apart * self.n * values.size / n
        self._mean += apart * values.size / n
        self.n = n

    @property
    def mean(self) -> Estimate:
        """The mean with its normal 95 % interval; NaN for fewer than two values."""
        if self.n < 2:
            return Estimate(self._mean, nan, nan)
        return _normal(self._mean, sqrt(self._squares / (self.n - 1) / self.n))


def paired_difference(a: Numbers, b: Numbers) -> Estimate:
    """Mean of ``b - a`` world by world; shared luck cancels before the error is computed.

    Parameters
    ----------
    a, b : Numbers
        The same outcome in the same worlds of two scenarios, shape (worlds,), no NaN.
    """
    return mean(np.asarray(b, dtype=np.float64) - np.asarray(a, dtype=np.float64))


def paired_shares(a: Numbers, b: Numbers) -> Estimate:
    """Difference ``b - a`` of two shares over the same worlds, with an interval that holds if rare.

    The interval is that of Agresti and Min (2005): half a world is added to each of the four ways
    in which a pair can come out, so that it has a width even where no pair differs. The standard
    error is that of the difference itself: zero there.

    Parameters
    ----------
    a, b : Numbers
        0 or 1 in each world, shape (worlds,).
    """
    n, gained, lost = a.size, float((b > a).sum()), float((b < a).sum())
    plain = paired_difference(a, b)
    middle = (gained - lost) / (n + 2)
    spread = sqrt(gained + lost + 1 - (gained - lost) ** 2 / (n + 2)) / (n + 2)
    low, high = middle - Z95 * spread, middle + Z95 * spread
    return Estimate(
        plain.value, min(low, plain.value), max(high, plain.value), plain.standard_error
    )


@dataclass(frozen=True)
class Ratio:
    """A share or mean among some of the worlds: sum of ``parts`` over sum of ``wholes``."""

    parts: Numbers
    wholes: Numbers

    @classmethod
    def mean_where(cls, values: Numbers, where: NDArray[np.bool_]) -> Ratio:
        """Mean of ``values`` over the worlds where a condition holds (and a value exists)."""
        where = where & ~np.isnan(values)
        return cls(np.where(where, values, 0.0), where.astype(np.float64))

    @property
    def value(self) -> float:
        """The ratio; NaN over no worlds."""
        whole = float(self.wholes.sum())
        return float(self.parts.sum()) / whole if whole else nan


def ratio_differences(
    pairs: list[tuple[Ratio, Ratio]], seed: int = 0, resamples: int = 1000
) -> list[Estimate]:
    """``b - a`` of ratios, each with the 2.5 % and 97.5 % points over resampled worlds.

    Whole worlds are resampled, and with one set of weights for all ratios and both scenarios, so
    that the pairing and the dependence of part and whole are kept. Weights are Poisson(1) counts:
    the bootstrap whose weights need no sum over all worlds, so memory is bounded by a chunk.

    Parameters
    ----------
    pairs : list of (Ratio, Ratio)
        For each row the ratio in a and in b, over the same worlds.
    seed : int
        Seed of the weights; the same seed gives the same interval.
    resamples : int
        How many samples of worlds, >= 2.
    """
    if not pairs:
        return []
    parts = _resampled(_stack(p.parts for pair in pairs for p in pair), seed, resamples)
    wholes = _resampled(_stack(p.wholes for pair in pairs for p in pair), seed, resamples)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = np.where(wholes > 0, parts / wholes, nan)
    return [
        _interval(b.value - a.value, ratios[:, 2 * i + 1] - ratios[:, 2 * i])
        for i, (a, b) in enumerate(pairs)
    ]


def _normal(value: float, error: float) -> Estimate:
    return Estimate(value, value - Z95 * error, value + Z95 * error, error)


def _stack(columns: Iterator[Numbers]) -> Numbers:
    return np.column_stack(list(columns)).astype(np.float64)


def _resampled(columns: Numbers, seed: int, resamples: int) -> Numbers:
    """Weighted sums of (worlds, columns) for each resample: shape (resamples, columns)."""
    rng = np.random.Generator(np.random.Philox(seed))
    sums = np.zeros((resamples, columns.shape[1]))
    for start in range(0, len(columns), _CHUNK):
        some = columns[start : start + _CHUNK]
        sums += rng.poisson(1.0, (resamples, len(some))) @ some
    return sums


def _interval(value: float, sample: Numbers) -> Estimate:
    sample = sample[~np.isnan(sample)]  # a resample may hold none of the worlds in question
    if np.isnan(value) or sample.size < 2:
        return Estimate(value, nan, nan)
    low, high = np.quantile(sample, [0.025, 0.975])
    return Estimate(value, min(float(low), value), max(float(high), value), float(sample.std()))
