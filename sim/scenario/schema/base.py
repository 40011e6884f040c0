"""What every part of a scenario file is made of: sections, numbers with a unit, noise."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from sim.scenario.quantity import Number, Quantity

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Text = Annotated[str, StringConstraints(max_length=500)]

Days = Annotated[Quantity, Number("days", 0, 36_500)]
Probability = Annotated[Quantity, Number("-", 0, 1)]
Utility = Annotated[Quantity, Number("utility", -10, 10)]
Penalty = Annotated[Quantity, Number("utility", 0, 10)]
Factor = Annotated[Quantity, Number("-", 0, 100)]
Power = Annotated[Quantity, Number("GW", 0, 200)]
TrustStep = Annotated[Quantity, Number("trust", -2, 2)]


class Section(BaseModel):
    """A mapping of the scenario file; unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", strict=True, validate_default=True)


class SkewedDays(Section):
    """A length of time that differs each time: lognormal noise, not a prior."""

    median: Days = Field(description="half of them are shorter")
    spread: Annotated[Quantity, Number("-", 0, 3)] = Field(
        description="standard deviation of the logarithm"
    )
