"""What a world brought each party, counted by what it truly wants, whatever it claimed.

A side's payoff is what it had on a mean day from the start to the horizon, as a share of all that
is at stake for it: on days without an accord what going on is worth that day, from the day of an
accord on what that is worth, its end reckoned with. Both are the model's own worths, and both are
those of sides that claim nothing: they weigh what happened in the worlds that were played.

Costs of fighting are in the worth of going on, as far ahead as the side looks. To charge the days
that pass once more would count them twice, and would make nearly any accord a bargain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sim.agreement.seats import ByParty
from sim.agreement.standing import Standing
from sim.agreement.valuation import Valuation
from sim.going_on import GoingOn
from sim.model import NegotiationModel
from sim.outcomes import ending
from sim.scenario import Scenario
from sim.simulation import Observer
from sim.table import tiles
from sim.theory import durability
from sim.trajectory import ACCORD, Trajectory
from sim.worlds import Floats, Ints, Noise

_SERIES = ("war_value", "new_line")  # those of a `Standing`, as a trajectory has them


class Truth:
    """Sides that claim nothing, in the same worlds; nothing is played with them.

    Parameters
    ----------
    scenario : Scenario
        With what the mediator does, and nothing that the sides claim.
    noise : Noise
        Which draws the worlds.
    common : bool
        Whether all read what happens by their mean belief, not each by its own.
    """

    def __init__(self, scenario: Scenario, noise: Noise, common: bool = False) -> None:
        model = NegotiationModel(scenario, noise)
        self.sides, self.valuer = model.sides, model.parties.valuer
        self.days, self.worlds, self.common = scenario.days + 1, noise.worlds, common

    @property
    def names(self) -> tuple[str, ...]:
        """The sides."""
        return tuple(side.name for side in self.sides)

    def standing(self, model: NegotiationModel) -> Standing:
        """(worlds,): what going on is worth to each where another model's worlds stand."""
        return GoingOn(self.sides, model.processes).standing(model.now, self.common)


@dataclass(frozen=True)
class Brought:
    """What worlds brought. Arrays have shape (worlds,).

    Attributes
    ----------
    sides : tuple of Floats
        What each side had on a mean day, as a share of all that is at stake for it.
    accord : Floats
        1 where there is an accord by the deadline, else 0.
    durable_peace : Floats
        The chance that there is one and holds, as long as the scenario asks; 0 without `accord:`.
    """

    sides: ByParty
    accord: Floats
    durable_peace: Floats


class Ledger(Observer):
    """Keeps what going on is truly worth on every day that is played.

    Parameters
    ----------
    truth : Truth
    """

    def __init__(self, truth: Truth) -> None:
        self._truth = truth
        shape = truth.days, truth.worlds
        self._daily = {
            f"{kind}.{name}": np.zeros(shape) for kind in _SERIES for name in truth.names
        }

    def after(self, model: NegotiationModel, day: int) -> None:
        """Note the day: what happened in this model, as the true sides weigh it."""
        for kind, worths in zip(_SERIES, self._truth.standing(model), strict=True):
            for name, worth in zip(self._truth.names, worths, strict=True):
                self._daily[f"{kind}.{name}"][day] = worth

    def brought(self, played: Trajectory) -> Brought:
        """What the worlds that were played brought."""
        daily = {**played.daily, **self._daily}
        return brought(replace(played, daily=daily, valuer=self._truth.valuer))


def brought(trajectory: Trajectory) -> Brought:
    """What worlds brought, by the worths that the trajectory holds."""
    signed = ending.ended_in(trajectory, ACCORD)
    begins = np.where(signed, trajectory.final["ended_on"], trajectory.days)
    worth = np.zeros((len(trajectory.parties), signed.size))
    hazard, settles = np.zeros((2, signed.size))
    for rows, valuation, package in _signings(trajectory):
        worth[:, rows] = valuation.worth_of(package)
        hazard[rows], settles[rows] = valuation.hazard_of(package), valuation.settles_of(package)
    sides = tuple(
        on_a_mean_day(trajectory.daily[f"war_value.{name}"], begins, worth[own])
        for own, name in enumerate(trajectory.parties)
    )
    in_time = (signed & ending.by_deadline(trajectory)).astype(np.float64)
    return Brought(sides, in_time, in_time * _holds(trajectory, hazard, settles))


def on_a_mean_day(going_on: Floats, begins: Ints, accord: Floats) -> Floats:
    """(worlds,): the mean over days of going on before an accord begins, and of the accord then.

    Parameters
    ----------
    going_on : Floats
        (days, worlds).
    begins : Ints
        (worlds,): the accord's first day; as many as there are days where there is none.
    accord : Floats
        (worlds,): what it is worth.
    """
    days = np.arange(len(going_on))[:, None]
    found: Floats = np.where(days < begins, going_on, accord).mean(axis=0)
    return found


def _holds(trajectory: Trajectory, hazard: Floats, settles: Floats) -> Floats:
    """(worlds,): chance that an accord with those rates of its ends (1/year) holds long enough."""
    spec = trajectory.scenario.file.accord
    if spec is None:
        return np.zeros(hazard.shape)
    years = np.full(hazard.shape, spec.durable_years.value)
    return durability.holding(hazard, settles, years)


def _signings(trajectory: Trajectory) -> Iterator[tuple[Ints, Valuation, Ints]]:
    """Worlds with an accord, their packages on its day, and which was signed."""
    final = trajectory.final
    for rows in tiles(np.flatnonzero(ending.ended_in(trajectory, ACCORD))):
        valuation = trajectory.valuation(rows, final["ended_on"][rows])
        yield rows, valuation, final["package"][rows]
