"""How often wars of this age come to a ceasefire: a constant hazard from counted wars.

Nothing of the scenario enters but its days. The numbers:

- of nine interstate wars of the Correlates of War project (version 4; Sarkees and Wayman 2010) that
  reached four years, .46 ended in a year of war, which makes 9 / .46 = 19.6 years of war seen; one
  of the nine is coded as a stalemate;
- of wars of high intensity 31 % ended in a stalemate under a ceasefire (CSIS on UCDP data, 2024).
"""

from __future__ import annotations

import numpy as np
from scipy.stats import chi2

from sim.statistics import Estimate
from sim.worlds import Floats

WARS = 9
ANY_END = 0.46  # 1/year, of wars that have reached four years
STALEMATES = 1  # of the nine
UNDER_A_CEASEFIRE = 0.31  # of the ends of wars of high intensity
_DAYS_A_YEAR = 365.25


def ends_by_ceasefire() -> Estimate:
    """Hazard of an end in a stalemate under a ceasefire, 1/year: that of any end, times its share.

    The interval spans that of nine counted ends and that of the one coded as a stalemate, since the
    two ways of counting differ by more than either's own error on its low side. The share is taken
    as it is: how many wars it was counted on is not told.
    """
    hazard, coded = counted(WARS, WARS / ANY_END), stalemates()
    value, low, high = (UNDER_A_CEASEFIRE * x for x in (hazard.value, hazard.low, hazard.high))
    return Estimate(value, min(low, coded.low), max(high, coded.high))


def stalemates() -> Estimate:
    """Hazard of what the Correlates of War code as a stalemate, 1/year: one in 19.6 years."""
    return counted(STALEMATES, WARS / ANY_END)


def counted(events: int, years: float) -> Estimate:
    """Events a year with the exact 95 % interval of a Poisson count (Garwood 1936, Biometrika 28).

    Parameters
    ----------
    events : int
        >= 0.
    years : float
        > 0; in which they were counted.
    """
    low = float(chi2.ppf(0.025, 2 * events)) / 2 if events else 0.0
    high = float(chi2.ppf(0.975, 2 * events + 2)) / 2
    return Estimate(events / years, low / years, high / years)


def by_day(hazard: float, days: int) -> Floats:
    """Share that has ended by each day 0, 1, ... from the start, shape (days,)."""
    share: Floats = -np.expm1(-hazard * np.arange(days) / _DAYS_A_YEAR)
    return share
