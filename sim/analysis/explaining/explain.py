"""Why is there no accord? Each mechanism taken away on the same worlds, alone and with others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.asked import Asked, run_asked
from sim.analysis.explaining import shapley
from sim.analysis.explaining.mechanisms import Mechanism, mechanisms
from sim.analysis.explaining.turns import Found, Turn, are_kept, play
from sim.analysis.explaining.worlds import MEASURES, Source
from sim.errors import Usage
from sim.results import Run
from sim.scenario import Scenario
from sim.statistics import Estimate, paired_shares, wilson
from sim.worlds import Bools, Ints

if TYPE_CHECKING:
    import pandas as pd

_IN_A_GROUP = 50  # worlds that share an order: fewer take longer each, more leave fewer orders
_GROUPS = 10  # at least: an error is seen between pairs of them
_TOGETHER = 500  # worlds from which mechanisms are taken away one by one
LEAST = 200
"""Worlds that are needed."""


@dataclass(frozen=True)
class Worth:
    """What a mechanism stands for, by measure, in shares of all worlds.

    Attributes
    ----------
    mechanism : Mechanism
    alone : mapping of str to Estimate
        What taking it away changes while all others stay.
    value : mapping of str to Estimate
        Its Shapley value: its part of what taking all of them away changes.
    """

    mechanism: Mechanism
    alone: Mapping[str, Estimate]
    value: Mapping[str, Estimate]


@dataclass(frozen=True)
class Enough:
    """Of the worlds without an accord, how much it takes to bring one, as shares of them.

    Attributes
    ----------
    one : Estimate
        Some single mechanism: without it there is an accord.
    several : Estimate
        No single one; all together.
    others : Estimate
        No single one, nor all together.
    """

    one: Estimate
    several: Estimate
    others: Estimate


@dataclass(frozen=True)
class Explanation:
    """What stands in the way of an accord.

    Attributes
    ----------
    run : Run
        The worlds that were asked, as they are.
    worlds : int
        How many of them, from world 0.
    before, after : mapping of str to Estimate
        By measure: the share of worlds as they are, and with every mechanism taken away.
    worths : list of Worth
        Largest Shapley value first, in size and of the first measure; of each measure, the values
        sum to ``after - before``.
    enough : Enough
    orders : int
        How many orders the values were sampled from; each second one runs backwards.
    """

    run: Run
    worlds: int
    before: Mapping[str, Estimate]
    after: Mapping[str, Estimate]
    worths: list[Worth]
    enough: Enough
    orders: int

    @property
    def frame(self) -> pd.DataFrame:
        """A row a measure and mechanism: label, ``alone`` and ``value`` with their intervals, n."""
        import pandas as pd

        rows = [_record(each, name, self.worlds) for name in self.before for each in self.worths]
        return pd.DataFrame(rows).set_index(["measure", "mechanism"])


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
    one_by_one = np.concatenate(found[: plan.portions], axis=2).astype(bool)
    before, after, alone = one_by_one[0], one_by_one[1], one_by_one[2:]
    names = [name for name in MEASURES if name in {each.name for each in run.declared}]
    values = [_values(plan, found[plan.portions :], i) for i in range(len(names))]
    worths = [
        Worth(
            mechanism,
            {name: _changed(before[i], alone[m][i]) for i, name in enumerate(names)},
            {name: values[i][m] for i, name in enumerate(names)},
        )
        for m, mechanism in enumerate(plan.mechanisms)
    ]
    worths.sort(key=lambda each: -abs(each.value[names[0]].value))
    as_it_is, all_gone = (
        {name: _share(there[i]) for i, name in enumerate(names)} for there in (before, after)
    )
    enough = _enough(before, after, alone)
    return Explanation(run, plan.worlds, as_it_is, all_gone, worths, enough, len(plan.orders))


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


def _values(plan: _Plan, found: Sequence[Found], measure: int) -> list[Estimate]:
    """The Shapley value of each mechanism for a measure."""
    walks = zip(plan.orders, found, strict=True)
    return shapley.values([shapley.added(order, steps[:, measure]) for order, steps in walks])


def _share(there: Bools) -> Estimate:
    return wilson(int(there.sum()), there.size)


def _changed(before: Bools, after: Bools) -> Estimate:
    return paired_shares(before.astype(np.float64), after.astype(np.float64))


def _enough(before: Bools, after: Bools, alone: Bools) -> Enough:
    """By the first measure; shapes (measures, worlds), and (mechanisms, measures, worlds)."""
    without = ~before[0]
    one: Bools = np.logical_or.reduce(alone[:, 0, without], axis=0)
    every: Bools = after[0, without]
    return Enough(_share(one), _share(~one & every), _share(~one & ~every))


def _record(worth: Worth, measure: str, worlds: int) -> dict[str, object]:
    alone, value = worth.alone[measure], worth.value[measure]
    return {
        "measure": measure,
        "mechanism": worth.mechanism.name,
        "label": worth.mechanism.label,
        **dict(_told("alone", alone)),
        **dict(_told("value", value)),
        "n": worlds,
    }


def _told(name: str, found: Estimate) -> Iterator[tuple[str, float]]:
    yield name, found.value
    yield f"{name}_low", found.low
    yield f"{name}_high", found.high
