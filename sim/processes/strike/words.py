"""How a strike is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sim.journal import Entry, Record
from sim.processes.words import Brief, Line, Term, Told, Words
from sim.words import counted


class StrikeWords(Words):
    """The strike's first day, and how long it lasts."""

    worth = (
        "Going on without an accord has a worth too: the issues as they stand, less what the "
        "strike would cost."
    )
    terms: ClassVar[Mapping[str, Term]] = {"strike": Term("what a strike would cost it", "spared")}

    def entry(self, told: Told, record: Record) -> Entry | None:
        """The first day of the strike."""
        if record.what != "strike":
            return None
        said = "; ".join(
            f"{told.parties[cost.removeprefix('strike_cost.')]} {amount:.4f}"
            for cost, amount in record.facts.items()
        )
        told_of = [f"A day of it costs: {said}."]
        return Entry(record.day, "strike", "the strike begins", told_of, dict(record.facts))

    def in_brief(self, told: Told, record: Record) -> Brief | None:
        """That the strike began."""
        return Brief("the strike began") if record.what == "strike" else None

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

    def ends_in_brief(self, told: Told, facts: dict[str, Any]) -> list[Line]:
        """The same; a strike that never began is told as such."""
        return (
            self.ends(told, facts)
            if round(facts["strike_days"])
            else [Line(40, "there was no strike")]
        )
