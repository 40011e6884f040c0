"""The chance that a world's parameters give it, whatever its luck: learnt from the other worlds.

A world shows one draw of luck a set of parameters. Its chance is estimated from worlds with other
parameters by logistic regression, and never from its own outcome, so that weights that depend on it
say nothing about the world's luck. How well it is estimated decides how good the weights are, not
whether they are of the parameters alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import logit
from scipy.stats import norm, rankdata

from sim.statistics import LeftOut, Numbers, chances
from sim.worlds import Bools, Ints

GROUPS = 10
_LINEAR, _BENT, _STACKED = 0.3, 0.1, 3.0  # spread of the priors of coefficients


def groups_of(worlds: int) -> Ints:
    """(worlds,): the group of each, by its number, which has to do with nothing."""
    return np.arange(worlds) % GROUPS


def scores(parameters: Numbers) -> Numbers:
    """Normal scores of each parameter (van der Waerden 1952), and how far they are from its middle.

    Parameters
    ----------
    parameters : Numbers
        Shape (worlds, parameters), in any unit.

    Returns
    -------
    Numbers
        Shape (worlds, 2 parameters), mean 0 and variance about 1.
    """
    ranks = np.apply_along_axis(rankdata, 0, parameters)
    z = norm.ppf((ranks - 0.5) / len(parameters))
    return np.hstack([z, (np.square(z) - 1) / np.sqrt(2)])


@dataclass(frozen=True)
class Chances:
    """Estimates of the chances of several things in the same worlds.

    Parameters
    ----------
    x : Numbers
        Shape (worlds, numbers), as `scores` gives them.
    happened : Bools
        Shape (worlds, things): whether each came true.
    weights : Numbers
        >= 0, shape (worlds,).
    """

    x: Numbers
    happened: Bools
    weights: Numbers

    @cached_property
    def group(self) -> Ints:
        """(worlds,): the group of each."""
        return groups_of(len(self.x))

    @cached_property
    def _fits(self) -> list[LeftOut]:
        half = self.x.shape[1] // 2
        spread = np.repeat([_LINEAR, _BENT], [half, self.x.shape[1] - half])
        things = self.happened.T.astype(np.float64)
        return [LeftOut.of(self.x, y, self.weights, spread, self.group) for y in things]

    def without(self, left_out: int | None = None) -> Numbers:
        """(worlds, things): chances; each from worlds of other groups than its own.

        Parameters
        ----------
        left_out : int, optional
            A group that no estimate may rest on, as if it had not been played.
        """
        found = np.empty(self.happened.shape)
        for own in range(GROUPS):
            these, out = self.group == own, {own, own if left_out is None else left_out}
            for j, fit in enumerate(self._fits):
                found[these, j] = logit(chances(self.x[these], fit.without(*out)))
        return self._stacked(found, left_out)

    def _stacked(self, found: Numbers, left_out: int | None) -> Numbers:
        """Each thing's chance from what is known of all: what is rare learns from what is not.

        Stacking (Wolpert 1992, Neural Networks 5: 241-259); it also mends chances that are too
        sure of themselves.
        """
        some = self.group != left_out
        z = (found - found[some].mean(axis=0)) / (found[some].std(axis=0) + 1e-9)
        made, spread = np.empty(found.shape), np.full(z.shape[1], _STACKED)
        for j, y in enumerate(self.happened.T.astype(np.float64)):
            fit = LeftOut.of(z, y, self.weights, spread, self.group)
            for own in range(GROUPS):
                these = self.group == own
                out = {own, own if left_out is None else left_out}
                made[these, j] = chances(z[these], fit.without(*out))
        return made
