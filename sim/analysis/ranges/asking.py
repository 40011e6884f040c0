"""`sim.bargaining_range`: play worlds, and look at their packages on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import index
from pathlib import Path

import numpy as np

from sim.analysis.ranges.counting import Counted, counted
from sim.analysis.ranges.looking import RangeWatch
from sim.analysis.ranges.many import RangeOfWorlds
from sim.analysis.ranges.one import RangeOfWorld
from sim.analysis.ranges.question import Question, day_asked
from sim.ensemble.pool import run_blocks
from sim.ensemble.workers import workers_for
from sim.errors import Usage
from sim.jobs import sensible_jobs
from sim.journal import WorldJournal
from sim.processes.day import ACCORD
from sim.scenario import Scenario, load
from sim.simulation import simulate
from sim.trajectory import Trajectory
from sim.words import day_month

_BLOCK = 512  # worlds valued at once
_WATCHED = 20_000  # first worlds whose weeks are kept: 50 MB


def bargaining_range(
    scenario: str | Path | Scenario,
    date: dt.date | str | None = None,
    world: int | None = None,
    worlds: int = 2000,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
    progress: Callable[[int], None] = lambda worlds: None,
) -> RangeOfWorlds | RangeOfWorld:
    """The bargaining range on a day: as it is, as each side sees it, as the mediator believes.

    A package is in the range if it may be signed, since it is likely enough to hold, and is worth
    no less than going on to both sides (Fearon 1995). Each side knows what going on is worth to
    itself and misreads what it is worth to the other; the mediator misreads both. Votes at home and
    veto players have their say later.

    The solutions are the packages with the largest Nash product (Nash 1950), the largest smallest
    share of each side's ideal gain (Kalai and Smorodinsky 1975), the largest smallest gain (Kalai
    1977) and the largest sum of gains, among those by which both gain; the first of equals in the
    order of the file, and none where there are no such packages.

    Parameters
    ----------
    scenario : str, Path or Scenario
    date : date or str, optional
        As in ``"2026-05-01"``; by default the start.
    world : int, optional
        The number of one world to be looked at alone.
    worlds : int
        How many worlds, >= 1, if it is not one alone.
    seed : int
        Seed of the noise, 0 <= seed < 2**64.
    set : mapping or list of "key=value"
        Parameters to change, by dotted name.
    jobs : int or None
        Processes; None: one below 20,000 worlds, else one a core. It changes no number.
    progress : callable
        Called with the number of worlds played since the last call.

    Returns
    -------
    RangeOfWorlds or RangeOfWorld
        With the tables ``packages``, ``views``, ``emptied_by`` and ``over_time``.

    Raises
    ------
    Usage
        If the date is outside the days played, or the talks are over by then.
    ScenarioError
        If the scenario is invalid.
    """
    read = scenario if isinstance(scenario, Scenario) else load(scenario, set)
    if isinstance(scenario, Scenario) and set:
        raise Usage("set= changes a scenario while it is read: give its path or name")
    asked = Question(read, int(index(seed)), day_asked(read, date))
    if world is not None:
        return _one(asked, int(index(world)))
    if index(worlds) < 1:
        raise Usage(f"worlds must be at least 1, not {worlds}")
    return _many(asked, int(index(worlds)), jobs or sensible_jobs(worlds), progress)


@dataclass(frozen=True)
class _Looking:
    """Plays a block and counts what it shows."""

    question: Question

    def __call__(self, block: range) -> tuple[int, Counted]:
        watch = _watched(self.question, block, weekly=block.start < _WATCHED)[0]
        return block.start, counted(watch, len(block))


def _watched(
    question: Question, block: range, weekly: bool, journal: WorldJournal | None = None
) -> tuple[RangeWatch, Trajectory]:
    watch, untold = RangeWatch(question.day, weekly), np.zeros(len(block), dtype=bool)
    scenario, seed = question.scenario, question.seed
    return watch, simulate(
        scenario, seed, block.start, len(block), untold, watch, journal=journal
    )  # fmt: skip


def _many(
    question: Question, worlds: int, jobs: int, progress: Callable[[int], None]
) -> RangeOfWorlds:
    blocks = [range(at, min(at + _BLOCK, worlds)) for at in range(0, worlds, _BLOCK)]
    found: dict[int, Counted] = {}

    def done(result: tuple[int, Counted]) -> None:
        found[result[0]] = result[1]
        progress(result[1].worlds)

    team = workers_for(min(jobs, len(blocks)))
    run_blocks(_Looking(question), blocks, team, done)
    whole = Counted()
    for _, part in sorted(found.items()):
        whole.add(part)
    if not whole.talking:
        raise Usage(
            f"on {day_month(question.date, year=True)} none of {worlds:,} worlds still talks: "
            f"ask for an earlier date, from {question.scenario.file.start.isoformat()} on"
        )
    return RangeOfWorlds(question, whole)


def _one(question: Question, world: int) -> RangeOfWorld:
    if world < 0:
        raise Usage(f"world must be at least 0, not {world}")
    journal = WorldJournal()
    watch, trajectory = _watched(question, range(world, world + 1), True, journal)
    if watch.snapshot is None:
        raise Usage(_over(question, world, trajectory))
    texts = [
        (record.day, record["meeting"].text.package)
        for record in journal.of("meeting")
        if record.day <= question.day and record["meeting"].text is not None
    ]
    margins = {name: np.concatenate(weeks) for name, weeks in watch.margins.items()}
    return RangeOfWorld(question, world, watch.snapshot, texts, margins)


def _over(question: Question, world: int, trajectory: Trajectory) -> str:
    """Says why a world has no packages on the table on a day."""
    ended = question.scenario.date(int(trajectory.final["ended_on"][0]))
    signed = trajectory.daily["phase"][question.day, 0] == ACCORD
    what = "signed an accord" if signed else "was decided by force"
    return (
        f"world {world} {what} on {day_month(ended, year=True)}: nothing is bargained over on "
        f"{day_month(question.date, year=True)}; ask for a date up to {ended.isoformat()}, or for "
        "another world"
    )
