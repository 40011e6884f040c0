"""Luck from outside the room: killings, surges of strikes, meetings behind a party's back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.processes.day import Day
from sim.processes.process import Process, Setting
from sim.processes.shocks.section import (
    AssassinationEvent,
    BackChannelEvent,
    Spoiler,
    SurgeEvent,
)
from sim.processes.shocks.section import Shocks as ShocksSection
from sim.processes.shocks.words import ShocksWords
from sim.series import Series
from sim.theory import chance
from sim.worlds import Bools, Ints


class Shocks(Process):
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

    name = "shocks"
    section = ShocksSection
    dated = (AssassinationEvent, SurgeEvent, BackChannelEvent)
    words = ShocksWords()
    labels: ClassVar[Mapping[str, Series]] = {
        "assassinations": Series("assassinations", "events", "count"),
        "surge_waves": Series("waves of strikes in surges", "waves", "count"),
        "back_channel": Series("meetings behind a party's back", "meetings", "count"),
    }

    def __init__(self, spec: ShocksSection, setting: Setting) -> None:
        draw = setting.draw
        self.spec, self.draw, self.noise = spec, draw, setting.noise
        self.events, self.journal = setting.events, setting.journal
        self.fading = 0.5 ** (1.0 / draw(spec.back_channel.half_life))
        self.meeting_rate = 1.0 / draw(spec.back_channel.gap)
        self.waves = draw(spec.surge.waves)
        self.last_shock = np.full(draw.worlds, -np.inf)
        self.resentment = np.zeros(draw.worlds)

    def step(self, today: Day) -> None:
        """Draw the day's shocks; dated events come on top. Shocks end with the talks."""
        day, near, open_talks = today.day, today.near_accord, today.talking
        assassinations = self._spoilers("assassination", self.spec.assassination, day, near)
        surges = self._spoilers("surge", self.spec.surge, day, near)
        meetings = chance.count(self.noise.uniform("shock.back_channel", day), self.meeting_rate)
        self._write_down(today, assassinations, surges, meetings)
        for _, happens in self.events.due(AssassinationEvent):
            assassinations = assassinations + happens
        for _, happens in self.events.due(SurgeEvent):
            surges = surges + happens
        for _, happens in self.events.due(BackChannelEvent):
            meetings = meetings + happens
        self.assassinations = assassinations * open_talks
        self.surge_waves = self._waves(surges) * open_talks
        self.meetings = meetings * open_talks
        shocked = (self.assassinations > 0) | (surges * open_talks > 0)
        self.last_shock = np.where(shocked, float(day), self.last_shock)
        self.resentment = np.where(self.meetings > 0, 1.0, self.resentment * self.fading)
        self._tell(today)

    def _write_down(self, today: Day, assassinations: Ints, surges: Ints, meetings: Ints) -> None:
        """What luck brings; dated events are written down as such."""
        day, open_talks, waves = today.day, today.talking, self._waves(surges)
        self.journal.write(day, "assassination", open_talks & (assassinations > 0))
        self.journal.write(day, "surge", open_talks & (waves > 0), waves=waves)
        self.journal.write(day, "back_channel", open_talks & (meetings > 0))

    def _waves(self, surges: Ints) -> Ints:
        """Waves of strikes of so many surges."""
        return (np.rint(self.waves) * surges).astype(np.int64)

    def _tell(self, today: Day) -> None:
        today.said["surge_waves"] = self.surge_waves
        today.said["last_shock"] = self.last_shock
        today.said["resentment"] = self.resentment
        today.blows["assassination"] = self.assassinations
        today.blows["back_channel"] = self.meetings

    def _spoilers(self, name: str, spec: Spoiler, day: int, near_accord: Bools) -> Ints:
        rate = np.where(near_accord, self.draw(spec.near_accord), 1.0) / self.draw(spec.gap)
        return chance.count(self.noise.uniform(f"shock.{name}", day), rate)

    def remember(self, today: Day) -> None:
        """Dated shocks of a day before the start."""
        day = today.day
        killings, meetings = np.zeros((2, *self.last_shock.shape), dtype=np.int64)
        for _, happens in self.events.due(AssassinationEvent):
            killings = killings + happens
        for _, happens in self.events.due(BackChannelEvent):
            meetings = meetings + happens
        self.resentment = np.where(meetings > 0, 1.0, self.resentment * self.fading)
        self.last_shock = np.where(killings > 0, float(day), self.last_shock)
        today.blows["assassination"], today.blows["back_channel"] = killings, meetings

    def series(self, day: int) -> dict[str, NDArray[Any]]:
        """The day's shocks."""
        return {
            "assassinations": self.assassinations,
            "surge_waves": self.surge_waves,
            "back_channel": self.meetings,
        }
