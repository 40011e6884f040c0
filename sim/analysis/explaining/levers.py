"""What would change it: the smallest change of a parameter that brings so much more of an outcome.

Each parameter is fixed, in all worlds and from the start on, at values between its mean and the
ends of its prior; beyond those nobody holds it possible.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.explaining.turns import Turn, play
from sim.analysis.explaining.worlds import MEASURES, Source
from sim.quantities.quantity import Quantity
from sim.results import Run
from sim.statistics import Estimate, paired_shares
from sim.worlds import Floats

if TYPE_CHECKING:
    import pandas as pd

_ENDS = np.array([0.01, 0.99])  # points of a prior that are taken for its ends
_HALVINGS = 4  # of the way from the mean to an end: the change is known to a sixteenth of it
_IN_A_TURN = 8  # changes of the same worlds, which then live through their past once
WANTED = 0.10
"""Ten points of all worlds."""


@dataclass(frozen=True)
class Lever:
    """A parameter, and how far it must be moved.

    Attributes
    ----------
    quantity : Quantity
        Its name, unit, range and prior.
    value : float
        Fixed here, the outcome gains what is wanted: the nearest such value to the mean that was
        found. Where no value within the prior is enough, the end that brings most.
    enough : bool
        Whether it is enough.
    change : Estimate
        What the outcome gains there, as a share of all worlds; paired.
    """

    quantity: Quantity
    value: float
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
        Those that are enough first, the smaller part of their prior's half first; then the others,
        the largest gain first.
    """
    asking = _Asking(run, min(worlds, run.worlds), jobs, measure, tell)
    parameters = [q for q in run.scenario.quantities.values() if not q.fixed]
    ends = [float(end) for q in parameters for end in q.ppf(_ENDS)]
    twice = [q for q in parameters for _ in _ENDS]
    gained = asking.gains(twice, ends)
    at_ends = [
        Lever(q, end, change.value >= wanted, change)
        for q, end, change in zip(twice, ends, gained, strict=True)
    ]
    pairs = zip(at_ends[::2], at_ends[1::2], strict=True)
    found = [max(pair, key=lambda lever: lever.change.value) for pair in pairs]
    return sorted(_nearest(found, wanted, asking), key=_place)


def _nearest(found: list[Lever], wanted: float, asking: _Asking) -> list[Lever]:
    """Halve the way from the mean to a value that is enough, again and again, all at once."""
    short = {lever.quantity.name: lever.quantity.mean for lever in found}
    for _ in range(_HALVINGS):
        open_ = [i for i, lever in enumerate(found) if lever.enough]
        middles = [(found[i].value + short[found[i].quantity.name]) / 2 for i in open_]
        gained = asking.gains([found[i].quantity for i in open_], middles)
        for i, middle, change in zip(open_, middles, gained, strict=True):
            if change.value >= wanted:
                found[i] = replace(found[i], value=middle, change=change)
            else:
                short[found[i].quantity.name] = middle
    return found


def part(lever: Lever) -> float:
    """How much of the way from the mean of its prior to that end the value lies, 0 to 1."""
    q = lever.quantity
    low, high = (float(end) for end in q.ppf(_ENDS))
    whole = (high if lever.value > q.mean else low) - q.mean
    return abs((lever.value - q.mean) / whole) if whole else 0.0


def _place(lever: Lever) -> tuple[bool, float, float]:
    return not lever.enough, part(lever) if lever.enough else 0.0, -lever.change.value


def levers_frame(found: Sequence[Lever]) -> pd.DataFrame:
    """A row a parameter: unit, mean, value, enough, change and its 95 % interval, part, source."""
    import pandas as pd

    rows = [
        {
            "parameter": each.quantity.name,
            "unit": each.quantity.unit,
            "mean": each.quantity.mean,
            "value": each.value,
            "enough": each.enough,
            "change": each.change.value,
            "low": each.change.low,
            "high": each.change.high,
            "part": part(each),
            "source": each.quantity.source,
        }
        for each in found
    ]
    return pd.DataFrame(rows).set_index("parameter")


@dataclass(frozen=True)
class _Asking:
    """Plays worlds of a run with one parameter fixed."""

    run: Run
    worlds: int
    jobs: int | None
    measure: str
    tell: Callable[[int], None]

    def gains(self, parameters: Sequence[Quantity], values: Sequence[float]) -> list[Estimate]:
        """What the outcome gains where a parameter is fixed at a value, for each of many."""
        settings = [f"{q.name}={v:.10g}" for q, v in zip(parameters, values, strict=True)]
        there = self._there([(each,) for each in settings])
        return [paired_shares(self._as_it_is, each) for each in there]

    @cached_property
    def _as_it_is(self) -> Floats:
        return self._there([()])[0]

    def _there(self, changes: Sequence[tuple[str, ...]]) -> list[Floats]:
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
