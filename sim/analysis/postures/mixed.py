"""Equilibria in mixed strategies between the first two players, whatever the others play.

Support enumeration (Nisan et al. 2007, Algorithmic Game Theory, algorithm 3.4) by nashpy, on mean
payoffs; and again on resampled worlds, to see how far it hangs on the sample who mixes what.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from sim.analysis.postures.game import Game
from sim.statistics import resampled_sums
from sim.worlds import Floats

SIDES = 2
"""Players whose equilibria are sought: the first."""

RESAMPLES = 200
LEAST = 1e-9
"""Of a probability: below that a strategy is not played."""

_DEGENERATE = r"(?s).*the game is degenerate"

Support = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Equilibrium:
    """An equilibrium of two players on mean payoffs, the others' strategies given.

    Attributes
    ----------
    given : tuple of int
        What the other players play; empty if there are none.
    shares : tuple of Floats
        By player, (strategies,): how often it plays each; they sum to 1.
    payoffs : tuple of float
        By player, in the mean.
    stays : float
        Share of resampled samples of worlds that have an equilibrium of the same strategies.
    """

    given: tuple[int, ...]
    shares: tuple[Floats, Floats]
    payoffs: tuple[float, float]
    stays: float

    @property
    def support(self) -> Support:
        """What each plays at all."""
        return _support(*self.shares)

    @property
    def pure(self) -> bool:
        """Whether neither mixes."""
        return all(len(own) == 1 for own in self.support)


@dataclass(frozen=True)
class Solved:
    """All equilibria of the first two players that support enumeration finds.

    Attributes
    ----------
    equilibria : list of Equilibrium
    degenerate : list of tuple of int
        What the others play where strategies tie exactly: there may be more equilibria, even a
        continuum.
    resamples : int
    """

    equilibria: list[Equilibrium]
    degenerate: list[tuple[int, ...]]
    resamples: int


def solved(game: Game, resamples: int = RESAMPLES, seed: int = 1) -> Solved:
    """Equilibria between the first two players, for everything that the others may play."""
    sums = resampled_sums(_flat(game), seed, resamples)
    samples = (sums[:, :-1] / sums[:, -1:]).reshape(resamples, *game.payoffs.shape[1:])
    found, ties = list[Equilibrium](), list[tuple[int, ...]]()
    for given in product(*(range(len(own)) for own in game.strategies[SIDES:])):
        here, degenerate = _enumerated(*_two(game.means, given))
        again = [{_support(*pair) for pair in _enumerated(*_two(s, given))[0]} for s in samples]
        for pair in here:
            stays = float(np.mean([_support(*pair) in each for each in again]))
            found.append(Equilibrium(given, pair, _payoffs(game.means, given, pair), stays))
        ties += [given] if degenerate else []
    return Solved(found, ties, resamples)


def _flat(game: Game) -> Floats:
    """(worlds, payoffs and a one): a sum of ones counts the worlds."""
    worlds = game.worlds
    return np.column_stack([game.payoffs.reshape(worlds, -1), np.ones(worlds)])


def _two(means: Floats, given: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Both players' payoffs, (own strategies, strategies of the second)."""
    place: tuple[Any, ...] = (slice(None), slice(None), *given)
    table = means[place]
    return table[..., 0], table[..., 1]


def _payoffs(
    means: Floats, given: tuple[int, ...], pair: tuple[Floats, Floats]
) -> tuple[float, float]:
    one, two = (float(pair[0] @ table @ pair[1]) for table in _two(means, given))
    return one, two


def _support(*shares: Floats) -> Support:
    first, second = (tuple(int(i) for i in np.flatnonzero(own > LEAST)) for own in shares)
    return first, second


def _enumerated(first: Floats, second: Floats) -> tuple[list[tuple[Floats, Floats]], bool]:
    """Equilibria, and whether strategies tie or there is an even number of equilibria.

    Only degenerate games have that. nashpy warns of it; here it is handed on, to be told where the
    equilibria are.
    """
    import nashpy

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _DEGENERATE, RuntimeWarning)
        pairs = list(nashpy.Game(first, second).support_enumeration(tol=LEAST))
    return pairs, len(pairs) % 2 == 0 or _tied(first) or _tied(second.T)


def _tied(payoffs: Floats) -> bool:
    """Whether two of a player's strategies, in rows, bring it the same whatever the other plays."""
    return len(np.unique(payoffs, axis=0)) < len(payoffs)
