"""Scenarios and runs for tests, in few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray

import sim.simulation
from sim.model import NegotiationModel
from sim.processes.dated import Events
from sim.processes.day import TALKS, Day
from sim.processes.process import Setting
from sim.quantities.draw import Draw
from sim.scenario import Scenario, load
from sim.scenario.schema.meetings import History
from sim.simulation import simulate
from sim.trajectory import Trajectory
from sim.verification.known import PIE
from sim.worlds import Floats, Ints, Noise

TO_JUNE = "horizon=2026-06-30"
"""Ends the run with the deadline: half the days."""

SHORT = ("deadline.date=2026-04-01", "horizon=2026-04-30")
"""A quarter of the days, with a deadline and what follows its lapse."""

FEW_DAYS = ("deadline.date=2026-02-20", "horizon=2026-02-28")
"""Three weeks, where it matters that worlds are run, and not what becomes of them."""

NO_DATES = (
    "events.florida_round=null",
    "calendar.gap={median: 36500, spread: 0}",
)
"""Nobody ever meets, so that nothing but the war and the weather happens."""


@lru_cache(maxsize=64)
def baseline_with(*changes: str) -> Scenario:
    """The baseline with changes such as ``"war.drift=0"``; its history stays the baseline's."""
    return load("baseline", set=changes)


@lru_cache(maxsize=64)
def pie_with(*changes: str) -> Scenario:
    """The pie of Fearon (1995) with changes, without the baseline's history."""
    return without_history(load(PIE, set=changes))


def as_options(changes: Iterable[str]) -> list[str]:
    """Changes as words of a command."""
    return [word for change in changes for word in ("-s", change)]


def without_history(scenario: Scenario) -> Scenario:
    """The scenario with no rounds before its start.

    A past in which nobody signed selects worlds; a test with a closed form wants the priors.
    """
    file = scenario.file.model_copy(update={"history": History()})
    return replace(scenario, file=file, changed_from=None)


@lru_cache(maxsize=6)
def run(scenario: Scenario, worlds: int, seed: int = 1, first: int = 0) -> Trajectory:
    """Simulate, and keep what outcomes need."""
    return simulate(scenario, seed, first, worlds, traced=np.zeros(worlds, dtype=bool))


@lru_cache(maxsize=6)
def told(scenario: Scenario, worlds: int, seed: int = 1, first: int = 0) -> Trajectory:
    """Simulate, and keep the whole story of every world."""
    return simulate(scenario, seed, first, worlds, traced=np.ones(worlds, dtype=bool))


def forget() -> None:
    """Drop every run kept in memory: the code has changed under it."""
    run.cache_clear()
    told.cache_clear()


def told_some(scenario: Scenario, seed: int, numbers: Ints) -> Trajectory:
    """The whole story of the worlds with these numbers, simulated together and without others."""
    first = int(numbers.min())
    span = int(numbers.max()) - first + 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sim.simulation,
            "Noise",
            lambda seed, first, _: Noise(seed, first, span, numbers - first),
        )
        return simulate(scenario, seed, first, numbers.size, np.ones(numbers.size, dtype=bool))


def model_of(scenario: Scenario, worlds: int, seed: int = 1) -> NegotiationModel:
    """A model on its first morning, without history."""
    return NegotiationModel(scenario, Noise(seed, 0, worlds))


P = TypeVar("P")


def process_of(model: NegotiationModel, kind: type[P]) -> P:
    """A process that the model surely has."""
    found = model.process(kind)
    assert found is not None
    return found


def setting_of(scenario: Scenario, noise: Noise) -> Setting:
    """What processes of a scenario are built from, without its events and backers."""
    draw = Draw(noise.coordinate, noise.worlds)
    events = Events({}, scenario.day, draw, noise)
    due = scenario.day(scenario.file.due)
    return Setting(
        scenario.file.start, draw, noise, events, scenario.file.parties, [], scenario.day, due
    )


def dawn(day: int, worlds: int) -> Day:
    """A day on which nothing has happened yet, while all worlds talk."""
    never = np.full(worlds, np.inf)
    no, phase = np.zeros(worlds, dtype=bool), np.full(worlds, TALKS, dtype=np.int8)
    return Day(day, phase, np.full(worlds, -1), never, no, no.copy())


def arrays(trajectory: Trajectory) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Everything a trajectory holds, by name; the last axis is the world."""
    yield from ((f"daily {name}", values) for name, values in trajectory.daily.items())
    yield from ((f"story {name}", values) for name, values in trajectory.story.items())
    yield from ((f"final {name}", values) for name, values in trajectory.final.items())
    yield from ((f"sampled {name}", values) for name, values in trajectory.sampled.items())


def same_bits(one: NDArray[np.generic], other: NDArray[np.generic]) -> bool:
    """Equal to the last bit; NaN equals NaN."""
    return (
        one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    )


def share_accord(trajectory: Trajectory) -> Floats:
    """(worlds,): 1.0 where the world ended in an accord."""
    return (trajectory.daily["phase"][-1] == 1).astype(np.float64)


def standard_errors(differences: Floats) -> float:
    """Mean of paired differences in units of its standard error; 0 if there are none at all."""
    spread = float(differences.std(ddof=1))
    return 0.0 if spread == 0 else float(differences.mean() / (spread / np.sqrt(differences.size)))


@contextmanager
def planted(*faults: tuple[object, str, object]) -> Iterator[None]:
    """Replace attributes of objects (object, name, replacement) and put them back."""
    forget()
    with pytest.MonkeyPatch.context() as patch:
        for where, name, replacement in faults:
            patch.setattr(where, name, replacement)
        try:
            yield
        finally:
            forget()
