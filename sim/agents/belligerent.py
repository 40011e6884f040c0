"""A side of the war: what fighting on is worth to it, what it demands, what it signs."""

from __future__ import annotations

from functools import reduce

import mesa
import numpy as np

from sim.agents.belief import TargetBelief
from sim.agreement.accord import Condition
from sim.agreement.worth import Interests
from sim.scenario.draw import Draw
from sim.scenario.schema.parties import Party
from sim.situation import Situation
from sim.theory import concession, front, learning
from sim.theory.rules import Rules
from sim.worlds import Bools, Floats, Ints


class Belligerent(mesa.Agent):
    """One of the two sides. Every attribute that is an array has shape (worlds,).

    Attributes
    ----------
    condition : Condition
        What it asks of an accord before it signs.
    belief : learning.Normal
        Its estimate of the front's drift, before optimism (km2/day).
    about : dict[str, TargetBelief]
        What it believes about each other party's target, by that party's name.
    exhaustion : Floats
        1 at the start.
    """

    about: dict[str, TargetBelief]

    def __init__(
        self,
        model: mesa.Model,
        name: str,
        spec: Party,
        draw: Draw,
        rules: Rules,
        holds_the_land: bool,
    ) -> None:
        super().__init__(model)
        self.name, self.spec, self.holds_the_land = name, spec, holds_the_land
        self.rules = rules
        self.cost_of_war = draw(spec.cost_of_war)
        self.value_of_waiting = draw(spec.value_of_waiting)
        self.war_horizon = draw(spec.war_horizon)
        self.patience = draw(spec.patience)
        self.aspiration = draw(spec.aspiration)
        self.opening_concession = draw(spec.opening_concession)
        self.concession_curve = draw(spec.concession_curve)
        self.acceptance_noise = draw(spec.temperature)
        self.target_error_sd = draw(spec.misjudges)
        self.optimism = draw(spec.optimism)
        self.fairness = draw(spec.fairness)
        self.firmness = draw(spec.firmness)
        self.exclusion = draw(spec.exclusion)
        self.pressure = draw(spec.pressure)
        self.hardship = draw(spec.hardship)
        self.killed_a_day = draw(spec.killed)
        self.condition = Condition(draw(spec.must_hold.probability), draw(spec.must_hold.years))
        self.weights = draw.weights(spec.weights)
        self.exhaustion = np.ones(draw.worlds)
        self.relief = np.zeros(draw.worlds)

    def expect(self, estimate: learning.Normal, half_life: Floats) -> None:
        """Start from the shared estimate of the front; own optimism fades by ``half_life``."""
        self.belief, self.optimism_half_life = estimate, half_life

    def stand(self, in_war: dict[str, Floats], land_issue: str) -> None:
        """Take in how issues other than the land stand in war, (worlds,) each."""
        self.status_quo_by_issue = {j: self.weights[j] * q for j, q in in_war.items()}
        self.status_quo_value = sum(
            self.status_quo_by_issue.values(), start=np.zeros_like(self.relief)
        )
        self.land_weight = self.weights[land_issue]
        # today's line: the holder has all the land at stake, the other side none of it
        land = np.full_like(self.relief, float(self.holds_the_land))
        self.status_quo = {**in_war, land_issue: land}

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

    def expected_drift(self, day: int) -> Floats:
        """Pace of the front as this side sees it, optimism included (km2/day)."""
        return self.belief.mean + self.optimism * 0.5 ** (day / self.optimism_half_life)

    def watch_the_front(self, pace: Floats, variance: Floats, forgetting: Floats) -> None:
        """Learn from one day's pace of the front on open ground (km2/day)."""
        self.belief = learning.observe(self.belief, pace, variance, forgetting)

    def war_value(self, now: Situation, drift: learning.Normal | None = None) -> Floats:
        """What fighting on for its war horizon is worth: land expected, costs, hopes, pressure.

        ``drift`` replaces the side's own belief (for the question what beliefs alone keep apart).
        """
        return reduce(np.add, self.war_value_parts(now, drift).values())

    def war_value_parts(
        self, now: Situation, drift: learning.Normal | None = None
    ) -> dict[str, Floats]:
        """What the war value is the sum of, by name (utility)."""
        m, v = drift or learning.Normal(self.expected_drift(now.day), self.belief.variance)
        taken = front.expected_share_taken(m, v, now.volatility, self.war_horizon, now.distance)
        land = 1.0 - taken if self.holds_the_land else taken
        return {
            "land": self.land_weight * land,
            "status_quo": self.status_quo_value,
            "cost": -self.cost_of_war * (1.0 - self.relief) * self.exhaustion,
            "hardship": self.hardship * now.hardship.get(self.name, 0.0),
            "waiting": self.value_of_waiting,
            "pressure": -self.pressure * now.effective_pressure,
        }

    def conceded_share(self, now: Situation) -> Floats:
        """Share of its aspiration given up by now, in [0, 1]."""
        clock = concession.perceived_clock(now.credibility, now.elapsed, now.day, self.patience)
        clock = clock if now.day >= 0 else np.zeros_like(clock)
        return self.rules.reservation.conceded(
            clock, self.opening_concession, self.concession_curve
        )

    def demand(self, war_value: Floats, best: Floats, alpha: Floats, rows: Ints) -> Floats:
        """Least it accepts in the worlds ``rows``: between war and the best accord in reach."""
        return self.rules.reservation.target(war_value, best, self.aspiration[rows], alpha)

    def accepts(self, value: Floats, target: Floats, u: Floats, rows: Ints) -> Bools:
        """Does it accept a package of that value? One uniform number a world decides."""
        chance = self.rules.acceptance.chance(value, target, self.acceptance_noise[rows])
        accepted: Bools = u < chance
        return accepted
