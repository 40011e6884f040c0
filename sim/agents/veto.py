"""Whoever else must say yes to what the parties accepted: a vote at home, a veto player."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple

import numpy as np

from sim.agents.belief import TargetBelief
from sim.agreement.packages import Packages
from sim.agreement.worth import Interests, worth_of_parts
from sim.quantities.draw import Draw
from sim.scenario.schema.parties import Ratification
from sim.scenario.schema.parties import Veto as VetoSpec
from sim.theory.learning import Heard
from sim.theory.rules import Rules
from sim.worlds import Bools, Floats, Ints, Noise


class Refused(NamedTuple):
    """(rows, packages): what is known to be refused; None where nothing is.

    ``by_votes`` by a vote at home, ``by_any`` by a vote or by a veto player.
    """

    by_votes: Bools | None
    by_any: Bools | None

    def at(self, some: Bools) -> Refused:
        """The same in some of the rows."""
        return Refused(*(None if table is None else table[some] for table in self))


def refused_by(votes: Iterable[VetoPlayer], vetoes: Iterable[VetoPlayer], rows: Ints) -> Refused:
    """What votes and veto players are known to refuse in the worlds ``rows``."""
    by_votes = _any_of(vote.has_refused(rows) for vote in votes)
    return Refused(by_votes, _any_of([by_votes, *(each.has_refused(rows) for each in vetoes)]))


def _any_of(tables: Iterable[Bools | None]) -> Bools | None:
    """Where any of them is true; None where there is none."""
    some = [table for table in tables if table is not None]
    return reduce(np.logical_or, some) if some else None


class Mood(NamedTuple):
    """What nobody knows of a veto player, (worlds,): ``spread``, and where it lies in it."""

    spread: Floats
    z: Floats


class VetoPlayer:
    """Says yes or no to an accord, and does not bargain (Tsebelis 2002, *Veto Players*).

    What an accord is worth to it is known to everybody. How much it asks for is not: everybody
    knows the normal law of that, and learns from its answers. Arrays have shape (worlds,).

    Attributes
    ----------
    name : str
    kinds : Ints
        (packages,): the kind of each package; those of one kind are worth the same to it.
    worth : Floats
        (worlds, kinds): support in a vote, or utility.
    asks, least : Floats
        The least it says yes to: as the law's mean has it, and as it is.
    about : TargetBelief
        What everybody believes about it.
    """

    def __init__(
        self, name: str, kinds: Ints, worth: Floats, asks: Floats, mood: Mood, rules: Rules
    ) -> None:
        self.name, self.kinds, self.worth = name, kinds, worth
        error = mood.spread * mood.z
        self.asks, self.least, self.rules = asks, asks + error, rules
        self.about = TargetBelief(-error, mood.spread**2, rules)

    def worth_of(self, rows: Ints, package: Ints) -> Floats:
        """(rows,): what one package a row is worth to it."""
        worth: Floats = self.worth[rows, self.kinds[package]]
        return worth

    def says_yes(self, rows: Ints, package: Ints) -> Bools:
        """(rows,): its answer to one package a row."""
        yes: Bools = self.worth_of(rows, package) >= self.least[rows]
        return yes

    def log_yes(self, rows: Ints, row: Ints, package: Ints) -> Floats:
        """Log of the believed probability of a yes to listed packages, ``row`` the row of each."""
        of_one, kinds = np.arange(rows.size), self.worth.shape[1]
        if row.size < rows.size * kinds:
            return self._log_yes(rows, self.worth[rows[row], self.kinds[package]], row)
        of_kinds = self._log_yes(rows, self.worth[rows].ravel(), np.repeat(of_one, kinds))
        chances: Floats = of_kinds.reshape(rows.size, kinds)[row, self.kinds[package]]
        return chances

    def _log_yes(self, rows: Ints, worth: Floats, row: Ints) -> Floats:
        mind, sharp = self.about.mind.at(rows), np.zeros(rows.size)
        return self.rules.learning.log_yes(mind, self.least[rows], worth, sharp, row)

    def has_refused(self, rows: Ints) -> Bools | None:
        """(rows, packages): what is worth no more to it than what it refused; None: nothing is."""
        above = self.about.mind.above[rows]
        if not (above > -np.inf).any():
            return None
        refused: Bools = self.worth[rows] - self.least[rows][:, None] <= above[:, None]
        return refused[:, self.kinds]

    def hear(self, rows: Ints, package: Ints, asked: Bools) -> None:
        """Everybody hears its answer where it was ``asked``, (rows,)."""
        yes = self.says_yes(rows, package)
        worth, sharp = self.worth_of(rows, package), np.zeros(rows.size)
        self.about.hear(rows, Heard(self.least[rows], worth, sharp, asked & ~yes, asked & yes))


def vote_of(
    side: str, vote: Ratification, packages: Packages, draw: Draw, noise: Noise, rules: Rules
) -> VetoPlayer:
    """The vote at home of a side (Putnam 1988): it asks for support; one mood a world."""
    kinds, some = _kinds(packages, [packages.outcome_issue, *vote.slopes])
    support = _support(vote, packages, some, draw)
    mood = Mood(draw(vote.spread), noise.normal(f"ratify.{side}"))
    return VetoPlayer(side, kinds, support, draw(vote.needs), mood, rules)


def player_of(
    name: str, spec: VetoSpec, packages: Packages, draw: Draw, noise: Noise, rules: Rules
) -> VetoPlayer:
    """A veto player of the file: it scores options as a party does, with weights of its own."""
    nothing = np.zeros(draw.worlds)
    interests = Interests(
        party=spec.scores_as,
        weights=draw.weights(spec.weights),
        status_quo=dict.fromkeys(spec.weights.shares, nothing),
        red_lines=spec.red_lines,
        firmness=np.ones(draw.worlds),
        fairness=nothing,
        exclusion=nothing,
    )
    worth = worth_of_parts(interests, packages, draw)
    mood = Mood(draw(spec.spread), noise.normal(f"veto.{name}"))
    return VetoPlayer(name, np.arange(len(packages)), worth, draw(spec.needs), mood, rules)


def _kinds(packages: Packages, issues: list[str]) -> tuple[Ints, Ints]:
    """(packages,): the kind of each by its options of some issues; and a package of each kind."""
    options = np.stack([packages.option[issue] for issue in issues], axis=1)
    _, some, kinds = np.unique(options, axis=0, return_index=True, return_inverse=True)
    return kinds.ravel(), some


def _support(vote: Ratification, packages: Packages, some: Ints, draw: Draw) -> Floats:
    """(worlds, some): share of the decided at home that polls expect to back some packages."""
    support = np.zeros((draw.worlds, some.size))
    for option, share in vote.support.items():
        chosen = packages.with_option(packages.outcome_issue, option)[some]
        support = support + np.where(chosen, draw(share)[:, None], 0.0)
    support = support + draw(vote.rally)[:, None]
    for issue, slope in vote.slopes.items():
        above, raised = packages.levels(issue)[some] - 0.5, packages.raises(issue)[some]
        support = support + np.where(raised, draw(slope)[:, None] * above, 0.0)
    return support
