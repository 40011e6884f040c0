"""One side of the war: what it makes of the front, and what the war does to its will."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from sim.quantities.draw import Draw
from sim.quantities.quantity import Quantity
from sim.theory import front, learning
from sim.worlds import Bools, Floats

_DAYS_A_YEAR = 365.25
_MOST = 1e9  # times a chance, by events that repeat: finite, and a chance is at most 1 anyhow


class FightingParty(Protocol):
    """What a party's section says of the war."""

    cost_of_war: Quantity | None
    war_horizon: Quantity | None
    optimism: Quantity
    killed: Quantity
    turn_for: Quantity
    turn_against: Quantity


class Fighter:
    """A side of the war. Arrays: (worlds,).

    Attributes
    ----------
    belief : learning.Normal
        Its estimate of the front's drift, before optimism (km2/day).
    exhaustion : Floats
        1 at the start.
    relief : Floats
        Share of its cost of war that others carry.
    turns : tuple[Floats, Floats] or None
        Probabilities, as it believes, that the other side gives way within its war horizon, and
        that it must itself.
    killed : Floats
        Its people killed since the start.
    """

    def __init__(
        self,
        spec: FightingParty,
        draw: Draw,
        holds_the_land: bool,
        belief: learning.Normal,
        costed_days: Floats | None = None,
        shaken: tuple[Floats | float, Floats | float] = (1.0, 1.0),
    ) -> None:
        assert spec.cost_of_war is not None
        assert spec.war_horizon is not None
        self.holds_the_land, self.belief = holds_the_land, belief
        self.horizon = draw(spec.war_horizon)
        self.cost = draw(spec.cost_of_war)
        if costed_days is not None:
            self.cost = self.cost * (self.horizon / costed_days)
        self._a_year = _drawn(spec, draw)
        self._shaken = shaken
        self.turns = self._turns()
        self.optimism, self.killed_a_day = draw(spec.optimism), draw(spec.killed)
        self.exhaustion, self.relief = np.ones(draw.worlds), np.zeros(draw.worlds)
        self.killed = np.zeros(draw.worlds)

    def is_relieved(self, share: Floats) -> None:
        """Somebody carries a share of its cost."""
        self.relief = np.minimum(1.0, self.relief + share)

    def is_shaken(self, other: Floats | float, own: Floats | float) -> None:
        """The chances that the other side gives way, and that it must, become so many times."""
        for_, against = self._shaken
        self._shaken = (np.minimum(_MOST, for_ * other), np.minimum(_MOST, against * own))
        self.turns = self._turns()

    def sees_arms(self, pace: Floats) -> None:
        """The mean pace of the front has changed by so much (km2/day), which all can see."""
        self.belief = self.belief._replace(mean=self.belief.mean + pace)

    def _turns(self) -> tuple[Floats, Floats] | None:
        """Chances within its war horizon, from those within a year; both cannot come to pass."""
        if self._a_year is None:
            return None
        years = self.horizon / _DAYS_A_YEAR
        won, lost = (
            1.0 - (1.0 - np.minimum(1.0, chance * times)) ** years
            for chance, times in zip(self._a_year, self._shaken, strict=True)
        )
        both = np.maximum(1.0, won + lost)
        return won / both, lost / both

    def expected_drift(self, optimism_left: Floats) -> Floats:
        """Pace of the front as this side sees it, with what is left of its optimism (km2/day)."""
        return self.belief.mean + self.optimism * optimism_left

    def watch_the_front(self, pace: Floats, variance: Floats, forgetting: Floats) -> None:
        """Learn from one day's pace of the front on open ground (km2/day)."""
        self.belief = learning.observe(self.belief, pace, variance, forgetting)

    def share_of_land(self, drift: learning.Normal, volatility: Floats, distance: Floats) -> Floats:
        """Share of the land at stake that it expects to hold at its war horizon, in [0, 1]."""
        taken = front.expected_share_taken(*drift, volatility, self.horizon, distance)
        return 1.0 - taken if self.holds_the_land else taken

    def burden(self) -> Floats:
        """What fighting on costs it (utility, <= 0)."""
        return -self.cost * (1.0 - self.relief) * self.exhaustion

    def accrue_losses(
        self, fighting: Bools, losses: Floats, exhausts: Floats, rests: Floats
    ) -> None:
        """People killed today, and what that does to the will to go on."""
        self.killed = self.killed + np.where(fighting, self.killed_a_day * losses, 0.0)
        change = np.where(fighting, exhausts * losses, -rests)
        self.exhaustion = np.maximum(0.0, self.exhaustion + change)


def _drawn(spec: FightingParty, draw: Draw) -> tuple[Floats, Floats] | None:
    """Chances within a year that the other side gives way, and that the party must; None: none."""
    turns = (spec.turn_for, spec.turn_against)
    if all(turn.fixed and turn.value == 0.0 for turn in turns):
        return None
    return draw(spec.turn_for), draw(spec.turn_against)
