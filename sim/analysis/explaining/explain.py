"""Why is there no accord? Each mechanism taken away on the same worlds, alone and with others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.analysis.asked import Asked, run_asked
from sim.analysis.explaining import shapley
from sim.analysis.explaining.explained import Explanation, Taken, explained
from sim.analysis.explaining.mechanisms import Mechanism, mechanisms
from sim.analysis.explaining.turns import Found, Turn, are_kept, play
from sim.analysis.explaining.worlds import Source
from sim.errors import Usage
from sim.results import Run
from sim.scenario import Scenario
from sim.worlds import Ints

_IN_A_GROUP = 50  # worlds that share an order: fewer take longer each, more leave fewer orders
_GROUPS = 10  # at least: an error is seen between pairs of them
_TOGETHER = 500  # worlds from which mechanisms are taken away one by one
LEAST = 200
"""Worlds that are needed."""


def explain(
    what: Asked,
    worlds: int = 1000,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
) -> Explanation:
    """Why there is no accord: every mechanism taken away, alone and in sampled orders.

    Parameters
    ----------
    what : Run, str or Path
        A run, the folder of a saved one, or a scenario.
    worlds : int
        How many worlds, >= 200; at most those of the run, from its first.
    seed, set
        For a scenario: as in :func:`sim.run`.
    jobs : int or None
        Processes; None: as many as there are cores. It changes no number.

    Returns
    -------
    Explanation
        Its ``frame`` has a row a measure and mechanism.

    Raises
    ------
    Usage
        If there are too few worlds, they are of a design, or no mechanism can be taken away.
    ScenarioError, DamagedResults
        If a scenario is invalid, a folder damaged.
    """
    return explanation(run_asked(what, worlds, seed, set, jobs), worlds, jobs)


def explanation(
    run: Run,
    worlds: int = 1000,
    jobs: int | None = 1,
    tell: Callable[[int], None] = lambda worlds: None,
) -> Explanation:
    """Explain a run in hand; see `explain`.

    Parameters
    ----------
    run : Run
        Its first worlds are played again; what was found is kept in its folder, if it has one.
    tell : callable
        Called with the number of worlds played since the last call; `length` in all.
    """
    plan = _Plan.of(run, worlds)
    keep = run.path / "explain" if run.path else None
    found = play(plan.source, run.seed, plan.turns, jobs, keep, tell)
    return explained(run, plan.mechanisms, plan.taken(found), len(plan.orders))


def kept_explanation(run: Run, worlds: int = 1000) -> Explanation | None:
    """What was found before and kept in the run's folder, without playing a world; else None."""
    if run.path is None:
        return None
    try:
        plan = _Plan.of(run, worlds)
    except Usage:  # it cannot be asked
        return None
    there = are_kept(plan.source, run.seed, plan.turns, run.path / "explain")
    return explanation(run, worlds) if there else None


def planned(scenario: Scenario, worlds: int) -> int:
    """The same before there is a run: each mechanism alone, and each once in an order."""
    many = len(mechanisms(scenario))
    return worlds * ((many + 2) + (many + 1))


def length(run: Run, worlds: int = 1000) -> int:
    """How many worlds `explain` plays, each as often as it does."""
    return sum(turn.worlds for turn in _Plan.of(run, worlds).turns)


@dataclass(frozen=True)
class _Plan:
    """What is to be played.

    The first portions of turns take mechanisms away one by one (after none and all of them), the
    others in an order of their own.
    """

    source: Source
    mechanisms: list[Mechanism]
    worlds: int
    portions: int
    orders: Ints
    turns: list[Turn]

    @classmethod
    def of(cls, run: Run, worlds: int) -> _Plan:
        """For so many worlds of a run."""
        if run.design:
            raise Usage(f"{run.run_id} was drawn by {run.design}: explain takes worlds of noise")
        worlds = min(worlds, run.worlds)
        if worlds < LEAST:
            raise Usage(f"explain needs {LEAST} worlds or more, not {worlds}: add some with -n")
        found = mechanisms(run.scenario)
        if not found:
            raise Usage(f"{run.name} has no mechanism that could be taken away")
        portions = _portions(worlds, -(-worlds // _TOGETHER))
        groups = _portions(worlds, max(_GROUPS, 2 * (worlds // (2 * _IN_A_GROUP))))
        orders = shapley.orders(len(found), len(groups), run.seed)
        sets = [(), tuple(range(len(found))), *((m,) for m in range(len(found)))]
        turns = [_turn(found, portion, sets) for portion in portions]
        turns += [
            _turn(found, group, _first_so_many(order))
            for group, order in zip(groups, orders, strict=True)
        ]
        source = Source.of(run).to_the_deadline()
        return cls(source, found, worlds, len(portions), orders, turns)

    def taken(self, found: Sequence[Found]) -> Taken:
        """What the turns found, world by world."""
        one_by_one = np.concatenate(found[: self.portions], axis=2).astype(bool)
        walks = zip(self.orders, found[self.portions :], strict=True)
        added = np.concatenate([shapley.added(order, steps) for order, steps in walks], axis=2)
        sizes = [steps.shape[2] for steps in found[self.portions :]]
        before, after, *alone = one_by_one
        return Taken(before, after, np.array(alone), added, shapley.pairs(sizes))


def _portions(worlds: int, count: int) -> list[range]:
    """The worlds in so many portions of about the same size."""
    ends = [worlds * i // count for i in range(count + 1)]
    return [range(a, b) for a, b in pairwise(ends)]


def _turn(found: Sequence[Mechanism], numbers: range, sets: Sequence[Sequence[int]]) -> Turn:
    changes = [tuple(s for m in sorted(gone) for s in found[m].settings) for gone in sets]
    return Turn(numbers, tuple(changes))


def _first_so_many(order: Ints) -> list[list[int]]:
    """None, the first, the first two, ..., all."""
    return [order[:k].tolist() for k in range(order.size + 1)]
