"""Rules of acceptance: with what probability a party says yes to a text."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from scipy.special import expit

from sim.worlds import Floats

PROBIT_FOR_LOGIT = 1.7
"""A logit of scale s is within .01 of a probit of scale 1.7 s (Johnson, Kotz: the usual factor)."""


class Acceptance(Protocol):
    """How a party answers. Arrays broadcast; all amounts are utility.

    ``words`` tells an answer in the diary, with its ``{chance}`` and what was ``{surprising}``;
    ``signs`` what a party signs, as the rest of a sentence.
    """

    words: str
    signs: str

    def chance(self, value: Floats, target: Floats, noise: Floats) -> Floats:
        """Probability of accepting what is worth ``value`` at a ``target``."""

    def blur(self, noise: Floats) -> Floats:
        """Standard deviation of the normal noise on the target that others take it for."""


class Logit:
    """Better texts are likelier to be accepted: quantal response.

    McKelvey and Palfrey 1995 (Games and Economic Behavior 10); McFadden 1974 for the logit.
    """

    words = "a yes had a chance of {chance}{surprising}"
    signs = "a text worth as much, give or take some noise"

    def chance(self, value: Floats, target: Floats, noise: Floats) -> Floats:
        """A logit of ``value - target`` at temperature ``noise``."""
        probability: Floats = expit((value - target) / noise)
        return probability

    def blur(self, noise: Floats) -> Floats:
        """The probit twin of the logit."""
        return PROBIT_FOR_LOGIT * noise


class Threshold:
    """A text is accepted exactly where it is worth the target: the best reply without noise.

    Rubinstein 1982 (Econometrica 50): a party accepts an offer that is worth what it can expect
    by refusing.
    """

    words = "it accepts exactly what is worth its demand"
    signs = "a text exactly where it is worth as much"

    def chance(self, value: Floats, target: Floats, noise: Floats) -> Floats:
        """One where the value is at least the target, else zero."""
        return np.where(value >= target, 1.0, 0.0)

    def blur(self, noise: Floats) -> Floats:
        """None: an answer tells on which side of the value the target lies."""
        return np.zeros_like(noise)


ACCEPTANCE: dict[str, Acceptance] = {"logit": Logit(), "threshold": Threshold()}
"""By the name a scenario chooses them with."""
