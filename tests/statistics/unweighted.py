"""The estimates as they were before they took weights: what weights of 1 must give, bit for bit."""

from __future__ import annotations

from math import nan, sqrt

import numpy as np

Z95 = 1.959963984540054
Four = tuple[float, float, float, float]


def wilson(count: int, n: int, unknown: int = 0) -> Four:
    """Share, low, high, standard error."""
    share = count / n
    low, high = _score(count, n)[0], _score(count + unknown, n)[1]
    return share, min(low, share), max(high, share), sqrt(share * (1 - share) / n)


def _score(count: int, n: int) -> tuple[float, float]:
    share, zz = count / n, Z95**2
    middle = (share + zz / (2 * n)) / (1 + zz / n)
    half = Z95 / (1 + zz / n) * sqrt(share * (1 - share) / n + zz / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def mean(*portions: np.ndarray) -> Four:
    """Mean, low, high, standard error of values that come in portions."""
    n, middle, squares = 0, nan, 0.0
    for values in portions:
        if values.size == 0:
            continue
        own = float(values.mean())
        apart_from_own = float(np.square(values - own).sum())
        if n == 0:
            n, middle, squares = values.size, own, apart_from_own
            continue
        total, apart = n + values.size, own - middle
        squares += apart_from_own + apart * apart * n * values.size / total
        middle += apart * values.size / total
        n = total
    error = sqrt(squares / (n - 1) / n)
    return middle, middle - Z95 * error, middle + Z95 * error, error


def paired_shares(a: np.ndarray, b: np.ndarray) -> Four:
    """Difference of shares, low, high, standard error."""
    n, gained, lost = a.size, float((b > a).sum()), float((b < a).sum())
    value, _, _, error = mean(b - a)
    middle = (gained - lost) / (n + 2)
    spread = sqrt(gained + lost + 1 - (gained - lost) ** 2 / (n + 2)) / (n + 2)
    low, high = middle - Z95 * spread, middle + Z95 * spread
    return value, min(low, value), max(high, value), error
