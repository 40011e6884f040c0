"""The section `sanctions` of a scenario file."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.quantities.base import Date, Days, Gap, Name, Probability, Section, neutral
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity

DailyCost = Annotated[Quantity, Number("utility/day", 0, 1)]


class Sanctions(Section):
    """Sanctions that begin without an accord, and that an accord lifts."""

    begins: Date | None = Field(None, description="their first day; default: the deadline's morrow")
    costs: dict[Name, DailyCost] = Field(
        description="by party: what a day of them costs, at full bite"
    )
    bites_after: Gap = neutral(
        0.1, description="days in which what is still missing of the full bite falls by 1/e"
    )
    adapts_after: Gap = neutral(1e9, description="days in which the economy adapts: by 1/e")
    looks_ahead: Days = neutral(
        365.0, description="days that a party reckons with when it thinks of going on"
    )
    believed: Probability = neutral(
        1.0, description="how far the threat is believed, until they begin"
    )
