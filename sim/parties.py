"""The parties of a scenario, seated: what packages are worth to them, and what they believe."""

from __future__ import annotations

from collections.abc import Sequence

import mesa
import numpy as np

from sim.accord import Accord
from sim.agents.backer import Backer
from sim.agents.belief import TargetBelief
from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator
from sim.packages import packages_of
from sim.processes import Process
from sim.quantities.draw import Draw
from sim.scenario import Scenario
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
            Belligerent(model, name, spec, draw) for name, spec in file.parties.items()
        )
        self.sides = first, second
        mediated = file.talks.protocol == "mediated"
        self.mediator = Mediator(model, file.mediator, self.packages, draw, mediated)
        self.backers = [
            Backer(model, name, spec, draw, noise) for name, spec in file.backers.items()
        ]
        _let_go(model)
        self.accord = Accord(file.accord, self.packages, draw)
        self.scenario = scenario
        self._misread_each_other(noise)

    def weigh_packages(self, processes: Sequence[Process]) -> None:
        """Weigh all packages, against issues as they stand and as processes decide them."""
        issues = self.scenario.file.issues
        weighed = [name for name, issue in issues.items() if issue.refines is None]
        for side in self.sides:
            today = {
                j: q for process in processes for j, q in process.scores_today(side.name).items()
            }
            status_quo = {
                j: self.draw((issues[j].status_quo or {})[side.name])
                for j in weighed
                if j not in today
            }
            side.stand(status_quo, today, len(self.packages))
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
