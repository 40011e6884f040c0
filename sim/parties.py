"""The parties of a scenario, seated: what packages are worth to them, and what they believe."""

from __future__ import annotations

from collections.abc import Sequence

import mesa

from sim.agents.backer import Backer
from sim.agents.belief import TargetBelief
from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator
from sim.agents.nobody import Nobody
from sim.agents.veto import player_of, vote_of
from sim.agreement.accord import Accord
from sim.agreement.packages import packages_of
from sim.agreement.seats import others
from sim.agreement.valuation import Valuer
from sim.agreement.worth import worths_of
from sim.processes import Process
from sim.quantities.draw import Draw
from sim.scenario import Scenario
from sim.theory.learning import Normal, told
from sim.worlds import PER_WORLD, Floats, Noise


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
    votes : tuple[VetoPlayer | None, ...]
        By side, its vote at home, if it has one.
    vetoes : tuple[VetoPlayer, ...]
        Who else must say yes, in the order of the file.
    valuer : Valuer
        What every package is worth to each side.
    """

    def __init__(self, model: mesa.Model, scenario: Scenario, draw: Draw, noise: Noise) -> None:
        file = scenario.file
        self.draw, self.packages = draw, packages_of(scenario)
        self.rules = rules = scenario.rules
        self.sides = tuple(
            Belligerent(model, name, spec, draw, rules) for name, spec in file.parties.items()
        )
        self.mediator: Mediator | Nobody = (
            Mediator(model, file.mediator, self.packages, draw, rules, file.mediated)
            if file.mediator
            else Nobody(self.packages, draw.worlds)
        )
        self.backers = [
            Backer(model, name, spec, draw, noise) for name, spec in file.backers.items()
        ]
        _let_go(model)
        self.accord = Accord(file.accord, self.packages, draw)
        self.votes = tuple(
            vote_of(side.name, vote, self.packages, draw, noise, rules)
            if (vote := side.spec.ratification)
            else None
            for side in self.sides
        )
        self.vetoes = tuple(
            player_of(name, spec, self.packages, draw, noise, rules)
            for name, spec in file.vetoes.items()
        )
        self.scenario = scenario
        self._misread_each_other(noise)

    def weigh_packages(self, processes: Sequence[Process]) -> None:
        """Weigh all packages, against issues as they stand and as processes decide them."""
        issues = self.scenario.file.issues
        at_stake = [name for name, issue in issues.items() if issue.refines is None]
        for side in self.sides:
            decided = {
                j: q for process in processes for j, q in process.scores_today(side.name).items()
            }
            stand = {
                j: self.draw((issues[j].status_quo or {})[side.name])
                for j in at_stake
                if j not in decided
            }
            side.stand(stand, decided)
        interests = [side.interests for side in self.sides]
        self.valuer = Valuer(
            worths_of(interests, self.packages, self.draw),
            tuple(side.condition for side in self.sides),
            self.accord,
            tuple(side.pressure for side in self.sides),
        )

    def _misread_each_other(self, noise: Noise) -> None:
        """Begin with errors about the others' targets, drawn once a world."""
        mediators: dict[str, Normal] = {}
        if isinstance(self.mediator, Mediator):
            size = self.mediator.target_error_sd
            mediators = {s.name: _misreading("mediator", s.name, size, noise) for s in self.sides}
            self.mediator.about = self._beliefs(mediators)
        for own, side in enumerate(self.sides):
            read = {
                other.name: _misreading(side.name, other.name, side.target_error_sd, noise)
                for other in others(self.sides, own)
            }
            side.about = self._beliefs(self._informed(side.name, read, mediators))

    def _beliefs(self, read: dict[str, Normal]) -> dict[str, TargetBelief]:
        return {whom: TargetBelief(*reading, self.rules) for whom, reading in read.items()}

    def _informed(
        self, side: str, read: dict[str, Normal], mediators: dict[str, Normal]
    ) -> dict[str, Normal]:
        """A side's readings of the others, and what a mediator at the table has told it of them."""
        mediator = self.mediator
        if not isinstance(mediator, Mediator) or not mediator.present.any():
            return read
        believed = mediator.is_believed_by(side, len(self.sides))
        if not believed.any():
            return read
        return {whom: told(own, mediators[whom], believed) for whom, own in read.items()}


def _misreading(who: str, whom: str, size: Floats, noise: Noise) -> Normal:
    z = noise.normal(f"misreading.{who}.{whom}", PER_WORLD)
    return Normal(size * z, size**2)


def _let_go(model: mesa.Model) -> None:
    """Undo what keeps a model that is done with in memory.

    Agents of Mesa 3.3 are numbered in a table of their class, by model, that lets none go.
    """
    getattr(mesa.Agent, "_ids", {}).pop(model, None)
