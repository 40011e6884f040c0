"""What is believed of a target, and what answers teach (ODD 7.14)."""

from __future__ import annotations

import math
from typing import Any

from scipy.special import log_ndtr, ndtr

from tests.twin.chance import clip, density

PROBIT = 1.7
"""Scale of a probit that looks like a logit."""

SLIGHTEST = 1e-12
"""Probability that counts as none."""


class Belief:
    """A belief about the error of one's reading of a side's target."""

    def __init__(self, error: float, size: float) -> None:
        self.error, self.variance = error, size**2
        self.first, self.spread = error, max(size, 1e-10)
        self.above, self.below = -math.inf, math.inf

    def between_bounds(self, gain: float) -> float:
        """Chance of an error of at most the gain over the target."""
        low, high, z = (self._standard(x) for x in (self.above, self.below, gain))
        if low > 0:
            below, between = ndtr(-low) - ndtr(-z), ndtr(-low) - ndtr(-high)
        else:
            below, between = ndtr(z) - ndtr(low), ndtr(high) - ndtr(low)
        return clip(float(below / max(between, SLIGHTEST)), 0, 1)

    def bound(self, gain: float, accepted: bool) -> None:
        """Cut off what an answer rules out."""
        if accepted:
            self.below = min(self.below, gain)
        else:
            self.above = max(self.above, gain)
        low, high = self._standard(self.above), self._standard(self.below)
        turned = low > 0
        if turned:
            low, high = -high, -low
        left = float(ndtr(high) - ndtr(low))
        if left <= SLIGHTEST:
            self.error = clip(self.first, self.above, max(self.above, self.below))
            self.variance = 0.0
            return
        moved = (density(low) - density(high)) / left
        self.error = self.first + self.spread * (-moved if turned else moved)
        kept = 1 + (_edge(low) - _edge(high)) / left - moved**2
        self.variance = clip(self.spread**2 * kept, 0, self.spread**2)

    def match(self, short: float, scale: float) -> None:
        """After a refusal that fell short by so much of the target: mean and variance matched."""
        q = math.sqrt(self.variance + scale**2)
        if q == 0:
            return
        z = (short + self.error) / q
        mills = math.exp(-z * z / 2 - math.log(2 * math.pi) / 2 - float(log_ndtr(z)))
        fallen = self.variance - self.variance**2 * mills * (mills + z) / q**2
        self.error += self.variance * mills / q
        self.variance = max(0.0, fallen)

    def with_noise(self, gain: float, scale: float) -> float:
        """Log of the chance that a noisy answer is a yes, under a normal belief."""
        spread = math.hypot(math.sqrt(self.variance), scale)
        return float(log_ndtr(ratio(gain - self.error, spread)))

    def _standard(self, x: float) -> float:
        return (x - self.first) / self.spread


def _edge(z: float) -> float:
    return z * density(z) if math.isfinite(z) else 0.0


def ratio(x: float, scale: float) -> float:
    """A quotient, also by zero."""
    if scale > 0:
        return x / scale
    return math.copysign(math.inf, x) if x else 0.0


def log_chance(p: Any, belief: Belief, gain: float, scale: float) -> float:
    """Log of the believed chance of a yes to what is worth so much more than the target.

    Scale is that of the noise of answers.
    """
    if p.rules.learning != "bounds":
        return belief.with_noise(gain, scale)
    chance = belief.between_bounds(gain)
    return math.log(chance) if chance > 0 else -math.inf


def noise(p: Any, side: Any) -> float:
    """What others take for the spread of a side's answers."""
    return float(PROBIT * side.party.temperature) if p.rules.acceptance == "logit" else 0.0


def taught(p: Any, belief: Belief, gain: float, accepted: bool, scale: float) -> None:
    """What one answer teaches, by each of the rules."""
    if p.rules.learning == "bounds":
        belief.bound(gain, accepted)
    elif p.rules.learning == "probit" and not accepted:
        belief.match(-gain, scale)


def learn(w: Any, gains: list[float], accepted: list[bool], offered_by: int | None) -> None:
    """Everybody learns from answers what the side that gave them needs; an offer is no answer.

    Gains are what the text was worth to each side beyond its target.
    """
    for s in (0, 1):
        if s == offered_by:
            continue
        learners = [w.sides[1 - s].belief, *([w.sides[s].mediators] if w.present else [])]
        for belief in learners:
            taught(w.p, belief, gains[s], accepted[s], noise(w.p, w.sides[s]))
