"""The parties of a scenario, seated: what packages are worth to them, and what they believe."""

from __future__ import annotations

import mesa
import numpy as np

from sim.agents.backer import Backer
from sim.agents.belief import TargetBelief
from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator
from sim.agreement.accord import Accord
from sim.agreement.packages import packages_of
from sim.agreement.seats import others
from sim.agreement.valuation import Valuer
from sim.agreement.worth import worths_of
from sim.scenario import Scenario
from sim.scenario.draw import Draw
from sim.worlds import PAST, Floats, Noise


class Parties:
    """Everybody at and around the table.

    Attributes
    ----------
    rules : Rules
        By which they decide.
    sides : tuple[Belligerent, ...]
        Those who must say yes, in the order of the file.
    mediator : Mediator
    backers : list[Backer]
    accord : Accord
        What an accord between them would be.
    valuer : Valuer
        What every package is worth to each side.
    """

    def __init__(self, model: mesa.Model, scenario: Scenario, draw: Draw, noise: Noise) -> None:
        file = scenario.file
        self.draw, self.packages = draw, packages_of(scenario)
        self.rules = rules = scenario.rules
        self.sides = tuple(
            Belligerent(model, name, spec, draw, rules, name == file.war.holder)
            for name, spec in file.parties.items()
        )
        mediated = file.talks.protocol == "mediated"
        self.mediator = Mediator(model, file.mediator, self.packages, draw, rules, mediated)
        self.backers = [
            Backer(model, name, spec, draw, noise) for name, spec in file.backers.items()
        ]
        _let_go(model)
        self.accord = Accord(file.accord, self.packages, draw)
        self._weigh_packages(scenario)
        self._carry_costs()
        self._misread_each_other(noise)

    def _weigh_packages(self, scenario: Scenario) -> None:
        file, land = scenario.file, scenario.file.war.issue
        at_stake = [j for j, issue in file.issues.items() if issue.refines is None and j != land]
        for side in self.sides:
            stand = {j: self.draw((file.issues[j].in_war or {})[side.name]) for j in at_stake}
            side.stand(stand, land)
        interests = [side.interests for side in self.sides]
        self.valuer = Valuer(
            worths_of(interests, self.packages, self.draw),
            tuple(side.condition for side in self.sides),
            self.accord,
        )

    def _carry_costs(self) -> None:
        for side in self.sides:
            for backer in self.backers:
                if backer.helps == side.name:
                    side.relief = np.minimum(1.0, side.relief + backer.relief)

    def _misread_each_other(self, noise: Noise) -> None:
        """Begin with errors about the others' targets, drawn once a world."""
        for own, side in enumerate(self.sides):
            side.about = {
                other.name: self._misreading(side.name, other.name, side.target_error_sd, noise)
                for other in others(self.sides, own)
            }
        self.mediator.about = {
            side.name: self._misreading("mediator", side.name, self.mediator.target_error_sd, noise)
            for side in self.sides
        }

    def _misreading(self, who: str, whom: str, size: Floats, noise: Noise) -> TargetBelief:
        z = noise.normal(f"misreading.{who}.{whom}", PAST)
        return TargetBelief(size * z, size**2, self.rules)


def _let_go(model: mesa.Model) -> None:
    """Undo what keeps a model that is done with in memory.

    Agents of Mesa 3.3 are numbered in a table of their class, by model, that lets none go.
    """
    getattr(mesa.Agent, "_ids", {}).pop(model, None)
