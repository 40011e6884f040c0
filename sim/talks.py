"""A round: a text is tabled, both sides answer, the vote at home follows, all learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator
from sim.agents.nobody import Nobody
from sim.agreement.accord import Accord
from sim.agreement.seats import others
from sim.agreement.valuation import at
from sim.table import Table
from sim.theory.proposal import trade_off
from sim.worlds import Bools, Floats, Ints, Noise


@dataclass(frozen=True)
class Round:
    """What happened on a day in the worlds ``rows``; arrays have shape (rows,).

    ``package`` is -1 where nothing could be tabled; ``proposer`` is the side that offered it, -1
    for the mediator. Of shape (parties, rows): what the text is worth (``values``), who
    ``accepted`` it, and whose vote at home ``backed`` it.
    """

    day: int
    rows: Ints
    package: Ints
    proposer: Ints
    values: Floats
    accepted: Bools
    backed: Bools

    @property
    def agreed(self) -> Bools:
        """Every side accepted."""
        agreed: Bools = np.logical_and.reduce(self.accepted, axis=0)
        return agreed

    @property
    def signed(self) -> Bools:
        """Every side accepted and every vote at home passed: an accord."""
        signed: Bools = self.agreed & np.logical_and.reduce(self.backed, axis=0)
        return signed

    @staticmethod
    def joined(parts: list[Round]) -> Round:
        """The same round held in several portions of the worlds."""
        arrays = ("rows", "package", "proposer", "values", "accepted", "backed")
        return Round(
            parts[0].day,
            *(np.concatenate([getattr(p, name) for p in parts], axis=-1) for name in arrays),
        )


@dataclass(frozen=True)
class PastRound:
    """A round before the start, as data.

    ``package`` (worlds,) is its text, ``accepted`` (parties, worlds) tells who accepted it.
    """

    day: int
    package: Ints
    accepted: Bools


class Talks:
    """Holds rounds, with the mediator's text or, without it, with the sides' offers in turn."""

    def __init__(
        self,
        sides: Sequence[Belligerent],
        mediator: Mediator | Nobody,
        accord: Accord,
        noise: Noise,
    ) -> None:
        self.sides, self.mediator, self.accord = sides, mediator, accord
        self.noise = noise
        self.turn = np.zeros(noise.worlds, dtype=np.int64)

    def hold(self, day: int, table: Table) -> Round:
        """Hold a round in the table's worlds; `learn` is what everybody makes of it."""
        mediated = self.mediator.present[table.rows]
        package = np.full(table.rows.shape, -1)
        for with_mediator, choose in ((mediated, self._mediated), (~mediated, self._offered)):
            if with_mediator.any():
                package[with_mediator] = choose(table.part(with_mediator))
        proposer = np.where(mediated, -1, self.turn[table.rows])
        following = (proposer + 1) % len(self.sides)
        self.turn[table.rows] = np.where(mediated, self.turn[table.rows], following)
        return self._answers(day, table, package, proposer)

    def _mediated(self, table: Table) -> Ints:
        """The mediator's text."""
        rows, mediator = table.rows, self.mediator
        assert isinstance(mediator, Mediator)
        return mediator.propose(
            rows,
            mediator.tabled(rows) & table.valuation.signable,
            table.valuation.worth,
            [
                mediator.about[side.name].about(target, rows)
                for side, target in zip(self.sides, table.targets, strict=True)
            ],
            [side.acceptance_noise[rows] for side in self.sides],
            mediator.weights(rows, [side.name for side in self.sides]),
        )

    def _offered(self, table: Table) -> Ints:
        """The offer of the side whose turn it is."""
        allowed = self.mediator.tabled(table.rows) & table.valuation.signable
        worth = table.valuation.worth
        offers = np.array(
            [
                trade_off(worth[own], others(worth, own), target, allowed)
                for own, target in enumerate(table.targets)
            ]
        )
        chosen: Ints = offers[self.turn[table.rows], np.arange(table.rows.size)]
        return chosen

    def _answers(self, day: int, table: Table, package: Ints, proposer: Ints) -> Round:
        rows, values = table.rows, table.valuation.worth_of(package)
        asked = (package >= 0) & at(table.valuation.signable, package)
        accepted, backed = [], []
        for own, side in enumerate(self.sides):
            u = self.noise.uniform(f"answer.{side.name}", day)[rows]
            says_yes = side.accepts(values[own], table.targets[own], u, rows) | (proposer == own)
            accepted.append(asked & says_yes)
            vote = side.spec.ratification
            backed.append(
                self.accord.is_ratified(side.name, vote, rows, np.maximum(package, 0), self.noise)
            )
        return Round(
            day, rows, package, proposer, np.array(values), np.array(accepted), np.array(backed)
        )

    def learn_from_past(self, table: Table, round_: PastRound) -> None:
        """Learn from a round before the start, whose text and answers are data."""
        self.learn(table, round_.package[table.rows], round_.accepted[:, table.rows])

    def learn(self, table: Table, package: Ints, accepted: Bools) -> None:
        """Everybody learns from a refusal what the refuser's target may be.

        A refusal because an accord would not hold teaches nothing; no such text is tabled.
        ``package`` (rows,) was tabled in the table's worlds, ``accepted`` (parties, rows) tells
        who accepted it.
        """
        values, rows = table.valuation.worth_of(package), table.rows
        mediated = self.mediator.present[rows]
        for own, side in enumerate(self.sides):
            refused = (package >= 0) & ~accepted[own]
            heard = (table.targets[own], values[own], side.acceptance_noise[rows])
            for other in others(self.sides, own):
                other.about[side.name].learn_from_refusal(rows, refused, *heard)
            if side.name in self.mediator.about:
                about = self.mediator.about[side.name]
                about.learn_from_refusal(rows, refused & mediated, *heard)
