"""A number and how exact it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

Z95 = 1.959963984540054  # the normal quantile of a two-sided 95 % interval


@dataclass(frozen=True)
class Estimate:
    """A number and its 95 % interval; ``low <= value <= high`` wherever all three exist.

    Attributes
    ----------
    value, low, high, standard_error : float
        In the unit of what is estimated; NaN where they do not exist.
    n_effective : float
        How many worlds of equal weight would say as much; without weights, how many there are.
    """

    value: float
    low: float
    high: float
    standard_error: float = nan
    n_effective: float = nan

    @property
    def z(self) -> float:
        """The value in standard errors; NaN where the error is zero or unknown."""
        return self.value / self.standard_error if self.standard_error > 0 else nan


def normal(value: float, error: float, n_effective: float) -> Estimate:
    """An estimate with its normal 95 % interval."""
    return Estimate(value, value - Z95 * error, value + Z95 * error, error, n_effective)
