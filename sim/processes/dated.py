"""Dated events of a scenario: what all types share, and in which worlds each happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar, TypeVar

from sim.journal import Journal
from sim.quantities.base import Date, Probability, Section, Text, neutral
from sim.quantities.draw import Draw
from sim.quantities.quantity import Quantity
from sim.worlds import Bools, Noise


class Dated(Section):
    """What all events share."""

    one_day: ClassVar[bool] = True
    """It comes on its date in every world in which it happens."""

    may_precede_the_start: ClassVar[bool] = False
    """What came before the start still tells, such as a shock."""

    type: str
    date: Date
    label: Text | None = None
    probability: Probability = neutral(1.0, description="probability that it happens at all")


E = TypeVar("E", bound=Dated)


class Events:
    """The scenario's events by day.

    Parameters
    ----------
    events : Mapping[str, Dated]
        By name, in the file's order.
    day_of : Callable[[date], int]
        The day of a date.
    """

    def __init__(
        self,
        events: Mapping[str, Dated],
        day_of: Callable[[dt.date], int],
        draw: Draw,
        noise: Noise,
        journal: Journal | None = None,
    ) -> None:
        self.all, self.day_of, self.draw, self.noise = events, day_of, draw, noise
        self.journal = journal or Journal()
        self.by_day: dict[int, list[tuple[str, Dated]]] = {}
        for name, event in events.items():
            if event.one_day:
                self.by_day.setdefault(day_of(event.date), []).append((name, event))

    def write_down(self, day: int) -> None:
        """Write the day's events into the journal, with their sizes: amount and unit by name."""
        for name, event in self.by_day.get(day, []) if self.journal.keeps else []:
            sizes = {
                what: (float(self.draw(q)[0]), q.unit)
                for what, q in event
                if isinstance(q, Quantity) and what != "probability"
            }
            happens = self.happens(name, event)
            self.journal.write(day, "event", happens, event=name, type=event.type, sizes=sizes)

    def due(self, kind: type[E], day: int) -> Iterator[tuple[E, Bools]]:
        """Events of a kind on that day, each with the worlds in which it happens."""
        for _, event, happens in self.named(kind, day):
            yield event, happens

    def named(self, kind: type[E], day: int) -> Iterator[tuple[str, E, Bools]]:
        """The same, with the name of each in the file."""
        for name, event in self.by_day.get(day, []):
            if isinstance(event, kind):
                yield name, event, self.happens(name, event)

    def happens(self, name: str, event: Dated) -> Bools:
        """(worlds,): does the event happen at all?"""
        happens: Bools = self.noise.uniform(f"event.{name}") < self.draw(event.probability)
        return happens
