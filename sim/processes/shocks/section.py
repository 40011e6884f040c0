"""The section `shocks` of a scenario file, and its dated events."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.processes.dated import Dated
from sim.quantities.base import Factor, Gap, Section
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity


class Spoiler(Section):
    """A shock that some want most when an accord is near."""

    gap: Gap = Field(description="mean days between them")
    near_accord: Factor = Field(description="factor on the rate once a side accepted the last text")


class Surge(Spoiler):
    """A surge of strikes."""

    waves: Annotated[Quantity, Number("waves", 0, 100)] = Field(
        description="waves of strikes it consists of"
    )


class BackChannel(Section):
    """Meetings of the mediator with one side alone."""

    gap: Gap = Field(description="mean days between them")
    half_life: Annotated[Quantity, Number("days", 0.1, 36_500)] = Field(
        description="days in which the resentment halves"
    )


class Shocks(Section):
    """Luck from outside the room."""

    assassination: Spoiler
    surge: Surge
    back_channel: BackChannel


class AssassinationEvent(Dated):
    """A killing that burdens the talks; nobody's authorship is assumed."""

    may_precede_the_start: ClassVar[bool] = True

    type: Literal["assassination"]


class SurgeEvent(Dated):
    """A surge of strikes."""

    type: Literal["surge"]


class BackChannelEvent(Dated):
    """The mediator meets one side alone."""

    may_precede_the_start: ClassVar[bool] = True

    type: Literal["back_channel"]
