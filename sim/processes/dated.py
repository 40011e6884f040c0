"""Dated events of a scenario: what all types share, and in which worlds each happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeVar

import numpy as np
from pydantic import Field, create_model

from sim.journal import Journal
from sim.processes.condition import Condition, Known
from sim.quantities.base import Date, Probability, Section, Text, neutral
from sim.quantities.draw import Draw
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity
from sim.worlds import Bools, Ints, Noise

_MOST_LATE = 3650  # days: the longest run
if TYPE_CHECKING:
    _Conditional = Section
else:  # a key that is a word of Python's own
    _Conditional = create_model(
        "_Conditional",
        __base__=Section,
        **{"if": (Condition | None, Field(None, description="what must be so on its day"))},
    )


class Dated(_Conditional):
    """What all events share."""

    one_day: ClassVar[bool] = True
    """It comes on its date in every world in which it happens."""

    may_precede_the_start: ClassVar[bool] = False
    """What came before the start still tells, such as a shock."""

    needs_talks: ClassVar[bool] = True
    """It changes nothing once the talks are over."""

    adds_up: ClassVar[bool] = False
    """Each time it comes it changes further what the last time had changed."""

    type: str
    date: Date
    label: Text | None = None
    probability: Probability = neutral(1.0, description="probability that it happens at all")
    later: Annotated[Quantity, Number("days", -_MOST_LATE, _MOST_LATE)] = neutral(
        0.0, "days by which it comes later (below zero: earlier), in whole days; never before day 0"
    )
    through: Date | None = Field(
        None, description="last day on which its 'if' is asked; default: its date alone"
    )
    repeats: bool = Field(
        False, description="it happens on every day on which its 'if' holds, not on the first alone"
    )

    @property
    def condition(self) -> Condition | None:
        """What must be so on its day, if anything."""
        found: Condition | None = getattr(self, "if")
        return found

    @property
    def waits(self) -> bool:
        """The day on which it happens is not the same in all worlds."""
        return self.condition is not None or not (self.later.fixed and self.later.value == 0)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """What belongs to a condition stands beside one, and a condition asks something."""
        if self.condition is None:
            if self.through or self.repeats:
                yield (
                    "through" if self.through else "repeats",
                    "belongs to an 'if': it says on which days the condition is asked",
                )
        elif self.condition.is_empty:
            yield "if", "asks nothing: say what must be so, or leave it out"


E = TypeVar("E", bound=Dated)
_NO_SIZES = frozenset(["probability", "later"])


class Events:
    """The scenario's events by day.

    Parameters
    ----------
    events : Mapping[str, Dated]
        By name, in the file's order.
    day_of : Callable[[date], int]
        The day of a date.

    Attributes
    ----------
    ask : bool
        Some event asks what the day knows: `dawn` needs to be told.
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
        self.by_day: dict[int, list[str]] = {}
        for name, event in events.items():
            if event.one_day and not event.waits:
                self.by_day.setdefault(day_of(event.date), []).append(name)
        self._waiting = {
            name: event
            for name, event in events.items()
            if event.condition or (event.waits and event.one_day)
        }
        self._over = {name: np.zeros(draw.worlds, dtype=bool) for name in self._waiting}
        self.ask = any(event.condition for event in events.values())
        self._today: dict[str, Bools] = {}

    def dawn(self, day: int, known: Known | None = None) -> None:
        """A day begins: which events happen on it. ``known`` is needed where events `ask`."""
        due = {name: self.happens(name, self.all[name]) for name in self.by_day.get(day, [])}
        for name, event in self._waiting.items():
            if day >= 0 and (now := self._happens_now(name, event, day, known)).any():
                due[name] = now
        self._today = {name: due[name] for name in self.all if name in due}

    def _happens_now(self, name: str, event: Dated, day: int, known: Known | None) -> Bools:
        """(worlds,): does an event whose day differs between worlds happen today?"""
        first = self.first_day(event)
        condition = event.condition
        if condition is None:
            on_its_day: Bools = self.happens(name, event) & (first == day)
            return on_its_day
        last = np.maximum(first, self.day_of(event.through) if event.through else first)
        open_ = (first <= day) & (day <= last) & ~self._over[name]
        if known is None or not open_.any():
            return np.zeros_like(open_)
        now: Bools = open_ & self.happens(name, event) & condition.holds(known, self.draw)
        if not event.repeats:
            self._over[name] = self._over[name] | now
        return now

    def first_day(self, event: Dated) -> Ints:
        """(worlds,): the first day on which an event may happen; ``later`` takes none before 0."""
        later = np.rint(self.draw(event.later)).astype(np.int64)
        date = self.day_of(event.date)
        day: Ints = np.maximum(date + later, min(date, 0))
        return day

    def write_down(self, day: int) -> None:
        """Write the day's events into the journal, with their sizes: amount and unit by name."""
        for name, happens in self._today.items() if self.journal.keeps else []:
            event = self.all[name]
            if not event.one_day:
                continue
            sizes = {
                what: (float(self.draw(q)[0]), q.unit)
                for what, q in event
                if isinstance(q, Quantity) and what not in _NO_SIZES
            }
            self.journal.write(day, "event", happens, event=name, type=event.type, sizes=sizes)

    def due(self, kind: type[E]) -> Iterator[tuple[E, Bools]]:
        """Today's events of a kind, each with the worlds in which it happens."""
        for _, event, happens in self.named(kind):
            yield event, happens

    def named(self, kind: type[E]) -> Iterator[tuple[str, E, Bools]]:
        """The same, with the name of each in the file."""
        for name, happens in self._today.items():
            event = self.all[name]
            if isinstance(event, kind):
                yield name, event, happens

    def today(self, name: str) -> Bools:
        """(worlds,): does that event happen today?"""
        return self._today.get(name, np.zeros(self.draw.worlds, dtype=bool))

    def happens(self, name: str, event: Dated) -> Bools:
        """(worlds,): does the event happen at all?"""
        happens: Bools = self.noise.uniform(f"event.{name}") < self.draw(event.probability)
        return happens
