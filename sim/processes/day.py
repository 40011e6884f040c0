"""A day as it unfolds: what has happened so far, for the processes that come later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.worlds import Bools, Floats, Ints

TALKS, ACCORD, FORCE = 0, 1, 2
"""Phases of a world; the last two are absorbing."""

NOBODY, VOTE, VETO = 0, 1, 2
"""Who stands against all that the parties would accept: a vote at home, or a veto player."""


@dataclass
class Day:
    """A day of every world. Arrays: (worlds,).

    Attributes
    ----------
    day : int
        Days since the start.
    phase : Ints
        Of every world; a process may end worlds by `end`.
    ceasefire : Floats
        Last day of fighting after an accord; inf without one.
    near_accord : Bools
        A side accepted the last text.
    broken : Bools
        Talks are broken off.
    said : dict[str, NDArray]
        What processes told one another today, by name.
    blows : dict[str, Ints]
        What burdens trust today: how often, by kind.
    deals : dict[str, Bools]
        What was agreed beside the accord today, by kind.
    trust, trust_of_round : Floats
        Trust gained today beside the blows, and by what the last round agreed.
    resumed : Bools
        Talks resumed today.
    """

    day: int
    phase: NDArray[np.int8]
    ended_on: Ints
    ceasefire: Floats
    near_accord: Bools
    broken: Bools
    said: dict[str, NDArray[Any]] = field(default_factory=dict)
    blows: dict[str, Ints] = field(default_factory=dict)
    deals: dict[str, Bools] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.trust: Floats = np.zeros(self.phase.shape)
        self.trust_of_round: Floats = self.trust
        self.resumed: Bools = np.zeros(self.phase.shape, dtype=bool)

    @property
    def talking(self) -> Bools:
        """Worlds whose talks are not over."""
        talking: Bools = self.phase == TALKS
        return talking

    @property
    def at_peace(self) -> Bools:
        """Worlds whose accord has silenced the guns."""
        at_peace: Bools = (self.phase == ACCORD) & (self.day > self.ceasefire)
        return at_peace

    def end(self, where: Bools, phase: int) -> None:
        """Worlds that end today."""
        self.phase = np.where(where, phase, self.phase).astype(np.int8)
        self.ended_on = np.where(where, self.day, self.ended_on)

    def get(self, name: str, default: Any) -> Any:
        """What was said today under that name."""
        return self.said.get(name, default)
