"""What lies ahead of the parties: dates for talks, a deadline and its lapse, and their cost."""

from __future__ import annotations

from functools import reduce

import numpy as np

from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator
from sim.agents.nobody import Nobody
from sim.calendar import Calendar
from sim.going_on import GoingOn
from sim.processes.deadline import Clock, NoDeadline
from sim.theory.reservation import Ahead
from sim.worlds import Bools, Floats


class Foresight:
    """What everybody can reckon out about the time to come. Arrays: (worlds,)."""

    def __init__(
        self,
        sides: tuple[Belligerent, ...],
        mediator: Mediator | Nobody,
        calendar: Calendar,
        clock: Clock | NoDeadline,
        going_on: GoingOn,
        mediated: bool,
    ) -> None:
        self.sides, self.mediator = sides, mediator
        self.calendar, self.clock, self.going_on = calendar, clock, going_on
        # a scenario without a mediator has no dates that would be rarer without one
        self.days_alone = calendar.days_per_date_alone() if mediated else calendar.days_per_date()
        self._everywhere = np.arange(clock.credibility.size)

    def ahead(
        self, day: int, credibility: Floats, pressure: Floats, running: Bools
    ) -> tuple[Ahead, ...]:
        """What each side sees before it on a day of so much belief and pressure.

        ``running`` tells where a deadline runs; before the start, one that lapses that day.
        """
        mediator, clock = self.mediator, self.clock
        running = running & mediator.present
        end = np.where(running & (day >= 0), clock.end, day)
        names = [side.name for side in self.sides]
        return tuple(
            Ahead(
                mediated=mediator.present,
                running=running,
                credibility=credibility,
                to_deadline=self._dates(day, end),
                after=self._dates(end, np.inf),
                days=self.calendar.days_per_date(),
                days_alone=self.days_alone,
                lapse=side.pressure * (1.0 - pressure) * (clock.on_lapse == "cost"),
                leaves=clock.on_lapse == "leave",
                cost=self.going_on.cost_a_day(side.name, day),
                patience=side.patience,
                others_patience=reduce(
                    np.maximum, (other.patience for other in self.sides if other is not side)
                ),
                weight=np.where(mediator.present, weight, 1.0 / len(names)),
            )
            for side, weight in zip(
                self.sides, mediator.weights(self._everywhere, names), strict=True
            )
        )

    def dates_to_deadline(self, day: int) -> Floats:
        """Dates expected before the deadline; 0 once it is over."""
        return self._dates(day, np.maximum(self.clock.end, day))

    def _dates(self, begin: Floats | int, end: Floats | float) -> Floats:
        """Dates that the mediator's attention will let take place between two days."""
        days: Floats = self.mediator.attention_between(begin, end)
        return days / self.calendar.days_per_date()
