"""What is learnt from a moving front, and from a refusal."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import erfcx, log_ndtr

from sim.worlds import Floats

PROBIT_FOR_LOGIT = 1.7
"""A logit of scale s is within .01 of a probit of scale 1.7 s (Johnson, Kotz: the usual factor)."""

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


def refused(belief: Normal, value: Floats, s: Floats) -> Normal:
    """Belief about a target T after a package worth ``value`` to its owner was refused.

    A refusal has likelihood ``Phi((T - value) / (1.7 s))``, the probit twin of the logit it
    answers by. Moment matching (as in probit regression) gives, with ``S^2 = v + (1.7 s)^2``,
    ``z = (mean - value) / S`` and ``l = n(z) / Phi(z)``: the mean rises by ``v l / S`` and the
    variance falls by ``v^2 l (l + z) / S^2``. Where the variance is 0 nothing is learnt.
    """
    S = np.sqrt(belief.variance + (PROBIT_FOR_LOGIT * s) ** 2)
    z = (belief.mean - value) / S
    hazard = _hazard(z)
    mean = belief.mean + belief.variance * hazard / S
    shrink = belief.variance**2 * hazard * (hazard + z) / (S * S)
    shrink = np.where(z < _FAR, belief.variance**2 / (S * S), shrink)  # l (l + z) is 1 - 1 / z^2
    return Normal(mean, np.maximum(belief.variance - shrink, 0.0))


def _hazard(z: Floats) -> Floats:
    """``n(z) / Phi(z)``; far below the mean by the scaled complementary error function."""
    bounded = np.maximum(z, _FAR)
    near = np.exp(-0.5 * bounded * bounded - _LOG_ROOT_TWO_PI - log_ndtr(bounded))
    far = np.sqrt(2 / np.pi) / erfcx(-np.minimum(z, _FAR) / np.sqrt(2))
    hazard: Floats = np.where(z < _FAR, far, near)
    return hazard


def log_acceptance(value: Floats, belief: Normal, s: Floats) -> Floats:
    """Log of the believed probability that a package worth ``value`` meets the target.

    ``value`` may be (worlds, packages) with the belief given as columns.
    """
    S = np.sqrt(belief.variance + (PROBIT_FOR_LOGIT * s) ** 2)
    log_probability: Floats = log_ndtr((value - belief.mean) / S)
    return log_probability
