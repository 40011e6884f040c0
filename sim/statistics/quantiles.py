"""Quantiles of values with weights."""

from __future__ import annotations

import numpy as np

from sim.statistics.estimate import Numbers
from sim.statistics.moments import effective_number


def quantiles(values: Numbers, at: list[float], weights: Numbers | None = None) -> Numbers:
    """Quantiles, interpolated linearly (type 7 of Hyndman and Fan 1996); NaN without values.

    With weights it is the weighted type 7 of Akinshin (2023, arXiv:2304.07265): the order
    statistics are averaged over a window as wide as one world of the effective number. Equal
    weights give the quantile without weights, and values of weight zero count for nothing.

    Parameters
    ----------
    values : Numbers
        Shape (any,); infinities are values, NaN are not.
    at : list of float
        Probabilities in [0, 1].
    weights : Numbers, optional
        >= 0, shape (any,).

    Returns
    -------
    Numbers
        Shape (len(at),), in the unit of the values.
    """
    if weights is not None:
        values, weights = values[weights > 0], weights[weights > 0]
    if not values.size:
        return np.full(len(at), np.nan)
    if weights is None or (weights == weights[0]).all():
        found: Numbers = np.quantile(values, at)
        return found
    return np.array([_weighted(values, weights, p) for p in at])


def _weighted(values: Numbers, weights: Numbers, p: float) -> float:
    order = np.argsort(values, kind="stable")
    x, n = values[order], effective_number(weights)
    ends = np.concatenate([[0.0], np.cumsum(weights[order])])
    low = p * (n - 1) / n  # the window is [low, low + 1/n] of all weight
    inside = np.clip((ends / ends[-1] - low) * n, 0.0, 1.0)
    share = np.diff(inside)
    there = share > 0
    return float((share[there] * x[there]).sum())
