"""Temperature: the season, and an anomaly that wanders about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from sim.processes.day import Day
from sim.processes.process import Process, Setting
from sim.processes.weather.section import ColdSpellEvent
from sim.processes.weather.section import Weather as WeatherSection
from sim.series import Series
from sim.theory import chance
from sim.worlds import Floats

_MONTH = 365.25 / 12


class Weather(Process):
    """Attribute ``temperature`` (worlds,), in C."""

    name = "weather"
    section = WeatherSection
    dated = (ColdSpellEvent,)
    labels: ClassVar[Mapping[str, Series]] = {
        "temperature": Series("temperature", "C"),
    }

    def __init__(self, spec: WeatherSection, setting: Setting) -> None:
        draw = setting.draw
        self.normals, self.start, self.noise = spec.normals, setting.start, setting.noise
        self.events = setting.events
        self.anomaly = draw(spec.anomaly)
        self.spread, self.memory = draw(spec.spread), draw(spec.memory)
        self.temperature: Floats = self.anomaly + self.normal(0)

    def normal(self, day: int) -> float:
        """Mean temperature of that day of the year: months' means, joined by straight lines."""
        day_of_year = (self.start + dt.timedelta(days=day)).timetuple().tm_yday
        middles = (np.arange(12) + 0.5) * _MONTH
        return float(np.interp(day_of_year - 0.5, middles, self.normals, period=12 * _MONTH))

    def step(self, today: Day) -> None:
        """One day: the anomaly fades and wanders, unless a dated event sets it."""
        day = today.day
        z = self.noise.normal("weather.anomaly", day)
        self.anomaly = chance.reverting(self.anomaly, self.spread, self.memory, z)
        for event, happens in self.events.due(ColdSpellEvent):
            self.anomaly = np.where(happens, self.events.draw(event.anomaly), self.anomaly)
        self.temperature = self.normal(day) + self.anomaly
        today.said["temperature"] = self.temperature

    def series(self, day: int) -> dict[str, Floats]:
        """The day's temperature."""
        return {"temperature": self.temperature}
