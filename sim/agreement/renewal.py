"""Renewed war as a choice: how tempting it is to either side, and what it takes from an accord."""

from __future__ import annotations

from functools import reduce

import numpy as np

from sim.agreement.packages import Packages
from sim.agreement.seats import ByParty
from sim.quantities.draw import Draw
from sim.scenario.schema.agreement import Renewal as RenewalSpec
from sim.theory import durability
from sim.worlds import Floats, Ints


class Renewal:
    """What an accord does to the power of the sides, and to their will to fight again.

    Attributes
    ----------
    kinds : Kinds
        Packages that shift power alike.
    shift : Floats
        (worlds, kinds): what the side it goes against loses in a war renewed from a package, and
        the other side gains (utility).
    """

    def __init__(self, spec: RenewalSpec, packages: Packages, draw: Draw) -> None:
        self.against = spec.against
        self.kinds = packages.kinds(*spec.undone_by)
        self.temptation, self.discount = draw(spec.temptation), draw(spec.discount)
        undone = reduce(
            np.add,
            (
                draw(u)[:, None] * packages.deters(j, draw, self.kinds)
                for j, u in spec.undone_by.items()
            ),
            np.zeros((draw.worlds, self.kinds.first.size)),
        )
        self.shift = draw(spec.shift)[:, None] * (1.0 - undone)

    def war_after(self, party: str, rows: Ints, war: Floats) -> Floats:
        """(rows, packages): what a war renewed from each package is worth to a party.

        ``war`` (rows,) is what going on is worth to it once the mediator's pressure is over.
        """
        sign = -1.0 if party == self.against else 1.0
        return self.kinds.spread(war[:, None] + sign * self.shift[rows])

    def hazard(self, rows: Ints, before: Floats, gains: ByParty) -> Floats:
        """(rows, packages): hazard of renewed war (1/year), by the mean of both temptations.

        ``before`` is what it would be if neither side were better or worse off by fighting;
        ``gains`` (rows, packages) is what war is worth to each more than the accord.
        """
        return durability.chosen_hazard(before, self.temptation[rows][:, None], gains)

    def lost_to_war(self, rows: Ints, hazard: Floats) -> Floats:
        """(rows, packages): share of an accord's time, discounted, that war takes."""
        return hazard / (hazard + self.discount[rows][:, None])
