"""Rules of proposal: which text a mediator tables, and which a party offers itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Protocol

import numpy as np

from sim.theory import bargaining
from sim.worlds import Bools, Floats, Ints


class Proposal(Protocol):
    """How good a text is in the eyes of the mediator."""

    def score(self, gains: Sequence[Floats], weights: Sequence[Floats]) -> Floats:
        """Of texts that bring each party a gain over its target; -inf where one gains nothing.

        ``gains`` and ``weights``, which sum to one, are given by party.
        """


class Nash:
    """The largest weighted product of gains: Nash 1950; Kalai 1977 for the weights."""

    def score(self, gains: Sequence[Floats], weights: Sequence[Floats]) -> Floats:
        """Log of the product."""
        return bargaining.log_nash_product(gains, weights)


class Egalitarian:
    """Gains in proportion to the weights, as large as can be: Kalai 1977 (Econometrica 45)."""

    def score(self, gains: Sequence[Floats], weights: Sequence[Floats]) -> Floats:
        """The smallest gain, each in units of its party's weight."""
        with np.errstate(divide="ignore", invalid="ignore"):
            relative = [gain / weight for gain, weight in zip(gains, weights, strict=True)]
        inside = reduce(np.logical_and, (gain > 0 for gain in gains))
        return np.where(inside, bargaining.smaller_gain(*relative), bargaining.NOTHING)


PROPOSAL: dict[str, Proposal] = {"nash": Nash(), "egalitarian": Egalitarian()}
"""By the name a scenario chooses them with."""


def trade_off(own: Floats, others: Sequence[Floats], target: Floats, allowed: Bools) -> Ints:
    """A party's own offer: among what meets its target, what the others like most.

    The trade-off of Faratin, Sierra and Jennings (2002, Artificial Intelligence 142), with the
    others' values known; where nothing meets its target, what it likes most itself. ``own`` and
    ``others`` have shape (rows, packages), ``target`` (rows,).
    """
    meets = allowed & (own >= target[:, None])
    kind, _ = bargaining.best(bargaining.smaller_gain(*others), meets)
    wish, _ = bargaining.best(own, allowed)
    return np.where(kind >= 0, kind, wish)
