"""A party's prospects on a date: what it could get, and what lies ahead of it if it refuses."""

from __future__ import annotations

from functools import cached_property

from sim.agents.belligerent import Belligerent
from sim.agreement.seats import others
from sim.agreement.valuation import Valuation
from sim.situation import Situation
from sim.theory import bargaining
from sim.theory.reach import Reach, in_reach
from sim.theory.reservation import Ahead
from sim.worlds import Bools, Floats


class Prospect:
    """What a side sees when it asks itself what to demand; worked out as it is asked for.

    Arrays have shape (rows,); ``may`` is what may be tabled and signed, (rows, packages).
    """

    def __init__(
        self, side: Belligerent, own: int, valuation: Valuation, now: Situation, may: Bools
    ) -> None:
        self.side, self.own, self.valuation, self.now = side, own, valuation, now
        self.may = may
        self.going_on = valuation.going_on[own]
        self.aspiration = side.aspiration[valuation.rows]

    @property
    def conceded(self) -> Floats:
        """Share of its aspiration given up by now on the curve of its clock."""
        return self.side.conceded_share(self.now, self.valuation.rows)

    @cached_property
    def best(self) -> Floats:
        """The best it could get that it thinks the others prefer to going on."""
        valuation, possible = self.valuation, self.valuation.signable
        errors = (belief.error[valuation.rows] for belief in self.side.about.values())
        for worth, going_on, error in zip(
            others(valuation.worth, self.own),
            others(valuation.going_on, self.own),
            errors,
            strict=True,
        ):
            possible = possible & (worth >= (going_on + error)[:, None])
        return bargaining.best(valuation.worth[self.own], possible)[1]

    @cached_property
    def reach(self) -> Reach:
        """The gain it can expect, by its belief about what the others need."""
        return self._reach(self.valuation, self.may)

    def _reach(self, valuation: Valuation, may: Bools) -> Reach:
        needs = [
            belief.about(going_on, valuation.rows)
            for going_on, belief in zip(
                others(valuation.going_on, self.own), self.side.about.values(), strict=True
            )
        ]
        return in_reach(
            valuation.worth[self.own],
            others(valuation.worth, self.own),
            valuation.going_on[self.own],
            needs,
            may,
        )

    def where_more_may_be_tabled(self, may: Bools) -> Prospect:
        """The same with more on the table; what is known of other rows is not made again."""
        wider = Prospect(self.side, self.own, self.valuation, self.now, may)
        if "reach" in self.__dict__:
            more = (may != self.may).any(axis=1)
            found = [each.copy() for each in self.reach]
            if more.any():
                again = self._reach(self.valuation.some(more), may[more])
                for whole, part in zip(found, again, strict=True):
                    whole[more] = part
            wider.__dict__["reach"] = Reach(*found)
        return wider

    @property
    def ahead(self) -> Ahead:
        """What lies ahead."""
        return self.now.ahead[self.own].at(self.valuation.rows)
