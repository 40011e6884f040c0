"""The front, the people it kills, and what it does to the will to go on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.agents.belligerent import Belligerent
from sim.processes.events import Events
from sim.scenario.draw import Draw
from sim.scenario.schema.events import FrontEvent
from sim.scenario.schema.processes import War as WarSpec
from sim.theory import chance, front, learning
from sim.worlds import Bools, Floats, Noise

_YEAR = 365.25


class War:
    """Land still held, moved by a drift that wanders and a belt that slows. Arrays: (worlds,).

    Attributes
    ----------
    held_area : Floats
        Land at stake that its holder still holds, km2.
    pace : Floats
        Drift on open ground today, km2/day; below zero the holder regains.
    killed : dict[str, Floats]
        People killed since the start, by side.
    """

    def __init__(self, spec: WarSpec, draw: Draw, noise: Noise) -> None:
        self.spec, self.noise = spec, noise
        self.held_area = draw(spec.area)
        self.whole_area = np.maximum(draw(spec.whole_area), self.held_area)
        self.drift, self.drift_spread = draw(spec.drift), draw(spec.drift_spread)
        self.drift_memory = draw(spec.drift_memory)
        self.volatility = draw(spec.volatility)
        self.belt_area, self.slows_to = draw(spec.belt.area), draw(spec.belt.slows_to)
        self.first_error = draw(spec.learning.first_error)
        self.forgetting = draw(spec.learning.forgetting)
        self.optimism_half_life = draw(spec.learning.optimism_half_life)
        self.push_when_broken = draw(spec.push_when_broken)
        self.exhausts, self.rests = (
            draw(spec.exhaustion.per_year) / _YEAR,
            draw(spec.exhaustion.relief_per_year) / _YEAR,
        )
        self.loss_spread = draw(spec.exhaustion.spread)
        self.deviation = np.zeros(draw.worlds)
        self.pace = self.drift.copy()
        self.killed: dict[str, Floats] = {}

    def first_estimate(self) -> learning.Normal:
        """What both sides make of the drift at the start: a shared error about the true mean."""
        z = self.noise.normal("belief.front")
        return learning.Normal(self.drift + self.first_error * z, self.first_error**2)

    def friction(self) -> Floats:
        """Speed relative to open ground, here and now."""
        return front.friction(self.held_area, self.belt_area, self.slows_to)

    def distance(self) -> Floats:
        """Land held, in open ground (km2)."""
        return front.open_ground_distance(self.held_area, self.belt_area, self.slows_to)

    def shift(self, events: Events, day: int, live: Bools) -> None:
        """Land that changes hands by a dated event, while talks are open."""
        for event, happens in events.due(FrontEvent, day):
            after = np.clip(self.held_area - events.draw(event.area), 0.0, self.whole_area)
            self.held_area = np.where(happens & live, after, self.held_area)

    def move(self, day: int, fighting: Bools, broken: Bools, sides: Sequence[Belligerent]) -> Bools:
        """Move the front where there is fighting; tell both sides; return where it fell."""
        z = self.noise.normal("war.drift", day)
        self.deviation = chance.reverting(self.deviation, self.drift_spread, self.drift_memory, z)
        pace = self.drift + self.deviation
        push = np.where(broken, (self.push_when_broken - 1.0) * np.abs(pace), 0.0)
        self.pace = pace + push
        friction = self.friction()
        step = self.volatility * self.noise.normal("war.front", day) - self.pace * friction
        after = self.held_area + step
        fallen = fighting & self._fell(day, after)
        self.held_area = np.where(fighting, np.minimum(after, self.whole_area), self.held_area)
        self.held_area = np.where(fallen, 0.0, self.held_area)
        variance = np.where(fighting, (self.volatility / friction) ** 2, np.inf)
        for side in sides:
            side.watch_the_front(-step / friction, variance, self.forgetting)
        return fallen

    def _fell(self, day: int, after: Floats) -> Bools:
        """Did the front reach the end of the land today, at the day's end or between?"""
        crossing = front.crossing_probability(self.held_area, after, self.volatility)
        if not (crossing > 0.0).any():
            return np.zeros(after.shape, dtype=bool)
        return (after <= 0.0) | (self.noise.uniform("war.crossing", day) < crossing)

    def bleed(self, day: int, fighting: Bools, side: Belligerent) -> None:
        """People killed today, and what that does to the side's will to go on."""
        s = self.loss_spread
        losses = np.exp(s * self.noise.normal(f"war.losses.{side.name}", day) - 0.5 * s * s)
        killed = self.killed.get(side.name, np.zeros(losses.shape))
        self.killed[side.name] = killed + np.where(fighting, side.killed_a_day * losses, 0.0)
        change = np.where(fighting, self.exhausts * losses, -self.rests)
        side.exhaustion = np.maximum(0.0, side.exhaustion + change)
