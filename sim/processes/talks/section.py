"""The section `talks` of a scenario file, and its dated events."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.processes.dated import Dated
from sim.quantities.base import Gap, Section, TrustStep, belongs
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity


class Trust(Section):
    """What moves trust, which lives in [-2, 2]."""

    fades: Annotated[Quantity, Number("1/day", 0, 1)] = Field(description="share lost in a day")
    strike: TrustStep | None = belongs("grid", description="each wave of strikes")
    assassination: TrustStep | None = belongs("shocks", description="each assassination")
    refusal: TrustStep = Field(description="each round without an accord")
    back_channel: TrustStep | None = belongs(
        "shocks", description="each meeting behind a party's back"
    )


class Talks(Section):
    """How talks break off and come back."""

    break_gap: Gap = Field(description="mean days until talks break off at zero trust")
    trust_calms: Annotated[Quantity, Number("1/trust", 0, 20)] = Field(
        description="the log of that hazard falls by so much per unit of trust"
    )
    resume_gap: Gap = Field(description="mean days until broken talks resume")
    protocol: Literal["mediated", "alternating"] = "mediated"
    trust: Trust


class BreakOffEvent(Dated):
    """Talks break off."""

    type: Literal["break_off"]


class ResumeEvent(Dated):
    """Broken talks resume."""

    type: Literal["resume"]
