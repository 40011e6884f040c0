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
        valuation = self.valuation
        needs = [
            belief.about(going_on, valuation.rows)
            for going_on, belief in zip(
                others(valuation.going_on, self.own), self.side.about.values(), strict=True
            )
        ]
        return in_reach(
            valuation.worth[self.own],
            others(valuation.worth, self.own),
            self.going_on,
            needs,
            self.may,
        )

    @property
    def ahead(self) -> Ahead:
        """What lies ahead."""
        return self.now.ahead[self.own].at(self.valuation.rows)
