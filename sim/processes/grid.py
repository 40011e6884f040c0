"""Electricity: strikes take supply out, repair brings it back, imports and aid fill gaps."""

from __future__ import annotations

import datetime as dt

import numpy as np

from sim.agents.backer import Backer
from sim.processes.events import Events
from sim.scenario.draw import Draw
from sim.scenario.schema.events import AidRequestEvent, StrikeEvent
from sim.scenario.schema.processes import Grid as GridSpec
from sim.theory import chance
from sim.worlds import Bools, Floats, Ints, Noise

_WARM_MONTHS = range(4, 10)
_HOURS = 24.0
_LEAST_DEMAND = 1e-9


class Grid:
    """One side's grid. Arrays: (worlds,), power in GW.

    Every day ``supply + imports + aid + unserved = demand`` when it is short, and nothing is
    unserved otherwise.
    """

    def __init__(self, spec: GridSpec, start: dt.date, draw: Draw, noise: Noise) -> None:
        self.spec, self.start, self.noise = spec, start, noise
        strikes = spec.strikes
        self.undamaged = draw(spec.undamaged)
        self.damage = np.maximum(0.0, self.undamaged - draw(spec.supply))
        self.mild_demand, self.per_degree = draw(spec.demand), draw(spec.per_degree)
        self.mild_day, self.import_cap = draw(spec.mild_day), draw(spec.imports)
        self.repair, self.people = draw(spec.repair), draw(spec.people)
        self.asks_above, self.memory = draw(spec.asks_above), draw(spec.memory)
        self.rate, self.cluster = 1.0 / draw(strikes.gap), draw(strikes.cluster)
        self.echo_memory, self.warm_season = draw(strikes.echo), draw(strikes.warm_season)
        self.mark, self.shape = draw(strikes.damage), draw(strikes.shape)
        # the echo of earlier waves is in its mean at the start, so the first day is like any other
        self.echo = self.cluster * self.rate
        self.hardship = draw(spec.deficit)
        self.blackout_hours = np.zeros(draw.worlds)
        self.waves = np.zeros(draw.worlds, dtype=np.int64)
        self.supply = self.undamaged - self.damage
        self.demand = self.imports = self.aid = self.unserved = np.zeros(draw.worlds)

    def is_struck(self, day: int, truce: Bools, surge: Ints, events: Events) -> Ints:
        """Waves of strikes today, and their damage; none in a truce. Returns the waves."""
        warm = (self.start + dt.timedelta(days=day)).month in _WARM_MONTHS
        base = self.rate * (1.0 - self.cluster) * (self.warm_season if warm else 1.0)
        waves = chance.count(self.noise.uniform("grid.strikes", day), base + self.echo)
        waves = np.where(truce, 0, waves)
        self.echo = chance.excited(self.echo, waves, self.cluster, self.echo_memory)
        self.waves = np.where(truce, 0, waves + surge)
        u = self.noise.uniform("grid.damage", day)
        damage = chance.total_of_marks(u, self.waves, self.mark, self.shape)
        for event, happens in events.due(StrikeEvent, day):
            damage = damage + np.where(happens, events.draw(event.damage), 0.0)
        left = self.damage * (1.0 - self.repair)
        self.damage = np.minimum(left + damage, self.undamaged)
        return self.waves

    def serve(self, day: int, temperature: Floats, backers: list[Backer], events: Events) -> None:
        """Meet the day's demand as far as possible; feel what is not met."""
        self.demand = self.mild_demand + self.per_degree * np.maximum(
            0.0, self.mild_day - temperature
        )
        self.supply = np.minimum(self.undamaged - self.damage, self.demand)
        short = self.demand - self.supply
        self.imports = np.minimum(short, self.import_cap)
        short = short - self.imports
        helpers = [b for b in backers if b.helps == self.spec.of]
        offered = sum((b.help(day) for b in helpers), start=np.zeros_like(short))
        self.aid = np.minimum(short, offered)
        self.unserved = short - self.aid
        self._ask(day, short, helpers, events)
        share = self.unserved / np.maximum(self.demand, _LEAST_DEMAND)
        self.hardship = self.hardship + (share - self.hardship) * -np.expm1(-1.0 / self.memory)
        self.blackout_hours = self.blackout_hours + _HOURS * self.people * share

    def _ask(self, day: int, short: Floats, backers: list[Backer], events: Events) -> None:
        """Ask the backers while much is unserved, or when a dated event says so."""
        asking = short > self.asks_above * self.demand
        for _, happens in events.due(AidRequestEvent, day):
            asking = asking | happens
        for backer in backers:
            backer.is_asked(asking, day)
            backer.is_released(short <= 0.0)
