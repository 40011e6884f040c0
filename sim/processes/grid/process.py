"""Electricity: strikes take supply out, repair brings it back, imports and aid fill gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.outcome import Outcome
from sim.processes.day import Day
from sim.processes.grid.section import AidRequestEvent, StrikeEvent
from sim.processes.grid.section import Grid as GridSection
from sim.processes.grid.words import GridWords
from sim.processes.process import Process, Setting
from sim.series import Series
from sim.theory import chance
from sim.worlds import Bools, Floats, Ints

_WARM_MONTHS = range(4, 10)
_HOURS = 24.0
_LEAST_DEMAND = 1e-9
_STATE = {"strikes": "waves"}


class Grid(Process):
    """One side's grid. Arrays: (worlds,), power in GW.

    Every day ``supply + imports + aid + unserved = demand`` when it is short, and nothing is
    unserved otherwise.
    """

    name = "grid"
    section = GridSection
    refers: ClassVar[Mapping[str, str]] = {"of": "parties"}
    dated = (StrikeEvent, AidRequestEvent)
    outcomes = (
        Outcome(
            "blackout_hours",
            "hours without power, over all people",
            "person-hours",
            "measure",
            answer=lambda played: played.final["blackout_hours"],
            rank=70,
        ),
    )
    words = GridWords()
    followed = ("unserved",)
    labels: ClassVar[Mapping[str, Series]] = {
        "demand": Series("demand for power", "GW"),
        "supply": Series("power from its own plants", "GW"),
        "imports": Series("power imported", "GW"),
        "aid": Series("power sent by backers", "GW"),
        "unserved": Series("demand that is not met", "GW"),
        "hardship": Series("share of demand not met, as it is remembered"),
        "strikes": Series("waves of strikes on the grid", "waves", "count"),
    }

    def __init__(self, spec: GridSection, setting: Setting) -> None:
        draw = setting.draw
        self.spec, self.start, self.noise = spec, setting.start, setting.noise
        self.events = setting.events
        self.helpers = [helper for helper in setting.helpers if helper.helps == spec.of]
        self.feels = draw(setting.parties[spec.of].hardship)
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

    def step(self, today: Day) -> None:
        """Strikes and repair; then the day's demand is met as far as possible."""
        truce = today.at_peace | today.get("quiet", False)
        self._is_struck(today.day, truce, today.get("surge_waves", 0))
        today.blows["strike"] = self.waves
        self._serve(today.day, today.get("temperature", self.mild_day))

    def _is_struck(self, day: int, truce: Bools, surge: Ints | int) -> None:
        """Waves of strikes today, and their damage; none in a truce."""
        warm = (self.start + dt.timedelta(days=day)).month in _WARM_MONTHS
        base = self.rate * (1.0 - self.cluster) * (self.warm_season if warm else 1.0)
        waves = chance.count(self.noise.uniform("grid.strikes", day), base + self.echo)
        waves = np.where(truce, 0, waves)
        self.echo = chance.hawkes_step(self.echo, waves, self.cluster, self.echo_memory)
        self.waves = np.where(truce, 0, waves + surge)
        u = self.noise.uniform("grid.damage", day)
        damage = chance.compound_gamma(u, self.waves, self.mark, self.shape)
        for event, happens in self.events.due(StrikeEvent):
            damage = damage + np.where(happens, self.events.draw(event.damage), 0.0)
        left = self.damage * (1.0 - self.repair)
        self.damage = np.minimum(left + damage, self.undamaged)

    def _serve(self, day: int, temperature: Floats) -> None:
        """Meet the day's demand as far as possible; feel what is not met."""
        self.demand = self.mild_demand + self.per_degree * np.maximum(
            0.0, self.mild_day - temperature
        )
        self.supply = np.minimum(self.undamaged - self.damage, self.demand)
        short = self.demand - self.supply
        self.imports = np.minimum(short, self.import_cap)
        short = short - self.imports
        offered = sum((h.help(day) for h in self.helpers), start=np.zeros_like(short))
        self.aid = np.minimum(short, offered)
        self.unserved = short - self.aid
        self._ask(day, short)
        share = self.unserved / np.maximum(self.demand, _LEAST_DEMAND)
        self.hardship = self.hardship + (share - self.hardship) * -np.expm1(-1.0 / self.memory)
        self.blackout_hours = self.blackout_hours + _HOURS * self.people * share

    def _ask(self, day: int, short: Floats) -> None:
        """Ask the backers while much is unserved, or when a dated event says so."""
        asking = short > self.asks_above * self.demand
        for _, happens in self.events.due(AidRequestEvent):
            asking = asking | happens
        for helper in self.helpers:
            helper.is_asked(asking, day)
            helper.is_released(short <= 0.0)

    def terms(self, party: str, day: int) -> dict[str, Floats]:
        """What blackouts do to the will of the side whose grid it is."""
        return {"hardship": self.feels * self.hardship} if party == self.spec.of else {}

    def series(self, day: int) -> dict[str, NDArray[Any]]:
        """Power in GW, waves of strikes, and what is felt of it."""
        return {name: getattr(self, _STATE.get(name, name)) for name in self.labels}

    def final(self) -> dict[str, NDArray[Any]]:
        """Hours without power."""
        return {"blackout_hours": self.blackout_hours}
