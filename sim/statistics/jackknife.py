"""Errors of what is no mean: how an estimate moves when a part of the worlds is left out."""

from __future__ import annotations

from math import nan, sqrt

import numpy as np
from scipy.special import stdtrit

from sim.statistics.estimate import Estimate, Numbers


def jackknife(value: float, without: Numbers, n_effective: float = nan) -> Estimate:
    """An estimate with its 95 % interval, from the same without each of several groups of worlds.

    The delete-a-group jackknife (Kott 2001, Journal of Official Statistics 17: 521-526), with
    Student's t for the number of groups. Worlds must fall into groups of equal size by no rule
    that has to do with what is estimated.

    Parameters
    ----------
    value : float
        From all worlds.
    without : Numbers
        Shape (groups,): without each group; NaN where that leaves nothing to estimate from.
    n_effective : float
        How many worlds of equal weight say as much.
    """
    there = without[~np.isnan(without)]
    if np.isnan(value) or there.size < 2:
        return Estimate(value, nan, nan, n_effective=n_effective)
    error = sqrt((there.size - 1) * float(np.square(there - there.mean()).mean()))
    half = float(stdtrit(there.size - 1, 0.975)) * error
    return Estimate(value, value - half, value + half, error, n_effective)
