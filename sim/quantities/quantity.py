"""A parameter of a scenario: a number or a prior, with unit, range, meaning and provenance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import special

from sim.quantities.priors import Fixed, Prior
from sim.worlds import Floats


@dataclass(frozen=True)
class Quantity:
    """A parameter of a scenario.

    Parameters
    ----------
    prior : Fixed or Prior
        What is known about it, in `unit`.
    unit : str
        A key of `sim.quantities.units.UNITS`.
    low, high : float
        The range it can have, in `unit`; priors are truncated to it.
    description : str
        What it means.
    name : str
        Dotted name, such as ``"parties.ukraine.cost_of_war"``; also the address of its draw.
    source : str
        Where the value comes from, as the file says it.
    place : str or None
        ``file:line:column`` of the value; None if no file mentions it.
    """

    prior: Fixed | Prior
    unit: str
    low: float
    high: float
    description: str = ""
    name: str = ""
    source: str = ""
    place: str | None = None

    @property
    def fixed(self) -> bool:
        """Whether it is one known number."""
        return isinstance(self.prior, Fixed)

    @property
    def value(self) -> float:
        """The number, in `unit`, of a fixed quantity.

        Raises
        ------
        TypeError
            If the quantity has a prior.
        """
        if isinstance(self.prior, Prior):
            raise TypeError(f"{self.name or 'this quantity'} is not fixed: it is {self.prior}")
        return self.prior.value

    @cached_property
    def mean(self) -> float:
        """Mean, in `unit`, of the truncated prior (numerical, about nine digits)."""
        if isinstance(self.prior, Fixed):
            return self.prior.value
        # E[x] = integral of ppf(Phi(t)) phi(t) dt: smooth, so the trapezoidal rule is exact enough.
        t = np.linspace(-8.2, 8.2, 1641)
        weight = np.exp(-0.5 * t * t)
        return float(np.sum(self.ppf(special.ndtr(t)) * weight) / np.sum(weight))

    def cdf(self, x: float) -> float:
        """Probability of at most `x`, in `unit`, under the truncated prior."""
        if isinstance(self.prior, Fixed):
            return float(x >= self.prior.value)
        return self.prior.truncated_cdf(x, self.low, self.high)

    def ppf(self, u: Floats) -> Floats:
        """Inverse distribution function, truncated to the range.

        Parameters
        ----------
        u : Floats
            Points of the unit interval, any shape.

        Returns
        -------
        Floats
            Values in `unit`, of the shape of `u`; each depends on its own point alone.
        """
        if isinstance(self.prior, Fixed):
            return np.full_like(u, self.prior.value, dtype=np.float64)
        return self.prior.ppf(u, self.low, self.high)

    def log_density(self, x: Floats) -> Floats:
        """Logarithm of the density of the truncated prior.

        Parameters
        ----------
        x : Floats
            Values in `unit`, any shape.

        Returns
        -------
        Floats
            Of the shape of `x`, minus infinity outside the range; zero for a fixed quantity, of
            which no value is more likely than another.
        """
        if isinstance(self.prior, Fixed):
            return np.zeros_like(x, dtype=np.float64)
        return self.prior.log_density(x, self.low, self.high)
