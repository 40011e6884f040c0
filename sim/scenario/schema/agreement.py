"""What can be agreed: issues, options, rungs, and what makes an accord hold."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.quantities.base import Name, Probability, Section, SkewedDays, Text, belongs, neutral
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity

Level = Annotated[float, Field(ge=0, le=1)]
PackageFilter = dict[Name, list[str | float | int]]
"""For each named issue the options (or levels) that are let through."""


class Option(Section):
    """One way to settle an issue."""

    label: Text | None = None
    scores: dict[Name, Probability] = Field(description="by belligerent: 0 its worst, 1 its best")
    outcome: Name | None = Field(None, description="class of an accord with this option")
    deters: Probability = belongs(
        "accord", 0.0, description="how much of the issue's deterrence it brings"
    )
    claims_open: bool = Field(
        False,
        description="nothing is given up by it: no red line on a level and no condition to hold "
        "applies",
    )
    fighting_goes_on: SkewedDays | None = Field(
        None,
        description="days of fighting between signing and ceasefire",
        json_schema_extra={"needs": "war"},
    )


class Refinement(Section):
    """An issue that only exists with one option of another, and changes its scores."""

    issue: Name
    option: Name
    adds: dict[Name, Annotated[Quantity, Number("-", -1, 1)]] = Field(
        description="by belligerent: added to that option's score, times the level"
    )


class Issue(Section):
    """A question an accord must answer."""

    label: Text
    spoken: Text | None = Field(
        None, description="how a sentence calls it, in fewer words; default: the label"
    )
    options: dict[Name, Option] | None = None
    levels: list[Level] | None = Field(None, min_length=1, max_length=50)
    scores: dict[Name, Literal["rises", "falls"]] | None = Field(
        None, description="by belligerent: does its score rise or fall with the level?"
    )
    status_quo: dict[Name, Probability] | None = Field(
        None,
        description="by belligerent: the score of how the issue stands while there is no accord",
    )
    refines: Refinement | None = None

    @model_validator(mode="after")
    def _options_or_levels(self) -> Self:
        if (self.options is None) == (self.levels is None):
            raise ValueError("an issue needs either 'options' or 'levels'")
        if self.levels is not None and (self.scores is None) == (self.refines is None):
            raise ValueError("an issue with levels needs either 'scores' or 'refines'")
        return self


class Renewal(Section):
    """Renewed war as a choice of either side, and the shift of power that tempts to it."""

    against: Name = Field(description="the belligerent whose power an accord may weaken")
    shift: Annotated[Quantity, Number("utility", 0, 10)] = Field(
        description="what that side loses in a war renewed from an accord that undoes nothing of "
        "it, and the other side gains"
    )
    undone_by: dict[Name, Annotated[Quantity, Number("-", -20, 20)]] = Field(
        default_factory=dict,
        description="by issue: share of the shift undone per unit of 'deters' or level",
    )
    starts_from: dict[Name, dict[Name, Probability]] = Field(
        default_factory=dict,
        description="by issue that the war decides, and option: share of what is at stake that its "
        "holder has left where a war is renewed; default 1",
        json_schema_extra={"needs": "war"},
    )
    temptation: Annotated[Quantity, Number("1/utility", 0, 100)] = Field(
        description="the log of a side's hazard rises by so much per unit of utility that war is "
        "worth more to it than the accord"
    )
    discount: Annotated[Quantity, Number("1/year", 0.001, 10)] = Field(
        description="rate at which what comes later counts less"
    )


class Scopes(Section):
    """Which rungs' packages count as a bare ceasefire and as a comprehensive accord."""

    ceasefire_only: Name
    comprehensive: Name


class Accord(Section):
    """Does an accord hold? The hazard of renewed war (proportional hazards)."""

    war_again: Annotated[Quantity, Number("1/year", 1e-6, 100)] = Field(
        description="hazard of renewed war with nothing in the accord's favour"
    )
    deterrence: dict[Name, Annotated[Quantity, Number("-", -20, 20)]] = Field(
        description="by issue: the log of the hazard falls by so much per unit of 'deters' or level"
    )
    haste: Annotated[Quantity, Number("-", 0, 20)] = neutral(
        0.0, description="the log of the hazard rises by so much under full pressure"
    )
    alone: dict[Name, Probability] = Field(
        default_factory=dict,
        description="by issue: share of its deterrence that is left where the mediator does not "
        "stand behind it; default 1",
    )
    renewal: Renewal | None = Field(
        None, description="who would renew the war, and why; left out: nobody decides it"
    )
    settles: Annotated[Quantity, Number("1/year", 0, 100)] = neutral(
        0.0,
        description="rate at which talks under an accord that leaves claims open come to a "
        "settlement, where there is one by which both sides gain",
    )
    durable_years: Annotated[Quantity, Number("years", 0.1, 50)] = neutral(
        5.0, description="an accord that holds so long is a durable peace"
    )
    scopes: Scopes | None = None

    @property
    def talks_go_on(self) -> bool:
        """Whether talks under an accord that leaves claims open may settle them."""
        return not (self.settles.fixed and self.settles.value == 0.0)

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        if not self.durable_years.fixed:
            raise ValueError("'durable_years' defines an outcome: give one number, not a prior")
        return self
