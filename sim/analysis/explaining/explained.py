"""What stands in the way of an accord: what was found in each world, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.explaining import shapley
from sim.analysis.explaining.mechanisms import Mechanism
from sim.analysis.explaining.worlds import MEASURES
from sim.results import Run
from sim.statistics import Estimate, Numbers, effective_number, paired_shares, wilson
from sim.worlds import Bools, Floats

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Taken:
    """What was found in each world with mechanisms taken away.

    Attributes
    ----------
    before, after : Bools
        (measures, worlds): whether a measure comes true as it is, and with all taken away.
    alone : Bools
        (mechanisms, measures, worlds): whether it does without the one.
    added : Floats
        (mechanisms, measures, worlds): what taking the one away changed (-1, 0 or 1) when its turn
        came in the order of the world's group.
    pairs : tuple[int, ...]
        Worlds of each pair of groups that had an order and its reverse, one after the other.
    """

    before: Bools
    after: Bools
    alone: Bools
    added: Floats
    pairs: tuple[int, ...]


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
    mechanisms : list of Mechanism
        In the order of `taken`.
    taken : Taken
        What was found in each world.
    """

    run: Run
    worlds: int
    before: Mapping[str, Estimate]
    after: Mapping[str, Estimate]
    worths: list[Worth]
    enough: Enough
    orders: int
    mechanisms: list[Mechanism]
    taken: Taken

    @property
    def frame(self) -> pd.DataFrame:
        """A row a measure and mechanism: label, ``alone`` and ``value`` with their intervals, n."""
        import pandas as pd

        rows = [_record(each, name, self.worlds) for name in self.before for each in self.worths]
        return pd.DataFrame(rows).set_index(["measure", "mechanism"])

    @property
    def student(self) -> float:
        """How many standard errors the interval of a Shapley value has to each side."""
        return shapley.student(len(self.taken.pairs))

    def reweighted(self, weights: Numbers) -> Explanation:
        """The same under other priors, without a world played again.

        Parameters
        ----------
        weights : Numbers
            (worlds,): importance weights of the worlds, >= 0: their density under the other priors
            by that under the stated ones. As with every such weight, read the answer only if enough
            worlds are left in effect (:func:`sim.statistics.effective_number`).
        """
        return explained(self.run, self.mechanisms, self.taken, self.orders, weights)


def explained(
    run: Run,
    mechanisms: Sequence[Mechanism],
    taken: Taken,
    orders: int,
    weights: Numbers | None = None,
) -> Explanation:
    """What was found in each world, counted; worlds weigh the same unless weights are given."""
    weigh = _Weighed(taken, np.ones(taken.before.shape[1]) if weights is None else weights)
    names = [name for name in MEASURES if name in {each.name for each in run.declared}]
    values = [weigh.values(i) for i in range(len(names))]
    worths = [
        Worth(
            mechanism,
            {name: weigh.alone(m, i) for i, name in enumerate(names)},
            {name: values[i][m] for i, name in enumerate(names)},
        )
        for m, mechanism in enumerate(mechanisms)
    ]
    worths.sort(key=lambda each: -abs(each.value[names[0]].value))
    before, after = (
        {name: weigh.share(there[i]) for i, name in enumerate(names)}
        for there in (taken.before, taken.after)
    )
    return Explanation(
        run, weigh.weights.size, before, after, worths, weigh.enough(), orders,
        list(mechanisms), taken,
    )  # fmt: skip


@dataclass(frozen=True)
class _Weighed:
    """Estimates over worlds that weigh what they do."""

    taken: Taken
    weights: Numbers

    def share(self, there: Bools, among: Bools | None = None) -> Estimate:
        """Of some worlds (of all) those in which something is there."""
        w = self.weights if among is None else np.where(among, self.weights, 0.0)
        return wilson(float(w[there].sum()), float(w.sum()), 0, effective_number(w))

    def alone(self, mechanism: int, measure: int) -> Estimate:
        """What taking the one away changes while all others stay."""
        before, after = self.taken.before[measure], self.taken.alone[mechanism, measure]
        return paired_shares(before.astype(np.float64), after.astype(np.float64), self.weights)

    def values(self, measure: int) -> list[Estimate]:
        """The Shapley value of each mechanism."""
        return shapley.values(self.taken.added[:, measure], self.taken.pairs, self.weights)

    def enough(self) -> Enough:
        """How much it takes, by the first measure, of the worlds without it."""
        without, every = ~self.taken.before[0], self.taken.after[0]
        one: Bools = np.logical_or.reduce(self.taken.alone[:, 0], axis=0)
        several, others = ~one & every, ~one & ~every
        return Enough(*(self.share(kind & without, without) for kind in (one, several, others)))


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
