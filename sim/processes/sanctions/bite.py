"""How sanctions bite: costs that build up, and an economy that adapts.

Dizaji and van Bergeijk 2013 (Journal of Peace Research 50): the cost of sanctions works early, and
adjustment undermines it later. The form is ours: two exponentials, the simplest that rise and fall.
"""

from __future__ import annotations

import numpy as np

from sim.worlds import Floats


def bite(n: Floats | float, B: Floats, A: Floats) -> Floats:
    """Share of the full cost that a day has after ``n`` days: ``(1 - e^(-n/B)) e^(-n/A)``."""
    share: Floats = -np.expm1(-n / B) * np.exp(-n / A)
    return share


def bitten(n: Floats | float, days: Floats, B: Floats, A: Floats) -> Floats:
    """The integral of ``bite`` from ``n`` over the next ``days`` (days at full bite)."""
    both = 1.0 / (1.0 / A + 1.0 / B)
    return _faded(n, days, A) - _faded(n, days, both)


def _faded(n: Floats | float, days: Floats, T: Floats) -> Floats:
    """The integral of ``e^(-x/T)`` from n over the next days."""
    area: Floats = -T * np.exp(-n / T) * np.expm1(-days / T)
    return area
