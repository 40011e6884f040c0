"""Chances that depend on numbers: logistic regression, drawn towards no dependence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from sim.statistics.estimate import Numbers

_NEARLY = 1e-8  # of the slope, a world: there the likelihood is at its top
_MOST_STEPS, _MOST_HALVINGS = 50, 30
_LEAST = 1e-9  # a chance that is never nothing and never all


def logistic(x: Numbers, happened: Numbers, weights: Numbers, spread: Numbers) -> Numbers:
    """Coefficients of a logistic regression with a normal prior on each, at the posterior's top.

    Newton's method (Hoerl and Kennard 1970 for what the prior does; le Cessie and van Houwelingen
    1992, Applied Statistics 41: 191-201, for it in logistic regression).

    Parameters
    ----------
    x : Numbers
        Shape (worlds, numbers).
    happened : Numbers
        0 or 1, shape (worlds,).
    weights : Numbers
        >= 0, shape (worlds,).
    spread : Numbers
        > 0, shape (numbers,): standard deviation of each coefficient's prior, whose mean is zero.

    Returns
    -------
    Numbers
        Shape (numbers + 1,): a coefficient a number, then the constant, whose prior is flat.
    """
    a, precision = _with_constant(x), _precision(spread)
    mean = float(np.average(happened, weights=weights))
    found = np.append(np.zeros(x.shape[1]), logit(np.clip(mean, _LEAST, 1 - _LEAST)))
    for _ in range(_MOST_STEPS):
        slope, bend = _slope_and_bend(a, happened, weights, found)
        slope -= precision * found
        if np.abs(slope).max() < _NEARLY * len(x):
            break
        step: Numbers = np.asarray(np.linalg.solve(bend + np.diag(precision), slope))
        found = _upwards(a, happened, weights, precision, found, step)
    return found


@dataclass(frozen=True)
class LeftOut:
    """Coefficients as they would be without some groups of worlds, without fitting again.

    One step of Newton's method from those of all worlds, as in approximate cross-validation (Rad
    and Maleki 2020, J. R. Stat. Soc. B 82: 965-996).

    Attributes
    ----------
    found, precision : Numbers
        Shape (numbers + 1,): coefficients from all worlds; one over the variance of their priors.
    slopes, bends : Numbers
        Shapes (groups, numbers + 1) and (groups, numbers + 1, numbers + 1): of each group's log
        likelihood there, first derivatives and minus the second.
    """

    found: Numbers
    precision: Numbers
    slopes: Numbers
    bends: Numbers

    @classmethod
    def of(
        cls,
        x: Numbers,
        happened: Numbers,
        weights: Numbers,
        spread: Numbers,
        group: NDArray[np.int64],
    ) -> LeftOut:
        """Fit all worlds; ``group`` has each one's group, counted from 0, shape (worlds,)."""
        found, a = logistic(x, happened, weights, spread), _with_constant(x)
        each = [group == g for g in range(int(group.max()) + 1)]
        parts = [_slope_and_bend(a[g], happened[g], weights[g], found) for g in each]
        slopes, bends = (np.array(part) for part in zip(*parts, strict=True))
        return cls(found, _precision(spread), slopes, bends)

    def without(self, *groups: int) -> Numbers:
        """(numbers + 1,): coefficients without these groups."""
        kept = np.setdiff1d(np.arange(len(self.slopes)), groups)
        slope = self.slopes[kept].sum(axis=0) - self.precision * self.found
        bend = self.bends[kept].sum(axis=0) + np.diag(self.precision)
        return np.asarray(self.found + np.linalg.solve(bend, slope))


def _with_constant(x: Numbers) -> Numbers:
    return np.column_stack([x, np.ones(len(x))])


def _precision(spread: Numbers) -> Numbers:
    """One over the variance of each prior; of the constant next to nothing."""
    return np.append(1 / np.square(spread), 1e-10)


def _slope_and_bend(a: Numbers, y: Numbers, w: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
    """First derivatives of the log likelihood, and minus the second."""
    chance = expit(a @ at)
    return a.T @ (w * (y - chance)), (a.T * (w * chance * (1 - chance))) @ a


def chances(x: Numbers, coefficients: Numbers) -> Numbers:
    """Chance of each world, shape (worlds,), strictly between 0 and 1."""
    linear: Numbers = x @ coefficients[:-1] + coefficients[-1]
    return np.asarray(np.clip(expit(linear), _LEAST, 1 - _LEAST))


def _upwards(
    a: Numbers, y: Numbers, w: Numbers, precision: Numbers, at: Numbers, step: Numbers
) -> Numbers:
    """A step that does not lead down: halved until it does not."""

    def height(b: Numbers) -> float:
        linear = a @ b
        fit = w @ (y * linear - np.logaddexp(0.0, linear))
        return float(fit - 0.5 * precision @ np.square(b))

    here = height(at)
    for _ in range(_MOST_HALVINGS):
        if height(at + step) >= here - 1e-12 * abs(here):
            return np.asarray(at + step)
        step = step / 2
    return at
