"""What is kept of a run of worlds: what questions need, and everything of the worlds traced."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.agreement.packages import Packages
from sim.agreement.seats import ByParty
from sim.agreement.standing import Standing
from sim.agreement.valuation import Valuation, Valuer
from sim.processes.day import ACCORD, FORCE, TALKS
from sim.scenario import Scenario
from sim.worlds import Bools, Floats, Ints

NO_DATE, NOT_HELD, CANCELLED, HELD = 0, 1, 2, 3
"""What became of a day's date for talks."""

_SMALL = frozenset({"phase", "date", "answers", "barred", "deals", "truce"})


@dataclass
class Trajectory:
    """The worlds ``first, first + 1, ...`` of a scenario, day by day.

    Attributes
    ----------
    daily : dict[str, NDArray]
        (days, worlds): series that outcomes need, of all worlds; bits of ``answers`` and
        ``deals`` are those of ``sim.minutes``.
    traced : Ints
        Positions of the worlds whose whole story is kept.
    story : dict[str, NDArray]
        (days, traced): every series of those worlds.
    final : dict[str, NDArray]
        (worlds,): how things stood when they ended.
    sampled : dict[str, Floats]
        (worlds,): parameters drawn from priors, by dotted name.
    valuer : Valuer
        What every package is worth, for questions asked after the run.
    weights : Floats or None
        (worlds,): what each world counts for under a design; None if all count alike.
    """

    scenario: Scenario
    first: int
    worlds: int
    packages: Packages
    parties: tuple[str, ...]
    traced: Ints
    daily: dict[str, NDArray[Any]] = field(default_factory=dict)
    story: dict[str, NDArray[Any]] = field(default_factory=dict)
    final: dict[str, NDArray[Any]] = field(default_factory=dict)
    sampled: dict[str, Floats] = field(default_factory=dict)
    valuer: Valuer | None = None
    weights: Floats | None = None

    @property
    def deadline(self) -> int:
        """Day of the scenario's own deadline, or the horizon; later ones do not move questions."""
        return self.scenario.day(self.scenario.file.due)

    @property
    def days(self) -> int:
        """Days recorded, the first and the last included."""
        return self.scenario.days + 1

    def valuation(self, rows: Ints, day: Ints) -> Valuation:
        """The packages as they were valued in the worlds ``rows`` on a ``day`` of each, (rows,)."""
        assert self.valuer is not None
        return self.valuer.on(
            rows,
            self.daily["resentment"][day, rows],
            self.daily["effective_pressure"][day, rows],
            self.standing(rows, day),
            self._mediated(rows, day),
        )

    def _mediated(self, rows: Ints, day: Ints) -> Bools:
        """(rows,): was the mediator there?"""
        left = self.final["mediator_left_on"][rows]
        if not self.scenario.file.mediated:
            return np.zeros(rows.shape, dtype=bool)
        mediated: Bools = ~(left <= day)
        return mediated

    def standing(self, rows: Ints, day: Ints, alike: bool = False) -> Standing:
        """What going on was worth on a ``day`` of each of the worlds ``rows``, (rows,).

        ``alike``: if all had read what happens by their mean belief.
        """
        shared = "shared_" if alike else ""
        worth = self.by_party(f"{shared}war_value", rows, day)
        if f"new_line.{self.parties[0]}" not in self.daily:  # nothing can be ceded
            return Standing.here(worth)
        return Standing(worth, self.by_party(f"{shared}new_line", rows, day))

    def by_party(self, series: str, rows: Ints, day: Ints) -> ByParty:
        """(rows,): a daily series of each party, such as ``war_value``, on a day of each world."""
        return tuple(self.daily[f"{series}.{name}"][day, rows] for name in self.parties)

    def record_all(self, day: int, **series: NDArray[Any]) -> None:
        """Record a day of all worlds."""
        for name, values in series.items():
            if name not in self.daily:
                kind = np.int8 if name in _SMALL else np.float64
                self.daily[name] = np.zeros((self.days, self.worlds), dtype=kind)
            self.daily[name][day] = values

    def record_traced(self, day: int, **series: NDArray[Any]) -> None:
        """Record a day of the worlds whose story is kept."""
        for name, values in series.items():
            if name not in self.story:
                self.story[name] = np.full((self.days, self.traced.size), np.nan)
            self.story[name][day] = values[self.traced]

    def series(self) -> dict[str, NDArray[Any]]:
        """All daily series of the worlds traced, (days, traced)."""
        kept = {name: values[:, self.traced] for name, values in self.daily.items()}
        return {**kept, **self.story}


__all__ = [
    "ACCORD",
    "CANCELLED",
    "FORCE",
    "HELD",
    "NOT_HELD",
    "NO_DATE",
    "TALKS",
    "Trajectory",
]
