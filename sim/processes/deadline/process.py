"""The mediator's deadline: how close it is, whether it is believed, what follows when it lapses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.processes.deadline.section import Deadline, DeadlineEvent
from sim.processes.deadline.words import DeadlineWords
from sim.processes.process import Setting
from sim.series import Series
from sim.worlds import Bools, Floats


class Clock:
    """The running deadline. Arrays: (worlds,).

    Attributes
    ----------
    credibility : Floats
        Belief in it, in [0, 1].
    begin, end : Floats
        Its first and last day.
    lapsed : Bools
        It ran out and no new one is set yet.
    """

    words = DeadlineWords()
    labels: ClassVar[Mapping[str, Series]] = {
        "credibility": Series("belief in the deadline, from 0 to 1"),
        "deadline_begin": Series("first day of the deadline's clock", "days", "day"),
        "deadline_end": Series("day of the deadline", "days", "day"),
        "lapsed": Series("the deadline ran out and no new one is set", kind="yes"),
    }

    def __init__(self, spec: Deadline, setting: Setting) -> None:
        draw, self.noise, self.events = setting.draw, setting.noise, setting.events
        self.journal = setting.journal
        self.day_of: Callable[[dt.date], int] = setting.day_of
        self.on_lapse = spec.on_lapse
        self.credibility = draw(spec.credibility)
        self.after_lapse, self.binds = draw(spec.after_lapse), draw(spec.binds)
        self.lingering = draw(spec.lingering_pressure)
        self.renewal = draw(spec.new.probability)
        self.renewal_after, self.length = (
            np.rint(draw(spec.new.after)),
            np.rint(draw(spec.new.length)),
        )
        self.begin = np.zeros(draw.worlds)
        self.end = np.full(draw.worlds, float(setting.day_of(spec.date)))
        self.lapsed = np.zeros(draw.worlds, dtype=bool)
        self.presses_on = np.zeros(draw.worlds, dtype=bool)
        self.renewed_on = np.full(draw.worlds, np.inf)

    def step(self, day: int, talking: Bools) -> tuple[Bools, Bools]:
        """One day of the clock, where a mediator is still talking.

        Returns the worlds where the mediator leaves, and those where a new clock starts.
        """
        runs_out = talking & ~self.lapsed & (day == self.end + 1)
        binding = runs_out & self._binds(day, runs_out)
        leaves = binding & (self.on_lapse == "leave")
        self.presses_on = self.presses_on | (binding & (self.on_lapse == "cost"))
        self._lapse(day, runs_out, binding)
        starts = talking & (day == self.renewed_on) | (binding & (self.on_lapse == "extend"))
        self._start(starts, day, day + self.length)
        for event, happens in self.events.due(DeadlineEvent):
            dated = talking & happens
            self._start(dated, day, np.full_like(self.end, max(self.day_of(event.until), day)))
            starts = starts | dated
        return leaves, starts

    def _binds(self, day: int, runs_out: Bools) -> Bools:
        """Does a lapse of today have its consequence? No number is drawn without a lapse."""
        if not runs_out.any():
            return runs_out
        return self.noise.happens("deadline.binds", day, self.binds)

    def _lapse(self, day: int, runs_out: Bools, binding: Bools) -> None:
        if not runs_out.any():
            return
        self.lapsed = self.lapsed | runs_out
        without_consequence, believed = runs_out & ~binding, self.credibility
        weaker = self.credibility * self.after_lapse
        self.credibility = np.where(without_consequence, weaker, self.credibility)
        renewed = without_consequence & (self.noise.uniform("deadline.renewed", day) < self.renewal)
        self.renewed_on = np.where(renewed, day + self.renewal_after, self.renewed_on)
        self.journal.write(
            day,
            "lapse",
            runs_out,
            credibility_before=believed,
            credibility=self.credibility,
            follows=binding,
            what_follows=self.on_lapse,
        )

    def _start(self, where: Bools, begin: int, end: Floats) -> None:
        self.journal.write(
            begin,
            "new_deadline",
            where,
            until=end,
            extended=begin == self.end + 1,
            credibility=self.credibility,
        )
        self.begin = np.where(where, float(begin), self.begin)
        self.end = np.where(where, end, self.end)
        self.lapsed = self.lapsed & ~where
        self.presses_on = self.presses_on & ~where
        self.renewed_on = np.where(where, np.inf, self.renewed_on)

    def elapsed(self, day: int) -> Floats:
        """Share of the running deadline that is used up, in [0, 1]; 1 after a lapse."""
        return np.clip((day - self.begin) / np.maximum(self.end - self.begin, 1.0), 0.0, 1.0)

    def runs(self, day: int) -> Bools:
        """Is there a deadline to come?"""
        runs: Bools = ~self.lapsed & (day <= self.end)
        return runs

    def closeness(self, dates: Floats) -> Floats:
        """Share of full pressure, where so many dates are expected before the deadline.

        What a lapse threatens is risked by a refusal only where no date comes any more on which to
        accept: with dates at random the probability of that is ``exp(-dates)`` (Schelling 1960: a
        threat works by the last clear chance to comply). After a lapse: what lingers.
        """
        after = np.where(self.presses_on, 1.0, self.lingering)
        return np.where(self.lapsed, after, np.exp(-dates))

    def begins(self, day: int) -> bool:
        """Does a new clock begin that day in the first world?"""
        return bool(self.begin[0] == day > 0)

    def stop(self, where: Bools) -> None:
        """Nobody keeps the clock any more: the mediator left."""
        self.credibility = np.where(where, 0.0, self.credibility)

    def series(self) -> dict[str, NDArray[Any]]:
        """The running deadline and the belief in it."""
        return {
            "credibility": self.credibility,
            "deadline_begin": self.begin,
            "deadline_end": self.end,
            "lapsed": self.lapsed,
        }


class NoDeadline:
    """Nobody sets a deadline. Arrays: (worlds,)."""

    labels: ClassVar[Mapping[str, Series]] = {}

    def __init__(self, worlds: int) -> None:
        self.credibility = np.zeros(worlds)
        self.lapsed = np.zeros(worlds, dtype=bool)
        self.end, self.on_lapse = np.zeros(worlds), "extend"

    def step(self, day: int, talking: Bools) -> tuple[Bools, Bools]:
        """Nothing runs out and nothing starts."""
        return np.zeros_like(self.lapsed), np.zeros_like(self.lapsed)

    def elapsed(self, day: int) -> Floats:
        """Nothing is used up."""
        return np.zeros_like(self.credibility)

    def runs(self, day: int) -> Bools:
        """None does."""
        return np.zeros_like(self.lapsed)

    def closeness(self, dates: Floats) -> Floats:
        """Nothing presses."""
        return np.zeros_like(self.credibility)

    def begins(self, day: int) -> bool:
        """No clock begins."""
        return False

    def stop(self, where: Bools) -> None:
        """There is no clock to stop."""

    def series(self) -> dict[str, NDArray[Any]]:
        """Nothing to tell."""
        return {}
