"""What is known about a parameter: a number, or a distribution cut to the parameter's range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.quantities.families import FAMILIES
from sim.worlds import Floats

_SAMPLE = np.array([2.0**-54, 1e-9, 0.01, 0.5, 0.99, 1 - 2.0**-53])
_LEAST_MASS = 1e-6  # a prior with less of itself inside the range is surely a slip


class PriorError(ValueError):
    """Parameters that make no distribution, or one that lies outside the range."""


@dataclass(frozen=True)
class Fixed:
    """A known number, in the unit of its parameter."""

    value: float

    def __str__(self) -> str:
        return f"{self.value:.15g}"


@dataclass(frozen=True)
class Prior:
    """A distribution: a key of `FAMILIES` and its numbers, in the unit of the parameter.

    ``within`` are two ends that cut it off beside those of the parameter's range.
    """

    family: str
    numbers: tuple[float, ...]
    within: tuple[float, float] | None = None

    def __str__(self) -> str:
        return f"{self.family} {_listed(self.numbers)}{self.cut_words}"

    @property
    def cut_words(self) -> str:
        """Where it is cut off, as in `` within [1, 2]``; empty where only the range cuts it."""
        return f" within {_listed(self.within)}" if self.within else ""

    def cdf(self, x: float) -> float:
        """Probability of at most `x`, before the range cuts it."""
        with np.errstate(all="ignore"):  # huge and tiny numbers: infinity is what they come to
            return float(FAMILIES[self.family].cdf(np.asarray(x, dtype=np.float64), *self.numbers))

    def ppf(self, u: Floats, low: float, high: float) -> Floats:
        """Inverse distribution function of the prior truncated to [low, high], elementwise."""
        low, high = self._ends(low, high)
        below, above = self.cdf(low), self.cdf(high)
        with np.errstate(all="ignore"):
            inside = FAMILIES[self.family].ppf(below + u * (above - below), *self.numbers)
        return np.clip(inside, low, high)

    def truncated_cdf(self, x: float, low: float, high: float) -> float:
        """Probability of at most `x` under the prior truncated to [low, high]."""
        low, high = self._ends(low, high)
        below, above = self.cdf(low), self.cdf(high)
        return (self.cdf(min(max(x, low), high)) - below) / (above - below)

    def log_density(self, x: Floats, low: float, high: float) -> Floats:
        """Logarithm of the density of the prior truncated to [low, high], elementwise."""
        low, high = self._ends(low, high)
        mass = self.cdf(high) - self.cdf(low)
        with np.errstate(all="ignore"):
            inside = FAMILIES[self.family].log_density(x, *self.numbers) - np.log(mass)
        return np.where((x >= low) & (x <= high), inside, -np.inf)

    def check(self, low: float, high: float) -> None:
        """Raise `PriorError` unless this is a distribution with mass inside [low, high]."""
        family = FAMILIES[self.family]
        wrong = family.check(*self.numbers)
        if wrong:
            raise PriorError(f"{wrong}: {self.family} is [{', '.join(family.parameters)}]")
        low, high = self._ends(low, high)
        mass = self.cdf(high) - self.cdf(low)
        if not mass > _LEAST_MASS:
            raise PriorError(f"out of range: hardly any of {self} is allowed")
        if np.isnan(self.ppf(_SAMPLE, low, high)).any():
            raise PriorError(f"{self} is too extreme to be drawn from")

    def _ends(self, low: float, high: float) -> tuple[float, float]:
        """Both ends: of the range, or further inside."""
        least, most = self.within or (low, high)
        return max(low, least), min(high, most)


def _listed(numbers: tuple[float, ...]) -> str:
    return f"[{', '.join(f'{number:.15g}' for number in numbers)}]"
