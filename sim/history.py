"""The past as data: the texts of the rounds before the start, and who refused them.

Parameters that contradict what happened are drawn again: a world that would have signed in a past
round gets another attempt, which is part of the address of its priors. A design leaves no choice
where a world lies: there it keeps its place and weighs nothing. The past is always that of the
scenario at the root of ``extends``, so that two scenarios with one seed share it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.talks import PastRound
from sim.worlds import Bools, Floats, Ints, Noise

_FIRST = 16  # draws made at once before any failed: one world needs few
_MOST_ATTEMPTS = 200


class ImpossibleHistory(Exception):
    """A world's parameters contradict the past however often they are drawn."""


@dataclass(frozen=True)
class Past:
    """What a block's worlds bring along.

    Attributes
    ----------
    attempts : Ints
        (worlds,): how often each was drawn again.
    rounds : list of PastRound
    weights : Floats or None
        (worlds,): under a design 0 for a world that contradicts the past, else 1; None without.
    """

    attempts: Ints
    rounds: list[PastRound]
    weights: Floats | None = None


def past(noise: Noise, play: Callable[[Noise], list[PastRound]], together: int = 1) -> Past:
    """Draw worlds until none would have signed; under a design, weigh them.

    ``play`` plays the past rounds for the worlds of a noise, with the parameters it addresses. The
    last few worlds are drawn several times at once, as long as there are no more than ``together``
    draws: to set up a model takes long.
    """
    if noise.design is not None:
        return _weighed(noise, play)
    attempts = np.zeros(noise.worlds, dtype=np.int64)
    kept: list[PastRound] = []
    open_, tried = np.arange(noise.worlds), 0
    while open_.size and tried < _MOST_ATTEMPTS:
        at_once = min(max(1, together // open_.size), max(_FIRST, tried), _MOST_ATTEMPTS - tried)
        draw = tried + np.repeat(np.arange(at_once), open_.size)
        rounds = play(noise.only(np.tile(open_, at_once), draw))
        wrong = _contradicted(rounds, draw.size).reshape(at_once, open_.size)
        first, settled = wrong.argmin(axis=0), ~wrong.all(axis=0)
        its = (first * open_.size + np.arange(open_.size))[settled]
        attempts[open_[settled]] = draw[its]
        kept = kept or [_blank(noise.worlds, r) for r in rounds]
        for keep, round_ in zip(kept, rounds, strict=True):
            keep.take(open_[settled], round_, its)
        open_, tried = open_[~settled], tried + at_once
    if not open_.size:
        return Past(attempts, kept)
    raise ImpossibleHistory(
        f"the priors contradict the history: world {noise.numbers[open_[0]]} would have signed in "
        f"a past round in each of {_MOST_ATTEMPTS} draws; widen the priors of what war costs and "
        "what accords are worth, or take the rounds out of the history"
    )


def _weighed(noise: Noise, play: Callable[[Noise], list[PastRound]]) -> Past:
    rounds, attempts = play(noise), np.zeros(noise.worlds, dtype=np.int64)
    weights = np.where(_contradicted(rounds, noise.worlds), 0.0, 1.0)
    return Past(attempts, rounds, weights)


def _contradicted(rounds: list[PastRound], worlds: int) -> Bools:
    """Worlds in which one of the rounds would have come out otherwise than it did."""
    wrong = np.zeros(worlds, dtype=bool)
    for round_ in rounds:
        wrong = wrong | round_.contradicts()
    return wrong


def _blank(worlds: int, like: PastRound) -> PastRound:
    return PastRound.blank(like.day, len(like.accepted), worlds, like.refused_by)
