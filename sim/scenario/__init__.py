"""Scenario files: reading, checking, and the quantities that worlds are drawn from."""

from sim.quantities.draw import Draw
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity
from sim.scenario.loading import load
from sim.scenario.mistakes import Mistake, ScenarioError, ScenarioNotFoundError
from sim.scenario.scenario import Scenario
from sim.scenario.schema import ScenarioFile

__all__ = [
    "Draw",
    "Mistake",
    "Number",
    "Quantity",
    "Scenario",
    "ScenarioError",
    "ScenarioFile",
    "ScenarioNotFoundError",
    "load",
]
