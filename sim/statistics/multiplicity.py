"""Many tests at once: some look sure by chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import ndtri

from sim.statistics.estimate import Estimate, Numbers


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


def simultaneous(found: Estimate, tests: int) -> Estimate:
    """An estimate with a wider interval: so many of them hold together with 95 % confidence.

    By Bonferroni's inequality (Dunn 1961, Journal of the American Statistical Association 56:
    52-64) it holds however they depend on each other.

    >>> one = Estimate(0.0, -1.959963984540054, 1.959963984540054, standard_error=1.0)
    >>> round(simultaneous(one, 1).high, 3), round(simultaneous(one, 10).high, 3)
    (1.96, 2.807)
    """
    z = float(ndtri(1.0 - 0.025 / max(tests, 1)))
    wide = z * found.standard_error
    return replace(found, low=found.value - wide, high=found.value + wide)
