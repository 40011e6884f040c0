"""What is learnt from a moving front, and from a refusal."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from scipy.special import erfcx, log_ndtr, ndtr

from sim.worlds import Bools, Floats, Ints

_LEAST_SPREAD = 1e-10  # utility: of a certain belief about an answer without noise
_LEAST_WEIGHT = 1e-12  # of a belief between two answers: below, its digits are lost
_NEAR = 1e-3  # standard deviations between two bounds: nearer, moments lose their digits
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


class Mind(NamedTuple):
    """What is believed of the error in one's reading of another's target, (worlds,) each.

    Attributes
    ----------
    error, variance : Floats
        Mean and variance.
    first_error, first_variance : Floats
        The same before any answer was heard.
    above, below : Floats
        Bounds that answers have set on the true error, which is zero: the highest excess of worth
        over target that was refused, and the lowest that was accepted.
    """

    error: Floats
    variance: Floats
    first_error: Floats
    first_variance: Floats
    above: Floats
    below: Floats

    def about(self, target: Floats) -> Normal:
        """The believed target where the true one is ``target``."""
        return Normal(target + self.error, self.variance)

    def at(self, rows: Ints) -> Mind:
        """The same in some worlds."""
        return Mind(*(x[rows] for x in self))


def open_mind(error: Floats, variance: Floats) -> Mind:
    """What is believed before any answer was heard."""
    nothing = np.full(error.shape, np.inf)
    first, spread = error.copy(), variance.copy()
    return Mind(first, spread, first.copy(), spread.copy(), -nothing, nothing)


class Heard(NamedTuple):
    """Answers to a text, (rows,) each.

    ``value`` is its worth to who answers, at a ``target``; ``blur`` the standard deviation of the
    noise of the answers. Where neither ``no`` nor ``yes`` is set nothing was heard.
    """

    target: Floats
    value: Floats
    blur: Floats
    no: Bools
    yes: Bools


class Learning(Protocol):
    """What is learnt about a target from an answer, and how likely a yes then is."""

    def hear(self, mind: Mind, heard: Heard) -> Mind:
        """What is believed after an answer."""

    def log_yes(self, mind: Mind, target: Floats, value: Floats, blur: Floats, row: Ints) -> Floats:
        """Log of the believed probability that texts worth ``value`` meet the target.

        ``value`` lists texts, ``row`` the row of each in all the others.
        """


class _ByNormal:
    """Belief as a normal law."""

    def log_yes(self, mind: Mind, target: Floats, value: Floats, blur: Floats, row: Ints) -> Floats:
        """By the probit."""
        return log_acceptance(value, mind.about(target), blur, row)


class Probit(_ByNormal):
    """Bayes' rule for a refusal with normal noise, matched in mean and variance.

    Minka 2001 (assumed-density filtering), as in probit regression. An acceptance teaches nothing.
    """

    def hear(self, mind: Mind, heard: Heard) -> Mind:
        """By moments."""
        then = refused(mind.about(heard.target), heard.value, heard.blur)
        return mind._replace(
            error=np.where(heard.no, then.mean - heard.target, mind.error),
            variance=np.where(heard.no, then.variance, mind.variance),
        )


class Unmoved(_ByNormal):
    """Nothing: parties keep the beliefs they began with (Yildiz 2003, Econometrica 71)."""

    def hear(self, mind: Mind, heard: Heard) -> Mind:
        """The same belief."""
        return mind


class Bounds:
    """Bayes' rule where answers are without noise: a normal belief cut off by what was heard.

    A no says that the target lies above the text's worth, a yes that it does not. Only the highest
    no and the lowest yes count, so that the same text answered twice teaches nothing new.
    """

    def hear(self, mind: Mind, heard: Heard) -> Mind:
        """Tighter bounds, and the moments of the normal law between them."""
        excess = heard.value - heard.target
        above = np.where(heard.no, np.maximum(mind.above, excess), mind.above)
        below = np.where(heard.yes, np.minimum(mind.below, excess), mind.below)
        mean, variance = truncated(mind.first_error, mind.first_variance, above, below)
        heard_any = heard.no | heard.yes
        return mind._replace(
            error=np.where(heard_any, mean, mind.error),
            variance=np.where(heard_any, variance, mind.variance),
            above=above,
            below=below,
        )

    def log_yes(self, mind: Mind, target: Floats, value: Floats, blur: Floats, row: Ints) -> Floats:
        """By the law between the bounds; -inf for what lies below the highest no."""
        spread, mirror, lower, weight = _cut(mind)
        z = (value - target[row] - mind.first_error[row]) / spread[row]
        share = mirror[row] * (ndtr(mirror[row] * z) - lower[row]) / weight[row]
        if (weight <= _LEAST_WEIGHT).any():  # all of it lies at the nearer bound
            low, high = ((end - mind.first_error)[row] / spread[row] for end in mind[-2:])
            at_bound = np.where(mirror[row] > 0, z >= high, z > low)
            share = np.where(weight[row] <= _LEAST_WEIGHT, at_bound, share)
        with np.errstate(divide="ignore"):
            log_probability: Floats = np.log(np.clip(share, 0.0, 1.0))
        return log_probability


LEARNING: dict[str, Learning] = {"probit": Probit(), "unmoved": Unmoved(), "bounds": Bounds()}
"""By the name a scenario chooses them with."""


def _cut(mind: Mind) -> tuple[Floats, Floats, Floats, Floats]:
    """Spread of the first belief; 1 or -1 where it is looked at from below or above; ends.

    The tail in which the bounds lie is taken from its thin end, where digits are not lost.
    """
    spread = np.maximum(np.sqrt(mind.first_variance), _LEAST_SPREAD)
    low, high = ((end - mind.first_error) / spread for end in (mind.above, mind.below))
    mirror = np.where(low > 0.0, -1.0, 1.0)
    lower, upper = ndtr(mirror * low), ndtr(mirror * high)
    return spread, mirror, lower, np.maximum(mirror * (upper - lower), _LEAST_WEIGHT)


def truncated(mean: Floats, variance: Floats, above: Floats, below: Floats) -> Normal:
    """Mean and variance of a normal law between two bounds (either may be infinite).

    Where the law has next to no weight between them, the nearer bound and no variance; where they
    are near to each other, those of a uniform law.
    """
    spread = np.maximum(np.sqrt(variance), _LEAST_SPREAD)
    low, high = (above - mean) / spread, (below - mean) / spread
    mirror = np.where(low > 0.0, -1.0, 1.0)
    low, high = np.where(mirror > 0, low, -high), np.where(mirror > 0, high, -low)
    weight = ndtr(high) - ndtr(low)
    some = weight > _LEAST_WEIGHT
    at_low, at_high = (_density_over(end, weight, some) for end in (low, high))
    shift = at_low - at_high
    ends = _times(low, at_low) - _times(high, at_high)
    at_bound = np.clip(mean, above, np.maximum(above, below))
    found = Normal(
        np.where(some, mean + spread * mirror * shift, at_bound),
        np.where(some, spread**2 * np.clip(1.0 + ends - shift**2, 0.0, 1.0), 0.0),
    )
    width = below - above
    near = (width >= 0.0) & (width < _NEAR * spread)
    if near.any():
        middle, width = (np.where(near, x, 0.0) for x in (0.5 * (above + below), width))
        found = Normal(
            np.where(near, middle, found.mean), np.where(near, width**2 / 12.0, found.variance)
        )
    return found


def _density_over(end: Floats, weight: Floats, some: Bools) -> Floats:
    density: Floats = np.exp(-0.5 * end * end - _LOG_ROOT_TWO_PI)
    return density / np.where(some, weight, 1.0)


def _times(end: Floats, density: Floats) -> Floats:
    """Zero at infinity."""
    return np.where(np.isfinite(end), end, 0.0) * density


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
