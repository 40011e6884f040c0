"""Dated events: every type the model knows can be put on a day of the calendar."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.number import Number
from sim.scenario.quantity import Quantity
from sim.scenario.schema.base import Date, Days, Delay, Power, Probability, Section, Text, neutral


class Dated(Section):
    """What all events share."""

    date: Date
    label: Text | None = None
    probability: Probability = neutral(1.0, description="probability that it happens at all")


class RoundEvent(Dated):
    """A date for talks; nothing else is scheduled from its announcement on."""

    type: Literal["round"]
    announced: Date | None = Field(None, description="default: the date itself")
    slips: Delay = neutral(0.0, description="mean days by which it comes later (Poisson)")
    held: Probability | None = Field(None, description="default: readiness")
    place: Text | None = None
    at_place: Probability = neutral(1.0, description="probability that it is held there")


class StrikeEvent(Dated):
    """Damage to the grid."""

    type: Literal["strike"]
    damage: Power = Field(description="supply it takes out")


class AssassinationEvent(Dated):
    """A killing that burdens the talks; nobody's authorship is assumed."""

    type: Literal["assassination"]


class SurgeEvent(Dated):
    """A surge of strikes."""

    type: Literal["surge"]


class BackChannelEvent(Dated):
    """The mediator meets one side alone."""

    type: Literal["back_channel"]


class DistractionEvent(Dated):
    """Another crisis takes the mediator's attention."""

    type: Literal["distraction"]
    days: Days = Field(description="how long it lasts")


class TruceEvent(Dated):
    """A truce: of strikes on energy, or of all fighting."""

    type: Literal["energy_truce", "short_truce"]
    days: Days = Field(description="how long it lasts, its first day included")


class ExchangeEvent(Dated):
    """Prisoners are exchanged."""

    type: Literal["prisoner_exchange"]
    people: Annotated[Quantity, Number("persons", 0, 1e6)] = Field(description="on each side")


class CorridorEvent(Dated):
    """A humanitarian corridor is agreed."""

    type: Literal["corridor"]


class AidRequestEvent(Dated):
    """The grid's owner asks its backers for emergency power."""

    type: Literal["aid_request"]


class DeadlineEvent(Dated):
    """The mediator sets a new deadline, which replaces the running one."""

    type: Literal["deadline"]
    until: Date


class BreakOffEvent(Dated):
    """Talks break off."""

    type: Literal["break_off"]


class ResumeEvent(Dated):
    """Broken talks resume."""

    type: Literal["resume"]


class MediatorLeavesEvent(Dated):
    """The mediator leaves for good."""

    type: Literal["mediator_leaves"]


class ColdSpellEvent(Dated):
    """The weather turns: the anomaly of the temperature is set."""

    type: Literal["cold_spell"]
    anomaly: Annotated[Quantity, Number("K", -60, 60)] = Field(description="anomaly it sets")


class FrontEvent(Dated):
    """Land changes hands at once (below zero: regained)."""

    type: Literal["front_shift"]
    area: Annotated[Quantity, Number("km2", -1e6, 1e6)] = Field(description="land the holder loses")


Event = Annotated[
    RoundEvent
    | StrikeEvent
    | AssassinationEvent
    | SurgeEvent
    | BackChannelEvent
    | DistractionEvent
    | TruceEvent
    | ExchangeEvent
    | CorridorEvent
    | AidRequestEvent
    | DeadlineEvent
    | BreakOffEvent
    | ResumeEvent
    | MediatorLeavesEvent
    | ColdSpellEvent
    | FrontEvent,
    Field(discriminator="type"),
]
