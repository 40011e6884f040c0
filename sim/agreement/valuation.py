"""One valuation: worth by party, what may be signed, the margin, and all that without a term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.agreement.accord import Accord, Condition
from sim.agreement.seats import ByParty
from sim.agreement.worth import Worth
from sim.theory import bargaining
from sim.worlds import Bools, Floats, Ints

T = TypeVar("T", bound=np.generic)

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
    """

    worths: tuple[Worth, ...]
    conditions: tuple[Condition, ...]
    accord: Accord

    def on(self, rows: Ints, resentment: Floats, pressure: Floats, going_on: ByParty) -> Valuation:
        """The packages in the worlds ``rows`` on a day of theirs; arrays have shape (rows,).

        ``pressure`` is what reaches the parties of the mediator's, ``going_on`` what going on
        without an accord is worth to each.
        """
        needed = tuple(
            self.accord.hazard_reduction_needed(condition, rows, pressure)
            for condition in self.conditions
        )
        worth = tuple(worth.at(rows, resentment) for worth in self.worths)
        return Valuation(
            self, rows, resentment, worth, going_on, needed, self.signable(rows, needed)
        )

    def signable(self, rows: Ints, needed: ByParty) -> Bools:
        """(rows, packages): likely enough to hold for every party to sign."""
        least = reduce(np.maximum, needed)
        signable: Bools = self.accord.hazard_reduction[rows] >= least[:, None]
        return signable


@dataclass(frozen=True)
class Valuation:
    """Every package in the worlds ``rows``, as all parties see it.

    Attributes
    ----------
    valuer : Valuer
    rows : Ints
        Positions of the worlds in the block.
    resentment : Floats
        (rows,): what is left of meetings behind a party's back.
    worth : ByParty
        (rows, packages): what packages are worth.
    going_on : ByParty
        (rows,): what going on without an accord is worth.
    needed : ByParty
        (rows,): least by which an accord must lower the log hazard of renewed war.
    signable : Bools
        (rows, packages): likely enough to hold for every party to sign.
    """

    valuer: Valuer
    rows: Ints
    resentment: Floats
    worth: ByParty
    going_on: ByParty
    needed: ByParty
    signable: Bools

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
        return {
            name: at(np.broadcast_to(self._part(worth, name), shape), package)
            for name in worth.names()
        }

    def without(self, term: str) -> Valuation:
        """The same without one term: ``must_hold``, or a part as in ``russia.red_line.zone``.

        ``PARTY.must_hold`` is the condition of one party.
        """
        party, _, name = term.partition(".")
        if MUST_HOLD in (term, name):
            return self._signed_by_condition(None if term == MUST_HOLD else party)
        eased = list(self.worth)
        own = self._seat(party)
        eased[own] = eased[own] - self._part(self.valuer.worths[own], name)
        return replace(self, worth=tuple(eased))

    def with_going_on(self, going_on: ByParty) -> Valuation:
        """The same if going on without an accord were worth ``going_on`` (rows,)."""
        return replace(self, going_on=going_on)

    def some(self, which: Bools) -> Valuation:
        """The valuation in some of its rows."""
        return Valuation(
            self.valuer,
            self.rows[which],
            self.resentment[which],
            tuple(worth[which] for worth in self.worth),
            tuple(value[which] for value in self.going_on),
            tuple(least[which] for least in self.needed),
            self.signable[which],
        )

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
        return replace(self, needed=needed, signable=self.valuer.signable(self.rows, needed))


def at(table: NDArray[T], package: Ints) -> NDArray[T]:
    """(rows,): the entry of one package a row; of the first where there is none (-1)."""
    return np.take_along_axis(table, np.maximum(package, 0)[:, None], axis=1)[:, 0]
