"""One valuation: worth by party, what may be signed, the margin, and all that without a term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np

from sim.agreement.accord import Accord, Condition
from sim.agreement.packages import at
from sim.agreement.seats import ByParty
from sim.agreement.settling import Settlements, settlements
from sim.agreement.standing import Standing
from sim.agreement.worth import Worth
from sim.theory import bargaining
from sim.worlds import Bools, Floats, Ints

MUST_HOLD = "must_hold"
"""The term that says which packages may be signed; ``without`` takes it away from all parties."""


@dataclass(frozen=True)
class Valuer:
    """What is needed to value every package in a block of worlds, on any day.

    Attributes
    ----------
    worths : tuple[Worth, ...]
    conditions : tuple[Condition, ...]
        What each party asks of an accord before it signs.
    accord : Accord
    pressures : ByParty
        (worlds,): what the mediator's full pressure takes from going on.
    """

    worths: tuple[Worth, ...]
    conditions: tuple[Condition, ...]
    accord: Accord
    pressures: ByParty

    def on(
        self,
        rows: Ints,
        resentment: Floats,
        pressure: Floats,
        standing: Standing,
        mediated: Bools,
    ) -> Valuation:
        """The packages in the worlds ``rows`` on a day of theirs; arrays have shape (rows,).

        ``pressure`` is what reaches the parties of the mediator's, ``standing`` what going on
        without an accord is worth to each, ``mediated`` where the mediator is there.
        """
        needed = tuple(
            self.accord.hazard_reduction_needed(condition, rows, pressure)
            for condition in self.conditions
        )
        plain = tuple(worth.at(rows, resentment) for worth in self.worths)
        return Valuation(self, rows, resentment, pressure, mediated, plain, standing, needed)


@dataclass(frozen=True)
class Valuation:
    """Every package in the worlds ``rows``, as all parties see it.

    Attributes
    ----------
    valuer : Valuer
    rows : Ints
        Positions of the worlds in the block.
    resentment, pressure : Floats
        (rows,): what is left of meetings behind a party's back; the mediator's pressure.
    mediated : Bools
        (rows,): the mediator is there.
    plain : ByParty
        (rows, packages): what packages are worth as long as they hold.
    standing : Standing
        (rows,): what going on without an accord is worth.
    needed : ByParty
        (rows,): least by which an accord must lower the log hazard of renewed war.
    """

    valuer: Valuer
    rows: Ints
    resentment: Floats
    pressure: Floats
    mediated: Bools
    plain: ByParty
    standing: Standing
    needed: ByParty

    @property
    def going_on(self) -> ByParty:
        """(rows,): what going on without an accord is worth."""
        return self.standing.worth

    @property
    def reduction(self) -> Floats:
        """(rows, packages): by how much packages lower the log hazard, whoever is tempted."""
        return self.valuer.accord.reduction(self.rows, self.mediated)

    @property
    def war_after(self) -> ByParty:
        """(rows, packages): what a war renewed from a package is worth; pressure is over then."""
        renewal, rows = self.valuer.accord.renewal, self.rows
        assert renewal is not None
        return tuple(
            renewal.war_after(worth.party, rows, going_on + full[rows] * self.pressure, new_line)
            for worth, going_on, new_line, full in zip(
                self.valuer.worths, *self.standing, self.valuer.pressures, strict=True
            )
        )

    @cached_property
    def gains_from_war(self) -> ByParty:
        """(rows, packages): how much more than a package a war renewed from it is worth."""
        return tuple(w - v for w, v in zip(self.war_after, self.plain, strict=True))

    @cached_property
    def hazard(self) -> Floats:
        """(rows, packages): hazard of renewed war, 1/year, of what is signed today."""
        accord = self.valuer.accord
        hazard = accord.hazards(self.rows, self.mediated, self.pressure)
        if accord.renewal is None:
            return hazard
        return accord.renewal.hazard(self.rows, hazard, self.gains_from_war)

    @cached_property
    def worth(self) -> ByParty:
        """(rows, packages): what packages are worth, reckoning with their end."""
        if self.settles is None or self.valuer.accord.renewal is None:
            return self._unsettled
        return tuple(
            w + more for w, more in zip(self._unsettled, self._brought_by_settling, strict=True)
        )

    @cached_property
    def _unsettled(self) -> ByParty:
        """(rows, packages): the same if nothing is settled later."""
        if self.valuer.accord.renewal is None:
            return self.plain
        return tuple(p + lost for p, lost in zip(self.plain, self._lost_to_war, strict=True))

    @cached_property
    def _lost_to_war(self) -> ByParty:
        """(rows, packages): what war renewed takes from the worth of a package, or adds to it."""
        renewal = self.valuer.accord.renewal
        assert renewal is not None
        share = renewal.share_after(self.rows, self.hazard)
        return tuple(share * gain for gain in self.gains_from_war)

    @cached_property
    def _brought_by_settling(self) -> ByParty:
        """(rows, packages): what a settlement to come adds to the worth of a package."""
        renewal, settles = self.valuer.accord.renewal, self.settles
        assert renewal is not None
        assert settles is not None
        share = renewal.share_after(self.rows, settles, self.hazard)
        return tuple(share * gain for gain in self._settlements.gains)

    @cached_property
    def _settlements(self) -> Settlements:
        return settlements(self._unsettled, self.signable, self.valuer.accord.claims_open)

    @cached_property
    def settles(self) -> Floats | None:
        """(rows, packages): rate of a settlement after a package, 1/year; None where talks end."""
        rate = self.valuer.accord.settles
        if rate is None:
            return None
        return np.where(self._settlements.there, rate[self.rows][:, None], 0.0)

    @cached_property
    def signable(self) -> Bools:
        """(rows, packages): likely enough to hold for every party to sign."""
        accord, least = self.valuer.accord, reduce(np.maximum, self.needed)
        if accord.renewal is None:
            signable: Bools = self.reduction >= least[:, None]
        else:
            most = accord.hazard(self.rows, least, self.pressure)
            signable = self.hazard <= most[:, None]
        return signable | accord.claims_open if accord.claims_open.any() else signable

    def gains(self) -> ByParty:
        """(rows, packages): what each party gains over going on."""
        return tuple(w - on[:, None] for w, on in zip(self.worth, self.going_on, strict=True))

    @cached_property
    def _nearest(self) -> tuple[Ints, Floats]:
        return bargaining.best(bargaining.smaller_gain(*self.gains()), self.signable)

    def margin(self) -> Floats:
        """(rows,): the largest gain of the worst-off party; below zero the range is empty."""
        return self._nearest[1]

    def best(self) -> Ints:
        """(rows,): the package with that gain; -1 where none may be signed."""
        return self._nearest[0]

    def worth_of(self, package: Ints) -> ByParty:
        """(rows,): worth of one package a world; of the first where there is none (-1)."""
        return tuple(at(worth, package) for worth in self.worth)

    def parts_of(self, party: int, package: Ints) -> dict[str, Floats]:
        """(rows,): what the worth of one package a world is the sum of, by name."""
        worth = self.valuer.worths[party]
        shape = self.worth[party].shape
        parts = {name: self._part(worth, name) for name in worth.names()}
        if self.valuer.accord.renewal is not None:
            parts["renewed_war"] = self._lost_to_war[party]
            if self.settles is not None:
                parts["settling"] = self._brought_by_settling[party]
        return {name: at(np.broadcast_to(part, shape), package) for name, part in parts.items()}

    def without(self, term: str) -> Valuation:
        """The same without one term: ``must_hold``, or a part as in ``russia.red_line.zone``.

        ``PARTY.must_hold`` is the condition of one party.
        """
        party, _, name = term.partition(".")
        if MUST_HOLD in (term, name):
            return self._signed_by_condition(None if term == MUST_HOLD else party)
        eased = list(self.plain)
        own = self._seat(party)
        eased[own] = eased[own] - self._part(self.valuer.worths[own], name)
        return replace(self, plain=tuple(eased))

    def with_standing(self, standing: Standing) -> Valuation:
        """The same if going on without an accord were worth so much, (rows,)."""
        return replace(self, standing=standing)

    def some(self, which: Bools) -> Valuation:
        """The valuation in some of its rows; what is worked out already is not made again."""
        some = Valuation(
            self.valuer,
            self.rows[which],
            self.resentment[which],
            self.pressure[which],
            self.mediated[which],
            tuple(worth[which] for worth in self.plain),
            self.standing.at(which),
            tuple(least[which] for least in self.needed),
        )
        if self.valuer.accord.renewal is not None:
            some.__dict__["hazard"] = self.hazard[which]
            some.__dict__["worth"] = tuple(worth[which] for worth in self.worth)
        some.__dict__["signable"] = self.signable[which]
        return some

    def hazard_of(self, package: Ints) -> Floats:
        """(rows,): hazard of renewed war, 1/year, of one package a row signed today."""
        return at(self.hazard, package)

    def settles_of(self, package: Ints) -> Floats:
        """(rows,): rate of a settlement, 1/year, after one package a row."""
        if self.settles is None:
            return np.zeros(package.shape)
        return at(self.settles, package)

    def _part(self, worth: Worth, name: str) -> Floats:
        return worth.part(name, self.rows, self.resentment)

    def _seat(self, party: str) -> int:
        return [worth.party for worth in self.valuer.worths].index(party)

    def _signed_by_condition(self, party: str | None) -> Valuation:
        """Whoever is named asks for nothing; ``None`` is everybody."""
        dropped = range(len(self.needed)) if party is None else [self._seat(party)]
        needed = tuple(
            np.full_like(least, -np.inf) if seat in dropped else least
            for seat, least in enumerate(self.needed)
        )
        return replace(self, needed=needed)
