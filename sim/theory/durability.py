"""How long an accord holds: a proportional hazard of renewed war."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from sim.worlds import Floats

_FAR = 6.0


def hazard_of_war(h0: Floats, reduction: Floats, hastened: Floats) -> Floats:
    """Hazard of renewed war, 1/year: ``h0 exp(-reduction + hastened)``.

    ``reduction`` gathers what deters (guarantees: Walter 2002; an accord's own terms: Fortna
    2004), ``hastened`` what pressure does to durability (Pinfari 2011).
    """
    hazard: Floats = h0 * np.exp(hastened - reduction)
    return hazard


def survival(hazard: Floats, years: Floats) -> Floats:
    """Probability that an accord holds for so many years."""
    probability: Floats = np.exp(-hazard * years)
    return probability


def holding(hazard: Floats, settled: Floats, years: Floats) -> Floats:
    """Probability that no war returns for so many years, where a settlement may end the danger.

    Two things can end an accord, at rates ``hazard`` and ``settled`` (1/year), whichever comes
    first (competing risks): ``S + s / (h + s) (1 - S)`` with ``S = e^(-(h + s) years)``.
    """
    either = hazard + settled
    lasts = survival(either, years)
    first = np.divide(settled, either, out=np.zeros_like(either), where=either > 0.0)
    probability: Floats = lasts + first * (1.0 - lasts)
    return probability


def chosen_hazard(before: Floats, temptation: Floats, gains_from_war: Sequence[Floats]) -> Floats:
    """Hazard of renewed war where either side may choose it, 1/year.

    ``before`` times the mean over the sides of ``exp(t g)``, where g is what war is worth to a
    side more than the accord and t the ``temptation``: a quantal response (McKelvey and Palfrey
    1995) of who would break an accord whenever power shifts its way (Powell 2006, International
    Organization 60). The exponent ends at 6 either way.
    """
    odds = reduce(np.add, (_odds(temptation * gain) for gain in gains_from_war))
    odds /= len(gains_from_war)
    odds *= before
    return odds


def _odds(tempted: Floats) -> Floats:
    """In the place of its argument: such tables are large."""
    np.clip(tempted, -_FAR, _FAR, out=tempted)
    return np.exp(tempted, out=tempted)


def hazard_reduction_needed(
    h0: Floats, hastened: Floats, probability: Floats, years: Floats
) -> Floats:
    """Least ``reduction`` with which an accord holds for ``years`` with the given probability.

    Solves ``survival(hazard_of_war(h0, x, hastened), years) = probability`` for x: -inf for 0,
    inf for 1.
    """
    with np.errstate(divide="ignore"):
        needed: Floats = np.log(h0 * years) + hastened - np.log(-np.log(probability))
    return needed


def renewal_time(u: Floats, hazard: Floats) -> Floats:
    """Years until war returns, from one uniform number a world."""
    years: Floats = -np.log(u) / hazard
    return years
