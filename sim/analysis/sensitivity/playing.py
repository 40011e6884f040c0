"""Plays the worlds of several tables of coordinates, on one process or several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from sim.analysis.sensitivity.outcomes import Values, outcomes_of
from sim.ensemble import run
from sim.ensemble.portions import Portion, played_in_portions
from sim.errors import Usage
from sim.jobs import sensible_jobs
from sim.results import Run
from sim.results.pieces import Pieces, packed, unpacked
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
    pieces: Pieces | None = None,
) -> Played:
    """Play every table under one seed: worlds of one number share their luck in all of them.

    Where ``pieces`` are kept, the first table is a run beside them, kept as runs are.

    Raises
    ------
    Usage
        If an outcome is unknown, or has no value in some worlds.
    ScenarioError
        If its numbers leave those that can be counted with.
    """
    tell = progress or (lambda _: None)
    first = _run(asked, tables, 0, None if pieces is None else first_in(pieces))
    outcomes = outcomes_of(first, asked.outcomes)
    for each in outcomes:
        _refuse_gaps(each)
    tell(first.worlds)
    names = asked.outcomes or tuple(each.name for each in outcomes)
    work = _Playing(Asked(asked.scenario, names), tables)
    portions = [Portion(name_of(i), worlds) for i, worlds in enumerate(tables.sizes) if i]
    jobs = jobs or sensible_jobs(sum(tables.sizes))
    found = [unpacked(each) for each in played_in_portions(work, portions, jobs, pieces, tell)]
    rest = [[table[i] for table in found] for i in range(len(outcomes))]
    values = [[each.values, *others] for each, others in zip(outcomes, rest, strict=True)]
    return Played(first, outcomes, values)


def first_in(pieces: Pieces) -> Path:
    """Where the run of the first table lies, beside the other tables."""
    return pieces.folder.parent / "first"


def name_of(place: int) -> str:
    """What a table is kept as, the first one aside."""
    return f"table-{place:05d}"


@dataclass(frozen=True)
class _Playing:
    """Plays one of the tables that follow the first."""

    asked: Asked
    tables: Tables

    def __call__(self, place: range) -> tuple[int, bytes]:
        its = _run(self.asked, self.tables, place.start + 1)
        there = outcomes_of(its, self.asked.outcomes)
        for each in there:
            _refuse_gaps(each)
        return place.start, packed(*(each.values for each in there))


def _run(asked: Asked, tables: Tables, place: int, out: Path | None = None) -> Run:
    coordinates = tables.table(place)
    return run(asked.scenario, tables.sizes[place], tables.seed, design=coordinates, out=out)


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
