"""What is learnt from a moving front, and from answers."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from scipy.special import erfcx, log_ndtr

from sim.theory import truncated
from sim.worlds import Bools, Floats, Ints

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


def told(own: Normal, report: Normal, believed: Floats) -> Normal:
    """A reading of one's own, pooled with another's that is believed so far, in [0, 1].

    One's own moves by ``believed`` times as much as Bayes' rule for two readings with errors of
    their own would have it: 0 leaves it, 1 is that rule. However accurate the other is, it is
    believed no more than so far. Whoever has no error of its own learns nothing. Whom one believes
    is asked elsewhere (Kydd 2003).
    """
    total = report.variance + own.variance
    heeds = believed * np.divide(
        own.variance, total, out=np.zeros_like(own.mean), where=total > 0.0
    )
    mean = own.mean + heeds * (report.mean - own.mean)
    return Normal(mean, own.variance * (1.0 - heeds))


class Mind(NamedTuple):
    """What is believed of the error in one's reading of another's target, (worlds,) each.

    Attributes
    ----------
    error, variance : Floats
        Mean and variance.
    first : Normal
        The same before any answer was heard.
    above, below : Floats
        Bounds that answers have set on the true error, which is zero: the highest excess of worth
        over target that was refused, and the lowest that was accepted.
    """

    error: Floats
    variance: Floats
    first: Normal
    above: Floats
    below: Floats

    def about(self, target: Floats) -> Normal:
        """The believed target where the true one is ``target``."""
        return Normal(target + self.error, self.variance)

    def at(self, rows: Ints) -> Mind:
        """The same in some worlds."""
        first = Normal(*(x[rows] for x in self.first))
        own = self.error[rows], self.variance[rows]
        return Mind(*own, first, self.above[rows], self.below[rows])


def open_mind(error: Floats, variance: Floats) -> Mind:
    """What is believed before any answer was heard."""
    nothing = np.full(error.shape, np.inf)
    first = Normal(error.copy(), variance.copy())
    return Mind(error.copy(), variance.copy(), first, -nothing, nothing)


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
        mean, variance = truncated.between(*mind.first, above, below).moments()
        heard_any = heard.no | heard.yes
        return mind._replace(
            error=np.where(heard_any, mean, mind.error),
            variance=np.where(heard_any, variance, mind.variance),
            above=above,
            below=below,
        )

    def log_yes(self, mind: Mind, target: Floats, value: Floats, blur: Floats, row: Ints) -> Floats:
        """By the law between the bounds; -inf for what lies below the highest no."""
        law = truncated.between(*mind.first, mind.above, mind.below)
        share = law.below(value - target[row], row)
        with np.errstate(divide="ignore"):
            log_probability: Floats = np.log(share)
        return log_probability


LEARNING: dict[str, Learning] = {"probit": Probit(), "unmoved": Unmoved(), "bounds": Bounds()}
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
