"""What a day's beginning knows of the evening before, for events that ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.calendar import Calendar
from sim.processes import Process
from sim.processes.condition import Known
from sim.processes.day import ACCORD, TALKS
from sim.processes.deadline import Clock, NoDeadline
from sim.talks import PastRound, Round
from sim.worlds import Bools, Floats, Ints


class Knowledge:
    """Remembers what parties said, and tells a day's beginning what is known. Arrays: (worlds,).

    Parameters
    ----------
    parties : Sequence[str]
        Names, in the order of their seats.
    clock, calendar, processes
        Whose state is asked.
    worlds : int
        How many.
    """

    def __init__(
        self,
        parties: Sequence[str],
        clock: Clock | NoDeadline,
        calendar: Calendar,
        processes: Sequence[Process],
        worlds: int,
    ) -> None:
        self.parties, self.clock, self.calendar = parties, clock, calendar
        self.processes = processes
        self.refused = {name: np.zeros(worlds, dtype=bool) for name in parties}
        self.accepted = {name: np.zeros(worlds, dtype=bool) for name in parties}

    def hear(self, rows: Ints, round_: Round | PastRound) -> None:
        """Note what each said to a text, if there was one, in the worlds ``rows``."""
        asked = round_.package >= 0
        for name, said_yes in zip(self.parties, round_.accepted, strict=True):
            self.accepted[name][rows] = np.where(asked, said_yes, self.accepted[name][rows])
            self.refused[name][rows] = np.where(asked, ~said_yes, self.refused[name][rows])

    def at_dawn(self, day: int, phase: NDArray[np.int8], broken: Bools, mediator: Bools) -> Known:
        """What is known as a day begins."""
        yesterday = self._series(day - 1) if day > 0 else {}
        return Known(
            accord=phase == ACCORD,
            broken_off=broken,
            mediator=mediator,
            deadline_lapsed=self.clock.lapsed,
            days_to_round=self.calendar.days_to_next(day, (phase == TALKS) & ~broken),
            days_to_deadline=self._days_to_deadline(day),
            refused=self.refused,
            accepted=self.accepted,
            series=yesterday.get,
        )

    def _days_to_deadline(self, day: int) -> Floats:
        days: Floats = np.where(self.clock.runs(day), self.clock.end - day, np.inf)
        return days

    def _series(self, day: int) -> dict[str, NDArray[Any]]:
        found: dict[str, NDArray[Any]] = dict(self.clock.series())
        for process in self.processes:
            found |= process.series(day)
        return found
