"""What may be observed on a day: agents see this and themselves, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from sim.theory.reservation import Ahead
from sim.worlds import Floats


@dataclass(frozen=True)
class Situation:
    """A day as both sides and the mediator see it. Arrays have shape (worlds,).

    Attributes
    ----------
    day : int
        Days since the start; negative in the past rounds.
    credibility : Floats
        Belief in the running deadline, in [0, 1].
    elapsed : Floats
        Share of the running deadline that is used up, in [0, 1].
    effective_pressure : Floats
        As a share of its full size: credibility x attention x closeness, in [0, 1].
    resentment : Floats
        What is left of meetings behind a party's back, in [0, 1].
    ahead : tuple[Ahead, ...]
        By party, what lies ahead of it; empty where no rule asks.
    """

    day: int
    credibility: Floats
    elapsed: Floats
    effective_pressure: Floats
    resentment: Floats
    ahead: tuple[Ahead, ...] = ()
