"""How sanctions are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sim.journal import Entry, Record
from sim.processes.words import Brief, Line, Term, Told, Trait, Words
from sim.words import counted


class SanctionsWords(Words):
    """The first day of sanctions, how long they last, and what they cost."""

    worth = (
        "Going on without an accord has a worth too: the issues as they stand, less what "
        "sanctions would cost."
    )
    world = (
        Trait(
            45,
            "sanctions.believed",
            "how far the threat of sanctions is believed, until they begin",
        ),
    )
    terms: ClassVar[Mapping[str, Term]] = {"sanctions": Term("the sanctions", "lifted")}

    def entry(self, told: Told, record: Record) -> Entry | None:
        """The first day of sanctions."""
        if record.what != "sanctions":
            return None
        said = "; ".join(
            f"{told.parties[cost.removeprefix('sanctions_cost.')]} {amount:.5f}"
            for cost, amount in record.facts.items()
        )
        told_of = [f"A day of them costs, once they bite in full: {said}."]
        return Entry(record.day, "sanctions", "the sanctions begin", told_of, dict(record.facts))

    def in_brief(self, told: Told, record: Record) -> Brief | None:
        """That sanctions began."""
        return Brief("the sanctions began") if record.what == "sanctions" else None

    def month(self, told: Told, days: range) -> list[Line]:
        """Days of sanctions in the month, and what the last of them cost."""
        last = days[-1]
        borne = int(told.at("sanctions_days", last) - told.at("sanctions_days", days.start - 1))
        if not borne:
            return []
        costs = [f"{label} {cost:.5f}" for label, cost in _costs(told, last) if cost]
        now = f"; a day of them now costs {'; '.join(costs)}" if costs else ""
        return [Line(41, f"Sanctions: {counted(borne, 'day')}{now}.")]

    def month_facts(self, told: Told, days: range) -> dict[str, float]:
        """Days of sanctions so far."""
        return {"sanctions_days": told.at("sanctions_days", days[-1])}

    def ends(self, told: Told, facts: dict[str, Any]) -> list[Line]:
        """Days of sanctions."""
        days = round(facts["sanctions_days"])
        lasted = f"in force for {counted(days, 'day')}" if days else "never imposed"
        return [Line(41, f"sanctions were {lasted}")]


def _costs(told: Told, day: int) -> list[tuple[str, float]]:
    borne = told.file.sanctions.costs
    return [
        (label, told.at(f"sanctions_cost.{key}", day))
        for key, label in told.parties.items()
        if key in borne
    ]
