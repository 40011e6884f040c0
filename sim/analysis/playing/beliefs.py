"""What a seat believes of a party's yes, and why that is not what it was some time ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.playing.situation import GOING_ON, HEARD, HOLDS_OUT, WORTH, Moved
from sim.theory.learning import Learning, Mind
from sim.worlds import Floats, Ints

_WORTH_A_WORD = 0.1
"""Change of a chance that is told."""
_ANSWERED: tuple[str, str | None, bool] = (HEARD, None, False)


@dataclass(frozen=True)
class Belief:
    """What the chance of a party's yes rests on, in the only world.

    Attributes
    ----------
    learning : Learning
    mind : Mind
        What is believed of the error in reading what it asks for, after its answers so far.
    blur : Floats
        (1,): noise of its answers (utility).
    worth : Floats
        (packages,): what texts are worth to it.
    target, going_on : Floats
        (1,): the least it accepts, and what going on is worth to it.
    parts : Mapping[str, float]
        What the latter is the sum of.
    """

    learning: Learning
    mind: Mind
    blur: Floats
    worth: Floats
    target: Floats
    going_on: Floats
    parts: Mapping[str, float]

    def chances(self, package: Ints) -> Floats:
        """(texts,): of a yes."""
        row, worth = np.zeros_like(package), self.worth[package]
        yes: Floats = np.exp(self.learning.log_yes(self.mind, self.target, worth, self.blur, row))
        return yes

    @property
    def spread(self) -> float:
        """By how much the reading may be wrong: a standard deviation (utility)."""
        return float(np.sqrt(self.mind.variance[0]))


@dataclass(frozen=True)
class Seen:
    """What a seat believed on a date.

    Attributes
    ----------
    date : datetime.date
    chances : Mapping[str, Floats]
        (packages,): of a yes, by whoever must say it.
    beliefs : Mapping[str, Belief]
        By party.
    """

    date: dt.date
    chances: Mapping[str, Floats]
    beliefs: Mapping[str, Belief]


def moved(then: Seen | None, now: Seen, package: int) -> dict[str, Moved]:
    """Chances of a text that are far from what they were, and what moved each most."""
    if then is None:
        return {}
    found = {}
    for name, chances in now.chances.items():
        before = float(then.chances[name][package])
        if abs(float(chances[package]) - before) >= _WORTH_A_WORD:
            party = name in now.beliefs  # votes and vetoes are learnt of by their answers alone
            why = _why(then.beliefs[name], now.beliefs[name], package) if party else _ANSWERED
            found[name] = Moved(then.date, before, *why)
    return found


def _why(then: Belief, now: Belief, package: int) -> tuple[str, str | None, bool]:
    """What moved the chance most in its direction: alone, and in that all else moved without it.

    With the part of the worth of going on that moved it, and whether what moved has grown.
    """
    going_on = now.going_on - then.going_on
    only = {
        HEARD: (replace(then, mind=now.mind), replace(now, mind=then.mind)),
        WORTH: (replace(then, worth=now.worth), replace(now, worth=then.worth)),
        GOING_ON: (
            replace(then, target=then.target + going_on),
            replace(now, target=now.target - going_on),
        ),
        HOLDS_OUT: (
            replace(then, target=now.target - going_on),
            replace(now, target=then.target + going_on),
        ),
    }

    def chance(belief: Belief) -> float:
        return float(belief.chances(np.array([package]))[0])

    up = np.sign(chance(now) - chance(then))
    by = {
        why: up * (chance(alone) - chance(then) + chance(now) - chance(without))
        for why, (alone, without) in only.items()
    }
    grown = {
        HEARD: False,
        WORTH: bool(now.worth[package] > then.worth[package]),
        GOING_ON: bool(going_on[0] > 0),
        HOLDS_OUT: bool(now.target[0] - now.going_on[0] > then.target[0] - then.going_on[0]),
    }
    because = max(by, key=lambda why: by[why])
    part = _part(then, now, float(going_on[0])) if because == GOING_ON else None
    return because, part, grown[because]


def _part(then: Belief, now: Belief, change: float) -> str:
    """The part of the worth of going on that moved it most in its direction."""
    names = dict.fromkeys([*now.parts, *then.parts])
    by = {n: (now.parts.get(n, 0.0) - then.parts.get(n, 0.0)) * np.sign(change) for n in names}
    return max(by, key=lambda name: by[name])
