"""How a strike is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sim.journal import Entry
from sim.processes.words import Line, Term, Told, Words
from sim.words import counted


class StrikeWords(Words):
    """The strike's first day, and how long it lasts."""

    worth = (
        "Going on without an accord has a worth too: the issues as they stand, less what the "
        "strike would cost."
    )
    terms: ClassVar[Mapping[str, Term]] = {"strike": Term("what a strike would cost it", "spared")}

    def entries(self, told: Told, day: int) -> list[Entry]:
        """The first day of the strike."""
        if told.at("strike_days", day) != 1 or not told.changed("strike_days", day):
            return []
        costs = {k: told.at(f"strike_cost.{k}", day) for k in told.file.strike.costs}
        said = "; ".join(f"{told.parties[k]} {cost:.4f}" for k, cost in costs.items())
        facts = {f"strike_cost.{k}": cost for k, cost in costs.items()}
        return [Entry(day, "strike", "the strike begins", [f"A day of it costs: {said}."], facts)]

    def month(self, told: Told, days: range) -> list[Line]:
        """Days of strike in the month."""
        struck = int(told.at("strike_days", days[-1]) - told.at("strike_days", days.start - 1))
        return [Line(40, f"Strike: {counted(struck, 'day')}.")] if struck else []

    def month_facts(self, told: Told, days: range) -> dict[str, float]:
        """Days of strike so far."""
        return {"strike_days": told.at("strike_days", days[-1])}

    def ends(self, told: Told, facts: dict[str, Any]) -> list[Line]:
        """Days of strike."""
        return [Line(40, f"the strike lasted {counted(round(facts['strike_days']), 'day')}")]
