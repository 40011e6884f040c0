"""By which rules parties decide: names of objects in ``sim.theory``."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from sim.quantities.base import Name, Section
from sim.theory.rules import ROLES


def _rule(role: str, usual: str, description: str) -> Any:
    def name_them(schema: dict[str, Any]) -> None:
        schema["enum"] = list(ROLES[role])

    told = f"{description}: {' or '.join(ROLES[role])}"
    return Field(default=usual, description=told, json_schema_extra=name_them)


class Rules(Section):
    """How parties answer, what they demand, what they learn, and which text is tabled."""

    acceptance: Name = _rule("acceptance", "logit", "with what chance a party accepts a text")
    reservation: Name = _rule("reservation", "faratin", "the least a party accepts")
    learning: Name = _rule("learning", "probit", "what a refusal teaches about a target")
    proposal: Name = _rule("proposal", "nash", "which text the mediator prefers")
    offer: Name = _rule("offer", "trade_off", "which text a party offers where nobody mediates")
