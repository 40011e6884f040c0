"""A round: a text is tabled, both sides answer, votes and vetoes follow, all learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator, Offeree
from sim.agents.nobody import Nobody
from sim.agents.veto import Refused, VetoPlayer, refused_by
from sim.agreement.packages import at
from sim.agreement.seats import others
from sim.deciders import Decider, Decision
from sim.table import Table
from sim.theory.learning import Heard
from sim.worlds import Bools, Floats, Ints, Noise


@dataclass(frozen=True)
class Round:
    """What happened on a day in the worlds ``rows``; arrays have shape (rows,).

    ``package`` is -1 where nothing could be tabled; ``proposer`` is the side that offered it, -1
    for the mediator. Of shape (parties, rows): what the text is worth (``values``), the least each
    accepts (``targets``), who ``accepted`` it, and whose vote at home would back it (``backed``).
    Of shape (veto players, rows): who of them would allow it (``allowed``). ``text_from_seat``
    (rows,) and ``from_seat`` (parties, rows) tell what was decided from a seat, not by the model.
    """

    day: int
    rows: Ints
    package: Ints
    proposer: Ints
    values: Floats
    targets: Floats
    accepted: Bools
    backed: Bools
    allowed: Bools
    text_from_seat: Bools
    from_seat: Bools

    @property
    def agreed(self) -> Bools:
        """Every side accepted."""
        agreed: Bools = np.logical_and.reduce(self.accepted, axis=0)
        return agreed

    @property
    def signed(self) -> Bools:
        """Every side accepted, every vote passed and no veto was cast: an accord."""
        passed = np.logical_and.reduce(self.backed, axis=0)
        signed: Bools = self.agreed & passed & np.logical_and.reduce(self.allowed, axis=0)
        return signed


@dataclass(frozen=True)
class PastRound:
    """A round before the start, as data. Arrays have shape (worlds,), by party (parties, worlds).

    ``package`` is its text, -1 where there was none, ``proposer`` who tabled it as in `Round`. By
    party: what the text was worth (``values``), the least it accepted (``targets``), and whether
    it ``accepted``. ``refused_by`` are the seats of those who are known to have refused.
    """

    day: int
    package: Ints
    proposer: Ints
    values: Floats
    targets: Floats
    accepted: Bools
    refused_by: tuple[int, ...] = ()

    @staticmethod
    def blank(day: int, parties: int, worlds: int, refused_by: tuple[int, ...]) -> PastRound:
        """A round in which nothing was tabled."""
        nobody, nothing = np.full(worlds, -1), np.zeros((parties, worlds))
        refused = np.zeros((parties, worlds), dtype=bool)
        return PastRound(day, nobody, nobody.copy(), nothing, nothing.copy(), refused, refused_by)

    def take(self, rows: Ints, other: PastRound | Round, its: Ints | slice = slice(None)) -> None:
        """Note what another round was in some worlds; ``its`` tells which of its rows."""
        self.package[rows], self.proposer[rows] = other.package[its], other.proposer[its]
        self.values[:, rows], self.targets[:, rows] = other.values[:, its], other.targets[:, its]
        self.accepted[:, rows] = other.accepted[:, its]

    def contradicts(self) -> Bools:
        """(worlds,): all accepted, or one did who is known to have refused."""
        all_accept: Bools = np.logical_and.reduce(self.accepted, axis=0)
        for own in self.refused_by:
            all_accept = all_accept | self.accepted[own]
        return (self.package >= 0) & all_accept


class Talks:
    """Holds rounds, with the mediator's text or, without it, with the sides' offers in turn.

    Attributes
    ----------
    decider : Decider
        Who decides in the model's place; by default nobody does.
    """

    def __init__(
        self,
        sides: Sequence[Belligerent],
        mediator: Mediator | Nobody,
        votes: Sequence[VetoPlayer | None],
        vetoes: Sequence[VetoPlayer],
        noise: Noise,
    ) -> None:
        self.sides, self.mediator, self.noise = sides, mediator, noise
        self.votes, self.vetoes = votes, vetoes
        self.must_allow = [*(vote for vote in votes if vote), *vetoes]
        self.turn = np.zeros(noise.worlds, dtype=np.int64)
        self.decider = Decider()

    def hold(self, day: int, table: Table, text: Bools | None = None) -> Round:
        """Hold a round in the table's worlds; `learn` is what everybody makes of it.

        ``text`` (packages,) is what is known to have been tabled, whatever the ladder says.
        """
        mediated = self.mediator.present[table.rows]
        package = np.full(table.rows.shape, -1)
        for with_mediator, choose in ((mediated, self._mediated), (~mediated, self._offered)):
            if with_mediator.any():
                package[with_mediator] = choose(table.part(with_mediator), text)
        named = mediated | (text is not None)  # nobody's own: its answers are known
        proposer = np.where(named, -1, self.turn[table.rows])
        following = (self.turn[table.rows] + 1) % len(self.sides)
        self.turn[table.rows] = np.where(mediated, self.turn[table.rows], following)
        tabled = self.decider.text(table, package, proposer, lambda: self._may(table, text))
        return self._answers(day, table, tabled, proposer)

    def _may(self, table: Table, text: Bools | None) -> Bools:
        """(rows, packages): what may be tabled."""
        tabled = table.tabled if text is None else text
        may = tabled & table.valuation.signable
        return may if table.refused.by_any is None else may & ~table.refused.by_any

    def _mediated(self, table: Table, text: Bools | None) -> Ints:
        """The mediator's text."""
        rows, mediator = table.rows, self.mediator
        assert isinstance(mediator, Mediator)
        return mediator.propose(
            rows,
            self._may(table, text),
            table.valuation.worth,
            self._offerees(table),
            mediator.weights(rows, [side.name for side in self.sides]),
            self.must_allow,
        )

    def _offerees(self, table: Table) -> list[Offeree]:
        return [
            Offeree(side.name, target, going_on, side.blur(table.rows))
            for side, target, going_on in zip(
                self.sides, table.targets, table.valuation.going_on, strict=True
            )
        ]

    def _offered(self, table: Table, text: Bools | None) -> Ints:
        """The offer of the side whose turn it is."""
        may = self._may(table, text)
        offers = np.array([self._offer(table, own, may) for own in range(len(self.sides))])
        chosen: Ints = offers[self.turn[table.rows], np.arange(table.rows.size)]
        return chosen

    def _offer(self, table: Table, own: int, may: Bools) -> Ints:
        """What a side offers."""
        side, worth, rows = self.sides[own], table.valuation.worth, table.rows
        rules, asked = side.rules, others(self._offerees(table), own)

        def log_yes(row: Ints, package: Ints) -> list[Floats]:
            return [
                rules.learning.log_yes(
                    side.about[s.name].mind.at(rows), s.target, w[row, package], s.blur, row
                )
                for s, w in zip(asked, others(worth, own), strict=True)
            ] + [player.log_yes(rows, row, package) for player in self.must_allow]

        return rules.offer.choose(worth[own], others(worth, own), table.targets[own], log_yes, may)

    def _answers(self, day: int, table: Table, tabled: Decision[Ints], proposer: Ints) -> Round:
        package = tabled.what
        rows, values = table.rows, table.valuation.worth_of(package)
        asked = (package >= 0) & at(table.valuation.signable, package)
        accepted, from_seat, text = [], [], np.maximum(package, 0)
        for own, side in enumerate(self.sides):
            u = self.noise.uniform(f"answer.{side.name}", day)[rows]
            says_yes = side.accepts(values[own], table.targets[own], u, rows) | (proposer == own)
            answer = self.decider.answer(own, table, package, proposer, says_yes)
            accepted.append(asked & answer.what)
            from_seat.append(answer.from_seat | (tabled.from_seat & (proposer == own)))
        everybody = np.ones(rows.shape, dtype=bool)
        backed = [vote.says_yes(rows, text) if vote else everybody for vote in self.votes]
        allowed = [player.says_yes(rows, text) for player in self.vetoes]
        return Round(
            day,
            rows,
            package,
            proposer,
            np.array(values),
            np.array(table.targets),
            np.array(accepted),
            np.array(backed),
            np.array(allowed, dtype=bool).reshape(len(allowed), rows.size),
            tabled.from_seat,
            np.array(from_seat),
        )

    def refused(self, rows: Ints) -> Refused:
        """What votes at home and veto players are known to refuse in the worlds ``rows``."""
        return refused_by([vote for vote in self.votes if vote], self.vetoes, rows)

    def learn_at_home(self, round_: Round) -> None:
        """Everybody learns from votes and vetoes, which follow where all parties accepted."""
        for player in self.must_allow:
            player.hear(round_.rows, np.maximum(round_.package, 0), round_.agreed)

    def learn(self, rows: Ints, round_: Round | PastRound) -> None:
        """Everybody learns from an answer what the target of who gave it may be.

        A refusal because an accord would not hold teaches nothing; no such text is tabled. An
        offer of one's own is no answer. The round was held in the worlds ``rows``.
        """
        mediated = self.mediator.present[rows]
        for own, side in enumerate(self.sides):
            asked = (round_.package >= 0) & (round_.proposer != own)
            accepted = round_.accepted[own]
            said = asked & ~accepted, asked & accepted
            heard = Heard(round_.targets[own], round_.values[own], side.blur(rows), *said)
            for other in others(self.sides, own):
                other.about[side.name].hear(rows, heard)
            if side.name in self.mediator.about:
                no, yes = (answer & mediated for answer in said)
                self.mediator.about[side.name].hear(rows, heard._replace(no=no, yes=yes))
