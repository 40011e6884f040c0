"""Many tests at once: some look sure by chance."""

from __future__ import annotations

import numpy as np

from sim.statistics.estimate import Numbers


def holm(p: Numbers) -> Numbers:
    """Adjusted p-values: below .05, the chance of even one false one among all is below .05.

    Holm (1979, Scandinavian Journal of Statistics 6: 65-70): it holds however the tests depend on
    each other.

    Parameters
    ----------
    p : Numbers
        In [0, 1], shape (tests,); NaN where nothing was tested, which counts for no test.

    >>> holm(np.array([0.04, 0.01, np.nan]))
    array([0.04, 0.02,  nan])
    """
    there = np.flatnonzero(~np.isnan(p))
    order = there[np.argsort(p[there], kind="stable")]
    factors = np.arange(order.size, 0, -1)
    adjusted = np.full(p.shape, np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * factors), 1.0)
    return adjusted
