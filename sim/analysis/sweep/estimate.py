"""How long a sweep takes and how much room: roughly before anything is run, better by a trial."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from sim.analysis.sweep.plan import Plan
from sim.analysis.trial import seconds
from sim.ensemble import run
from sim.ensemble.runner import BLOCK_SIZE
from sim.errors import Usage
from sim.scenario.cost import cost

_SECONDS_A_DAY = 7e-3  # of a block, however few worlds it has
_BYTES_A_WORLD = 2_000  # of a point while it is played: its outcomes, twice
_BYTES_A_POINT, _SHARES = 12_000, 30  # of what is stored; each share has two bits a world
_LONGEST = 30 * 86_400.0  # seconds: nobody waits so long


@dataclass(frozen=True)
class Expected:
    """What a sweep takes.

    Attributes
    ----------
    seconds : float
        Until the end, with all its processes.
    memory, disk : float
        Bytes.
    """

    seconds: float
    memory: float
    disk: float


def roughly(plan: Plan, jobs: int) -> Expected:
    """From the scenario alone; good to a factor of two or three."""
    base = max(plan.bases, key=lambda each: each.days)
    point = cost(base, plan.worlds, BLOCK_SIZE, jobs)
    blocks = -(-plan.worlds // BLOCK_SIZE)
    memory = point.bytes + jobs * _BYTES_A_WORLD * plan.worlds
    return _of(plan, jobs, point.seconds + blocks * _SECONDS_A_DAY * base.days, memory)


def by_trial(plan: Plan, jobs: int) -> Expected:
    """From a few worlds of the base, timed now: good to a third where nothing else runs.

    The time of a point is a line in the number of its worlds.
    """
    point = seconds(lambda n: run(plan.scenarios[0], n, plan.seed, plan.set), plan.worlds)
    return replace(roughly(plan, jobs), seconds=_turns(plan, jobs) * point)


def refuse_the_impossible(plan: Plan, jobs: int) -> None:
    """See that this machine can do it.

    Raises
    ------
    Usage
        If it takes more memory than there is, or more than a month.
    """
    need, there = roughly(plan, jobs), _memory()
    if there and need.memory > there:
        raise Usage(
            f"{plan.many:,} points of {plan.worlds:,} worlds take {need.memory / 2**30:,.0f} GiB "
            f"of memory, but {there / 2**30:,.0f} are here: take fewer points or a lower -n"
        )
    if need.seconds > _LONGEST:
        raise Usage(
            f"{plan.many:,} points of {plan.worlds:,} worlds take about "
            f"{need.seconds / 86_400:,.0f} days here: take fewer values an axis, a smaller -n, "
            "or --design sobol --points 256"
        )


def _of(plan: Plan, jobs: int, seconds: float, memory: float) -> Expected:
    disk = (plan.many + 1) * (_BYTES_A_POINT + _SHARES * plan.worlds / 4)
    return Expected(_turns(plan, jobs) * seconds, memory + disk, disk)


def _turns(plan: Plan, jobs: int) -> int:
    """Points that each process plays, the base among them."""
    points = plan.many + 1
    return -(-points // min(jobs, points))


def _memory() -> int:
    """Bytes of this machine; 0 where it does not say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 0
