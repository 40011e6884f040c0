"""What is kept of a run of worlds: what questions need, and everything of the worlds told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.packages import Packages
from sim.scenario import Scenario
from sim.worlds import Floats, Ints

TALKS, ACCORD, FORCE = 0, 1, 2
"""Phases of a world; the last two are absorbing."""

NO_DATE, NOT_HELD, CANCELLED, HELD = 0, 1, 2, 3
"""What became of a day's date for talks."""

_SMALL = frozenset({"phase", "date", "answers", "deals", "truce"})


@dataclass
class Tables:
    """What packages are worth, for questions asked after the run. Tables: (worlds, packages).

    Attributes
    ----------
    values : tuple[Floats, Floats]
        Worth to each side, before resentment.
    exclusion : tuple[Floats, Floats]
        (worlds,): what full resentment takes from every package.
    staying : Floats
        By how much a package lowers the log hazard of renewed war.
    staying_needed : Callable[[Floats], Floats]
        Least of it that both sides sign, by the insistence of the day, (worlds,).
    red_lines : dict[str, tuple[int, Callable[[Ints], Floats]]]
        By "party.line": the side, and its penalty in given worlds, (rows, packages).
    """

    values: tuple[Floats, Floats]
    exclusion: tuple[Floats, Floats]
    staying: Floats
    staying_needed: Callable[[Floats], Floats]
    red_lines: dict[str, tuple[int, Callable[[Ints], Floats]]] = field(default_factory=dict)


@dataclass
class Trajectory:
    """The worlds ``first, first + 1, ...`` of a scenario, day by day.

    Attributes
    ----------
    daily : dict[str, NDArray]
        (days, worlds): series that outcomes need, of all worlds; bits of ``answers`` and
        ``deals`` are those of ``sim.minutes``.
    told : Ints
        Positions of the worlds whose whole story is kept.
    story : dict[str, NDArray]
        (days, told): every series of those worlds.
    final : dict[str, NDArray]
        (worlds,): how things stood when they ended.
    sampled : dict[str, Floats]
        (worlds,): parameters drawn from priors, by dotted name.
    weights : Floats or None
        (worlds,): what each world counts for under a design; None if all count alike.
    """

    scenario: Scenario
    first: int
    worlds: int
    packages: Packages
    parties: tuple[str, str]
    told: Ints
    daily: dict[str, NDArray[Any]] = field(default_factory=dict)
    story: dict[str, NDArray[Any]] = field(default_factory=dict)
    final: dict[str, NDArray[Any]] = field(default_factory=dict)
    sampled: dict[str, Floats] = field(default_factory=dict)
    tables: Tables | None = None
    weights: Floats | None = None

    @property
    def days(self) -> int:
        """Days recorded, the first and the last included."""
        return self.scenario.days + 1

    def keep(self, day: int, **series: NDArray[Any]) -> None:
        """Record a day of all worlds."""
        for name, values in series.items():
            if name not in self.daily:
                kind = np.int8 if name in _SMALL else np.float64
                self.daily[name] = np.zeros((self.days, self.worlds), dtype=kind)
            self.daily[name][day] = values

    def tell(self, day: int, **series: NDArray[Any]) -> None:
        """Record a day of the worlds whose story is kept."""
        for name, values in series.items():
            if name not in self.story:
                self.story[name] = np.full((self.days, self.told.size), np.nan)
            self.story[name][day] = values[self.told]

    def series(self) -> dict[str, NDArray[Any]]:
        """All daily series of the worlds told, (days, told)."""
        kept = {name: values[:, self.told] for name, values in self.daily.items()}
        return {**kept, **self.story}
