"""The worlds that are asked: played again with something taken away, past and luck kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.history import Past
from sim.outcomes import ending
from sim.results import Run
from sim.scenario import Scenario, ScenarioError, load
from sim.scenario.files import RESOLVED, WRITTEN, Limits
from sim.simulation import history_of, simulate
from sim.trajectory import Trajectory
from sim.worlds import Bools

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

    def play(self, settings: Sequence[str] = ()) -> Trajectory:
        """Their trajectory with further changes; no world is told in full."""
        scenario, first, count = (
            self.source.scenario(*settings),
            self.numbers.start,
            len(self.numbers),
        )
        nothing = np.zeros(count, dtype=bool)
        return simulate(scenario, self.seed, first, count, nothing, history=self.past)

    def measured(self, settings: Sequence[str] = ()) -> dict[str, Bools]:
        """By measure, (worlds,): where it comes true with further changes."""
        return measured(self.play(settings))


def measured(trajectory: Trajectory) -> dict[str, Bools]:
    """By measure, (worlds,): where it comes true; a measure that the scenario lacks is left out."""
    answers: Mapping[str, Bools] = ending.answers(trajectory)
    return {name: answers[name] for name in MEASURES if name in answers}
