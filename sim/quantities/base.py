"""What every part of a scenario file is made of: sections, numbers with a unit, noise."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.fields import FieldInfo

from sim.quantities.number import Number
from sim.quantities.quantity import Quantity

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
Area = Annotated[Quantity, Number("km2", 0, 1e6)]
Gap = Annotated[Quantity, Number("days", 0.1, 1e9)]
TrustStep = Annotated[Quantity, Number("trust", -2, 2)]


class Section(BaseModel):
    """A mapping of the scenario file; unknown keys are mistakes."""

    model_config = ConfigDict(
        extra="forbid", strict=True, validate_default=True, allow_inf_nan=False
    )

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Mistakes between values of the section: where, and what is wrong."""
        yield from ()

    def past(self, days: int) -> Iterator[tuple[str, str]]:
        """Mistakes between values and a history that begins so many days before the start."""
        yield from ()


class SkewedDays(Section):
    """A length of time that differs each time: lognormal noise, not a prior."""

    median: Days = Field(description="half of them are shorter")
    spread: Annotated[Quantity, Number("-", 0, 3)] = Field(
        description="standard deviation of the logarithm"
    )


class Weights(Section):
    """How much each issue matters: a Dirichlet draw around the stated shares."""

    concentration: Annotated[Quantity, Number("-", 0.1, 1e9)] = Field(
        description="how closely a draw keeps to the shares (the sum of the Dirichlet parameters)"
    )
    shares: dict[Name, Annotated[Quantity, Number("-", 0, 1)]] = Field(
        description="mean weight of each issue; they are scaled to sum to one"
    )


def neutral(value: float, description: str | None = None) -> Any:
    """A field that no scenario needs to mention: with this number it does nothing."""
    return Field(default=value, description=description)


def belongs(section: str, default: float | None = None, description: str | None = None) -> Any:
    """A field that speaks of a section: without that section in the file it is not there.

    With the section, a field without a default must be given.
    """
    speaks: dict[str, Any] = {"needs": section, "must": default is None}
    return Field(default=default, description=description, json_schema_extra=speaks)


def needs(field: FieldInfo) -> str | None:
    """The section that a field speaks of, if it is one that may be absent."""
    section: str | None = _extra(field, "needs")
    return section


def must_be_given(field: FieldInfo) -> bool:
    """Has the field no default, once its section is there?"""
    return bool(_extra(field, "must"))


def _extra(field: FieldInfo, key: str) -> Any:
    extra = field.json_schema_extra
    return extra.get(key) if isinstance(extra, dict) else None
