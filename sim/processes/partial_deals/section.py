"""The section `partial_deals` of a scenario file, and its dated events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from sim.processes.dated import Dated
from sim.quantities.base import Days, Section, TrustStep, neutral
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity


class PartialDeal(Section):
    """Something agreed beside the accord."""

    log_odds: Annotated[Quantity, Number("-", -50, 50)] = Field(
        description="log odds that a round brings it, at zero trust"
    )
    trust_helps: Annotated[Quantity, Number("1/trust", -20, 20)] = neutral(
        0.0, description="log odds gained per unit of trust"
    )
    trust: TrustStep = neutral(0.0, description="trust it brings")
    people: Annotated[Quantity, Number("persons", 0, 1e6)] = neutral(
        0.0, description="prisoners it frees on each side (median)"
    )
    people_spread: Annotated[Quantity, Number("-", 0, 3)] = neutral(
        0.0, description="standard deviation of the log of that number"
    )
    shortest: Days = neutral(0.0, description="the shortest it lasts")
    longest: Days = neutral(0.0, description="the longest it lasts")


class PartialDeals(Section):
    """The partial deals the model knows; a missing one never happens."""

    prisoner_exchange: PartialDeal | None = None
    energy_truce: PartialDeal | None = None
    short_truce: PartialDeal | None = None
    corridor: PartialDeal | None = None

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The shortest truce is not longer than the longest."""
        for name in type(self).model_fields:
            deal = getattr(self, name)
            if deal and deal.shortest.mean > deal.longest.mean:
                yield f"{name}.shortest", "must not be above 'longest'"


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
