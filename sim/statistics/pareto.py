"""Whether weights can be trusted: how heavy the tail of their distribution is."""

from __future__ import annotations

from math import nan

import numpy as np

from sim.statistics.estimate import Numbers

_LEAST_TAIL = 5  # weights; a tail of fewer has no shape


def tail_shape(weights: Numbers) -> float:
    """Shape k of a generalised Pareto distribution fitted to the largest weights.

    A mean with such weights is reliable below .7 (Vehtari, Simpson, Gelman, Yao and Gabry 2024,
    Journal of Machine Learning Research 25, 72). The tail are the largest ``min(n / 5, 3 sqrt n)``,
    the fit is that of Zhang and Stephens (2009, Technometrics 51: 316-325), drawn a little
    towards .5, as there.

    Parameters
    ----------
    weights : Numbers
        > 0, shape (worlds,).

    Returns
    -------
    float
        Infinite where a weight is, NaN where the tail has no shape: too few weights, or too few
        different ones.
    """
    if not np.isfinite(weights).all():
        return float("inf")
    ordered = np.sort(weights)
    size = int(np.ceil(min(0.2 * ordered.size, 3 * np.sqrt(ordered.size))))
    if size < _LEAST_TAIL or ordered[-1] <= ordered[-size - 1] * (1 + 1e-12):
        return nan
    excess = ordered[-size:] - ordered[-size - 1]
    excess = excess[excess > 0]
    if (
        excess.size < _LEAST_TAIL
        or np.unique(np.round(excess / excess.max(), 9)).size < _LEAST_TAIL
    ):
        return nan
    k = _shape(excess)
    return float((k * excess.size + 10 * 0.5) / (excess.size + 10))  # a prior worth ten weights


def _shape(x: Numbers) -> float:
    """Zhang and Stephens: the mean of a profile likelihood over a grid, in their notation.

    Their k has the other sign.
    """
    n, quartile = x.size, x[int(x.size / 4 + 0.5) - 1]
    m = 30 + int(np.sqrt(n))
    b = 1 - np.sqrt(m / (np.arange(1, m + 1) - 0.5))
    b = b / (3 * quartile) + 1 / x[-1]
    k = np.log1p(-b[:, None] * x).mean(axis=1)
    likelihood = n * (np.log(-b / k) - k - 1)
    weights = np.exp(likelihood - likelihood.max())
    weights = weights / weights.sum()
    there = weights >= 10 * np.finfo(np.float64).eps
    mean = float((b[there] * weights[there]).sum() / weights[there].sum())
    return float(np.log1p(-mean * x).mean())
