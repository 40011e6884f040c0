"""Proper scores of probabilities: best, on average, for who says what he believes. Less is better.

Each takes the probabilities of all answers to a question, and which came true. Proper: Gneiting and
Raftery 2007, J. Am. Stat. Assoc. 102: 359-378.
"""

from __future__ import annotations

import numpy as np

from sim.worlds import Floats


def brier(p: Floats, came_true: int) -> float:
    """Sum of squared errors over the answers (Brier 1950, Mon. Weather Rev. 78: 1-3), 0 to 2.

    Where there are two answers, half of it, as is usual: the squared error of one of them, 0 to 1.

    Parameters
    ----------
    p : Floats
        (answers,): probabilities, which sum to 1.
    came_true : int
        Place of the answer that came true.
    """
    missed = float(np.sum((p - _certain(p, came_true)) ** 2))
    return missed / 2 if p.size == 2 else missed


def logarithmic(p: Floats, came_true: int) -> float:
    """Minus the natural log of the probability of what came true (Good 1952), in nats.

    Infinite for who held it impossible.
    """
    with np.errstate(divide="ignore"):
        return float(-np.log(p[came_true]))


def ranked(p: Floats, came_true: int) -> float:
    """Ranked probability score (Epstein 1969, J. Appl. Meteorol. 8: 985-987).

    The sum of squared errors of the cumulated probabilities of ordered answers: near misses cost
    less than far ones. With two answers it is `brier`.
    """
    return float(np.sum((np.cumsum(p) - np.cumsum(_certain(p, came_true)))[:-1] ** 2))


def _certain(p: Floats, came_true: int) -> Floats:
    found = np.zeros_like(p)
    found[came_true] = 1.0
    return found
