"""The parties of a scenario, seated: what packages are worth to them, and what they believe."""

from __future__ import annotations

import mesa
import numpy as np

from sim.accord import Accord
from sim.agents.backer import Backer
from sim.agents.belief import TargetBelief
from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator
from sim.packages import packages_of
from sim.scenario import Scenario
from sim.scenario.draw import Draw
from sim.theory import bargaining
from sim.worlds import PAST, Floats, Ints, Noise

_PORTION = 128  # worlds valued at once: portions of a table that stay in the cache


class Parties:
    """Everybody at and around the table.

    Attributes
    ----------
    sides : tuple[Belligerent, Belligerent]
    mediator : Mediator
    backers : list[Backer]
    accord : Accord
        What an accord between them would be.
    """

    def __init__(self, model: mesa.Model, scenario: Scenario, draw: Draw, noise: Noise) -> None:
        file = scenario.file
        self.draw, self.packages = draw, packages_of(scenario)
        first, second = (
            Belligerent(model, name, spec, draw, holds_the_land=name == file.war.holder)
            for name, spec in file.parties.items()
        )
        self.sides = first, second
        mediated = file.talks.protocol == "mediated"
        self.mediator = Mediator(model, file.mediator, self.packages, draw, mediated)
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
        weighed = [name for name, issue in file.issues.items() if issue.refines is None]
        for side in self.sides:
            in_war = {
                j: self.draw((file.issues[j].in_war or {})[side.name]) for j in weighed if j != land
            }
            side.stand(in_war, land, len(self.packages))
        for begin in range(0, self.draw.worlds, _PORTION):
            rows = slice(begin, begin + _PORTION)
            for side in self.sides:
                side.weigh(
                    rows,
                    {j: self.packages.scores(j, side.name, self.draw, rows) for j in weighed},
                )
            for own, side in enumerate(self.sides):
                side.compare_concessions(rows, self.sides[1 - own])
                side.draw_red_lines(rows, self.packages, self.draw)

    def _carry_costs(self) -> None:
        for side in self.sides:
            for backer in self.backers:
                if backer.helps == side.name:
                    side.relief = np.minimum(1.0, side.relief + backer.relief)

    def _misread_each_other(self, noise: Noise) -> None:
        """Begin with errors about each other's targets, drawn once a world."""
        for own, side in enumerate(self.sides):
            other = self.sides[1 - own]
            side.about_other = _misreading(side.name, other.name, side.misjudges, noise)
        self.mediator.about = {
            side.name: _misreading("mediator", side.name, self.mediator.misjudges, noise)
            for side in self.sides
        }

    def value_parts(self, own: int, package: Ints, resentment: Floats) -> dict[str, Floats]:
        """What the worth of one package a world to side ``own`` is the sum of, (worlds,).

        By name: ``issue.*`` what it scores there, ``fairness`` and ``exclusion`` what the side
        resents, ``red_line.*`` the penalty of each red line.
        """
        side, other, worlds = self.sides[own], self.sides[1 - own], np.arange(package.size)
        parts = {
            f"issue.{j}": w * self._score_of(j, side.name, package) for j, w in side.weights.items()
        }
        conceded = (s.conceded[worlds, package] for s in (side, other))
        parts["fairness"] = -side.fairness * bargaining.unequal_concession(*conceded)
        for line in side.spec.red_lines:
            penalty = side.red_line(line, self.packages, self.draw, worlds)
            parts[f"red_line.{line}"] = -penalty[worlds, package]
        return {**parts, "exclusion": -side.exclusion * resentment}

    def _score_of(self, issue: str, party: str, package: Ints) -> Floats:
        worlds = np.arange(package.size)
        table = self.packages.scores(issue, party, self.draw, worlds)
        return np.broadcast_to(table, (package.size, len(self.packages)))[worlds, package]

    def staying_needed(self, insistence: Floats) -> Floats:
        """Least staying power that every side's condition for signing asks for."""
        haste = self.accord.haste * insistence
        first, second = (s.staying_needed(self.accord.war_again, haste) for s in self.sides)
        return np.maximum(first, second)


def _misreading(who: str, whom: str, size: Floats, noise: Noise) -> TargetBelief:
    z = noise.normal(f"misreading.{who}.{whom}", PAST)
    return TargetBelief(size * z, size**2)


def _let_go(model: mesa.Model) -> None:
    """Undo what keeps a model that is done with in memory.

    Agents of Mesa 3.3 are numbered in a table of their class, by model, that lets none go.
    """
    getattr(mesa.Agent, "_ids", {}).pop(model, None)
