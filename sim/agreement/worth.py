"""What packages are worth to a party: parts by name, and their sum, which is made once.

Sums run over parts, one after the other, in fixed order: a matrix product would give other bits
for one world alone than in a crowd.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sim.agreement.packages import Packages, Rows
from sim.agreement.seats import others
from sim.quantities.draw import Draw
from sim.scenario.schema.parties import RedLine
from sim.theory import bargaining
from sim.worlds import Floats, Ints

_PORTION = 128  # worlds valued at once: portions of a table that stay in the cache


@dataclass(frozen=True)
class Interests:
    """What a party cares about in a package. Arrays have shape (worlds,).

    Attributes
    ----------
    party : str
    weights, status_quo : dict[str, Floats]
        By issue: how much it matters, and the party's score as things stand today.
    red_lines : dict[str, RedLine]
    firmness, fairness, exclusion : Floats
        Size of its red lines, of its envy, and of what it resents.
    """

    party: str
    weights: dict[str, Floats]
    status_quo: dict[str, Floats]
    red_lines: dict[str, RedLine]
    firmness: Floats
    fairness: Floats
    exclusion: Floats


class Part(Protocol):
    """A part of the worth of every package."""

    def of(self, rows: Rows) -> Floats:
        """(rows, packages): what it adds to the worth in the worlds ``rows`` (utility)."""


@dataclass(frozen=True)
class IssuePart:
    """What an issue brings: its weight times the party's score. Arrays: (worlds,)."""

    issue: str
    party: str
    packages: Packages
    draw: Draw
    weight: Floats
    status_quo: Floats

    def of(self, rows: Rows) -> Floats:
        """(rows, packages): weight times score."""
        return self.with_conceded(rows)[0]

    def with_conceded(self, rows: Rows) -> tuple[Floats, Floats]:
        """(rows, packages): weight times score, and what that gives up against today."""
        scores, kinds = self.packages.scores(self.issue, self.party, self.draw, rows)
        weight, today = self.weight[rows][:, None], self.status_quo[rows][:, None]
        given_up = weight * np.maximum(0.0, today - scores)
        return kinds.spread(weight * scores), kinds.spread(given_up)


@dataclass(frozen=True)
class FairnessPart:
    """What is felt as conceding more than others do.

    ``own`` and each of ``others`` have shape (worlds, packages): what is conceded.
    """

    fairness: Floats
    own: Floats
    others: tuple[Floats, ...]

    def of(self, rows: Rows) -> Floats:
        """(rows, packages): at most zero."""
        envy = bargaining.unequal_concession(self.own[rows], *(o[rows] for o in self.others))
        return -(self.fairness[rows][:, None] * envy)


@dataclass(frozen=True)
class RedLinePart:
    """The penalty of a red line: ``size`` (worlds,) times how far a package lies beyond it."""

    line: RedLine
    packages: Packages
    draw: Draw
    size: Floats

    def of(self, rows: Rows) -> Floats:
        """(rows, packages): at most zero."""
        kinds = self.packages.kinds(self.line.issue, *self.packages.leaving_claims_open)
        return kinds.spread(-(self.size[rows][:, None] * self._crossed(rows, kinds.first)))

    def _crossed(self, rows: Rows, some: Ints) -> Floats:
        """(rows or 1, some): how far some packages lie beyond it."""
        line, packages = self.line, self.packages
        if line.option is not None:
            chosen = packages.with_option(line.issue, line.option)[some]
            return chosen[None, :].astype(np.float64)
        level = packages.levels(line.issue)[some]
        if line.below is not None:
            beyond = self.draw(line.below)[rows][:, None] - level
        else:
            assert line.above is not None
            beyond = level - self.draw(line.above)[rows][:, None]
        counts = (packages.raises(line.issue) & ~packages.claims_open)[some]
        return np.maximum(0.0, beyond) * counts


@dataclass
class Worth:
    """What packages are worth to a party.

    Attributes
    ----------
    party : str
    parts : dict[str, Part]
        By name, in the order of summation: ``issue.*``, ``fairness``, ``red_line.*``.
    exclusion : Floats
        (worlds,): what full resentment takes from every package.
    total : Floats
        (worlds, packages): the sum of the parts.
    """

    party: str
    parts: dict[str, Part]
    exclusion: Floats
    total: Floats

    def at(self, rows: Ints, resentment: Floats) -> Floats:
        """(rows, packages): the worth on a day of so much ``resentment`` (rows,)."""
        return self.total[rows] + self._resented(rows, resentment)

    def part(self, name: str, rows: Ints, resentment: Floats) -> Floats:
        """(rows, packages or 1): a part of the worth on such a day; ``exclusion`` is one too."""
        if name == "exclusion":
            return self._resented(rows, resentment)
        return self.parts[name].of(rows)

    def names(self) -> list[str]:
        """Names of all parts."""
        return [*self.parts, "exclusion"]

    def _resented(self, rows: Ints, resentment: Floats) -> Floats:
        return -(self.exclusion[rows] * resentment)[:, None]


def worths_of(parties: Sequence[Interests], packages: Packages, draw: Draw) -> tuple[Worth, ...]:
    """The worth of every package to every party."""
    shape = draw.worlds, len(packages)
    issues = [_issue_parts(party, packages, draw) for party in parties]
    conceded = [np.zeros(shape) for _ in parties]
    worths = []
    for own, party in enumerate(parties):
        envy = FairnessPart(party.fairness, conceded[own], tuple(others(conceded, own)))
        red_lines = _red_line_parts(party, packages, draw)
        parts: dict[str, Part] = {**issues[own], "fairness": envy, **red_lines}
        worths.append(Worth(party.party, parts, party.exclusion, np.zeros(shape)))
    for begin in range(0, draw.worlds, _PORTION):
        _sum(slice(begin, begin + _PORTION), worths, conceded)
    return tuple(worths)


def worth_of_parts(party: Interests, packages: Packages, draw: Draw) -> Floats:
    """(worlds, packages): their worth to a party that compares itself with nobody."""
    total = np.zeros((draw.worlds, len(packages)))
    for parts in (_issue_parts(party, packages, draw), _red_line_parts(party, packages, draw)):
        for part in parts.values():
            total = total + part.of(slice(None))
    return total


def _issue_parts(party: Interests, packages: Packages, draw: Draw) -> dict[str, IssuePart]:
    return {
        f"issue.{name}": IssuePart(
            name, party.party, packages, draw, party.weights[name], party.status_quo[name]
        )
        for name, issue in packages.issues.items()
        if issue.refines is None
    }


def _red_line_parts(party: Interests, packages: Packages, draw: Draw) -> dict[str, RedLinePart]:
    return {
        f"red_line.{name}": RedLinePart(line, packages, draw, party.firmness * draw(line.size))
        for name, line in party.red_lines.items()
    }


def _sum(rows: slice, worths: Sequence[Worth], conceded: Sequence[Floats]) -> None:
    """Sum the parts in some worlds, what each gives up first: envy compares it."""
    for worth, given_up in zip(worths, conceded, strict=True):
        for part in worth.parts.values():
            if isinstance(part, IssuePart):
                weighed, part_given_up = part.with_conceded(rows)
                worth.total[rows] += weighed
                given_up[rows] += part_given_up
    for worth in worths:
        for part in worth.parts.values():
            if not isinstance(part, IssuePart):
                worth.total[rows] += part.of(rows)
