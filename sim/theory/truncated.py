"""A normal law cut off at two bounds: its moments, and what of it lies below a point.

Johnson, Kotz and Balakrishnan 1994 (Continuous Univariate Distributions 1, chapter 13).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from sim.worlds import Floats, Ints

_LEAST_SPREAD = 1e-10  # of a certain law
_LEAST_WEIGHT = 1e-12  # between the bounds: below, its digits are lost
_NEAR = 1e-3  # standard deviations between the bounds: nearer, moments lose their digits
_ROOT_TWO_PI = np.sqrt(2 * np.pi)


class Truncated(NamedTuple):
    """The law, (rows,) each.

    ``mean`` and ``spread`` are those of the normal law, ``low`` and ``high`` the bounds in units of
    its spread from its mean (either may be infinite). Where both lie above the mean the law is
    looked at from above (``side`` is -1, else 1): there digits are not lost. ``weight`` is what of
    the normal law lies between the bounds.
    """

    mean: Floats
    spread: Floats
    low: Floats
    high: Floats
    side: Floats
    weight: Floats

    def below(self, x: Floats, row: Ints) -> Floats:
        """Share of the law that lies at or below points ``x``, listed with the ``row`` of each."""
        z, side = (x - self.mean[row]) / self.spread[row], self.side[row]
        lower, weight = ndtr(self.side * self.low), np.maximum(self.weight, _LEAST_WEIGHT)
        share: Floats = np.clip(side * (ndtr(side * z) - lower[row]) / weight[row], 0.0, 1.0)
        lost = self.weight <= _LEAST_WEIGHT  # all of it lies at the nearer bound
        if lost.any():
            at_bound = np.where(side > 0, z >= self.high[row], z > self.low[row])
            share = np.where(lost[row], at_bound, share)
        return share

    def moments(self) -> tuple[Floats, Floats]:
        """Mean and variance.

        Where the normal law has next to no weight between the bounds, the nearer of them and no
        variance; where they are near to each other, those of a uniform law.
        """
        some = self.weight > _LEAST_WEIGHT
        at_low, at_high = (
            np.exp(-0.5 * end * end) / _ROOT_TWO_PI / np.where(some, self.weight, 1.0)
            for end in (self.low, self.high)
        )
        shift = at_low - at_high
        ends = _times(self.low, at_low) - _times(self.high, at_high)
        at_bound = np.clip(0.0, self.low, np.maximum(self.low, self.high))
        mean = np.where(some, shift, at_bound)
        variance = np.where(some, np.clip(1.0 + ends - shift**2, 0.0, 1.0), 0.0)
        width = self.high - self.low
        near = (width >= 0.0) & (width < _NEAR)
        if near.any():
            mean[near] = (0.5 * (self.low + self.high))[near]
            variance[near] = width[near] ** 2 / 12.0
        return self.mean + self.spread * mean, self.spread**2 * variance


def between(mean: Floats, variance: Floats, above: Floats, below: Floats) -> Truncated:
    """The normal law of that mean and variance, cut off to what lies ``above`` and ``below``."""
    spread = np.maximum(np.sqrt(variance), _LEAST_SPREAD)
    low, high = (above - mean) / spread, (below - mean) / spread
    side = np.where(low > 0.0, -1.0, 1.0)
    weight = side * (ndtr(side * high) - ndtr(side * low))
    return Truncated(mean, spread, low, high, side, weight)


def _times(end: Floats, density: Floats) -> Floats:
    """Zero at infinity."""
    return np.where(np.isfinite(end), end, 0.0) * density
