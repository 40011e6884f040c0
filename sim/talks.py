"""A round: a text is tabled, both sides answer, the vote at home follows, all learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.accord import Accord
from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator
from sim.table import Pair, Table
from sim.theory import bargaining
from sim.worlds import Bools, Ints, Noise


@dataclass(frozen=True)
class Round:
    """What happened on a day in the worlds ``rows``; arrays have shape (rows,).

    ``package`` is -1 where nothing could be tabled; ``proposer`` is the side that offered it, -1
    for the mediator; ``accepted`` and ``backed`` are each side's answer and vote at home.
    """

    day: int
    rows: Ints
    package: Ints
    proposer: Ints
    values: Pair
    accepted: tuple[Bools, Bools]
    backed: tuple[Bools, Bools]

    @property
    def agreed(self) -> Bools:
        """Both sides accepted."""
        return self.accepted[0] & self.accepted[1]

    @staticmethod
    def joined(parts: list[Round]) -> Round:
        """The same round held in several portions of the worlds."""
        return Round(
            parts[0].day,
            np.concatenate([p.rows for p in parts]),
            np.concatenate([p.package for p in parts]),
            np.concatenate([p.proposer for p in parts]),
            _joined([p.values for p in parts]),
            _joined([p.accepted for p in parts]),
            _joined([p.backed for p in parts]),
        )

    @property
    def signed(self) -> Bools:
        """Both sides accepted and both votes at home passed: an accord."""
        return self.agreed & self.backed[0] & self.backed[1]


def _joined(parts: list[tuple[Any, Any]]) -> tuple[Any, Any]:
    first, second = zip(*parts, strict=True)
    return np.concatenate(first), np.concatenate(second)


@dataclass(frozen=True)
class PastRound:
    """A round before the start, as data: its text and who accepted it; arrays (worlds,).

    ``accepted`` counts in bits: 1 the first side, 2 the second.
    """

    day: int
    package: Ints
    accepted: Ints


class Talks:
    """Holds rounds, with the mediator's text or, without it, with the sides' offers in turn."""

    def __init__(
        self,
        sides: tuple[Belligerent, Belligerent],
        mediator: Mediator,
        accord: Accord,
        noise: Noise,
    ) -> None:
        self.sides, self.mediator, self.accord = sides, mediator, accord
        self.noise = noise
        self.turn = np.zeros(noise.worlds, dtype=np.int64)

    def hold(self, day: int, table: Table) -> Round:
        """Hold a round in the table's worlds and let everybody learn from the answers."""
        mediated = self.mediator.present[table.rows]
        package = np.full(table.rows.shape, -1)
        for with_mediator, choose in ((mediated, self._mediated), (~mediated, self._offered)):
            if with_mediator.any():
                package[with_mediator] = choose(table.part(with_mediator))
        proposer = np.where(mediated, -1, self.turn[table.rows])
        answered = self._answers(day, table, package, proposer)
        self._learn(table, package, answered.accepted, mediated)
        self.turn[table.rows] = np.where(mediated, self.turn[table.rows], 1 - proposer)
        return answered

    def _mediated(self, table: Table) -> Ints:
        """The mediator's text."""
        rows, (first, second) = table.rows, self.sides
        believed = tuple(
            self.mediator.about[side.name].about(target, rows)
            for side, target in zip(self.sides, table.targets, strict=True)
        )
        return self.mediator.propose(
            rows,
            self.mediator.tabled(rows) & table.holds,
            table.values,
            (believed[0], believed[1]),
            (first.temperature[rows], second.temperature[rows]),
            self.mediator.weight_of(second.name)[rows],
        )

    def _offered(self, table: Table) -> Ints:
        """A side's own offer: among what meets its target, what the other likes most.

        The trade-off of Faratin, Sierra and Jennings (2002), with the other's values known; where
        nothing on the table meets its target, what it likes most itself.
        """
        allowed = self.mediator.tabled(table.rows) & table.holds
        offers = []
        for own in (0, 1):
            meets = allowed & (table.values[own] >= table.targets[own][:, None])
            kind, _ = bargaining.best(table.values[1 - own], meets)
            wish, _ = bargaining.best(table.values[own], allowed)
            offers.append(np.where(kind >= 0, kind, wish))
        return np.where(self.turn[table.rows] == 0, offers[0], offers[1])

    def _answers(self, day: int, table: Table, package: Ints, proposer: Ints) -> Round:
        rows, values = table.rows, table.value_of(package)
        holds = np.take_along_axis(table.holds, np.maximum(package, 0)[:, None], axis=1)[:, 0]
        accepted, backed = [], []
        for i, side in enumerate(self.sides):
            u = self.noise.uniform(f"answer.{side.name}", day)[rows]
            says_yes = side.accepts(values[i], table.targets[i], u, rows) | (proposer == i)
            accepted.append((package >= 0) & holds & says_yes)
            vote = side.spec.ratification
            backed.append(
                self.accord.is_ratified(side.name, vote, rows, np.maximum(package, 0), self.noise)
            )
        return Round(
            day, rows, package, proposer, values, (accepted[0], accepted[1]), (backed[0], backed[1])
        )

    def learn_from_past(self, table: Table, round_: PastRound) -> None:
        """Learn from a round before the start, whose text and answers are data."""
        bits = round_.accepted[table.rows]
        accepted = (bits & 1) > 0, (bits & 2) > 0
        mediated = self.mediator.present[table.rows]
        self._learn(table, round_.package[table.rows], accepted, mediated)

    def _learn(
        self, table: Table, package: Ints, accepted: tuple[Bools, Bools], mediated: Bools
    ) -> None:
        """Everybody learns from a refusal what the refuser's target may be.

        A refusal because an accord would not hold teaches nothing; no such text is tabled.
        """
        values = table.value_of(package)
        for i, side in enumerate(self.sides):
            refused = (package >= 0) & ~accepted[i]
            heard = (table.targets[i], values[i], side.temperature[table.rows])
            self.sides[1 - i].about_other.learn_from_refusal(table.rows, refused, *heard)
            self.mediator.about[side.name].learn_from_refusal(
                table.rows, refused & mediated, *heard
            )
