"""One pass over the worlds of a run, a portion at a time: all that its summary needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.outcomes import Outcome
from sim.results.digest import Digest
from sim.statistics import Estimate, Moments

SAMPLE = 131_072
"""Values from which quantiles are taken: worlds are exchangeable, so the first are a sample."""

NO_MEASURE = frozenset({"package"})  # a number that only names something
WHY = ("reason", "red_line")  # classes that are asked of the worlds without an accord
Codes = NDArray[np.int64]


class Spread:
    """Mean and quantiles of a measure over the worlds to which it applies."""

    def __init__(self) -> None:
        self.n = 0
        self._moments, self._finite = Moments(), True
        self._sample: list[NDArray[np.float64]] = []
        self._sampled = 0

    def add(self, values: NDArray[np.float64]) -> None:
        """Take in more values, shape (any,)."""
        self.n += values.size
        finite = values[np.isfinite(values)]
        self._finite &= finite.size == values.size
        self._moments.add(finite)
        some = values[: SAMPLE - self._sampled]
        self._sampled += some.size
        if some.size:
            self._sample.append(some)

    @property
    def mean(self) -> Estimate:
        """The mean; NaN if a value is infinite."""
        return self._moments.mean if self._finite else Moments().mean

    def quantiles(self, at: list[float]) -> NDArray[np.float64]:
        """Quantiles of the first ``SAMPLE`` values, shape (len(at),); NaN without any."""
        if not self._sampled:
            return np.full(len(at), np.nan)
        return np.quantile(np.concatenate(self._sample), at)


class Tally:
    """What a pass over worlds has counted.

    Parameters
    ----------
    declared : iterable of Outcome
        The outcomes, all of which are columns.
    failed : iterable of int
        Numbers of worlds that failed: they have no outcome.

    Attributes
    ----------
    worlds : int
        How many, those that failed included.
    counts, without : dict of name to array
        Worlds of each category of a class: of all worlds, and of those that were run and have no
        accord by the deadline.
    true : dict of name to int
        Worlds in which a flag came true.
    spreads : dict of name to Spread
        Measures and counts, where they apply.
    no_accord : int
        Worlds that were run and have no accord by the deadline.
    """

    def __init__(self, declared: Iterable[Outcome], failed: Iterable[int] = ()) -> None:
        self.declared = tuple(declared)
        self.worlds = self.no_accord = 0
        self._failed = np.array(sorted(failed), dtype=np.int64)
        self._digest = Digest(self.declared)
        self.counts = {each.name: _zeros(each) for each in self._of("class")}
        self.without = {each.name: _zeros(each) for each in self._of("class") if each.name in WHY}
        self.true = {each.name: 0 for each in self._of("flag")}
        self.spreads = {
            each.name: Spread()
            for each in self._of("measure", "count")
            if each.name not in NO_MEASURE
        }

    def _of(self, *kinds: str) -> list[Outcome]:
        return [outcome for outcome in self.declared if outcome.kind in kinds]

    def add(self, table: pa.Table) -> None:
        """Take in more worlds, in order."""

        def column(name: str) -> NDArray[Any]:
            values: NDArray[Any] = table.column(name).to_numpy()
            return values

        self.worlds += table.num_rows
        self._digest.add(column)
        for outcome in self._of("class"):
            self.counts[outcome.name] += _counted(column(outcome.name), outcome)
        for name in self.true:
            self.true[name] += int(column(name).sum())
        for outcome in self._of("measure", "count"):
            if outcome.name in self.spreads:
                self.spreads[outcome.name].add(applicable(outcome, column(outcome.name)))
        if "accord" in self.true:
            self._ask_why(column)

    def _ask_why(self, column: Callable[[str], NDArray[Any]]) -> None:
        without = ~column("accord")
        if self._failed.size:
            without &= ~np.isin(column("world"), self._failed)
        self.no_accord += int(without.sum())
        for outcome in self._of("class"):
            if outcome.name in self.without:
                self.without[outcome.name] += _counted(column(outcome.name)[without], outcome)

    @property
    def digests(self) -> tuple[str, str]:
        """Digest of the discrete outcomes, and of every outcome bit."""
        return self._digest.both


def applicable(outcome: Outcome, values: NDArray[Any]) -> NDArray[np.float64]:
    """An outcome's values as floats where it applies: a measure is not NaN, a count not < 0."""
    there = values >= 0 if outcome.kind == "count" else ~np.isnan(values)
    return values[there].astype(np.float64)


def _counted(codes: NDArray[Any], outcome: Outcome) -> Codes:
    return np.bincount(codes[codes >= 0], minlength=len(outcome.categories))


def _zeros(outcome: Outcome) -> Codes:
    return np.zeros(len(outcome.categories), dtype=np.int64)
