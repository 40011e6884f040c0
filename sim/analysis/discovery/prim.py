"""The patient rule induction method: peel a box, a little at a time, and paste some of it back.

Friedman and Fisher 1999 (Statistics and Computing 9: 123-143). The worlds are binary here, so that
the mean of a box is its density.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from sim.analysis.discovery.box import HIGH, LOW, Box, Limit, Sample
from sim.worlds import Bools, Floats


@dataclass(frozen=True)
class Patience:
    """How much is peeled, pasted and left.

    Attributes
    ----------
    peel, paste : float
        Share of the worlds in the box that one step takes away or adds, in (0, 0.5).
    least : float
        Share of all worlds that a box must hold.
    """

    peel: float = 0.05
    paste: float = 0.01
    least: float = 0.05


def peeled(sample: Sample, patience: Patience, among: Sequence[Limit] | None = None) -> list[Box]:
    """The boxes from no limit at all to the last peel; ``among`` are the only limits tried.

    Each peel cuts off, at one end of one parameter, the part that raises the density of the rest
    most for the worlds it takes: with parameters that have few values, cuts are of different size.
    It goes on, also where none raises it, until the box would hold less than it must.
    """
    every = [(j, side) for j in range(sample.values.shape[1]) for side in (HIGH, LOW)]
    tried = every if among is None else among
    boxes, inside = [Box.whole(sample.values.shape[1])], sample
    whole = float(sample.weights.sum())
    while (box := _best_peel(boxes[-1], inside, tried, patience.peel)) is not None:
        inside = inside.only(box.holds(inside.values))
        if float(inside.weights.sum()) < patience.least * whole:
            break
        boxes.append(box)
    return boxes


def _best_peel(box: Box, inside: Sample, tried: Sequence[Limit], share: float) -> Box | None:
    """The peel that raises the density most a world; of equals the one that limits fewest."""
    columns = sorted({j for j, _ in tried})
    values = inside.values[:, columns]
    ordered, at = np.sort(values, axis=0), {j: place for place, j in enumerate(columns)}
    cuts = [np.array([_cut(each, share, side) for each in ordered.T]) for side in (LOW, HIGH)]
    gains = _gains(inside, values < cuts[LOW]), _gains(inside, values > cuts[HIGH])
    limited, best, found = set(box.parameters), (-np.inf, 0), None
    for j, side in tried:
        score = float(gains[side][at[j]]), -int(j not in limited)
        if score > best:
            best, found = score, box.limited(j, side, float(cuts[side][at[j]]))
    return found


def _gains(inside: Sample, gone: Bools) -> Floats:
    """(tried,): rise of the density a world that goes; -inf where none would go, or all.

    ``gone`` is (worlds, tried).
    """
    weights = inside.weights
    whole, hits = float(weights.sum()), float(weights[inside.sought].sum())
    lost, lost_hits = weights @ gone, (weights * inside.sought) @ gone
    with np.errstate(divide="ignore", invalid="ignore"):
        gains = ((hits - lost_hits) / (whole - lost) - hits / whole) / lost
    some: Bools = np.logical_or.reduce(gone, axis=0) & ~np.logical_and.reduce(gone, axis=0)
    return np.where(some, gains, -np.inf)


def _density(sample: Sample, some: Bools) -> float:
    weights = sample.weights[some]
    return float(weights[sample.sought[some]].sum() / weights.sum())


def _cut(ordered: Floats, share: float, side: int) -> float:
    """Half way between two neighbours, the first pair about the quantile that are not equal.

    Of equal values all go: the search moves into the box until values differ.
    """
    place = (ordered.size - 1) * (share if side == LOW else 1.0 - share)
    below, above = floor(place), ceil(place)
    if ordered[below] == ordered[above]:
        if side == LOW:
            above = min(int(np.searchsorted(ordered, ordered[below], "right")), ordered.size - 1)
        else:
            below = max(int(np.searchsorted(ordered, ordered[above], "left")) - 1, 0)
    return float(ordered[below] + ordered[above]) / 2.0


def pasted(box: Box, sample: Sample, patience: Patience) -> Box:
    """The box with its limits let out, one at a time, as long as that raises its density."""
    while (wider := _best_paste(box, sample, patience.paste)) is not None:
        box = wider
    return box


def _best_paste(box: Box, sample: Sample, share: float) -> Box | None:
    now, best = _density(sample, box.holds(sample.values)), None
    for j, side in box.limits:
        wider = _pasted(box, sample, j, side, share)
        density = _density(sample, wider.holds(sample.values))
        if density > now:
            now, best = density, wider
    return best


def _pasted(box: Box, sample: Sample, j: int, side: int, share: float) -> Box:
    """One limit let out by about that share of the worlds inside; gone where nothing is beyond."""
    limit, free = box.limit(j, side), box.without(j, side)
    values = sample.values[free.holds(sample.values), j]
    beyond = np.sort(values[values > limit] if side == HIGH else -values[values < limit])
    count = max(1, round(share * (values.size - beyond.size)))
    if count >= beyond.size:
        return free
    at = (beyond[count - 1] + beyond[count]) / 2.0
    return box.limited(j, side, at if side == HIGH else -at)
