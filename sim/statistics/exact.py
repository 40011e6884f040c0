"""Sums without rounding: portions can come in any order and be cut anywhere."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.statistics.estimate import Numbers

_SHIFT = 1127  # the mantissa of any double, subnormal ones too, is whole in units of 2**-1127
_MANTISSA, _HALF = 53, 26  # bits


class Total:
    """A sum of doubles, held as a whole number of the smallest unit there is.

    Whole numbers add without error, so neither order nor portions change a bit of the sum, which
    is rounded once, when it is read.
    """

    def __init__(self) -> None:
        self._units = 0

    def add(self, values: Numbers) -> None:
        """Take in numbers, shape (any,), finite; at most 2**36 at a time."""
        mantissas, exponents = np.frexp(values)
        whole = np.ldexp(mantissas, _MANTISSA).astype(np.int64)
        for exponent in np.unique(exponents):
            some = whole[exponents == exponent]
            high, low = some >> _HALF, some & (2**_HALF - 1)  # halves: their sums fit 64 bits
            units = (int(high.sum()) << _HALF) + int(low.sum())
            self._units += units << (int(exponent) + _SHIFT - _MANTISSA)

    def add_whole(self, number: int) -> None:
        """Take in a whole number."""
        self._units += int(number) << _SHIFT

    def merge(self, other: Total) -> None:
        """Take in all that another sum has taken in."""
        self._units += other._units

    def __float__(self) -> float:
        return self._units / (1 << _SHIFT)  # of whole numbers: correctly rounded


class Counts:
    """How many worlds fall into each category, by weight if they have weights.

    Parameters
    ----------
    categories : int
        How many categories, coded from 0.
    """

    def __init__(self, categories: int) -> None:
        self._totals = [Total() for _ in range(categories)]
        self.weighted = False

    def add(self, codes: NDArray[Any], weights: Numbers | None = None) -> None:
        """Take in worlds, shape (worlds,) each; codes below zero are in no category."""
        if weights is None:
            counts = np.bincount(codes[codes >= 0], minlength=len(self._totals))
            for total, count in zip(self._totals, counts, strict=True):
                total.add_whole(count)
            return
        self.weighted = True
        for code, total in enumerate(self._totals):
            total.add(weights[codes == code])

    def merge(self, other: Counts) -> None:
        """Take in all worlds of another count of the same categories."""
        self.weighted |= other.weighted
        for total, more in zip(self._totals, other._totals, strict=True):
            total.merge(more)

    @property
    def values(self) -> NDArray[Any]:
        """Sum of the weights of each category, shape (categories,); whole without weights."""
        kind = np.float64 if self.weighted else np.int64
        return np.array([float(total) for total in self._totals], dtype=kind)


class Mass:
    """How many worlds there are: their number, their weight, their effective number."""

    def __init__(self) -> None:
        self.n = 0
        self._weight, self._squares = Total(), Total()
        self.weighted = False

    def add(self, worlds: int, weights: Numbers | None = None) -> None:
        """Take in so many worlds, of weight 1 unless weights are given."""
        if weights is None:
            self.n += worlds
            self._weight.add_whole(worlds)
            self._squares.add_whole(worlds)
            return
        self.weighted = True
        self.n += int(np.count_nonzero(weights))
        self._weight.add(weights)
        self._squares.add(weights * weights)

    def merge(self, other: Mass) -> None:
        """Take in the worlds of another."""
        self.n += other.n
        self.weighted |= other.weighted
        self._weight.merge(other._weight)
        self._squares.merge(other._squares)

    @property
    def weight(self) -> float:
        """Sum of the weights; the number of worlds without."""
        return float(self._weight) if self.weighted else self.n

    @property
    def n_effective(self) -> float:
        """Kish's effective number; the number of worlds without weights."""
        if not self.weighted or self.n == 0:
            return self.n
        return self.weight**2 / float(self._squares)
