"""Temperature: the season, and an anomaly that wanders about it."""

from __future__ import annotations

import datetime as dt

import numpy as np

from sim.processes.events import Events
from sim.scenario.draw import Draw
from sim.scenario.schema.events import ColdSpellEvent
from sim.scenario.schema.processes import Weather as WeatherSpec
from sim.theory import chance
from sim.worlds import Floats, Noise

_MONTH = 365.25 / 12


class Weather:
    """Attribute ``temperature`` (worlds,), in C."""

    def __init__(self, spec: WeatherSpec, start: dt.date, draw: Draw, noise: Noise) -> None:
        self.normals, self.start, self.noise = spec.normals, start, noise
        self.anomaly = draw(spec.anomaly)
        self.spread, self.memory = draw(spec.spread), draw(spec.memory)
        self.temperature: Floats = self.anomaly + self.normal(0)

    def normal(self, day: int) -> float:
        """Mean temperature of that day of the year: months' means, joined by straight lines."""
        day_of_year = (self.start + dt.timedelta(days=day)).timetuple().tm_yday
        middles = (np.arange(12) + 0.5) * _MONTH
        return float(np.interp(day_of_year - 0.5, middles, self.normals, period=12 * _MONTH))

    def step(self, day: int, events: Events) -> None:
        """One day: the anomaly fades and wanders, unless a dated event sets it."""
        z = self.noise.normal("weather.anomaly", day)
        self.anomaly = chance.reverting(self.anomaly, self.spread, self.memory, z)
        for event, happens in events.due(ColdSpellEvent, day):
            self.anomaly = np.where(happens, events.draw(event.anomaly), self.anomaly)
        self.temperature = self.normal(day) + self.anomaly
