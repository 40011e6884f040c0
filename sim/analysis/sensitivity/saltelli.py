"""Sobol's indices, first and total order, with luck as one more input.

Two independent sets of worlds A and B, and for each group of parameters the worlds of A with that
group taken from B (Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola 2010, Computer
Physics Communications 181: 259-270). What chance decides inside a world goes with its number:
worlds 0, ..., N - 1 have the luck of A, worlds N, ..., 2N - 1 that of B. So luck is exchanged like
a group: the parameters of A are played once more, in worlds N, ..., 2N - 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.analysis.sensitivity.factors import LUCK
from sim.statistics import Estimate, Numbers, resampled_sums
from sim.worlds import Floats

_RESAMPLES = 1000


@dataclass(frozen=True)
class Saltelli:
    """The worlds to be played.

    Parameters
    ----------
    groups : mapping of str to tuple of str
        Names of parameters by group; a parameter is in one group.
    n : int
        Worlds of A, a power of two.
    seed : int
        Scrambles the sequence that both sets are taken from.
    """

    groups: Mapping[str, tuple[str, ...]]
    n: int
    seed: int

    @property
    def factors(self) -> list[str]:
        """What is exchanged, one after the other; luck is the last."""
        return [*self.groups, LUCK]

    @property
    def sizes(self) -> list[int]:
        """How many worlds each table has; the first holds A and B, the second also luck."""
        return [2 * self.n, 2 * self.n, *([self.n] * (len(self.groups) - 1))]

    def table(self, place: int) -> dict[str, Floats]:
        """Coordinates by parameter for the worlds of a table, 0 <= place < len(sizes).

        The first is A, then B; the next ones A with one group from B, the first of these followed
        by A once more: the same parameters with the luck of B.
        """
        a, b = self._sets
        exchanged = () if place == 0 else list(self.groups.values())[place - 1]
        first = {name: b[name] if name in exchanged else a[name] for name in a}
        if place > 1:
            return first
        second = b if place == 0 else a
        return {name: np.concatenate([first[name], second[name]]) for name in a}

    @cached_property
    def _sets(self) -> tuple[dict[str, Floats], dict[str, Floats]]:
        """A and B, from one scrambled Sobol sequence: its first and its second half of axes."""
        from scipy.stats import qmc

        names = [name for group in self.groups.values() for name in group]
        sequence = qmc.Sobol(2 * len(names), seed=np.random.Generator(np.random.Philox(self.seed)))
        points = np.clip(sequence.random(self.n), 2.0**-54, 1 - 2.0**-53)
        a, b = points[:, : len(names)].T.copy(), points[:, len(names) :].T.copy()
        return dict(zip(names, a, strict=True)), dict(zip(names, b, strict=True))

    def values(self, played: Sequence[Numbers]) -> tuple[Numbers, Numbers, Numbers]:
        """An outcome in A and in B, (n,), and in A with each factor from B, (factors, n).

        Parameters
        ----------
        played : sequence of Numbers
            The outcome in the worlds of each table.
        """
        n, (first, second, *others) = self.n, played
        mixed = np.array([second[:n], *others, second[n:]])
        return first[:n], first[n:], mixed


@dataclass(frozen=True)
class Indices:
    """Of each factor, in their order: what it explains alone, and with all it acts together with.

    Attributes
    ----------
    first, total : list of Estimate
        Shares of the variance; intervals from resampled worlds.
    """

    first: list[Estimate]
    total: list[Estimate]


def indices(a: Numbers, b: Numbers, mixed: Numbers) -> Indices:
    """Sobol's indices of first and total order, by `scipy.stats.sobol_indices`.

    Parameters
    ----------
    a, b : Numbers
        The outcome in both sets, (n,), n a power of two.
    mixed : Numbers
        In the worlds of A with one factor from B, (factors, n).
    """
    from scipy.stats import sobol_indices

    found = sobol_indices(
        func={"f_A": a[None], "f_B": b[None], "f_AB": mixed[:, None]}, n=a.size
    )  # fmt: skip
    values = (
        np.atleast_1d(found.first_order.squeeze()),
        np.atleast_1d(found.total_order.squeeze()),
    )
    first, total = _resampled(a, b, mixed)
    return Indices(_estimates(values[0], first, a.size), _estimates(values[1], total, a.size))


def _resampled(a: Numbers, b: Numbers, mixed: Numbers) -> tuple[Numbers, Numbers]:
    """Both indices over resampled worlds, (resamples, factors) each.

    A world is drawn with its partners in B and in all mixtures. The estimators are means of
    products, so weighted sums are all that is needed of a resample.
    """
    middle = np.concatenate([a, b]).mean()
    a, b, mixed = a - middle, b - middle, mixed - middle
    columns = [np.ones_like(a), a + b, a * a + b * b, *(b * (mixed - a)), *((a - mixed) ** 2)]
    sums = resampled_sums(np.column_stack(columns), 0, _RESAMPLES)
    with np.errstate(invalid="ignore", divide="ignore"):  # a resample of few may be of none
        means = sums[:, 1:] / sums[:, :1]
        variance = means[:, 1] / 2 - (means[:, 0] / 2) ** 2
        shares = means[:, 2:] / variance[:, None]
    return shares[:, : len(mixed)], shares[:, len(mixed) :] / 2


def _estimates(values: Numbers, drawn: Numbers, n: int) -> list[Estimate]:
    found = []
    for value, each in zip(values.tolist(), drawn.T, strict=True):
        there = each[np.isfinite(each)]
        low, high = np.quantile(there, [0.025, 0.975]) if there.size > 1 else (np.nan, np.nan)
        error = float(there.std()) if there.size > 1 else np.nan
        found.append(Estimate(value, min(float(low), value), max(float(high), value), error, n))
    return found
