"""What is learnt from a moving front, and from a refusal."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from scipy.special import erfcx, log_ndtr

from sim.worlds import Floats, Ints

_LEAST_SPREAD = 1e-10  # utility: of a certain belief about an answer without noise
_LOG_ROOT_TWO_PI = 0.5 * np.log(2 * np.pi)
_FAR = -100.0  # standard deviations beyond which the logarithms cancel each other's digits


class Normal(NamedTuple):
    """A normal belief: mean and variance, each of shape (worlds,)."""

    mean: Floats
    variance: Floats


def observe(belief: Normal, observation: Floats, variance: Floats, forgetting: Floats) -> Normal:
    """One step of the Kalman filter for a slowly wandering mean (Kalman 1960).

    ``v <- (1 - k) v + q`` with gain ``k = v / (v + variance)``; with ``q = 0`` the variance after
    t steps is ``1 / (1 / v0 + t / variance)``.
    """
    k = belief.variance / (belief.variance + variance)
    mean = belief.mean + k * (observation - belief.mean)
    return Normal(mean, (1.0 - k) * belief.variance + forgetting)


class Learning(Protocol):
    """What is learnt about a target from a refusal."""

    def refused(self, belief: Normal, value: Floats, blur: Floats) -> Normal:
        """Belief about a target after what is worth ``value`` to its owner was refused.

        ``blur`` is the standard deviation of the noise of its answers.
        """


class Probit:
    """Bayes' rule for a refusal with normal noise, matched in mean and variance.

    Minka 2001 (assumed-density filtering), as in probit regression.
    """

    def refused(self, belief: Normal, value: Floats, blur: Floats) -> Normal:
        """By moments."""
        return refused(belief, value, blur)


class Unmoved:
    """Nothing: parties keep the beliefs they began with (Yildiz 2003, Econometrica 71)."""

    def refused(self, belief: Normal, value: Floats, blur: Floats) -> Normal:
        """The same belief."""
        return belief


LEARNING: dict[str, Learning] = {"probit": Probit(), "unmoved": Unmoved()}
"""By the name a scenario chooses them with."""


def refused(belief: Normal, value: Floats, blur: Floats) -> Normal:
    """Belief about a target T after a package worth ``value`` to its owner was refused.

    A refusal has likelihood ``Phi((T - value) / b)`` at a ``blur`` of b. Moment matching gives,
    with ``S^2 = v + b^2``, ``z = (mean - value) / S`` and ``l = n(z) / Phi(z)``: the mean rises by
    ``v l / S`` and the variance falls by ``v^2 l (l + z) / S^2``. Where the variance is 0 nothing
    is learnt.
    """
    S = _spread(belief, blur)
    z = (belief.mean - value) / S
    hazard = _hazard(z)
    mean = belief.mean + belief.variance * hazard / S
    shrink = belief.variance**2 * hazard * (hazard + z) / (S * S)
    shrink = np.where(z < _FAR, belief.variance**2 / (S * S), shrink)  # l (l + z) is 1 - 1 / z^2
    return Normal(mean, np.maximum(belief.variance - shrink, 0.0))


def log_acceptance(
    value: Floats, belief: Normal, blur: Floats, world: Ints | None = None
) -> Floats:
    """Log of the believed probability that a package worth ``value`` meets the target.

    ``value`` is (worlds,) as the belief is, or any packages' with the ``world`` of each.
    """
    mean, spread = belief.mean, _spread(belief, blur)
    if world is not None:
        mean, spread = mean[world], spread[world]
    log_probability: Floats = log_ndtr((value - mean) / spread)
    return log_probability


def _hazard(z: Floats) -> Floats:
    """``n(z) / Phi(z)``; far below the mean by the scaled complementary error function."""
    bounded = np.maximum(z, _FAR)
    near = np.exp(-0.5 * bounded * bounded - _LOG_ROOT_TWO_PI - log_ndtr(bounded))
    far = np.sqrt(2 / np.pi) / erfcx(-np.minimum(z, _FAR) / np.sqrt(2))
    hazard: Floats = np.where(z < _FAR, far, near)
    return hazard


def _spread(belief: Normal, blur: Floats) -> Floats:
    return np.maximum(np.sqrt(belief.variance + blur**2), _LEAST_SPREAD)
