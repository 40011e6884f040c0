"""Sanctions: from a given day without an accord they cost a side, as they bite and it adapts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.outcome import Outcome
from sim.processes.day import ACCORD, Day
from sim.processes.process import Process, Setting
from sim.processes.sanctions.bite import bite, bitten
from sim.processes.sanctions.section import Sanctions as SanctionsSection
from sim.processes.sanctions.words import SanctionsWords
from sim.series import Series
from sim.worlds import Floats


class Sanctions(Process):
    """Days of sanctions so far. Arrays: (worlds,).

    Drezner 2003 (International Organization 57): who would rather concede than bear them does so
    before they are imposed, so that the threat does much of the work. Here a party reckons with
    them before they begin, as far as it believes the threat. How often they bring concessions at
    all: Hufbauer, Schott, Elliott and Oegg 2007 (Economic Sanctions Reconsidered).

    Attributes
    ----------
    days : Floats
        Days of sanctions so far, since the start.
    on : Bools
        Is it a day of sanctions?
    """

    name = "sanctions"
    section = SanctionsSection
    refers: ClassVar[Mapping[str, str]] = {"costs": "parties"}
    outcomes = (
        Outcome(
            "sanctions_days",
            "days of sanctions",
            "days",
            "measure",
            answer=lambda played: played.final["sanctions_days"],
            rank=76,
        ),
    )
    words = SanctionsWords()
    labels: ClassVar[Mapping[str, Series]] = {
        "sanctions_days": Series("days of sanctions so far", "days"),
        "sanctions_cost": Series("what a day of sanctions costs now", "utility/day", each=True),
    }
    drawn = ("sanctions_cost.*",)

    def __init__(self, spec: SanctionsSection, setting: Setting) -> None:
        draw = setting.draw
        self.begins = setting.day_of(spec.begins) if spec.begins else setting.deadline + 1
        self.costs = {party: draw(cost) for party, cost in spec.costs.items()}
        self.bites_after, self.adapts_after = draw(spec.bites_after), draw(spec.adapts_after)
        self.ahead, self.believed = draw(spec.looks_ahead), draw(spec.believed)
        self.journal = setting.journal
        self.days = np.zeros(draw.worlds)
        self.on = np.zeros(draw.worlds, dtype=bool)

    def step(self, today: Day) -> None:
        """A day of sanctions where there is no accord: nothing else lifts them."""
        self.on = (today.phase != ACCORD) & (today.day >= self.begins)
        self.days = self.days + self.on
        if self.journal.keeps and today.day == self.begins:
            costs = {f"sanctions_cost.{party}": cost for party, cost in self.costs.items()}
            self.journal.write(today.day, "sanctions", self.on, **costs)

    def age(self, day: int) -> int:
        """Days of them on a day, that day included, where there is no accord."""
        return max(0, day - self.begins + 1)

    def cost(self, party: str, day: int) -> Floats:
        """What a day of them costs a party (utility/day); 0 before they begin."""
        share = bite(self.age(day), self.bites_after, self.adapts_after)
        return self.costs[party] * share

    def terms(self, party: str, day: int) -> dict[str, Floats]:
        """What the days of them that the party reckons with will cost it (utility, <= 0).

        The days of its horizon that lie before they begin cost nothing, and until then the rest
        counts as far as the threat is believed.
        """
        if party not in self.costs:
            return {}
        ahead = np.maximum(0.0, self.ahead - max(0, self.begins - day))
        at_full_bite = bitten(self.age(day), ahead, self.bites_after, self.adapts_after)
        believed = self.believed if day < self.begins else 1.0
        return {"sanctions": -believed * self.costs[party] * at_full_bite}

    def cost_a_day(self, party: str, day: int) -> Floats | float:
        """What the day costs the party where there is no accord."""
        return self.cost(party, day) if party in self.costs else 0.0

    def series(self, day: int) -> dict[str, NDArray[Any]]:
        """Days so far, and what a day costs each side."""
        series: dict[str, NDArray[Any]] = {"sanctions_days": self.days}
        for party in self.costs:
            series[f"sanctions_cost.{party}"] = np.where(self.on, self.cost(party, day), 0.0)
        return series

    def final(self) -> dict[str, NDArray[Any]]:
        """Days of sanctions."""
        return {"sanctions_days": self.days}
