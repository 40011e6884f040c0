"""What an accord is once signed: how long it holds, when the guns fall silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.agreement.packages import Packages
from sim.agreement.renewal import Renewal
from sim.quantities.draw import Draw
from sim.scenario.schema.agreement import Accord as AccordSpec
from sim.theory import durability
from sim.worlds import Bools, Floats, Ints, Noise, lognormal


@dataclass(frozen=True)
class Condition:
    """What a party asks of an accord before it signs. Arrays have shape (worlds,).

    It must hold for so many ``years`` with at least this ``probability``.
    """

    probability: Floats
    years: Floats


class Accord:
    """Durability of every package. Arrays: (worlds,), tables (worlds, kinds).

    Attributes
    ----------
    kinds : Kinds
        Packages that are equally likely to hold before either side is tempted to renew the war.
    settles : Floats or None
        (worlds,): rate at which talks under an accord that leaves claims open settle them, 1/year;
        None where talks are over.
    """

    def __init__(self, spec: AccordSpec | None, packages: Packages, draw: Draw) -> None:
        self.packages, self.draw = packages, draw
        never = np.zeros(draw.worlds)  # an accord of which the file says nothing holds for good
        self.war_again = draw(spec.war_again) if spec else never
        self.pressure_on_hazard = draw(spec.haste) if spec else never
        self.spec = spec
        self.kinds = packages.kinds(*(spec.deterrence if spec else ()))
        self.renewal = Renewal(spec.renewal, packages, draw) if spec and spec.renewal else None
        self.claims_open = packages.claims_open
        self.settles = draw(spec.settles) if spec and spec.talks_go_on else None

    @property
    def cedes(self) -> bool:
        """Whether a war may be renewed from another line than today's."""
        return self.renewal is not None and self.renewal.ceded is not None

    @cached_property
    def hazard_reduction(self) -> Floats:
        """(worlds, packages): by how much a package lowers the log hazard of renewed war."""
        return self.kinds.spread(self._reduction)

    @cached_property
    def _reduction(self) -> Floats:
        """The same by kind, where the mediator stands behind it."""
        return self._staying()

    @cached_property
    def _reduction_alone(self) -> Floats:
        """The same where it does not."""
        return self._staying(alone=True) if self._relies else self._reduction

    @property
    def _relies(self) -> bool:
        """Whether an accord holds less well without the mediator."""
        return self.spec is not None and bool(self.spec.alone)

    def _staying(self, alone: bool = False) -> Floats:
        """(worlds, kinds): all that deters; if alone, without the mediator behind it."""
        spec, staying = self.spec, np.zeros((self.draw.worlds, self.kinds.first.size))
        for issue, strength in (spec.deterrence if spec else {}).items():
            size = self.draw(strength)
            if spec and alone and issue in spec.alone:
                size = size * self.draw(spec.alone[issue])
            staying = staying + size[:, None] * self.packages.deters(issue, self.draw, self.kinds)
        return staying

    def reduction(self, rows: Ints, mediated: Bools) -> Floats:
        """(rows, packages): by how much a package lowers the log hazard of renewed war.

        Where the mediator is not there (``mediated``, (rows,)), what rests on it counts for less.
        """
        return self.kinds.spread(
            self._where(rows, mediated, self._reduction, lambda: self._reduction_alone)
        )

    def hazard(self, rows: Ints, reduction: Floats, pressure: Floats) -> Floats:
        """(rows,): hazard of renewed war (1/year) at so much ``reduction``, under that pressure."""
        hastened = self.pressure_on_hazard[rows] * pressure
        return durability.hazard_of_war(self.war_again[rows], reduction, hastened)

    def hazards(self, rows: Ints, mediated: Bools, pressure: Floats) -> Floats:
        """(rows, packages): hazard of renewed war (1/year) of what is signed under that pressure.

        Before either side is tempted to renew it.
        """
        hastened = self.pressure_on_hazard[rows] * pressure
        calm = self._where(rows, mediated, self._calm, lambda: self._calm_alone)
        return self.kinds.spread(calm * np.exp(hastened)[:, None] if hastened.any() else calm)

    def _where(
        self, rows: Ints, mediated: Bools, table: Floats, alone: Callable[[], Floats]
    ) -> Floats:
        """(rows, kinds): of a table, and where the mediator is not there of the other."""
        found: Floats = table[rows]
        if not mediated.all():
            found[~mediated] = alone()[rows[~mediated]]
        return found

    @cached_property
    def _calm(self) -> Floats:
        """(worlds, kinds): the hazard without pressure, worked out once."""
        return self._without_pressure(self._reduction)

    @cached_property
    def _calm_alone(self) -> Floats:
        return self._without_pressure(self._reduction_alone) if self._relies else self._calm

    def _without_pressure(self, reduction: Floats) -> Floats:
        return durability.hazard_of_war(self.war_again[:, None], reduction, np.zeros(()))

    def hazard_reduction_needed(self, asks: Condition, rows: Ints, pressure: Floats) -> Floats:
        """(rows,): least hazard reduction with which a party's condition for signing is met."""
        hastened = self.pressure_on_hazard[rows] * pressure
        return durability.hazard_reduction_needed(
            self.war_again[rows], hastened, asks.probability[rows], asks.years[rows]
        )

    def fighting_goes_on(self, day: int, rows: Ints, package: Ints, noise: Noise) -> Floats:
        """Days of fighting from signing to ceasefire, by what comes first."""
        days = np.zeros(rows.shape)
        for issue, spec in self.packages.issues.items():
            for name, option in (spec.options or {}).items():
                if option.fighting_goes_on is not None:
                    length = option.fighting_goes_on
                    median, spread = self.draw(length.median), self.draw(length.spread)
                    z = noise.normal("accord.fighting", day)[rows]
                    goes_on = lognormal(z, median[rows], spread[rows])
                    chosen = self.packages.with_option(issue, name)[package]
                    days = days + np.where(chosen, goes_on, 0.0)
        return days
