"""Worlds and anchors: the weights that follow, from all worlds and without each group of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.analysis.calibrating.anchors import Anchor
from sim.analysis.calibrating.chances import GROUPS, Chances, groups_of, scores
from sim.analysis.calibrating.weighing import Tilt, log_likelihood, tilt, weighted
from sim.results import Run
from sim.statistics import Numbers
from sim.worlds import Bools


def drawn(run: Run) -> tuple[list[str], Numbers]:
    """Names of the parameters that differ from world to world; their values, (worlds, names)."""
    held = run.table  # read once
    values = {name: held.column(name).to_numpy().astype(np.float64) for name in run.parameters}
    names = [name for name, column in values.items() if np.ptp(column) > 0]
    return names, np.column_stack([values[name] for name in names])


@dataclass(frozen=True)
class Problem:
    """What weights are to be found from.

    Attributes
    ----------
    x : Numbers
        Shape (worlds, parameters).
    happened : Bools
        Shape (worlds, anchors).
    base : Numbers
        >= 0, shape (worlds,), mean 1: weights before.
    anchors : tuple of Anchor
    luck : bool
        Whether weights may depend on what came true in a world, not on its parameters alone.
    """

    x: Numbers
    happened: Bools
    base: Numbers
    anchors: Sequence[Anchor]
    luck: bool = False

    @cached_property
    def chances(self) -> Chances:
        """What parameters say about each anchor."""
        return Chances(scores(self.x), self.happened, self.base)

    def weights(self) -> Numbers:
        """(worlds,), mean 1."""
        return self._found().weights

    def left_out(self) -> list[tuple[Bools, Numbers]]:
        """For each group of worlds: those that are left, and their weights as if it were not."""
        group, start = groups_of(len(self.x)), self._found().strengths
        return [
            (group != each, self._found(each, start).weights)
            for each in range(GROUPS)
        ]  # fmt: skip

    def _found(self, left_out: int | None = None, start: Numbers | None = None) -> Tilt:
        some = groups_of(len(self.x)) != left_out
        happened, base = self.happened[some].astype(np.float64), self.base[some]
        counts = [j for j, each in enumerate(self.anchors) if each.counted]
        shares = [j for j, each in enumerate(self.anchors) if not each.counted]
        needed = bool(counts) or not self.luck
        chance = self.chances.without(left_out)[some] if needed else happened
        base = self._counted(chance, base, counts)
        if not shares:
            return Tilt(base, np.zeros(0))
        kept = [self.anchors[j] for j in shares]
        share = np.array([each.share for each in kept], dtype=np.float64)
        sd = np.array([each.sd for each in kept], dtype=np.float64)
        of = happened if self.luck else chance
        return tilt(of[:, shares], happened[:, shares], share, sd, base, start)

    def _counted(self, chance: Numbers, base: Numbers, counts: Sequence[int]) -> Numbers:
        """Weights after what was counted: the likelihood of it all."""
        if not counts:
            return base
        with np.errstate(divide="ignore"):
            log_w = np.log(base)
        for j in counts:
            anchor = self.anchors[j]
            assert anchor.yes is not None
            assert anchor.of is not None
            log_w = log_w + log_likelihood(chance[:, j], anchor.yes, anchor.of)
        return weighted(log_w)
