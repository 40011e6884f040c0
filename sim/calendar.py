"""When the parties meet: dated rounds, then gaps; held or not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.processes.dated import Events
from sim.scenario.schema.meetings import Calendar as CalendarSection
from sim.scenario.schema.meetings import RoundEvent
from sim.theory import chance
from sim.worlds import Bools, Floats, Ints, lognormal

_NEVER = 10**9


class Calendar:
    """Scheduled dates. Arrays: (worlds,).

    Attributes
    ----------
    next_date : Ints
        Day of the next regular date.
    at_place : Bools
        Today's date is held at the place its event names.
    """

    def __init__(self, spec: CalendarSection | None, last_round: int, events: Events) -> None:
        self.events, self.draw, self.noise = events, events.draw, events.noise
        self.spec, worlds = spec, events.draw.worlds
        always = np.ones(worlds)
        self.readiness = self.draw(spec.readiness) if spec else always
        within = spec.cancelled_within if spec else None
        self.cancelled_within = self.draw(within) if within else 0 * always
        alone = spec.alone if spec else None
        self.pace = self.draw(alone.pace) if alone else always
        self.alone_chance = self.draw(alone.chance) if alone else always
        self.rounds = list(dated_rounds(events))
        self.at_place: Bools = np.zeros(worlds, dtype=bool)
        self.chance_of_today = self.readiness
        first = last_round + self.gap(0, np.ones(worlds, dtype=bool))
        self.next_date = np.maximum(first, 1)

    def gap(self, day: int, mediated: Bools) -> Ints:
        """Days from one date to the next, at least one; longer without a mediator."""
        if self.spec is None:
            return np.full(mediated.shape, _NEVER)
        median, spread = self.draw(self.spec.gap.median), self.draw(self.spec.gap.spread)
        days = lognormal(self.noise.normal("calendar.gap", day), median, spread)
        days = days / np.where(mediated, 1.0, self.pace)
        return np.maximum(1, np.rint(np.minimum(days, 1e6))).astype(np.int64)

    def days_per_date(self) -> Floats:
        """Mean days from one held date to the next while the mediator attends."""
        if self.spec is None:
            return np.full(self.readiness.shape, float(_NEVER))
        median, spread = self.draw(self.spec.gap.median), self.draw(self.spec.gap.spread)
        gap = np.maximum(1.0, median * np.exp(0.5 * spread * spread))
        days: Floats = np.minimum(gap / np.maximum(self.readiness, 1.0 / _NEVER), _NEVER)
        return days

    def days_per_date_alone(self) -> Floats:
        """The same once the sides are alone."""
        share = np.maximum(self.pace * self.alone_chance, 1.0 / _NEVER)
        days: Floats = np.minimum(self.days_per_date() / share, _NEVER)
        return days

    def write_down(self, day: int) -> None:
        """Write rounds that are announced today into the journal."""
        for name, event, happens, _ in self.rounds:
            planned = self.events.day_of(event.date)
            if self._announced(event) == day < planned:
                self.events.journal.write(day, "announced", happens, event=name, planned=planned)

    def dates(self, day: int, meeting: Bools, mediated: Bools) -> Bools:
        """Where a date is scheduled today; draws the next one. ``meeting``: talks are on."""
        regular = self.next_date <= day
        dated: Bools = np.zeros(meeting.shape, dtype=bool)
        self.chance_of_today, self.at_place = self.readiness, dated
        for name, event, happens, on in self.rounds:
            # an announced round is the next one: nothing regular is scheduled before it
            regular = regular & ~(happens & (self._announced(event) <= day) & (day < on))
            today = self.events.today(name) if event.condition else happens & (on == day)
            dated = dated | today
            if event.held is not None:
                held = self.draw(event.held)
                self.chance_of_today = np.where(today, held, self.chance_of_today)
            if today.any():
                at = self.draw(event.at_place)
                self.at_place = self.at_place | (
                    today & self.noise.happens(f"event.{name}.place", 0, at)
                )
                self.events.journal.write(day, "not_met", today & ~meeting, event=name)
        dates = meeting & (regular | dated)
        if not dates.any():
            return dates
        self.next_date = np.where(dates, day + self.gap(day, mediated), self.next_date)
        return dates

    def _announced(self, event: RoundEvent) -> float:
        """The day from which a dated round is known; one that asks a condition never is."""
        if event.condition:
            return np.inf
        return self.events.day_of(event.announced or event.date)

    def days_to_next(self, day: int, meeting: Bools) -> Floats:
        """Days until the next date that is known; inf where none is. ``meeting``: talks are on."""
        dated = np.full(meeting.shape, np.inf)
        for _, event, happens, on in self.rounds:
            to_come = happens & (self._announced(event) <= day) & (day <= on)
            dated = np.where(to_come, np.minimum(dated, on - day), dated)
        regular = np.maximum(self.next_date - day, 0)
        days: Floats = np.where(np.isfinite(dated), dated, regular)
        return np.where(meeting, days, np.inf)

    def begin_anew(self, day: int, where: Bools, mediated: Bools) -> None:
        """Talks resume, or go on without a mediator: the next date is drawn anew."""
        if where.any():
            self.next_date = np.where(where, day + self.gap(day, mediated), self.next_date)

    def cancelled(self, day: int, last_shock: Floats) -> Bools:
        """Dates that a recent shock cancels; none does where that is within 0 days."""
        within = self.cancelled_within
        cancelled: Bools = (within > 0) & (day - last_shock <= within)
        return cancelled

    def held(self, day: int, attention: Floats, alone: Bools) -> Bools:
        """Is a date of today held, at so much attention? To attend is not to concede."""
        chance = self.chance_of_today * np.where(alone, self.alone_chance, attention)
        return self.noise.happens("calendar.held", day, chance)


def dated_rounds(events: Events) -> Iterator[tuple[str, RoundEvent, Bools, Ints]]:
    """Dated rounds: name, event, whether it is on the calendar, and its day in each world."""
    for name, event in events.all.items():
        if isinstance(event, RoundEvent):
            u = events.noise.uniform(f"event.{name}.slips")
            day = events.first_day(event) + chance.count(u, events.draw(event.slips))
            yield name, event, events.happens(name, event), day
