"""Dated events of the scenario: which are due on a day, and in which worlds they happen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from sim.scenario import Scenario
from sim.scenario.draw import Draw
from sim.scenario.schema.events import Dated, RoundEvent
from sim.theory import chance
from sim.worlds import Bools, Ints, Noise

E = TypeVar("E", bound=Dated)


class Events:
    """The scenario's events by day. A round's day differs between worlds: see ``rounds``."""

    def __init__(self, scenario: Scenario, draw: Draw, noise: Noise) -> None:
        self.scenario, self.draw, self.noise = scenario, draw, noise
        self.by_day: dict[int, list[tuple[str, Dated]]] = {}
        for name, event in scenario.file.events.items():
            if not isinstance(event, RoundEvent):
                self.by_day.setdefault(scenario.day(event.date), []).append((name, event))

    def due(self, kind: type[E], day: int) -> Iterator[tuple[E, Bools]]:
        """Events of a kind on that day, each with the worlds in which it happens."""
        for name, event in self.by_day.get(day, []):
            if isinstance(event, kind):
                yield event, self.happens(name, event)

    def happens(self, name: str, event: Dated) -> Bools:
        """(worlds,): does the event happen at all?"""
        happens: Bools = self.noise.uniform(f"event.{name}") < self.draw(event.probability)
        return happens

    def rounds(self) -> Iterator[tuple[str, RoundEvent, Bools, Ints]]:
        """Dated rounds: name, event, whether it is on the calendar, and its day in each world."""
        for name, event in self.scenario.file.events.items():
            if isinstance(event, RoundEvent):
                late = chance.count(
                    self.noise.uniform(f"event.{name}.slips"), self.draw(event.slips)
                )
                yield name, event, self.happens(name, event), self.scenario.day(event.date) + late
