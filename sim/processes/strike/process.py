"""A strike: from a given day without an accord each side bears a cost a day that may grow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.outcome import Outcome
from sim.processes.day import Day
from sim.processes.process import Process, Setting
from sim.processes.strike.section import Strike as StrikeSection
from sim.processes.strike.words import StrikeWords
from sim.series import Series
from sim.worlds import Floats


class Strike(Process):
    """Days of strike so far. Arrays: (worlds,).

    Hicks 1932 (The Theory of Wages, chapter 7): what a party concedes to avoid a strike is what
    the strike would cost it; here the cost of the days it reckons with enters what going on
    without an accord is worth to it.

    Attributes
    ----------
    days : Floats
        Days of strike so far.
    on : Bools
        Is it a day of strike?
    """

    name = "strike"
    section = StrikeSection
    refers: ClassVar[Mapping[str, str]] = {"costs": "parties", "grows": "parties"}
    outcomes = (
        Outcome(
            "strike_days",
            "days of strike",
            "days",
            "measure",
            answer=lambda played: played.final["strike_days"],
            rank=75,
        ),
    )
    words = StrikeWords()
    labels: ClassVar[Mapping[str, Series]] = {
        "strike_days": Series("days of strike so far", "days"),
        "strike_cost": Series("what a day of strike costs now", "utility/day", each=True),
    }
    drawn = ("strike_days", "strike_cost.*")

    def __init__(self, spec: StrikeSection, setting: Setting) -> None:
        draw = setting.draw
        self.begins = setting.day_of(spec.begins) if spec.begins else setting.deadline + 1
        self.costs = {party: draw(cost) for party, cost in spec.costs.items()}
        self.grows = {party: draw(growth) for party, growth in spec.grows.items()}
        self.ahead, self.journal = draw(spec.looks_ahead), setting.journal
        self.days = np.zeros(draw.worlds)
        self.on = np.zeros(draw.worlds, dtype=bool)

    def step(self, today: Day) -> None:
        """A day of strike where there is no accord yet."""
        self.on = today.talking & (today.day >= self.begins)
        self.days = self.days + self.on
        if self.journal.keeps:
            costs = {f"strike_cost.{p}": self.cost(p, self.days) for p in self.costs}
            self.journal.write(today.day, "strike", self.on & (self.days == 1), **costs)

    def cost(self, party: str, after: Floats) -> Floats:
        """What a day of strike costs a party after so many days of it (utility/day)."""
        return self.costs[party] * (1.0 + self.grows.get(party, 0.0) * after)

    def terms(self, party: str, day: int) -> dict[str, Floats]:
        """What the days of strike that the party reckons with will cost it (utility, <= 0).

        The days of its horizon that lie before the strike begins cost nothing. Costs that grow in
        a straight line are summed as the mean of their first and last day.
        """
        if party not in self.costs:
            return {}
        ahead = np.maximum(0.0, self.ahead - max(0, self.begins - day))
        mean = (self.cost(party, self.days) + self.cost(party, self.days + ahead)) / 2.0
        return {"strike": -ahead * mean}

    def cost_a_day(self, party: str, day: int) -> Floats | float:
        """What today costs the party, if it is a day of strike."""
        return np.where(self.on, self.cost(party, self.days), 0.0) if party in self.costs else 0.0

    def series(self, day: int) -> dict[str, NDArray[Any]]:
        """Days so far, and what a day costs each side."""
        series: dict[str, NDArray[Any]] = {"strike_days": self.days}
        for party in self.costs:
            series[f"strike_cost.{party}"] = np.where(self.on, self.cost(party, self.days), 0.0)
        return series

    def final(self) -> dict[str, NDArray[Any]]:
        """Days of strike."""
        return {"strike_days": self.days}
