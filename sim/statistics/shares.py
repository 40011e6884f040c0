"""Shares of worlds, and differences of shares over the same worlds."""

from __future__ import annotations

from math import nan, sqrt

import numpy as np

from sim.statistics.estimate import Z95, Estimate, Numbers
from sim.statistics.exact import Mass
from sim.statistics.moments import effective_number, paired_difference


def wilson(
    count: float, n: float, unknown: float = 0, n_effective: float | None = None
) -> Estimate:
    """Share with its 95 % score interval (Wilson 1927), which behaves at 0 and at 1.

    Parameters
    ----------
    count, n : float
        ``0 <= count <= n``: worlds, or sums of their weights. With ``n = 0`` the share is NaN and
        the interval [0, 1].
    unknown : float
        How many of the ``n`` are not counted because nobody knows (``count + unknown <= n``). The
        interval then reaches from the low end with none of them to the high end with all, so it
        covers whatever they would have been.
    n_effective : float, optional
        With weights: how many worlds of equal weight would say as much (Kish 1965, Survey
        Sampling, section 11.7). It stands for the sample size in the interval, as is usual for
        shares from weighted surveys (Korn and Graubard 1998, Survey Methodology 24: 193-201); that
        takes the weights as unrelated to what is counted. Default: n.
    """
    if n == 0:
        return Estimate(nan, 0.0, 1.0, n_effective=0.0)
    size, share = n if n_effective is None else n_effective, count / n
    low, high = _score(share, size)[0], _score((count + unknown) / n, size)[1]
    # Rounding may leave the ends 1e-17 on the wrong side of a share of 0 or 1.
    error = sqrt(share * (1 - share) / size)
    return Estimate(share, min(low, share), max(high, share), error, size)


def share_of(count: float, among: Mass, unknown: float = 0) -> Estimate:
    """The share that a count of worlds (or their weight) is of some; see `wilson`."""
    return wilson(count, among.weight, unknown, among.n_effective)


def _score(share: float, n: float) -> tuple[float, float]:
    zz = Z95**2
    middle = (share + zz / (2 * n)) / (1 + zz / n)
    half = Z95 / (1 + zz / n) * sqrt(share * (1 - share) / n + zz / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def paired_shares(a: Numbers, b: Numbers, weights: Numbers | None = None) -> Estimate:
    """Difference ``b - a`` of two shares over the same worlds, with an interval that holds if rare.

    The interval is that of Agresti and Min (2005): half a world is added to each of the four ways
    in which a pair can come out, so that it has a width even where no pair differs. The standard
    error is that of the difference itself: zero there.

    Parameters
    ----------
    a, b : Numbers
        0 or 1 in each world, shape (worlds,).
    weights : Numbers, optional
        >= 0, shape (worlds,). Pairs are then counted as parts of the effective number of worlds.
    """
    plain = paired_difference(a, b, weights)
    w = np.ones(a.size) if weights is None else weights
    n, whole = effective_number(w), float(w.sum())
    scale = n / whole if whole else nan
    gained, lost = float(w[b > a].sum()) * scale, float(w[b < a].sum()) * scale
    middle = (gained - lost) / (n + 2)
    spread = sqrt(gained + lost + 1 - (gained - lost) ** 2 / (n + 2)) / (n + 2)
    low, high = middle - Z95 * spread, middle + Z95 * spread
    return Estimate(
        plain.value, min(low, plain.value), max(high, plain.value), plain.standard_error, n
    )
