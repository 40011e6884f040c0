"""One pass over the worlds of a run, a portion at a time: all that its summary needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.outcomes import Outcome
from sim.results.block import WEIGHT
from sim.results.digest import Digest
from sim.results.shares import Column, Share, applies, without_accord
from sim.results.spread import Spread
from sim.statistics import Counts, Mass, Numbers

NO_MEASURE = frozenset({"package"})  # a number that only names something
WHY = ("reason", "red_line")  # classes that are asked of the worlds without an accord


class Tally:
    """What a pass over worlds has counted, by weight where worlds have one.

    Tallies of neighbouring worlds can be merged in any order to the same bits; only the digests
    need the worlds in order.

    Parameters
    ----------
    declared : iterable of Outcome
        The outcomes, all of which are columns.
    failed : iterable of int
        Numbers of worlds that failed: they have no outcome, and a weight of 1.

    Attributes
    ----------
    worlds : int
        How many, those that failed and those that weigh nothing included.
    all, without_accord : Mass
        Number and weight of all worlds; of those that were run and have no accord in time.
    spreads : dict of name to Spread
        Measures and counts, where they apply.
    """

    def __init__(self, declared: Iterable[Outcome], failed: Iterable[int] = ()) -> None:
        self.declared = tuple(declared)
        self.worlds = 0
        self.all, self.without_accord = Mass(), Mass()
        self._failed = np.array(sorted(failed), dtype=np.int64)
        self._digest: Digest | None = Digest(self.declared)
        self._classes = {each.name: _counts(each) for each in self._of("class")}
        self._why = {each.name: _counts(each) for each in self._of("class") if each.name in WHY}
        self._flags = {each.name: Counts(2) for each in self._of("flag")}
        self.spreads = {
            each.name: Spread()
            for each in self._of("measure", "count")
            if each.name not in NO_MEASURE
        }

    def _of(self, *kinds: str) -> list[Outcome]:
        return [outcome for outcome in self.declared if outcome.kind in kinds]

    def add(self, table: pa.Table) -> None:
        """Take in more worlds: a row a world; in order, if digests are asked for later."""

        def column(name: str) -> NDArray[Any]:
            values: NDArray[Any] = table.column(name).to_numpy()
            return values

        weights = weights_in(table)
        self.worlds += table.num_rows
        self.all.add(table.num_rows, weights)
        if self._digest is not None:
            self._digest.add(column)
        for name, counts in {**self._classes, **self._flags}.items():
            counts.add(column(name), weights)
        if table.num_rows:
            self._measure(column, weights)
        if "accord" in self._flags:
            self._ask_why(column, weights)

    def _measure(self, column: Column, weights: Numbers | None) -> None:
        first = int(column("world")[0])
        for outcome in self.declared:
            if outcome.name in self.spreads:
                values = column(outcome.name)
                there = applies(outcome, values)
                some = None if weights is None else weights[there]
                self.spreads[outcome.name].add(values[there].astype(np.float64), some, first)

    def _ask_why(self, column: Column, weights: Numbers | None) -> None:
        without = without_accord(column, self._failed)
        some = None if weights is None else weights[without]
        self.without_accord.add(int(without.sum()), some)
        for name, counts in self._why.items():
            counts.add(column(name)[without], some)

    def merge(self, other: Tally) -> None:
        """Take in the worlds of another tally of the same outcomes, none of which is in this one.

        Raises
        ------
        ValueError
            If they declare other outcomes, or a portion of worlds is in both.
        """
        if self.declared != other.declared:
            raise ValueError("tallies of different outcomes cannot be merged")
        self.worlds += other.worlds
        self._failed = np.union1d(self._failed, other._failed)
        self._digest = None
        self.all.merge(other.all)
        self.without_accord.merge(other.without_accord)
        for own, others in (
            (self._classes, other._classes),
            (self._why, other._why),
            (self._flags, other._flags),
        ):
            for name, counts in own.items():
                counts.merge(others[name])
        for name, spread in self.spreads.items():
            spread.merge(other.spreads[name])

    # -- what was counted -----------------------------------------------------------------------

    def count(self, share: Share) -> float:
        """Worlds that count for a share, or their weight."""
        if share.without_accord:
            counts = self._why[share.column]
        else:
            counts = (self._flags if share.column in self._flags else self._classes)[share.column]
        return counts.values[share.code].item()  # type: ignore[no-any-return]

    def among(self, share: Share) -> Mass:
        """The worlds that a share is of."""
        return self.without_accord if share.without_accord else self.all

    @property
    def counts(self) -> dict[str, NDArray[Any]]:
        """Worlds of each category of each class, among all; or their weight."""
        return {name: counts.values for name, counts in self._classes.items()}

    @property
    def without(self) -> dict[str, NDArray[Any]]:
        """The same of the classes that say why, among the worlds without an accord in time."""
        return {name: counts.values for name, counts in self._why.items()}

    @property
    def no_accord(self) -> int:
        """How many worlds were run and have no accord by the deadline."""
        return self.without_accord.n

    @property
    def digests(self) -> tuple[str, str]:
        """Digest of the discrete outcomes, and of every outcome bit.

        Raises
        ------
        ValueError
            If tallies were merged.
        """
        if self._digest is None:
            raise ValueError("digests need the worlds in order: merged tallies have none")
        return self._digest.both


def weights_in(table: pa.Table) -> Numbers | None:
    """The worlds' weights, if they have any; a world that failed counts as one world."""
    if WEIGHT not in table.schema.names:
        return None
    weights: Numbers = table.column(WEIGHT).to_numpy()
    return np.where(np.isnan(weights), 1.0, weights)


def _counts(outcome: Outcome) -> Counts:
    return Counts(len(outcome.categories))
