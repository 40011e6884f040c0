"""The rules by which parties decide: one object a role, chosen by name in the scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.theory.acceptance import ACCEPTANCE, Acceptance
from sim.theory.learning import LEARNING, Learning
from sim.theory.proposal import OFFER, PROPOSAL, Offer, Proposal
from sim.theory.reservation import RESERVATION, Reservation

ROLES: dict[str, Mapping[str, Any]] = {
    "acceptance": ACCEPTANCE,
    "reservation": RESERVATION,
    "learning": LEARNING,
    "proposal": PROPOSAL,
    "offer": OFFER,
}
"""By role, the rules there are, by name. A rule is added by putting an object into its role."""


@dataclass(frozen=True)
class Rules:
    """The rules of a scenario."""

    acceptance: Acceptance
    reservation: Reservation
    learning: Learning
    proposal: Proposal
    offer: Offer


def chosen(names: Mapping[str, str]) -> Rules:
    """The rules of those names, by role."""
    return Rules(**{role: known[names[role]] for role, known in ROLES.items()})
