"""When the parties meet: the calendar, dated rounds, the past, and what takes the mediator away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.processes.dated import Dated
from sim.quantities.base import (
    Date,
    Days,
    Delay,
    Name,
    Probability,
    Section,
    SkewedDays,
    Text,
    belongs,
    neutral,
)
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity
from sim.scenario.schema.agreement import PackageFilter


class Alone(Section):
    """How the sides meet when the mediator has left."""

    pace: Annotated[Quantity, Number("-", 0.001, 1)] = Field(
        description="rate of dates, relative to mediated ones"
    )
    chance: Probability = Field(
        description="probability that a date is held, relative to readiness"
    )


class Calendar(Section):
    """When the parties meet."""

    gap: SkewedDays
    readiness: Probability = Field(description="probability that a date is held at full attention")
    cancelled_within: Days | None = belongs(
        "shocks", description="a shock so many days before a date cancels it (0: none does)"
    )
    alone: Alone | None = Field(None, json_schema_extra={"needs": "mediator"})


class PastRound(Section):
    """A round held, or a text refused, before the start; it brought no accord."""

    label: Text | None = Field(None, description="what it is called")
    date: Date
    text: PackageFilter = Field(
        default_factory=dict, description="what was tabled, by issue; default: not known"
    )
    refused_by: list[Name] = Field(
        default_factory=list, description="who surely refused; default: nobody knows who"
    )
    lapsed: bool = Field(
        False,
        description="it was the last date before a deadline that then lapsed",
        json_schema_extra={"needs": "deadline"},
    )
    exchanged: Annotated[Quantity, Number("persons", 0, 1e6)] = belongs(
        "partial_deals", 0.0, description="prisoners freed on each side"
    )


class History(Section):
    """What happened before the start, as data: worlds that contradict it are drawn again."""

    rounds: dict[Name, PastRound] = Field(default_factory=dict)


class RoundEvent(Dated):
    """A date for talks; nothing else is scheduled from its announcement on."""

    needs_talks: ClassVar[bool] = False
    one_day: ClassVar[bool] = False
    type: Literal["round"]
    announced: Date | None = Field(None, description="default: the date itself")
    slips: Delay = neutral(0.0, description="mean days by which it comes later (Poisson)")
    held: Probability | None = Field(None, description="default: readiness")
    place: Text | None = None
    at_place: Probability = neutral(1.0, description="probability that it is held there")

    def pairs(self) -> Iterator[tuple[str, str]]:
        """A round that asks a condition is known on its day alone."""
        yield from super().pairs()
        if self.condition and self.announced:
            yield "announced", "cannot stand beside 'if': nobody knows beforehand if it will hold"
        if self.condition and not (self.slips.fixed and self.slips.value == 0):
            yield "slips", "cannot stand beside 'if': such a round comes on the day it holds"


class DistractionEvent(Dated):
    """Another crisis takes the mediator's attention."""

    needs_talks: ClassVar[bool] = False
    type: Literal["distraction"]
    days: Days = Field(description="how long it lasts")


class MediatorLeavesEvent(Dated):
    """The mediator leaves for good."""

    type: Literal["mediator_leaves"]
