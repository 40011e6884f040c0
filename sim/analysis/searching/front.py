"""Aims, and the points that no other point beats in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.errors import Usage, not_among
from sim.worlds import Bools, Floats, Ints

_WAYS = {"more": 1.0, "less": -1.0}


@dataclass(frozen=True)
class Aim:
    """An outcome of which there should be more, or less.

    Attributes
    ----------
    outcome : str
        As `sim compare --all --json` names it.
    sign : float
        1 for more, -1 for less.
    """

    outcome: str
    sign: float

    @property
    def words(self) -> str:
        """``more accord``."""
        return f"{'more' if self.sign > 0 else 'less'} {self.outcome}"


def aims_of(texts: Sequence[str]) -> list[Aim]:
    """Read aims: ``accord``, ``durable_peace:more``, ``killed:less``.

    Raises
    ------
    Usage
        If one cannot be read, there are fewer than two, or one comes twice.
    """
    aims = [_aim(text) for text in texts]
    names = [aim.outcome for aim in aims]
    if twice := [name for name in names if names.count(name) > 1]:
        raise Usage(f"--aim names '{twice[0]}' twice")
    if len(aims) < 2:
        raise Usage("a search weighs aims against each other: give --aim twice or more")
    return aims


def _aim(text: str) -> Aim:
    outcome, colon, way = text.strip().partition(":")
    if colon and way not in _WAYS:
        raise Usage(f"--aim {text}: {not_among('way', way, _WAYS)}")
    return Aim(outcome, _WAYS[way or "more"])


def non_dominated(scores: Floats) -> Bools:
    """(points,): which points no other beats: as good in every aim, and better in one (Pareto).

    Parameters
    ----------
    scores : Floats
        (points, aims), more is better. NaN is worse than anything.
    """
    scores = np.where(np.isnan(scores), -np.inf, scores)
    as_good = (scores[:, None, :] >= scores[None, :, :]).all(axis=2)
    better = (scores[:, None, :] > scores[None, :, :]).any(axis=2)
    beaten: Bools = np.logical_or.reduce(as_good & better, axis=0)
    return ~beaten


def spread_out(scores: Floats, most: int) -> Ints:
    """Of points, so many that lie far from each other: the best for each aim first.

    Parameters
    ----------
    scores : Floats
        (points, aims), finite.
    """
    if len(scores) <= most:
        return np.arange(len(scores))
    width = np.ptp(scores, axis=0)
    scaled = (scores - scores.min(axis=0)) / np.where(width > 0, width, 1.0)
    taken = list(dict.fromkeys(int(i) for i in scores.argmax(axis=0)))[:most]
    while len(taken) < most:
        apart = np.linalg.norm(scaled[:, None, :] - scaled[taken][None, :, :], axis=2).min(axis=1)
        taken.append(int(apart.argmax()))
    return np.array(taken)
