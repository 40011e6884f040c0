"""A side of the war: what fighting on is worth to it, what it demands, what it signs."""

from __future__ import annotations

import mesa
import numpy as np

from sim.agents.belief import TargetBelief
from sim.agreement.accord import Condition
from sim.agreement.worth import Interests
from sim.quantities.draw import Draw
from sim.scenario.schema.parties import Party
from sim.situation import Situation
from sim.theory import concession
from sim.theory.rules import Rules
from sim.worlds import Bools, Floats, Ints


class Belligerent(mesa.Agent):
    """One of the two sides. Every attribute that is an array has shape (worlds,).

    Attributes
    ----------
    condition : Condition
        What it asks of an accord before it signs.
    about : dict[str, TargetBelief]
        What it believes about each other party's target, by that party's name.
    """

    about: dict[str, TargetBelief]

    def __init__(self, model: mesa.Model, name: str, spec: Party, draw: Draw, rules: Rules) -> None:
        super().__init__(model)
        self.name, self.spec, self.rules = name, spec, rules
        self.value_of_waiting = draw(spec.value_of_waiting)
        self.patience = draw(spec.patience)
        self.aspiration = draw(spec.aspiration)
        self.opening_concession = draw(spec.opening_concession)
        self.concession_curve = draw(spec.concession_curve)
        self.acceptance_noise = draw(spec.temperature)
        self.target_error_sd = draw(spec.misjudges)
        self.fairness = draw(spec.fairness)
        self.firmness = draw(spec.firmness)
        self.exclusion = draw(spec.exclusion)
        self.pressure = draw(spec.pressure)
        self.condition = Condition(draw(spec.must_hold.probability), draw(spec.must_hold.years))
        self.weights = draw.weights(spec.weights)

    def stand(self, status_quo: dict[str, Floats], decided: dict[str, Floats]) -> None:
        """Take in how issues stand, (worlds,) each.

        ``status_quo`` scores those that stand as they do while there is no accord, ``decided``
        those that processes decide, as they stand at the start.
        """
        self.status_quo_by_issue = {j: self.weights[j] * q for j, q in status_quo.items()}
        self.status_quo_value = sum(
            self.status_quo_by_issue.values(), start=np.zeros_like(self.patience)
        )
        self.status_quo = {**status_quo, **decided}

    @property
    def interests(self) -> Interests:
        """What it cares about in a package."""
        return Interests(
            self.name,
            self.weights,
            self.status_quo,
            self.spec.red_lines,
            self.firmness,
            self.fairness,
            self.exclusion,
        )

    def hopes(self, now: Situation) -> dict[str, Floats]:
        """What it hopes of waiting and feels of the mediator's pressure, by name (utility)."""
        return {
            "waiting": self.value_of_waiting,
            "pressure": -self.pressure * now.effective_pressure,
        }

    def conceded_share(self, now: Situation, rows: Ints) -> Floats:
        """Share of its aspiration given up by now on the curve of its clock, in [0, 1]."""
        if now.day < 0:
            clock = np.zeros(rows.shape)
        else:
            clock = concession.perceived_clock(
                now.credibility[rows], now.elapsed[rows], now.day, self.patience[rows]
            )
        return concession.concession(
            clock, self.opening_concession[rows], self.concession_curve[rows]
        )

    def blur(self, rows: Ints) -> Floats:
        """Standard deviation of the noise of its answers, as others take it."""
        return self.rules.acceptance.blur(self.acceptance_noise[rows])

    def accepts(self, value: Floats, target: Floats, u: Floats, rows: Ints) -> Bools:
        """Does it accept a package of that value? One uniform number a world decides."""
        accepted: Bools = u < self.chance_of_yes(value, target, rows)
        return accepted

    def chance_of_yes(self, value: Floats, target: Floats, rows: Ints) -> Floats:
        """Probability that it accepts a package of that value in the worlds ``rows``."""
        return self.rules.acceptance.chance(value, target, self.acceptance_noise[rows])
