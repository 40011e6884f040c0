"""The past as data: the texts of the rounds before the start, and who refused them.

Parameters that contradict what happened are drawn again: a world that would have signed in a past
round gets another attempt, which is part of the address of its priors. The past is always that of
the scenario at the root of ``extends``, so that two scenarios with one seed share it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.talks import PastRound, Round
from sim.worlds import Ints, Noise

_MOST_ATTEMPTS = 200


class ImpossibleHistory(Exception):
    """A world's parameters contradict the past however often they are drawn."""


@dataclass(frozen=True)
class Past:
    """What a block's worlds bring along: attempts (worlds,) and their rounds."""

    attempts: Ints
    rounds: list[PastRound]


def past(noise: Noise, play: Callable[[Noise], list[Round]]) -> Past:
    """Draw worlds until none would have signed.

    ``play`` plays the past rounds for the worlds of a noise, with the parameters it addresses.
    """
    attempts = np.zeros(noise.worlds, dtype=np.int64)
    kept: list[PastRound] = []
    open_ = np.arange(noise.worlds)
    for attempt in range(_MOST_ATTEMPTS):
        attempts[open_] = attempt
        rounds = play(noise.only(open_, attempts[open_]))
        kept = kept or [_blank(noise.worlds, r) for r in rounds]
        for keep, round_ in zip(kept, rounds, strict=True):
            keep.package[open_] = round_.package
            keep.accepted[:, open_] = round_.accepted
        signed = np.zeros(open_.size, dtype=bool)
        for round_ in rounds:
            signed = signed | round_.agreed
        open_ = open_[signed]
        if not open_.size:
            return Past(attempts, kept)
    raise ImpossibleHistory(
        f"the priors contradict the history: both sides of world {noise.numbers[open_[0]]} would "
        f"have signed in a past round in each of {_MOST_ATTEMPTS} draws; widen the priors of what "
        "war costs and what accords are worth, or take the rounds out of the history"
    )


def _blank(worlds: int, like: Round) -> PastRound:
    answers = np.zeros((len(like.accepted), worlds), dtype=bool)
    return PastRound(like.day, np.full(worlds, -1), answers)
