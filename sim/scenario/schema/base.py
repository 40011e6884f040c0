"""What every part of a scenario file is made of: sections, numbers with a unit, noise."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from sim.scenario.number import Number
from sim.scenario.quantity import Quantity

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Text = Annotated[str, StringConstraints(max_length=500)]


def _date(raw: object) -> object:
    """A date from its text; says why if there is no such day."""
    if isinstance(raw, dt.date):
        return raw
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", raw) if isinstance(raw, str) else None
    if match is None:
        raise ValueError("expected a date, such as 2026-06-30")
    year, month, day = (int(part) for part in match.groups())
    if not 1 <= month <= 12:
        raise ValueError(f"{raw} does not exist: use a month 01 to 12")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueError(
            f"{raw} does not exist: {calendar.month_name[month]} {year} has {last} days"
        )
    if not 1900 <= year <= 2200:
        raise ValueError(f"{raw} is out of range: only the years 1900 to 2200 are accepted")
    return dt.date(year, month, day)


Date = Annotated[dt.date, BeforeValidator(_date)]

Days = Annotated[Quantity, Number("days", 0, 36_500)]
Delay = Annotated[Quantity, Number("days", 0, 30)]
"""Mean of a Poisson number of days; counts end at 59 (`sim.theory.chance`)."""
Duration = Annotated[Quantity, Number("days", 1, 36_500)]
Probability = Annotated[Quantity, Number("-", 0, 1)]
Utility = Annotated[Quantity, Number("utility", -10, 10)]
Penalty = Annotated[Quantity, Number("utility", 0, 10)]
Factor = Annotated[Quantity, Number("-", 0, 100)]
Power = Annotated[Quantity, Number("GW", 0, 200)]
TrustStep = Annotated[Quantity, Number("trust", -2, 2)]


class Section(BaseModel):
    """A mapping of the scenario file; unknown keys are mistakes."""

    model_config = ConfigDict(
        extra="forbid", strict=True, validate_default=True, allow_inf_nan=False
    )


class SkewedDays(Section):
    """A length of time that differs each time: lognormal noise, not a prior."""

    median: Days = Field(description="half of them are shorter")
    spread: Annotated[Quantity, Number("-", 0, 3)] = Field(
        description="standard deviation of the logarithm"
    )


def neutral(value: float, description: str | None = None) -> Any:
    """A field that no scenario needs to mention: with this number it does nothing."""
    return Field(default=value, description=description)
