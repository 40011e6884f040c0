"""What is asked: the packages of a scenario, on one day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sim.agreement.packages import Packages, packages_of
from sim.agreement.valuation import MUST_HOLD
from sim.analysis.ranges.snapshot import BELIEFS
from sim.analysis.ranges.views import AS_IT_IS, MEDIATOR
from sim.errors import Usage
from sim.scenario import Scenario
from sim.words import day_month


@dataclass(frozen=True)
class Question:
    """A scenario, a seed, and the day on which its packages are looked at (from the start)."""

    scenario: Scenario
    seed: int
    day: int

    @property
    def date(self) -> dt.date:
        """The date of the day."""
        return self.scenario.date(self.day)

    @property
    def packages(self) -> Packages:
        """All packages of the scenario."""
        return packages_of(self.scenario)

    @property
    def parties(self) -> dict[str, str]:
        """Labels of the parties by name."""
        return {name: party.label for name, party in self.scenario.file.parties.items()}

    @property
    def heading(self) -> str:
        """The scenario's title, and what was set."""
        title, changes = self.scenario.file.title, ", ".join(self.scenario.changes)
        return f"{title}, with {changes}" if changes else title

    def view_label(self, name: str) -> str:
        """A view in words."""
        return {AS_IT_IS: "as it is", MEDIATOR: "the mediator"}.get(name) or self.parties[name]

    def term_label(self, name: str) -> str:
        """What may empty the range, in words."""
        if name == MUST_HOLD:
            return "that accords must be likely enough to hold"
        if name == BELIEFS:
            return "that the sides read what happens in ways of their own"
        party, _, part = name.partition(".")
        kind, _, line = part.partition(".")
        owner = self.parties[party]
        if kind == "red_line":
            return f"{owner}'s red line: {line.replace('_', ' ')}"
        return {
            "fairness": f"{owner}'s dislike of conceding more",
            "exclusion": f"{owner}'s resentment of meetings behind its back",
        }.get(kind, f"{owner}: {part}")


def day_asked(scenario: Scenario, date: dt.date | str | None) -> int:
    """Days from the start to the date asked for; without one the start.

    Raises
    ------
    Usage
        If it is no date, or lies outside the days that are played.
    """
    first, last = scenario.file.start, scenario.file.horizon
    if date is None:
        return 0
    asked = _date(date) if isinstance(date, str) else date
    if first <= asked <= last:
        return scenario.day(asked)
    when = "before the start" if asked < first else "after the horizon"
    limit = first if asked < first else last
    raise Usage(
        f"{asked.isoformat()} is {when}, {day_month(limit, year=True)}; "
        f"dates go from {first.isoformat()} to {last.isoformat()}{_meant(asked, first, last)}"
    )


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        told = f"'{text}' is no date: year-month-day, as in 2026-06-30"
        raise Usage(told) from None


def _meant(asked: dt.date, first: dt.date, last: dt.date) -> str:
    """The same day in a year that is played, if there is one."""
    for year in range(first.year, last.year + 1):
        if (asked.month, asked.day) == (2, 29):
            return ""
        near = asked.replace(year=year)
        if first <= near <= last:
            return f": did you mean {near.isoformat()}?"
    return ""
