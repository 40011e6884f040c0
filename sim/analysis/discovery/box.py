"""A box: limits on some parameters, and how well the worlds inside are those sought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.statistics import Estimate, effective_number, wilson
from sim.worlds import Bools, Floats

LOW, HIGH = 0, 1
"""Sides of a limit."""

Limit = tuple[int, int]
"""A parameter, by place, and a side."""


@dataclass(frozen=True)
class Sample:
    """Worlds with what was drawn in them.

    Attributes
    ----------
    values : Floats
        (worlds, parameters).
    sought : Bools
        (worlds,): has it the outcome sought?
    weights : Floats
        (worlds,): what each counts for, above zero.
    """

    values: Floats
    sought: Bools
    weights: Floats

    @property
    def worlds(self) -> int:
        """How many."""
        return self.sought.size

    def only(self, some: Bools) -> Sample:
        """Some of the worlds."""
        return Sample(self.values[some], self.sought[some], self.weights[some])

    @property
    def share(self) -> Estimate:
        """The share of worlds with the outcome."""
        return _share(self.sought, self.weights)


@dataclass(frozen=True)
class Box:
    """Limits, both (parameters,): -inf and inf where there is none. The ends are inside."""

    low: Floats
    high: Floats

    @staticmethod
    def whole(parameters: int) -> Box:
        """Without any limit."""
        return Box(np.full(parameters, -np.inf), np.full(parameters, np.inf))

    def holds(self, values: Floats) -> Bools:
        """(worlds,): which worlds lie inside; ``values`` is (worlds, parameters)."""
        within = (values >= self.low) & (values <= self.high)
        inside: Bools = np.logical_and.reduce(within, axis=1)
        return inside

    def limited(self, parameter: int, side: int, value: float) -> Box:
        """The same with one limit at another value."""
        ends = [self.low.copy(), self.high.copy()]
        ends[side][parameter] = value
        return Box(*ends)

    def without(self, parameter: int, side: int) -> Box:
        """The same without one limit."""
        return self.limited(parameter, side, (-np.inf, np.inf)[side])

    def limit(self, parameter: int, side: int) -> float:
        """Where a limit is; infinite where there is none."""
        return float((self.low, self.high)[side][parameter])

    @property
    def limits(self) -> list[Limit]:
        """Parameter and side of every limit, by parameter."""
        return [
            (int(j), side)
            for j in range(self.low.size)
            for side in (LOW, HIGH)
            if np.isfinite(self.limit(j, side))
        ]

    @property
    def parameters(self) -> list[int]:
        """Parameters with a limit."""
        return sorted({j for j, _ in self.limits})


@dataclass(frozen=True)
class Fit:
    """How well a box fits, by weight, with 95 % intervals (Bryant and Lempert 2010).

    Attributes
    ----------
    coverage : Estimate
        Share, of the worlds with the outcome, that lies inside.
    density : Estimate
        Share, of the worlds inside, that has the outcome.
    mass : Estimate
        Share of all worlds that lies inside.
    """

    coverage: Estimate
    density: Estimate
    mass: Estimate


def fit(box: Box, sample: Sample) -> Fit:
    """How well a box fits some worlds."""
    inside = box.holds(sample.values)
    return Fit(
        coverage=_share(inside[sample.sought], sample.weights[sample.sought]),
        density=_share(sample.sought[inside], sample.weights[inside]),
        mass=_share(inside, sample.weights),
    )


def _share(flags: Bools, weights: Floats) -> Estimate:
    counted = float(weights[flags].sum())
    return wilson(counted, float(weights.sum()), n_effective=effective_number(weights))
