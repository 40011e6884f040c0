"""Which worlds are told in the file, and how: the page for people, of worlds of every ending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.ensemble.pool import run_blocks
from sim.ensemble.workers import workers_for
from sim.results import Run
from sim.results.manifest import Manifest
from sim.scenario import Scenario

TOLD = 100
"""Worlds whose story is in the file, of each run."""
_AT_LEAST = 5  # of each ending that occurs


def to_tell(run: Run, how_many: int) -> list[int]:
    """Worlds of every ending, as many as the ending's share asks for, but at least a few."""
    codes = run.column("outcome")
    failed = {each["world"] for each in run.failures}
    there = [np.flatnonzero(codes == code) for code in np.unique(codes[codes >= 0])]
    chosen: list[int] = []
    for worlds in there:
        wanted = max(round(how_many * worlds.size / codes.size), min(_AT_LEAST, how_many))
        chosen += [int(world) for world in worlds[:wanted] if int(world) not in failed]
    return sorted(chosen)


def stories_told(
    run: Run, worlds: list[int], jobs: int = 1, tell: Callable[[int], None] = lambda worlds: None
) -> dict[str, Any]:
    """Title, lead, sections and table of each world's page, by its number.

    Parameters
    ----------
    jobs : int
        Processes, >= 1. It changes no word.
    tell : callable
        Called with 1 for each world that was played.
    """
    found = dict[int, dict[str, Any]]()

    def done(told: tuple[int, dict[str, Any]]) -> None:
        found[told[0]] = told[1]
        tell(1)

    if worlds:
        one = [range(world, world + 1) for world in worlds]
        run_blocks(_Telling.of(run), one, workers_for(min(jobs, len(one))), done)
    return {str(world): found[world] for world in worlds}


@dataclass(frozen=True)
class _Telling:
    """Tells worlds of a run, of which other processes need no more than a row."""

    manifest: Manifest
    row: pa.Table
    path: Path | None
    scenario: Scenario

    @classmethod
    def of(cls, run: Run) -> _Telling:
        return cls(run.manifest, run.parts.first_worlds(1).table(), run.path, run.scenario)

    def __call__(self, place: range) -> tuple[int, dict[str, Any]]:
        run = Run(self.manifest, self.row, None, self.path, self.scenario)
        return place.start, run.story(place.start).page.to_dict()
