"""Means and shares among some of the worlds, and their differences over resampled worlds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from sim.statistics.estimate import Estimate, Numbers
from sim.statistics.moments import effective_number

_CHUNK = 4096  # worlds whose resampling counts are held at once: bounds memory


@dataclass(frozen=True)
class Ratio:
    """A share or mean among some of the worlds: sum of ``parts`` over sum of ``wholes``.

    Parameters
    ----------
    parts, wholes : Numbers
        Shape (worlds,), before weighting.
    weights : Numbers, optional
        >= 0, shape (worlds,); 1 by default.
    """

    parts: Numbers
    wholes: Numbers
    weights: Numbers | None = None

    @classmethod
    def mean_where(
        cls, values: Numbers, where: NDArray[np.bool_], weights: Numbers | None = None
    ) -> Ratio:
        """Mean of ``values`` over the worlds where a condition holds (and a value exists)."""
        where = where & ~np.isnan(values)
        return cls(np.where(where, values, 0.0), where.astype(np.float64), weights)

    @property
    def weighted_parts(self) -> Numbers:
        """What is summed above the line, shape (worlds,)."""
        return self.parts if self.weights is None else self.weights * self.parts

    @property
    def weighted_wholes(self) -> Numbers:
        """What is summed below the line, shape (worlds,)."""
        return self.wholes if self.weights is None else self.weights * self.wholes

    @property
    def value(self) -> float:
        """The ratio; NaN over no worlds."""
        whole = float(self.weighted_wholes.sum())
        return float(self.weighted_parts.sum()) / whole if whole else nan

    @property
    def n(self) -> int:
        """How many worlds it is over."""
        return int(np.count_nonzero(self.weighted_wholes))

    @property
    def n_effective(self) -> float:
        """How many worlds of equal weight would say as much."""
        return effective_number(self.weighted_wholes)


def ratio_differences(
    pairs: list[tuple[Ratio, Ratio]], seed: int = 0, resamples: int = 1000
) -> list[Estimate]:
    """``b - a`` of ratios, each with the 2.5 % and 97.5 % points over resampled worlds.

    Whole worlds are resampled, and with one set of counts for all ratios and both scenarios, so
    that the pairing and the dependence of part and whole are kept. The counts are Poisson(1): the
    bootstrap whose counts need no sum over all worlds, so memory is bounded by a chunk. A world's
    own weight multiplies how often it is drawn.

    Parameters
    ----------
    pairs : list of (Ratio, Ratio)
        For each row the ratio in a and in b, over the same worlds.
    seed : int
        Seed of the counts; the same seed gives the same interval.
    resamples : int
        How many samples of worlds, >= 2.
    """
    if not pairs:
        return []
    ratios = [ratio for pair in pairs for ratio in pair]
    parts = resampled_sums(_stack(each.weighted_parts for each in ratios), seed, resamples)
    wholes = resampled_sums(_stack(each.weighted_wholes for each in ratios), seed, resamples)
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = np.where(wholes > 0, parts / wholes, nan)
    return [
        _interval(
            b.value - a.value,
            drawn[:, 2 * i + 1] - drawn[:, 2 * i],
            min(a.n_effective, b.n_effective),
        )
        for i, (a, b) in enumerate(pairs)
    ]


def _stack(columns: Iterator[Numbers]) -> Numbers:
    return np.column_stack(list(columns)).astype(np.float64)


def resampled_sums(columns: Numbers, seed: int, resamples: int) -> Numbers:
    """Sums of (worlds, columns) over resampled worlds: shape (resamples, columns).

    Counts are Poisson(1), as in `ratio_differences`; a column of ones tells how many were drawn.
    """
    rng = np.random.Generator(np.random.Philox(seed))
    sums = np.zeros((resamples, columns.shape[1]))
    for start in range(0, len(columns), _CHUNK):
        some = columns[start : start + _CHUNK]
        sums += rng.poisson(1.0, (resamples, len(some))) @ some
    return sums


def _interval(value: float, sample: Numbers, n_effective: float) -> Estimate:
    sample = sample[~np.isnan(sample)]  # a resample may hold none of the worlds in question
    if np.isnan(value) or sample.size < 2:
        return Estimate(value, nan, nan, n_effective=n_effective)
    low, high = np.quantile(sample, [0.025, 0.975])
    error = float(sample.std())
    return Estimate(value, min(float(low), value), max(float(high), value), error, n_effective)
