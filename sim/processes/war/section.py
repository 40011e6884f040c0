"""The section `war` of a scenario file, and the dated events of the front."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from sim.processes.dated import Dated
from sim.quantities.base import Area, Factor, Gap, Name, Probability, Section, neutral
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity

_MOST_HALVINGS = 20


class Belt(Section):
    """Fortified ground that slows the front down."""

    area: Area = Field(description="land within the belt and behind it")
    slows_to: Annotated[Quantity, Number("-", 0.01, 1)] = Field(
        description="share of the open-ground speed left at the very end"
    )


class Learning(Section):
    """How both sides read the same front."""

    first_error: Annotated[Quantity, Number("km2/day", 0, 500)] = Field(
        description="standard deviation of the shared estimate of the drift at the start"
    )
    forgetting: Annotated[Quantity, Number("(km2/day)2/day", 0, 1e4)] = Field(
        description="variance the estimate gains each day"
    )
    optimism_half_life: Annotated[Quantity, Number("days", 1, 1e9)] = Field(
        description="days of fighting in which a lasting error about the front halves"
    )


class Exhaustion(Section):
    """What war does to the will to wage it (1 at the start)."""

    per_year: Annotated[Quantity, Number("1/year", 0, 10)] = Field(description="growth at war")
    relief_per_year: Annotated[Quantity, Number("1/year", 0, 10)] = Field(
        description="fall in a truce of the front"
    )
    spread: Annotated[Quantity, Number("-", 0, 3)] = Field(
        description="standard deviation of the log of a day's losses"
    )


class War(Section):
    """The front."""

    holder: Name = Field(description="the belligerent that holds the land at stake")
    issue: Name = Field(description="the issue that the front decides while war goes on")
    area: Annotated[Quantity, Number("km2", 1, 1e6)] = Field(
        description="land at stake, still held"
    )
    whole_area: Annotated[Quantity, Number("km2", 1, 1e7)] = Field(
        description="the most the holder could come to hold"
    )
    occupied_share: Probability = Field(
        description="share of the holder's country occupied at the start; reported, moves nothing"
    )
    drift: Annotated[Quantity, Number("km2/day", -500, 500)] = Field(
        description="mean pace at which the land is lost on open ground; below zero it is regained"
    )
    drift_spread: Annotated[Quantity, Number("km2/day", 0, 500)] = Field(
        description="standard deviation of the pace about its mean"
    )
    drift_memory: Gap = Field(description="days in which a change of pace fades by 1/e")
    volatility: Annotated[Quantity, Number("km2/sqrt day", 0.001, 5000)] = Field(
        description="day-to-day noise of the front"
    )
    belt: Belt
    learning: Learning
    exhaustion: Exhaustion
    costed_days: Annotated[Quantity, Number("days", 1, 36_500)] | None = Field(
        None,
        description="days of war that a party's cost_of_war is the cost of; "
        "default: all its war horizon, however long",
    )
    push_when_broken: Factor = neutral(
        1.0, description="factor on the attacker's pace while talks are broken off"
    )

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The land held is at most all there is."""
        if self.area.mean > self.whole_area.mean:
            yield "area", "must not be above 'whole_area'"

    def past(self, days: int) -> Iterator[tuple[str, str]]:
        """Optimism fades, so before the start it was larger: not beyond all measure."""
        half_life = float(self.learning.optimism_half_life.ppf(np.array([1e-9]))[0])
        if days > _MOST_HALVINGS * half_life:
            yield (
                "learning.optimism_half_life",
                f"is too short for a history of {days} days: the error about the front would have "
                f"been 2^{days / half_life:.0f} times as large then; take a longer half-life",
            )


class ArmsEvent(Dated):
    """Arms come for one side, or fail to (below zero): all see it; the pace changes for good."""

    adds_up: ClassVar[bool] = True
    type: Literal["arms"]
    helps: Name = Field(description="the party that they help")
    pace: Annotated[Quantity, Number("km2/day", -500, 500)] = Field(
        description="by how much the mean pace of the front changes in its favour"
    )


class TurnEvent(Dated):
    """Politics turn at home or among friends: an election, another leader, aid that is voted."""

    adds_up: ClassVar[bool] = True
    type: Literal["turn"]
    of: Name = Field(description="the party whose staying power changes")
    times: Factor = Field(
        description="how many times as likely it must give way from then on, as both sides believe"
    )


class FrontEvent(Dated):
    """Land changes hands at once (below zero: regained)."""

    adds_up: ClassVar[bool] = True
    type: Literal["front_shift"]
    area: Annotated[Quantity, Number("km2", -1e6, 1e6)] = Field(description="land the holder loses")
