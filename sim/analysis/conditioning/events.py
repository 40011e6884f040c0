"""What has happened, read from a file and held against the days of every world."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.entries import Entry, read
from sim.processes.partial_deals.process import DEAL_BITS
from sim.scenario import Scenario
from sim.scenario.mistakes import did_you_mean
from sim.scenario.nodes import Node
from sim.trajectory import ACCORD, HELD, Trajectory
from sim.worlds import Bools

_KEYS = ("type", "from", "until", "by", "source")


@dataclass(frozen=True)
class Span:
    """The days from the first to the last, both included; and who did it, where that is asked."""

    first: int
    last: int
    party: str = ""

    def of(self, trajectory: Trajectory, series: str) -> NDArray[Any]:
        """(days, worlds): a daily series on those days."""
        return trajectory.daily[series][self.first : self.last + 1]


def _signed(trajectory: Trajectory, span: Span) -> Bools:
    ended = trajectory.final["ended_on"]
    accord = trajectory.daily["phase"][-1] == ACCORD
    there: Bools = accord & (ended >= span.first) & (ended <= span.last)
    return there


def _held(trajectory: Trajectory, span: Span) -> Bools:
    there: Bools = np.logical_or.reduce(span.of(trajectory, "date") == HELD, axis=0)
    return there


def _refused(trajectory: Trajectory, span: Span) -> Bools:
    """A round was held, and that side did not say yes."""
    bit = 1 << trajectory.parties.index(span.party)
    said_yes = (span.of(trajectory, "answers") & bit) > 0
    held = span.of(trajectory, "date") == HELD
    there: Bools = np.logical_or.reduce(held & ~said_yes, axis=0)
    return there


def _left(trajectory: Trajectory, span: Span) -> Bools:
    day = trajectory.final["mediator_left_on"]
    there: Bools = (day >= span.first) & (day <= span.last)
    return there


def _dealt(kind: str) -> Did:
    def did(trajectory: Trajectory, span: Span) -> Bools:
        bits = span.of(trajectory, "deals")
        there: Bools = np.logical_or.reduce((bits & DEAL_BITS[kind]) > 0, axis=0)
        return there

    return did


Did = Callable[[Trajectory, Span], Bools]
_KINDS: dict[str, Did] = {
    "accord": _signed,
    "round": _held,
    "refusal": _refused,
    "mediator_leaves": _left,
    **{kind: _dealt(kind) for kind in DEAL_BITS},
}
_NO = "no_"
KINDS = (*_KINDS, *(f"{_NO}{kind}" for kind in _KINDS))
"""What can be known: that something happened within a span, or (``no_``) that it did not."""


@dataclass(frozen=True)
class Event:
    """Something that happened, or did not, within a span of days."""

    name: str
    kind: str
    span: Span

    def agrees(self, trajectory: Trajectory) -> Bools:
        """(worlds,): where it was so."""
        did = _KINDS[self.kind.removeprefix(_NO)](trajectory, self.span)
        return ~did if self.kind.startswith(_NO) else did


@dataclass(frozen=True)
class Happened:
    """All that is known to have happened; it survives pickling."""

    events: tuple[Event, ...] = field(default_factory=tuple)

    def __call__(self, trajectory: Trajectory) -> Bools:
        """(worlds,): where all of it was so."""
        everywhere = np.ones(trajectory.worlds, dtype=bool)
        return reduce(np.logical_and, (e.agrees(trajectory) for e in self.events), everywhere)


def events(path: str | Path, scenario: Scenario) -> Happened:
    """What a file says has happened in a scenario.

    Raises
    ------
    Usage, ScenarioError, OSError, DamagedResults
        As `sim.analysis.entries.read`.
    """
    return Happened(tuple(read(path, "events", lambda entry: _Reader(entry, scenario).event())))


@dataclass(frozen=True)
class _Reader:
    """Reads an event."""

    entry: Entry
    scenario: Scenario

    @property
    def node(self) -> Node:
        """What the entry says."""
        return self.entry.node

    def event(self) -> Event:
        self.entry.only(_KEYS)
        kind = self._one_of("type", KINDS, "no type of event")
        first = self._day("from", 0)
        last = self._day("until", self.scenario.days)
        if first > last:
            self.entry.wrong("'from' is later than 'until'", self.node)
        return Event(self.entry.name, self._known(kind), Span(first, last, self._party(kind)))

    def _known(self, kind: str) -> str:
        """The type, unless the scenario has nothing of the sort."""
        what, file = kind.removeprefix(_NO), self.scenario.file
        if what in DEAL_BITS and "partial_deals" not in file.sections:
            self.entry.wrong(f"{self.scenario.name} has no partial deals", self.node)
        if what == "mediator_leaves" and not file.mediated:
            self.entry.wrong(f"{self.scenario.name} has no mediator", self.node)
        return kind

    def _party(self, kind: str) -> str:
        if kind.removeprefix(_NO) == "refusal":
            return self._one_of("by", tuple(self.scenario.file.parties), "no belligerent")
        if "by" in self.node.mapping:
            self.entry.wrong(
                "'by' says who refused: it belongs to a refusal", self.node.mapping["by"]
            )
        return ""

    def _one_of(self, key: str, known: Sequence[str], told: str) -> str:
        node = self.node.mapping.get(key)
        if node is None:
            self.entry.wrong(f"lacks '{key}': one of {', '.join(known)}", self.node)
        elif node.word not in known:
            self.entry.wrong(f"'{node.word}' is {told}", node, did_you_mean(node.word, known))
        else:
            return node.word
        return known[0]

    def _day(self, key: str, default: int) -> int:
        node = self.node.mapping.get(key)
        if node is None:
            return default
        if (date := self.entry.date(node)) is None:
            return default
        day = self.scenario.day(date)
        if not 0 <= day <= self.scenario.days:
            self.entry.wrong(f"{node.word} is not between the start and the horizon", node)
        return day
