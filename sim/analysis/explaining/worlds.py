"""The worlds that are asked: played again with something taken away, past and luck kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from sim.designs import Table
from sim.history import Past
from sim.outcomes import ending
from sim.results import Run
from sim.scenario import Scenario, ScenarioError, load
from sim.scenario.files import RESOLVED, WRITTEN, Limits
from sim.simulation import Observer, history_of, simulate
from sim.trajectory import Trajectory
from sim.worlds import Bools, Floats

_INSIDE = 2.0**-54, 1.0 - 2.0**-53  # of the unit interval: its ends have no normal
MEASURES = {"accord": "an accord", "durable_peace": "a durable peace"}
"""What is counted: outcomes that come true by the deadline, and in words."""


@dataclass(frozen=True)
class Source:
    """Where a scenario comes from, so that it can be read again with changes.

    Attributes
    ----------
    path : str or Path
        A scenario file or its name; the resolved file of a saved run.
    changes : tuple[str, ...]
        What was set beside it.
    limits : Limits
        How much may be read of it.
    """

    path: str | Path
    changes: tuple[str, ...] = ()
    limits: Limits = WRITTEN

    @classmethod
    def of(cls, run: Run) -> Source:
        """The source of a run's scenario."""
        if run.path is not None:
            return cls(run.path / "scenario.yaml", (), RESOLVED)
        return cls(run.scenario.path, tuple(run.changes))

    def scenario(self, *settings: str) -> Scenario:
        """The scenario with further changes."""
        return load(self.path, (*self.changes, *settings), self.limits)

    def to_the_deadline(self) -> Source:
        """The same without the days after the deadline, of which nothing here is asked.

        The same all the way where the file speaks of those days.
        """
        file = self.scenario().file
        shorter = Source(self.path, (*self.changes, f"horizon={file.due}"), self.limits)
        try:
            shorter.scenario()
        except ScenarioError:  # something is dated later, or the deadline is the horizon
            return self
        return shorter if file.due < file.horizon else self


@dataclass(frozen=True)
class Shift:
    """A parameter with a prior, moved in every world, as far as its prior holds possible.

    Attributes
    ----------
    name : str
        Its dotted name.
    by : float
        How far, in its unit.
    """

    name: str
    by: float

    def coordinates(self, scenario: Scenario, values: Floats) -> Floats:
        """(worlds,): where values that are so moved lie in the unit interval of the prior."""
        q = scenario.quantities[self.name]
        return np.clip([q.cdf(float(x)) for x in values + self.by], *_INSIDE)

    def moved(self, scenario: Scenario, values: Floats) -> Floats:
        """(worlds,): the values, moved."""
        return scenario.quantities[self.name].ppf(self.coordinates(scenario, values))


Change = tuple[str, ...] | Shift
"""Settings, as ``-s`` takes them, or a parameter that is moved."""


@dataclass(frozen=True)
class Worlds:
    """Some worlds of a scenario, with their past, to be played with changes.

    Attributes
    ----------
    source : Source
    seed : int
    numbers : range
        Numbers of the worlds, neighbours.
    past : Past
        Which of their draws lived through the past of the scenario without further changes.
    """

    source: Source
    seed: int
    numbers: range
    past: Past

    @classmethod
    def of(cls, source: Source, seed: int, numbers: range) -> Worlds:
        """The worlds of these numbers."""
        past = history_of(source.scenario(), seed, numbers.start, len(numbers))
        return cls(source, seed, numbers, past)

    def play(self, change: Change = (), observer: Observer | None = None) -> Trajectory:
        """Their trajectory with a further change; no world is told in full."""
        settings = () if isinstance(change, Shift) else change
        scenario, first, count = self.source.scenario(*settings), self.numbers.start, self.count
        nothing, design = np.zeros(count, dtype=bool), None
        if isinstance(change, Shift):
            values = self._sampled[change.name]
            before = np.full(first, 0.5)  # a table begins with world 0
            moved = np.concatenate([before, change.coordinates(scenario, values)])
            design = Table({change.name: moved})
        return simulate(
            scenario, self.seed, first, count, nothing, observer, design, history=self.past
        )

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.numbers)

    @cached_property
    def _sampled(self) -> Mapping[str, Floats]:
        """Their parameters as they are, by dotted name."""
        return self.play().sampled

    def measured(self, change: Change = ()) -> dict[str, Bools]:
        """By measure, (worlds,): where it comes true with a further change."""
        return measured(self.play(change))


def measured(trajectory: Trajectory) -> dict[str, Bools]:
    """By measure, (worlds,): where it comes true; a measure that the scenario lacks is left out."""
    answers: Mapping[str, Bools] = ending.answers(trajectory)
    return {name: answers[name] for name in MEASURES if name in answers}
