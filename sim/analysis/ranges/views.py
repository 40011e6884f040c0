"""Who sees the bargaining range how: the same packages, against what each is thought to need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from sim.agents.belief import TargetBelief
from sim.agents.belligerent import Belligerent
from sim.agreement.seats import ByParty
from sim.agreement.valuation import Valuation
from sim.theory import bargaining
from sim.worlds import Bools, Floats, Ints

AS_IT_IS, MEDIATOR = "as_it_is", "mediator"
Errors = Mapping[str, Mapping[str, Floats]]
"""By who believes, then by whom it is about: mean error of what that side is thought to need."""


@dataclass(frozen=True)
class View:
    """The range as somebody sees it. Arrays: (rows,).

    What packages are worth to whom, and which would hold, everybody knows. What going on is worth
    to another side is misread: by the mean of the belief about it.

    Attributes
    ----------
    name : str
        ``as_it_is``, the name of a party, or ``mediator``.
    needs : ByParty
        What going on is thought to be worth to each party (utility).
    there : Bools
        Where somebody sees it so: the mediator may have left.
    """

    name: str
    needs: ByParty
    there: Bools

    def gains(self, valuation: Valuation) -> ByParty:
        """(rows, packages): what each party is thought to gain over going on."""
        return tuple(w - n[:, None] for w, n in zip(valuation.worth, self.needs, strict=True))

    def inside(self, valuation: Valuation) -> Bools:
        """(rows, packages): which packages may be signed, and are worse than going on for none."""
        found = valuation.signable & self.there[:, None]
        return reduce(np.logical_and, (gain >= 0 for gain in self.gains(valuation)), found)

    def margin(self, valuation: Valuation) -> Floats:
        """(rows,): largest gain of the worst-off party; below zero the range is empty."""
        score = bargaining.smaller_gain(*self.gains(valuation))
        return bargaining.best(score, valuation.signable)[1]


def errors_of(
    sides: Sequence[Belligerent], mediator: Mapping[str, TargetBelief]
) -> dict[str, dict[str, Floats]]:
    """What everybody gets wrong, copied: beliefs move with every answer."""
    holders = {side.name: side.about for side in sides} | {MEDIATOR: mediator}
    return {
        name: {whom: belief.error.copy() for whom, belief in about.items()}
        for name, about in holders.items()
        if about
    }


def views_of(
    parties: Sequence[str], going_on: ByParty, errors: Errors, rows: Ints, mediated: Bools
) -> tuple[View, ...]:
    """As it is, as each party sees it, and, where there is one at all, as the mediator believes.

    ``going_on`` and ``mediated`` are those of the ``rows``.
    """
    everywhere = np.ones(rows.shape, dtype=bool)
    views = [View(AS_IT_IS, going_on, everywhere)]
    for name, about in errors.items():
        needs = tuple(
            on + about[party][rows] if party in about else on
            for party, on in zip(parties, going_on, strict=True)
        )
        views.append(View(name, needs, mediated if name == MEDIATOR else everywhere))
    return tuple(views)
