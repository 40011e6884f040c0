"""Whose red lines stand in the way: each line, the sum of each side, and what no line explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.results.shares import Share, shares

if TYPE_CHECKING:
    from sim.results.run import Run

EMPTY = "empty_range"  # the reason of which red lines are asked


@dataclass(frozen=True)
class Line:
    """A red line, and the worlds in which it is most in the way (or their weight)."""

    label: str
    count: float


@dataclass(frozen=True)
class Side:
    """A party's red lines by name, those most often in the way first."""

    label: str
    lines: dict[str, Line]

    @property
    def count(self) -> float:
        """Worlds in which one of them is most in the way, or their weight."""
        return sum(line.count for line in self.lines.values())


@dataclass(frozen=True)
class RedLines:
    """The worlds where no package was better than war for both, by what stands in the way.

    Attributes
    ----------
    sides : dict of str to Side
        By party, the one whose lines are most often in the way first.
    empty : float
        All of these worlds, or their weight.
    """

    sides: dict[str, Side]
    empty: float

    @property
    def no_single(self) -> float:
        """Worlds in which lifting any single line opens no range, or their weight."""
        return max(self.empty - sum(side.count for side in self.sides.values()), 0.0)


def red_lines(run: Run) -> RedLines:
    """What the red-line table and figure show of a run; counts add up to ``empty``."""
    found = shares(run.declared)
    lines = [each for each in found if each.group == "red_lines"]
    parties = list(dict.fromkeys(each.name.split(".")[0] for each in lines))
    sides = {party: _side(run, party, lines) for party in parties}
    empty = [run.tally.count(s) for s in found if (s.group, s.name) == ("reasons", EMPTY)]
    order = sorted(sides, key=lambda party: -sides[party].count)
    return RedLines({party: sides[party] for party in order}, sum(empty))


def _side(run: Run, party: str, lines: list[Share]) -> Side:
    own = [each for each in lines if each.name.split(".")[0] == party]
    told = {each.name: Line(_what(each), run.tally.count(each)) for each in own}
    often = sorted(told.items(), key=lambda item: -item[1].count)
    return Side(_whose(own[0]), dict(often))


def _what(line: Share) -> str:
    """The line without its party: ``guarantees``."""
    return line.name.partition(".")[2].replace("_", " ")


def _whose(line: Share) -> str:
    """The party as the scenario calls it: a line is labelled ``Russia on guarantees``."""
    party, on, _ = line.label.rpartition(f" on {_what(line)}")
    return party if on else line.name.partition(".")[0]
