"""Plays the worlds of several tables of coordinates, on one process or several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sim.analysis.sensitivity.outcomes import Values, outcomes_of
from sim.ensemble import run
from sim.ensemble.pool import run_blocks
from sim.ensemble.runner import sensible_jobs
from sim.ensemble.workers import workers_for
from sim.errors import Usage
from sim.results import Run
from sim.scenario import Scenario
from sim.statistics import Numbers
from sim.worlds import Floats

NO_PAST = "past_of=nobody"
"""What tables need: with the past, worlds that contradict it would fall out, in one table and not
in the other, and the inputs would depend on each other. Indices are not defined then."""


class Tables(Protocol):
    """Which worlds are to be played."""

    @property
    def seed(self) -> int:
        """Seed of the noise in all of them."""

    @property
    def sizes(self) -> list[int]:
        """How many worlds each table has."""

    def table(self, place: int) -> dict[str, Floats]:
        """Coordinates by parameter of the worlds of a table."""


@dataclass(frozen=True)
class Asked:
    """What is played, and what is asked of it.

    Attributes
    ----------
    scenario : Scenario
        Without its past.
    outcomes : tuple of str
        Names; the usual ones if there are none.
    with_past : Scenario or None
        The same with its past, if it has one.
    """

    scenario: Scenario
    outcomes: tuple[str, ...]
    with_past: Scenario | None = None


@dataclass(frozen=True)
class Played:
    """The first table's run; the outcomes; and the values of each in every table."""

    run: Run
    outcomes: list[Values]
    values: list[list[Numbers]]


def played(
    asked: Asked,
    tables: Tables,
    jobs: int | None = 1,
    progress: Callable[[int], None] | None = None,
) -> Played:
    """Play every table under one seed: worlds of one number share their luck in all of them.

    Raises
    ------
    Usage
        If an outcome is unknown, or has no value in some worlds.
    ScenarioError
        If its numbers leave those that can be counted with.
    """
    tell = progress or (lambda _: None)
    first = _run(asked, tables, 0)
    outcomes = outcomes_of(first, asked.outcomes)
    for each in outcomes:
        _refuse_gaps(each)
    tell(first.worlds)
    sizes = tables.sizes
    found: list[list[Numbers]] = [[] for _ in sizes]
    found[0] = [each.values for each in outcomes]
    names = asked.outcomes or tuple(each.name for each in outcomes)
    named = Asked(asked.scenario, names)

    def done(answer: tuple[int, list[Numbers]]) -> None:
        place, found[place] = answer[0], answer[1]
        tell(sizes[place])

    team = workers_for(min(jobs or sensible_jobs(sum(sizes)), max(len(sizes) - 1, 1)))
    rest = [range(i, i + 1) for i in range(1, len(sizes))]
    run_blocks(_Playing(named, tables), rest, team, done)
    by_outcome = [[table[i] for table in found] for i in range(len(outcomes))]
    return Played(first, outcomes, by_outcome)


@dataclass(frozen=True)
class _Playing:
    """Plays one of the tables."""

    asked: Asked
    tables: Tables

    def __call__(self, place: range) -> tuple[int, list[Numbers]]:
        there = outcomes_of(_run(self.asked, self.tables, place.start), self.asked.outcomes)
        for each in there:
            _refuse_gaps(each)
        return place.start, [each.values for each in there]


def _run(asked: Asked, tables: Tables, place: int) -> Run:
    coordinates = tables.table(place)
    return run(asked.scenario, tables.sizes[place], tables.seed, design=coordinates)


def _refuse_gaps(outcome: Values) -> None:
    if not outcome.there.all():
        lacking = int(np.count_nonzero(~outcome.there))
        raise Usage(
            f"{outcome.name} has no value in {lacking:,} of {outcome.there.size:,} worlds: "
            "of such an outcome only --method plain can tell what it varies with"
        )


def cost(sizes: Sequence[int]) -> int:
    """How many worlds are to be played."""
    return sum(sizes)
