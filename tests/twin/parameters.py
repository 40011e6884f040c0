"""The scenario with its numbers drawn for one world: same keys, plain floats."""

from __future__ import annotations

from typing import Any

from sim.quantities.base import Section
from sim.quantities.quantity import Quantity
from sim.scenario.schema.parties import Weights
from tests.twin.chance import Chance
from tests.twin.priors import number, weights


class Drawn:
    """A section of the scenario's file; what is read from it is drawn."""

    def __init__(self, section: Section, chance: Chance) -> None:
        self._section, self._chance = section, chance

    def __getattr__(self, key: str) -> Any:
        value = drawn(getattr(self._section, key), self._chance)
        setattr(self, key, value)
        return value


def drawn(value: Any, chance: Chance) -> Any:
    """The same, with floats in place of numbers and priors; weights add up to one."""
    if isinstance(value, Quantity):
        return number(value, chance)
    if isinstance(value, Weights):
        return weights(value, chance)
    if isinstance(value, Section):
        return Drawn(value, chance)
    if isinstance(value, dict):
        return {key: drawn(inner, chance) for key, inner in value.items()}
    return value
