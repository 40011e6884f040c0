"""The section `grid` of a scenario file, and its dated events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.processes.dated import Dated
from sim.quantities.base import Factor, Gap, Name, Power, Probability, Section
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity


class Strikes(Section):
    """Waves of strikes on the grid: clustered in time."""

    gap: Gap = Field(description="mean days between waves in winter, followers included")
    cluster: Annotated[Quantity, Number("-", 0, 0.95)] = Field(
        description="waves that each wave brings after it (branching ratio)"
    )
    echo: Gap = Field(description="mean days between a wave and its followers")
    warm_season: Factor = Field(description="rate from April to September, relative to winter")
    damage: Power = Field(description="mean supply a wave takes out")
    shape: Annotated[Quantity, Number("-", 0.05, 1000)] = Field(
        description="shape of the gamma distribution of that damage"
    )


class Grid(Section):
    """Supply of electricity against need."""

    of: Name = Field(description="the belligerent whose grid it is")
    undamaged: Power = Field(description="supply with nothing damaged")
    supply: Power = Field(description="supply at the start")
    demand: Power = Field(description="demand on a mild day")
    per_degree: Annotated[Quantity, Number("GW/K", 0, 20)] = Field(
        description="demand added by each degree below the mild day"
    )
    mild_day: Annotated[Quantity, Number("C", -60, 60)] = Field(
        description="temperature above which demand no longer falls"
    )
    imports: Power = Field(description="the most that can be imported commercially")
    repair: Annotated[Quantity, Number("1/day", 0, 1)] = Field(
        description="share of the damage repaired in a day"
    )
    people: Annotated[Quantity, Number("persons", 0, 1e10)] = Field(
        description="people who live on the grid"
    )
    deficit: Probability = Field(description="share of demand unserved in the days to the start")
    asks_above: Probability = Field(
        description="unserved share of demand above which its owner asks the backers for help"
    )
    memory: Gap = Field(description="days over which people feel the deficit")
    strikes: Strikes

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Supply is at most what nothing damaged would give."""
        if self.supply.mean > self.undamaged.mean:
            yield "supply", "must not be above 'undamaged'"


class StrikeEvent(Dated):
    """Damage to the grid."""

    needs_talks: ClassVar[bool] = False
    type: Literal["strike"]
    damage: Power = Field(description="supply it takes out")


class AidRequestEvent(Dated):
    """The grid's owner asks its backers for emergency power."""

    needs_talks: ClassVar[bool] = False
    type: Literal["aid_request"]
