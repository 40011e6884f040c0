"""Means: of values that come in portions, and of differences world by world."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from math import nan, sqrt

import numpy as np

from sim.statistics.estimate import Estimate, Numbers, normal


def effective_number(weights: Numbers) -> float:
    """How many worlds of equal weight say as much: (sum w)^2 / sum w^2 (Kish 1965, 11.7).

    >>> effective_number(np.array([1.0, 1.0, 1.0])), effective_number(np.array([3.0, 1.0]))
    (3.0, 1.6)
    """
    squares = float(np.square(weights).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def mean(values: Numbers, weights: Numbers | None = None) -> Estimate:
    """Mean with its normal 95 % interval; the interval is NaN for fewer than two values.

    Parameters
    ----------
    values : Numbers
        Shape (worlds,), finite.
    weights : Numbers, optional
        >= 0, shape (worlds,); those of zero are left out.
    """
    moments = Moments()
    moments.add(values, weights)
    return moments.mean


def paired_difference(a: Numbers, b: Numbers, weights: Numbers | None = None) -> Estimate:
    """Mean of ``b - a`` world by world; shared luck cancels before the error is computed.

    Parameters
    ----------
    a, b : Numbers
        The same outcome in the same worlds of two scenarios, shape (worlds,), no NaN.
    weights : Numbers, optional
        >= 0, shape (worlds,).
    """
    return mean(np.asarray(b, dtype=np.float64) - np.asarray(a, dtype=np.float64), weights)


class Moments:
    """Count, mean and spread of values that come in portions, none of which is kept.

    A portion leaves a few numbers under the place where its worlds begin. They are put together in
    the order of the worlds when they are read, so the same portions give the same bits whatever
    order they were taken in or merged. It is done as in Chan, Golub and LeVeque (1983), which
    loses no digits where the mean is large beside the spread.

    With weights the error is that of a ratio estimate, by linearisation: the variance of the mean
    m is the sum of w^2 (x - m)^2 over (sum w)^2 (Owen 2013, Monte Carlo theory, methods and
    examples, section 9.2), times k / (k - 1) for the effective number k, as without weights.
    """

    def __init__(self) -> None:
        self._portions: dict[int, _Portion] = {}

    def add(self, values: Numbers, weights: Numbers | None = None, at: int | None = None) -> None:
        """Take in more values, shape (any,), finite.

        Parameters
        ----------
        weights : Numbers, optional
            >= 0, shape (any,); 1 by default.
        at : int, optional
            Number of the portion's first world; by default behind all that came before.

        Raises
        ------
        ValueError
            If a portion at that place was taken in before.
        """
        at = max(self._portions, default=-1) + 1 if at is None else at
        portion = _unweighted(values) if weights is None else _weighted(values, weights)
        self._take({at: portion} if portion.n else {})

    def merge(self, other: Moments) -> None:
        """Take in all portions of another."""
        self._take(other._portions)

    def _take(self, portions: dict[int, _Portion]) -> None:
        if twice := self._portions.keys() & portions.keys():
            raise ValueError(f"the worlds from {min(twice)} on were taken in twice")
        self._portions |= portions

    @property
    def n(self) -> int:
        """How many values of a weight above zero."""
        return sum(each.n for each in self._portions.values())

    @property
    def mean(self) -> Estimate:
        """The mean with its normal 95 % interval; NaN for fewer than two values."""
        if not self._portions:
            return Estimate(nan, nan, nan, n_effective=0.0)
        whole = reduce(_joined, (each for _, each in sorted(self._portions.items())))
        k = whole.n_effective
        if whole.n < 2 or k <= 1:
            return Estimate(whole.mean, nan, nan, n_effective=k)
        return normal(whole.mean, sqrt(whole.squares / (k - 1) / whole.weight_squares), k)


@dataclass(frozen=True)
class _Portion:
    """Sums over values x of weight w > 0.

    ``squares`` is the sum of w^2 (x - mean)^2, ``lean`` that of w^2 (x - mean), zero where all
    weights are 1.
    """

    n: int
    weight: float
    weight_squares: float
    mean: float
    squares: float
    lean: float = 0.0
    weighted: bool = False

    @property
    def n_effective(self) -> float:
        return self.weight * self.weight / self.weight_squares if self.weighted else float(self.n)

    def squares_about(self, middle: float) -> float:
        """Sum of w^2 (x - middle)^2."""
        apart = self.mean - middle
        return self.squares + 2 * apart * self.lean + apart * apart * self.weight_squares

    def lean_about(self, middle: float) -> float:
        return self.lean + (self.mean - middle) * self.weight_squares


def _unweighted(values: Numbers) -> _Portion:
    if values.size == 0:
        return _Portion(0, 0, 0, nan, 0.0)
    middle = float(values.mean())
    squares = float(np.square(values - middle).sum())
    return _Portion(values.size, values.size, values.size, middle, squares)


def _weighted(values: Numbers, weights: Numbers) -> _Portion:
    if (weights == 1).all():
        return _unweighted(values)
    there = weights > 0
    x, w = values[there], weights[there]
    if x.size == 0:
        return _unweighted(x)
    weight = float(w.sum())
    middle = float((w * x).sum()) / weight
    apart, ww = x - middle, w * w
    sums = (float(each.sum()) for each in (ww, ww * apart * apart, ww * apart))
    weight_squares, squares, lean = sums
    return _Portion(x.size, weight, weight_squares, middle, squares, lean, weighted=True)


def _joined(a: _Portion, b: _Portion) -> _Portion:
    n, weight, apart = a.n + b.n, a.weight + b.weight, b.mean - a.mean
    weighted, weight_squares = a.weighted or b.weighted, a.weight_squares + b.weight_squares
    middle = a.mean + apart * b.weight / weight
    if not weighted:  # the same sum with fewer roundings
        squares = a.squares + (b.squares + apart * apart * a.n * b.n / n)
        return _Portion(n, weight, weight_squares, middle, squares)
    squares = a.squares_about(middle) + b.squares_about(middle)
    lean = a.lean_about(middle) + b.lean_about(middle)
    return _Portion(n, weight, weight_squares, middle, squares, lean, weighted=True)
