"""Scenario files: reading, checking, and the quantities that worlds are drawn from."""

from sim.scenario.draw import Draw
from sim.scenario.loading import load
from sim.scenario.mistakes import Mistake, ScenarioError, ScenarioNotFoundError
from sim.scenario.number import Number
from sim.scenario.quantity import Quantity
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
