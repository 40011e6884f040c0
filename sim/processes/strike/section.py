"""The section `strike` of a scenario file."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.quantities.base import Date, Days, Name, Section, neutral
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity

DailyCost = Annotated[Quantity, Number("utility/day", 0, 1)]


class Strike(Section):
    """A strike that begins without an accord and ends with one."""

    begins: Date | None = Field(None, description="its first day; default: the deadline's morrow")
    costs: dict[Name, DailyCost] = Field(
        description="by party: what a day of it costs, at its beginning"
    )
    grows: dict[Name, Annotated[Quantity, Number("1/day", 0, 1)]] = Field(
        default_factory=dict, description="by party: growth of that cost a day, of its beginning"
    )
    looks_ahead: Days = neutral(
        30.0, description="days of strike that a party reckons with when it thinks of going on"
    )
