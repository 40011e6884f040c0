"""Which limits of a box are more than chance: quasi-p-values, and how often they come again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import betainc

from sim.analysis.discovery.box import Box, Sample, fit
from sim.analysis.discovery.prim import Patience, peeled
from sim.statistics import effective_number
from sim.worlds import Floats


class Found(NamedTuple):
    """A peeling trajectory, and the box of it that was taken."""

    boxes: list[Box]
    box: Box


def quasi_p(box: Box, freed: Box, sample: Sample) -> float:
    """Chance of a density as high as the box has, if what it has beyond ``freed`` did nothing.

    Bryant and Lempert 2010 (Technological Forecasting and Social Change 77): the one-sided binomial
    test of the worlds inside, with the density of the box without a limit as the probability. It is
    no p-value, since limits are chosen on the same worlds; on worlds held out it is one. With
    weights the effective number of worlds takes the place of their number.
    """
    inside = box.holds(sample.values)
    n = effective_number(sample.weights[inside])
    if not n:
        return 1.0
    return at_least(fit(box, sample).density.value * n, n, fit(freed, sample).density.value)


def at_least(count: float, n: float, probability: float) -> float:
    """P(X >= count) of a binomial X, by the beta function: also for numbers that are not whole.

    >>> round(at_least(1, 2, 0.5), 12), at_least(0, 2, 0.5)
    (0.75, 1.0)
    """
    if count <= 0.0:
        return 1.0
    return float(betainc(count, n - count + 1.0, probability))


def few(sample: Sample, patience: Patience, coverage: float, most: float) -> Found:
    """The box of the rule with no more limits than are significant.

    As long as a limit of the box has a quasi-p-value above ``most``, the least significant one is
    left out and the box is peeled anew with the others: what it took is theirs again.
    """
    boxes = peeled(sample, patience)
    while (box := chosen(boxes, sample, coverage)).limits:
        p = {limit: quasi_p(box, box.without(*limit), sample) for limit in box.limits}
        worst = max(p, key=lambda limit: p[limit])
        if p[worst] <= most:
            break
        boxes = peeled(sample, patience, [limit for limit in box.limits if limit != worst])
    return Found(boxes, box)


def reproduced(
    sample: Sample, patience: Patience, coverage: float, most: float, times: int, seed: int
) -> Floats:
    """(parameters,): in how many boxes, one from each of some random halves, each has a limit.

    From each half the box by the same rule (Bryant and Lempert 2010).
    """
    luck, counts = np.random.default_rng(seed), np.zeros(sample.values.shape[1])
    for _ in range(times):
        half = np.zeros(sample.worlds, dtype=bool)
        half[luck.permutation(sample.worlds)[: sample.worlds // 2]] = True
        part = sample.only(half)
        counts[few(part, patience, coverage, most).box.parameters] += 1
    return counts


def chosen(boxes: list[Box], sample: Sample, coverage: float) -> Box:
    """Of a trajectory the first box within one standard error of the densest.

    Among those with at least that coverage. The rule of one standard error (Breiman, Friedman,
    Olshen and Stone 1984, Classification and Regression Trees) takes the larger box where the
    smaller one may be denser by chance.
    """
    fits = [fit(box, sample) for box in boxes]
    there = [i for i, each in enumerate(fits) if each.coverage.value >= coverage]
    densest = max((fits[i].density for i in there), key=lambda density: density.value)
    near = densest.value - densest.standard_error
    return boxes[next(i for i in there if fits[i].density.value >= near)]
