"""What a party can hope to gain, given what it believes that the others need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from sim.theory.learning import Normal
from sim.worlds import Bools, Floats, Ints

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(5)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


class Reach(NamedTuple):
    """What is in reach, (rows,) each.

    ``gain`` is the mean gain over going on where a bargaining range is open (0 where none ever
    is), ``chance`` the probability that one is.
    """

    gain: Floats
    chance: Floats


def in_reach(
    own: Floats, others: Sequence[Floats], going_on: Floats, needs: Sequence[Normal], may: Bools
) -> Reach:
    """The gain that a party can expect from the best text that the others would rather sign.

    Where they need w, the best is ``f(w) = max {own(x): others(x) >= w}``; what they need is
    believed and not known, so the chance is a mean over the beliefs, taken as independent, at five
    Gauss-Hermite nodes a party, and the gain one over those nodes that leave any. At a single node
    a wider range or a better reading would only raise demands.

    Parameters
    ----------
    own : Floats
        (rows, packages): worth to the party.
    others : Sequence of Floats
        The same by other party.
    going_on : Floats
        (rows,): what going on is worth to the party.
    needs : Sequence of Normal
        What it believes going on is worth to each other, mean and variance (rows,).
    may : Bools
        (rows, packages): what may be signed.
    """
    gain, chance = np.zeros(going_on.shape), np.zeros(going_on.shape)
    some = _Candidates.of(own, others, going_on, needs, may)
    for weight, best in some.best_at_nodes():
        above = best - going_on[some.rows]
        open_ = above >= 0.0
        gain[some.rows] += np.where(open_, weight * above, 0.0)
        chance[some.rows] += np.where(open_, weight, 0.0)
    there = chance > 0.0
    return Reach(np.where(there, gain / np.where(there, chance, 1.0), 0.0), chance)


@dataclass(frozen=True)
class _Candidates:
    """The few packages that may be signed, are no worse than going on, and might be taken.

    Attributes
    ----------
    rows : Ints
        Rows that have any, rising.
    starts : Ints
        Where those of each of these rows begin.
    owner : Ints
        (candidates,): whose of ``rows`` each is.
    own : Floats
        (candidates,): worth to the party.
    others : list of Floats
        The same by other party.
    needs : list of Normal
        What it believes going on is worth to each other, by ``rows``.
    """

    rows: Ints
    starts: Ints
    owner: Ints
    own: Floats
    others: list[Floats]
    needs: list[Normal]

    @classmethod
    def of(
        cls,
        own: Floats,
        others: Sequence[Floats],
        going_on: Floats,
        needs: Sequence[Normal],
        may: Bools,
    ) -> _Candidates:
        """As `in_reach` takes them."""
        possible = may & (own >= going_on[:, None])
        for worth, need in zip(others, needs, strict=True):
            np.copyto(possible, False, where=worth < _at(_NODES[0], need)[:, None])
        at = np.flatnonzero(possible)
        row = at // own.shape[1]
        starts = np.flatnonzero(np.diff(row, prepend=-1))
        rows = row[starts]
        owner = np.repeat(np.arange(rows.size), np.diff(starts, append=row.size))
        some = [Normal(need.mean[rows], need.variance[rows]) for need in needs]
        return cls(rows, starts, owner, own.flat[at], [o.flat[at] for o in others], some)

    def best_at_nodes(self) -> Iterator[tuple[float, Floats]]:
        """By node of all beliefs together: its weight, and the best of each of ``rows``."""
        if not self.rows.size:
            return
        for nodes in product(zip(_NODES, _WEIGHTS, strict=True), repeat=len(self.needs)):
            worth, weight = self.own, 1.0
            for other, need, (node, share) in zip(self.others, self.needs, nodes, strict=True):
                weight *= share
                worth = np.where(other < _at(node, need)[self.owner], -np.inf, worth)
            yield weight, np.maximum.reduceat(worth, self.starts)


def _at(node: float, need: Normal) -> Floats:
    """A node of a belief."""
    at: Floats = need.mean + node * np.sqrt(need.variance)
    return at
