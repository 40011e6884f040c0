"""What would change it: the smallest move of a parameter that brings so much more of an outcome.

A parameter is moved by the same amount in every world, in its own unit and from the start on, as
far as its prior holds possible; all else stays, the spread of the parameter included.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.explaining.turns import Turn, play
from sim.analysis.explaining.worlds import MEASURES, Change, Shift, Source
from sim.quantities.quantity import Quantity
from sim.results import Run
from sim.statistics import Estimate, paired_shares
from sim.worlds import Floats

if TYPE_CHECKING:
    import pandas as pd

FARTHEST = 2.0
"""Standard deviations, of a parameter over the worlds, that it is moved at most."""

WANTED = 0.10
"""Ten points of all worlds."""

_HALVINGS = 4  # of the way to the farthest: the move is known to an eighth of a deviation
_IN_A_TURN = 8  # changes of the same worlds, which then live through their past once


@dataclass(frozen=True)
class Lever:
    """A parameter, and how far it must be moved.

    Attributes
    ----------
    quantity : Quantity
        Its name, unit, range, prior and source.
    by : float
        The smallest move that was found to be enough, in its unit; where none is, that one of two
        standard deviations which brings more.
    deviations : float
        The same in standard deviations of the parameter over the worlds; its sign is that of `by`.
    mean, moved : float
        Its mean over the worlds as they are, and moved; the prior may end before the move does.
    enough : bool
        Whether it is enough.
    change : Estimate
        What the outcome gains, as a share of all worlds; paired.
    """

    quantity: Quantity
    by: float
    deviations: float
    mean: float
    moved: float
    enough: bool
    change: Estimate


def levers(
    run: Run,
    worlds: int = 500,
    jobs: int | None = 1,
    measure: str = "durable_peace",
    wanted: float = WANTED,
    tell: Callable[[int], None] = lambda worlds: None,
) -> list[Lever]:
    """Move every parameter that has a prior, one at a time.

    Parameters
    ----------
    run : Run
        Its first worlds are played again; what was found is kept in its folder, if it has one.
    worlds : int
        How many of them.
    jobs : int or None
        Processes; None: as many as there are cores. It changes no number.
    measure : str
        ``durable_peace`` or ``accord``.
    wanted : float
        What it should gain, as a share of all worlds, > 0.
    tell : callable
        Called with the number of worlds played since the last call.

    Returns
    -------
    list of Lever
        Those that are enough first, the smallest move (in standard deviations) first; then the
        others, the largest gain first.
    """
    asking = _Asking(run, min(worlds, run.worlds), jobs, measure, tell)
    parameters = [q for q in run.scenario.quantities.values() if asking.spread(q) > 0]
    up = asking.moved([(q, FARTHEST) for q in parameters], wanted)
    down = asking.moved([(q, -FARTHEST) for q in parameters], wanted)
    found = [max(pair, key=lambda lever: lever.change.value) for pair in zip(up, down, strict=True)]
    return sorted(_smallest(found, wanted, asking), key=_place)


def _smallest(found: list[Lever], wanted: float, asking: _Asking) -> list[Lever]:
    """Halve the way to a move that is enough, again and again, all parameters at once."""
    short = {lever.quantity.name: 0.0 for lever in found}
    for _ in range(_HALVINGS):
        open_ = [i for i, lever in enumerate(found) if lever.enough]
        middles = [
            (found[i].quantity, (found[i].deviations + short[found[i].quantity.name]) / 2)
            for i in open_
        ]
        for i, tried in zip(open_, asking.moved(middles, wanted), strict=True):
            if tried.enough:
                found[i] = tried
            else:
                short[tried.quantity.name] = tried.deviations
    return found


def _place(lever: Lever) -> tuple[bool, float, float]:
    return not lever.enough, abs(lever.deviations) if lever.enough else 0.0, -lever.change.value


def levers_frame(found: Sequence[Lever]) -> pd.DataFrame:
    """A row a parameter: unit, the move, the means, enough, change with its interval, source."""
    import pandas as pd

    rows = [
        {
            "parameter": each.quantity.name,
            "unit": each.quantity.unit,
            "by": each.by,
            "deviations": each.deviations,
            "mean": each.mean,
            "moved": each.moved,
            "enough": each.enough,
            "change": each.change.value,
            "low": each.change.low,
            "high": each.change.high,
            "source": each.quantity.source,
        }
        for each in found
    ]
    return pd.DataFrame(rows).set_index("parameter")


@dataclass(frozen=True)
class _Asking:
    """Plays worlds of a run with one parameter moved."""

    run: Run
    worlds: int
    jobs: int | None
    measure: str
    tell: Callable[[int], None]

    def values(self, q: Quantity) -> Floats:
        """(worlds,): the parameter as it is."""
        values: Floats = self.run.column(q.name)[: self.worlds].astype(np.float64)
        return values

    def spread(self, q: Quantity) -> float:
        """Standard deviation over the worlds; 0 of what is not drawn from a prior of its own."""
        return 0.0 if q.fixed else float(self.values(q).std())

    def moved(self, moves: Sequence[tuple[Quantity, float]], wanted: float) -> list[Lever]:
        """What each of many moves, in standard deviations, brings."""
        shifts = [Shift(q.name, deviations * self.spread(q)) for q, deviations in moves]
        there = self._there(shifts)
        return [
            self._lever(q, deviations, shift, paired_shares(self._as_it_is, after), wanted)
            for (q, deviations), shift, after in zip(moves, shifts, there, strict=True)
        ]

    def _lever(
        self, q: Quantity, deviations: float, shift: Shift, change: Estimate, wanted: float
    ) -> Lever:
        values = self.values(q)
        means = float(values.mean()), float(shift.moved(self.run.scenario, values).mean())
        return Lever(q, shift.by, deviations, *means, change.value >= wanted, change)

    @cached_property
    def _as_it_is(self) -> Floats:
        return self._there([()])[0]

    def _there(self, changes: Sequence[Change]) -> list[Floats]:
        """(worlds,), for each of several changes: 1 where the outcome comes true."""
        starts = range(0, len(changes), _IN_A_TURN)
        turns = [Turn(range(self.worlds), tuple(changes[i : i + _IN_A_TURN])) for i in starts]
        keep = self.run.path / "explain" if self.run.path else None
        source = Source.of(self.run).to_the_deadline()
        found = play(source, self.run.seed, turns, self.jobs, keep, self.tell)
        return [row.astype(np.float64) for turn in found for row in turn[:, self._row]]

    @property
    def _row(self) -> int:
        names = {each.name for each in self.run.declared}
        return [name for name in MEASURES if name in names].index(self.measure)
