"""When the parties meet: dated rounds, then gaps; held or not."""

from __future__ import annotations

import numpy as np

from sim.processes.events import Events
from sim.scenario.draw import Draw
from sim.scenario.schema.processes import Calendar as CalendarSpec
from sim.worlds import Bools, Floats, Ints, lognormal


class Calendar:
    """Scheduled dates. Arrays: (worlds,).

    Attributes
    ----------
    next_date : Ints
        Day of the next regular date.
    at_place : Bools
        Today's date is held at the place its event names.
    """

    def __init__(self, spec: CalendarSpec, last_round: int, events: Events) -> None:
        draw: Draw = events.draw
        self.events, self.noise = events, events.noise
        self.median, self.spread = draw(spec.gap.median), draw(spec.gap.spread)
        self.readiness = draw(spec.readiness)
        self.cancelled_within = draw(spec.cancelled_within)
        self.pace, self.alone_chance = draw(spec.alone.pace), draw(spec.alone.chance)
        self.rounds = list(events.rounds())
        worlds = draw.worlds
        self.at_place: Bools = np.zeros(worlds, dtype=bool)
        self.chance_of_today = self.readiness
        first = last_round + self.gap(0, np.ones(worlds, dtype=bool))
        self.next_date = np.maximum(first, 1)

    def gap(self, day: int, mediated: Bools) -> Ints:
        """Days from one date to the next, at least one; longer without a mediator."""
        days = lognormal(self.noise.normal("calendar.gap", day), self.median, self.spread)
        days = days / np.where(mediated, 1.0, self.pace)
        return np.maximum(1, np.rint(np.minimum(days, 1e6))).astype(np.int64)

    def dates(self, day: int, meeting: Bools, mediated: Bools) -> Bools:
        """Where a date is scheduled today; draws the next one. ``meeting``: talks are on."""
        regular = self.next_date <= day
        dated: Bools = np.zeros(meeting.shape, dtype=bool)
        self.chance_of_today, self.at_place = self.readiness, dated
        for name, event, happens, on in self.rounds:
            announced = self.events.scenario.day(event.announced or event.date)
            # an announced round is the next one: nothing regular is scheduled before it
            regular = regular & ~(happens & (announced <= day) & (day < on))
            today = happens & (on == day)
            dated = dated | today
            if event.held is not None:
                held = self.events.draw(event.held)
                self.chance_of_today = np.where(today, held, self.chance_of_today)
            if today.any():
                at = self.events.draw(event.at_place)
                self.at_place = self.at_place | (
                    today & self.noise.happens(f"event.{name}.place", 0, at)
                )
        dates = meeting & (regular | dated)
        if not dates.any():
            return dates
        self.next_date = np.where(dates, day + self.gap(day, mediated), self.next_date)
        return dates

    def begin_anew(self, day: int, where: Bools, mediated: Bools) -> None:
        """Talks resume, or go on without a mediator: the next date is drawn anew."""
        if where.any():
            self.next_date = np.where(where, day + self.gap(day, mediated), self.next_date)

    def cancelled(self, day: int, last_shock: Floats) -> Bools:
        """Dates that a recent shock cancels."""
        cancelled: Bools = day - last_shock <= self.cancelled_within
        return cancelled

    def held(self, day: int, drive: Floats, alone: Bools) -> Bools:
        """Is a date of today held, at that attention (``drive``)? To attend is not to concede."""
        chance = self.chance_of_today * np.where(alone, self.alone_chance, drive)
        return self.noise.happens("calendar.held", day, chance)
