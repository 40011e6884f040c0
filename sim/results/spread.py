"""Mean and quantiles of a measure over the worlds to which it applies."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from sim.statistics import Estimate, Mass, Moments, quantiles

SAMPLE = 131_072
"""Values from which quantiles are taken: worlds are exchangeable, so the first are a sample."""

Numbers = NDArray[np.float64]


class Spread:
    """What is kept of a measure's values, which come in portions.

    Portions can be taken in and merged in any order: they go by their first world.
    """

    def __init__(self) -> None:
        self._mass, self._moments, self._finite = Mass(), Moments(), True
        self._sample: dict[int, tuple[Numbers, Numbers | None]] = {}

    @property
    def n(self) -> int:
        """How many values."""
        return self._mass.n

    @property
    def n_effective(self) -> float:
        """How many worlds of equal weight would say as much."""
        return self._mass.n_effective

    def add(self, values: Numbers, weights: Numbers | None, at: int) -> None:
        """Take in more values.

        Parameters
        ----------
        values : Numbers
            Shape (any,), no NaN.
        weights : Numbers or None
            >= 0, shape (any,); None: 1.
        at : int
            Number of the first world of the portion.
        """
        self._mass.add(values.size, weights)
        finite = np.isfinite(values)
        self._finite &= bool(finite.all())
        some = None if weights is None else weights[finite]
        self._moments.add(values[finite], some, at)
        self._keep({at: (values, weights)} if values.size else {})

    def merge(self, other: Spread) -> None:
        """Take in the values of another."""
        self._mass.merge(other._mass)
        self._finite &= other._finite
        self._moments.merge(other._moments)
        self._keep(other._sample)

    def _keep(self, portions: dict[int, tuple[Numbers, Numbers | None]]) -> None:
        """Portions in order, without those that lie beyond the sample."""
        there = sorted((self._sample | portions).items())
        before = accumulate((values.size for _, (values, _) in there), initial=0)
        self._sample = {
            at: _first(portion, SAMPLE - n)
            for (at, portion), n in zip(there, before, strict=False)
            if n < SAMPLE
        }

    @property
    def mean(self) -> Estimate:
        """The mean; NaN if a value is infinite."""
        return self._moments.mean if self._finite else Moments().mean

    def quantiles(self, at: list[float]) -> Numbers:
        """Quantiles of the first ``SAMPLE`` values, shape (len(at),); NaN without any."""
        if not self._sample:
            return np.full(len(at), np.nan)
        values, weights = zip(*self._sample.values(), strict=True)
        if any(each is None for each in weights):
            return quantiles(np.concatenate(values), at)
        return quantiles(np.concatenate(values), at, np.concatenate(weights))


def _first(portion: tuple[Numbers, Numbers | None], n: int) -> tuple[Numbers, Numbers | None]:
    values, weights = portion
    return values[:n], None if weights is None else weights[:n]
