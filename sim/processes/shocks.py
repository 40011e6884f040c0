"""Luck from outside the room: killings, surges of strikes, meetings behind a party's back."""

from __future__ import annotations

import numpy as np

from sim.processes.events import Events
from sim.scenario.draw import Draw
from sim.scenario.schema.events import AssassinationEvent, BackChannelEvent, SurgeEvent
from sim.scenario.schema.processes import Shocks as ShocksSpec
from sim.scenario.schema.processes import Spoiler
from sim.theory import chance
from sim.worlds import Bools, Ints, Noise


class Shocks:
    """Counts of the day, and what is left of them. Arrays: (worlds,).

    Attributes
    ----------
    assassinations, meetings : Ints
        Today's.
    surge_waves : Ints
        Waves of strikes in today's surges.
    last_shock : Floats
        Day of the last shock that could cancel a date; -inf before the first.
    resentment : Floats
        1 on the day of a meeting behind a party's back, halving with time.
    """

    def __init__(self, spec: ShocksSpec, draw: Draw, noise: Noise) -> None:
        self.spec, self.draw, self.noise = spec, draw, noise
        self.fading = 0.5 ** (1.0 / draw(spec.back_channel.half_life))
        self.meeting_rate = 1.0 / draw(spec.back_channel.gap)
        self.waves = draw(spec.surge.waves)
        self.last_shock = np.full(draw.worlds, -np.inf)
        self.resentment = np.zeros(draw.worlds)

    def step(self, day: int, near_accord: Bools, open_talks: Bools, events: Events) -> None:
        """Draw the day's shocks; dated events come on top. Shocks end with the talks."""
        assassinations = self._spoilers("assassination", self.spec.assassination, day, near_accord)
        surges = self._spoilers("surge", self.spec.surge, day, near_accord)
        meetings = chance.count(self.noise.uniform("shock.back_channel", day), self.meeting_rate)
        for _, happens in events.due(AssassinationEvent, day):
            assassinations = assassinations + happens
        for _, happens in events.due(SurgeEvent, day):
            surges = surges + happens
        for _, happens in events.due(BackChannelEvent, day):
            meetings = meetings + happens
        self.assassinations = assassinations * open_talks
        self.surge_waves = (np.rint(self.waves) * surges).astype(np.int64) * open_talks
        self.meetings = meetings * open_talks
        shocked = (self.assassinations > 0) | (surges * open_talks > 0)
        self.last_shock = np.where(shocked, float(day), self.last_shock)
        self.resentment = np.where(self.meetings > 0, 1.0, self.resentment * self.fading)

    def _spoilers(self, name: str, spec: Spoiler, day: int, near_accord: Bools) -> Ints:
        rate = np.where(near_accord, self.draw(spec.near_accord), 1.0) / self.draw(spec.gap)
        return chance.count(self.noise.uniform(f"shock.{name}", day), rate)

    def remember(self, day: int, events: Events) -> tuple[Ints, Ints]:
        """Dated shocks of a day before the start: assassinations, and meetings in the channel."""
        killings, meetings = np.zeros((2, *self.last_shock.shape), dtype=np.int64)
        for _, happens in events.due(AssassinationEvent, day):
            killings = killings + happens
        for _, happens in events.due(BackChannelEvent, day):
            meetings = meetings + happens
        self.resentment = np.where(meetings > 0, 1.0, self.resentment * self.fading)
        self.last_shock = np.where(killings > 0, float(day), self.last_shock)
        return killings, meetings
