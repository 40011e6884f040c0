"""The packages on one day, in the worlds of a block that still talk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from sim.agents.mediator import Mediator
from sim.agreement.seats import ByParty
from sim.agreement.standing import Standing
from sim.agreement.valuation import MUST_HOLD, Valuation
from sim.analysis.ranges.views import View
from sim.theory import bargaining
from sim.theory.learning import Mind
from sim.worlds import Bools, Floats, Ints

BELIEFS = "beliefs"
"""Not a term of a package: that the sides read what happens each in its own way."""


@dataclass(frozen=True)
class Snapshot:
    """Every package on a day, before anybody has answered on it. Arrays: (rows,).

    Attributes
    ----------
    parties : tuple[str, ...]
    worlds : Ints
        Numbers of the worlds.
    valuation : Valuation
        What packages are worth, and which may be signed.
    views : tuple[View, ...]
        As it is first.
    alike : Standing
        What going on would be worth if all read it by their mean belief.
    mediator : Mediator or None
    minds : dict[str, Mind]
        What the mediator believes of each side.
    """

    parties: tuple[str, ...]
    worlds: Ints
    valuation: Valuation
    views: tuple[View, ...]
    alike: Standing
    mediator: Mediator | None
    minds: dict[str, Mind]

    @cached_property
    def gains(self) -> ByParty:
        """(rows, packages): what each party gains over going on (utility)."""
        return self.valuation.gains()

    @cached_property
    def frontier(self) -> Bools:
        """(rows, packages): may be signed, and nothing that may be is better for one at no cost."""
        return bargaining.frontier(self.gains, self.valuation.signable)

    @cached_property
    def solutions(self) -> dict[str, Ints]:
        """By solution, (rows,): the package it picks; -1 where all gain by none."""
        return {
            name: bargaining.solution(name, self.gains, self.valuation.signable)
            for name in bargaining.SOLUTIONS
        }

    @cached_property
    def chance(self) -> Floats | None:
        """(rows, packages): the mediator's belief that a package is in the range; None without.

        The product over the sides of the believed probability that it meets their need; 0 where
        the package may not be signed or the mediator is not there.
        """
        if self.mediator is None:
            return None
        may = self.valuation.signable & self.valuation.mediated[:, None]
        row, package = np.nonzero(may)
        sharp, chance = np.zeros(self.worlds.shape), np.zeros(may.shape)
        says = [
            self.mediator.rules.learning.log_yes(mind, on, worth[row, package], sharp, row)
            for mind, on, worth in zip(
                (self.minds[party] for party in self.parties),
                self.valuation.going_on,
                self.valuation.worth,
                strict=True,
            )
        ]
        chance[row, package] = np.exp(reduce(np.add, says))
        return chance

    def terms(self) -> list[str]:
        """What may empty the range, by name: each can be taken away alone."""
        valuer = self.valuation.valuer
        parts = [
            f"{worth.party}.{name}"
            for worth in valuer.worths
            for name in (*worth.parts, "exclusion")
            if not name.startswith("issue.")
        ]
        return [MUST_HOLD, BELIEFS, *parts]

    def margin_without(self, term: str, some: Bools) -> Floats:
        """Of ``some`` rows the margin without a term: above or at zero a range would be open."""
        here = self.valuation.some(some)
        if term == BELIEFS:
            return here.with_standing(self.alike.at(some)).margin()
        return here.without(term).margin()
