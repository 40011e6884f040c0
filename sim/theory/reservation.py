"""Rules of reservation: the least a party accepts, and how it gives way."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from sim.theory import concession
from sim.worlds import Floats


class Reservation(Protocol):
    """What a party demands. Arrays have one shape.

    ``words`` tells what a demand above the worth of going on rests on, with the ``{aspiration}``
    that the party began with.
    """

    words: str

    def conceded(self, clock: Floats, opening: Floats, curve: Floats) -> Floats:
        """Share of its aspiration given up when a share ``clock`` of the time is used up."""

    def target(
        self, going_on: Floats, best: Floats, aspiration: Floats, conceded: Floats
    ) -> Floats:
        """Least it accepts, where ``best`` is the best accord in reach (-inf: there is none)."""


class Faratin:
    """A target that falls from the best accord in reach towards the worth of going on.

    Faratin, Sierra and Jennings 1998 (Robotics and Autonomous Systems 24), polynomial family.
    """

    words = "it began by claiming {aspiration} of that"

    def conceded(self, clock: Floats, opening: Floats, curve: Floats) -> Floats:
        """Along the published curve."""
        return concession.concession(clock, opening, curve)

    def target(
        self, going_on: Floats, best: Floats, aspiration: Floats, conceded: Floats
    ) -> Floats:
        """What is left of the aspiration."""
        return concession.target(going_on, best, aspiration, conceded)


class Fearon:
    """A party that accepts whatever is no worse than going on, from the first day.

    Fearon 1995 (International Organization 49): the bargaining range, with no holding out.
    """

    words = "it claims none of that"

    def conceded(self, clock: Floats, opening: Floats, curve: Floats) -> Floats:
        """All of it."""
        return np.ones_like(clock)

    def target(
        self, going_on: Floats, best: Floats, aspiration: Floats, conceded: Floats
    ) -> Floats:
        """What going on is worth."""
        return going_on


RESERVATION: dict[str, Reservation] = {"faratin": Faratin(), "fearon": Fearon()}
"""By the name a scenario chooses them with."""
