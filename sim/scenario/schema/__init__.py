"""The scenario file as typed sections: its keys, units, ranges and what they mean."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.schema.agreement import Accord, Issue, PackageFilter
from sim.scenario.schema.base import Date, Name, Section, Text
from sim.scenario.schema.events import Event
from sim.scenario.schema.parties import Backer, Mediator, Party
from sim.scenario.schema.processes import (
    Calendar,
    Deadline,
    Grid,
    History,
    PartialDeals,
    Shocks,
    Talks,
    War,
    Weather,
)
from sim.scenario.schema.rules import Rules


class ScenarioFile(Section):
    """A whole scenario, parents merged in."""

    title: Text
    question: Text
    start: Date
    horizon: Date
    hindsight: bool = Field(
        default=False, description="true lets sources later than the start seed a parameter"
    )
    rules: Rules = Field(default_factory=Rules)
    deadline: Deadline
    parties: dict[Name, Party] = Field(min_length=2, max_length=2)
    mediator: Mediator
    backers: dict[Name, Backer] = Field(default_factory=dict)
    issues: dict[Name, Issue]
    impossible: dict[Name, PackageFilter] = Field(
        default_factory=dict, description="combinations of options that cannot be agreed"
    )
    rungs: dict[Name, PackageFilter] = Field(description="sets of packages the mediator may table")
    accord: Accord
    war: War
    weather: Weather
    grid: Grid
    calendar: Calendar
    talks: Talks
    shocks: Shocks
    partial_deals: PartialDeals = Field(default_factory=PartialDeals)
    history: History = Field(default_factory=History)
    events: dict[Name, Event] = Field(default_factory=dict)


__all__ = ["ScenarioFile"]
