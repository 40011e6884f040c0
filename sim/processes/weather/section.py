"""The section `weather` of a scenario file, and its dated event."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.processes.dated import Dated
from sim.quantities.base import Gap, Section
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity

Celsius = Annotated[float, Field(ge=-60, le=60)]


class Weather(Section):
    """Temperature: the season and an anomaly about it."""

    normals: list[Celsius] = Field(
        min_length=12, max_length=12, description="mean temperature of each month, C"
    )
    anomaly: Annotated[Quantity, Number("K", -60, 60)] = Field(description="anomaly at the start")
    spread: Annotated[Quantity, Number("K", 0, 30)] = Field(description="its standard deviation")
    memory: Gap = Field(description="days in which an anomaly fades by 1/e")


class ColdSpellEvent(Dated):
    """The weather turns: the anomaly of the temperature is set."""

    needs_talks: ClassVar[bool] = False
    type: Literal["cold_spell"]
    anomaly: Annotated[Quantity, Number("K", -60, 60)] = Field(description="anomaly it sets")
