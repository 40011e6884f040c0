"""Morris's elementary effects: which parameters move an outcome at all, from few worlds.

A trajectory is one world that is changed a parameter at a time (Morris 1991, Technometrics 33:
161-174). All its points have the same number and so the same luck: what a parameter changes is then
due to it alone, and one that does nothing has an effect of exactly zero. ``mu_star``, the mean size
of the effects, is that of Campolongo, Cariboni and Saltelli (2007, Environmental Modelling and
Software 22: 1509-1518).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.statistics import Estimate, Numbers, mean
from sim.worlds import Floats

LEVELS = 4
"""Of each parameter: the middles of so many equal parts of its prior."""

STEP = LEVELS / (2 * (LEVELS - 1))
"""A move, as a share of the way from the lowest to the highest level; Morris's delta."""


@dataclass(frozen=True)
class Morris:
    """The worlds to be played.

    Parameters
    ----------
    names : tuple of str
        Parameters that are moved, each once in a trajectory.
    n : int
        Trajectories.
    seed : int
        Places them.
    """

    names: tuple[str, ...]
    n: int
    seed: int

    @property
    def sizes(self) -> list[int]:
        """How many worlds each table has: table k holds the k-th point of every trajectory."""
        return [self.n] * (len(self.names) + 1)

    def table(self, place: int) -> dict[str, Floats]:
        """Coordinates by parameter of the k-th points, world by world."""
        levels = self.levels[:, place] * (LEVELS - 1)  # 0, 1, ..., LEVELS - 1
        return {name: (levels[:, i] + 0.5) / LEVELS for i, name in enumerate(self.names)}

    @cached_property
    def levels(self) -> NDArray[np.float64]:
        """Where trajectories pass, in [0, 1]: shape (n, parameters + 1, parameters).

        They start from a level that leaves room for the move, in random order of the parameters,
        up or down with equal chance.
        """
        start, order, up = self._drawn
        moved = order.argsort(axis=1)[:, None] < np.arange(len(self.names) + 1)[None, :, None]
        at = np.where(moved == up[:, None], start[:, None] + STEP, start[:, None])
        return np.asarray(at, dtype=np.float64)

    @cached_property
    def _drawn(self) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]:
        rng = np.random.Generator(np.random.Philox(self.seed))
        shape = (self.n, len(self.names))
        start = rng.integers(0, LEVELS // 2, shape) / (LEVELS - 1)
        order = np.argsort(rng.random(shape), axis=1)
        return start, order, rng.random(shape) < 0.5

    def effects(self, played: Sequence[Numbers]) -> Numbers:
        """Elementary effects, (parameters, n): change of the outcome over the move.

        Parameters
        ----------
        played : sequence of Numbers
            The outcome in the worlds of each table, (n,).
        """
        steps = np.diff(np.array(played), axis=0)  # (parameters, n), in the order of the moves
        _, order, up = self._drawn
        place = order.argsort(axis=1)  # when each parameter is moved
        change = np.take_along_axis(steps.T, place, axis=1)
        return np.asarray((np.where(up, change, -change) / STEP).T)


@dataclass(frozen=True)
class Screened:
    """What moving one parameter does.

    Attributes
    ----------
    mu_star, mu : Estimate
        Mean size of its effects, and mean effect, for going from its 12.5 % to its 87.5 % point.
    sigma : float
        Standard deviation of the effects: large where others decide what it does.
    """

    mu_star: Estimate
    mu: Estimate
    sigma: float


def screened(effects: Numbers) -> Screened:
    """Summary of one parameter's elementary effects, shape (n,)."""
    spread = float(effects.std(ddof=1)) if effects.size > 1 else float("nan")
    size = mean(np.abs(effects))
    return Screened(replace(size, low=max(size.low, 0.0)), mean(effects), spread)
