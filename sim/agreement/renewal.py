"""Renewed war as a choice: how tempting it is to either side, and what it takes from an accord.

An accord may shift power (Powell 2006, International Organization 60), and moves the line from
which a war would start again: what was ceded is not fought over once more.
"""

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
        the other side gains (utility), beside the land.
    ceded : Floats or None
        (worlds, kinds): share of the land at stake that a package cedes; None where none does.
    """

    def __init__(self, spec: RenewalSpec, packages: Packages, draw: Draw) -> None:
        self.against = spec.against
        self.kinds = packages.kinds(*spec.undone_by, *spec.starts_from)
        self.temptation, self.discount = draw(spec.temptation), draw(spec.discount)
        undone = reduce(
            np.add,
            (
                draw(u)[:, None] * packages.deters(j, draw, self.kinds)
                for j, u in spec.undone_by.items()
            ),
            np.zeros((draw.worlds, self.kinds.first.size)),
        )
        self.shift = draw(spec.shift)[:, None] * np.maximum(0.0, 1.0 - undone)
        self.ceded = self._ceded(spec, packages, draw) if spec.starts_from else None

    def _ceded(self, spec: RenewalSpec, packages: Packages, draw: Draw) -> Floats:
        ceded = np.zeros((draw.worlds, self.kinds.first.size))
        for issue, options in spec.starts_from.items():
            for option, left in options.items():
                chosen = packages.with_option(issue, option)[self.kinds.first]
                ceded = ceded + np.where(chosen, (1.0 - draw(left))[:, None], 0.0)
        return ceded

    def war_after(self, party: str, rows: Ints, war: Floats, new_line: Floats) -> Floats:
        """(rows, packages): what a war renewed from each package is worth to a party.

        ``war`` (rows,) is what going on is worth to it once the mediator's pressure is over,
        ``new_line`` (rows,) what it would be worth more if all the land at stake were ceded.
        """
        sign = -1.0 if party == self.against else 1.0
        after = war[:, None] + sign * self.shift[rows]
        if self.ceded is not None:
            after = after + self.ceded[rows] * new_line[:, None]
        return self.kinds.spread(after)

    def hazard(self, rows: Ints, before: Floats, gains: ByParty) -> Floats:
        """(rows, packages): hazard of renewed war (1/year), by the mean of both temptations.

        ``before`` is what it would be if neither side were better or worse off by fighting;
        ``gains`` (rows, packages) is what war is worth to each more than the accord.
        """
        return durability.chosen_hazard(before, self.temptation[rows][:, None], gains)

    def share_after(self, rows: Ints, ends: Floats, otherwise: Floats | None = None) -> Floats:
        """(rows, packages): share of an accord's time, discounted, after what ends it at that rate.

        1/year, like the rate of what may end it ``otherwise``, if anything can.
        """
        rate = ends if otherwise is None else ends + otherwise
        return ends / (rate + self.discount[rows][:, None])
