"""The section `deadline` of a scenario file, and its dated event."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.processes.dated import Dated
from sim.quantities.base import Date, Days, Probability, Section, neutral
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity


class NewDeadline(Section):
    """A deadline that follows one that lapsed."""

    probability: Probability = Field(description="probability that one is set at all")
    after: Days = Field(description="days from the lapse until it is set")
    length: Annotated[Quantity, Number("days", 1, 36_500)] = Field(description="how long it runs")


class Deadline(Section):
    """The date by which the mediator wants it done, and what it threatens."""

    date: Date
    credibility: Probability = Field(description="how far the parties believe in it")
    after_lapse: Probability = Field(description="belief left after a lapse without consequence")
    binds: Probability = Field(description="probability that a lapse has its consequence")
    on_lapse: Literal["leave", "cost", "extend"] = Field(
        "leave", description="the consequence: the mediator leaves, presses on, or extends"
    )
    lingering_pressure: Probability = neutral(
        0.5, description="share of full pressure after a lapse, until a new deadline"
    )
    new: NewDeadline


class DeadlineEvent(Dated):
    """The mediator sets a new deadline, which replaces the running one."""

    type: Literal["deadline"]
    until: Date
