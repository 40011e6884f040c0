"""A side of the war: what fighting on is worth to it, what it demands, what it signs."""

from __future__ import annotations

from functools import reduce

import mesa
import numpy as np

from sim.agents.belief import TargetBelief
from sim.packages import Packages, Rows
from sim.scenario.draw import Draw
from sim.scenario.schema.parties import Party, RedLine
from sim.situation import Situation
from sim.theory import bargaining, concession, durability, front, learning
from sim.worlds import Bools, Floats, Ints


class Belligerent(mesa.Agent):
    """One of the two sides. Every attribute that is an array has shape (worlds,).

    Attributes
    ----------
    values : Floats
        (worlds, packages): worth of each package, before what a back channel takes from it.
    belief : learning.Normal
        Its estimate of the front's drift, before optimism (km2/day).
    about_other : TargetBelief
        What it believes about the other side's target.
    exhaustion : Floats
        1 at the start.
    """

    values: Floats
    about_other: TargetBelief

    def __init__(
        self, model: mesa.Model, name: str, spec: Party, draw: Draw, holds_the_land: bool
    ) -> None:
        super().__init__(model)
        self.name, self.spec, self.holds_the_land = name, spec, holds_the_land
        self.cost_of_war = draw(spec.cost_of_war)
        self.value_of_waiting = draw(spec.value_of_waiting)
        self.war_horizon = draw(spec.war_horizon)
        self.patience = draw(spec.patience)
        self.aspiration = draw(spec.aspiration)
        self.opening_concession = draw(spec.opening_concession)
        self.concession_curve = draw(spec.concession_curve)
        self.temperature = draw(spec.temperature)
        self.misjudges = draw(spec.misjudges)
        self.optimism = draw(spec.optimism)
        self.fairness = draw(spec.fairness)
        self.exclusion = draw(spec.exclusion)
        self.pressure = draw(spec.pressure)
        self.hardship = draw(spec.hardship)
        self.killed_a_day = draw(spec.killed)
        self.must_hold = draw(spec.must_hold.probability)
        self.must_hold_years = draw(spec.must_hold.years)
        self.weights = draw.weights(spec.weights)
        self.exhaustion = np.ones(draw.worlds)
        self.relief = np.zeros(draw.worlds)

    def expect(self, estimate: learning.Normal, half_life: Floats) -> None:
        """Start from the shared estimate of the front; own optimism fades by ``half_life``."""
        self.belief, self.optimism_half_life = estimate, half_life

    def stand(self, in_war: dict[str, Floats], land_issue: str, packages: int) -> None:
        """Take in how issues stand in war, (worlds,) each; packages are not yet weighed."""
        self.standing_by_issue = {j: self.weights[j] * q for j, q in in_war.items()}
        self.standing = sum(self.standing_by_issue.values(), start=np.zeros_like(self.relief))
        self.land_weight = self.weights[land_issue]
        # today's line: the holder has all the land at stake, the other side none of it
        self.today = {**in_war, land_issue: np.full_like(self.relief, float(self.holds_the_land))}
        self.values = np.zeros((self.relief.size, packages))
        self.conceded = np.zeros_like(self.values)

    def weigh(self, rows: slice, scores: dict[str, Floats]) -> None:
        """Weigh the packages of some worlds by their scores, (rows, packages) for each issue.

        Sums run over issues, one after the other; the worth of a package, and what it gives up
        against how the issues stand today.
        """
        for issue, score in scores.items():
            weight, today = self.weights[issue][rows, None], self.today[issue][rows, None]
            self.values[rows] += weight * score
            self.conceded[rows] += weight * np.maximum(0.0, today - score)

    def compare_concessions(self, rows: slice, other: Belligerent) -> None:
        """Take from each package what is felt as conceding more than the other side."""
        envy = bargaining.unequal_concession(self.conceded[rows], other.conceded[rows])
        self.values[rows] -= self.fairness[rows, None] * envy

    def draw_red_lines(self, rows: slice, packages: Packages, draw: Draw) -> None:
        """Take from each package the penalty of every red line it crosses."""
        for name in self.spec.red_lines:
            self.values[rows] -= self.red_line(name, packages, draw, rows)

    def red_line(self, name: str, packages: Packages, draw: Draw, rows: Rows) -> Floats:
        """(rows, packages): penalty of one red line (utility) in the worlds ``rows``."""
        line = self.spec.red_lines[name]
        if line.option is not None:
            crossed = packages.with_option(line.issue, line.option)[None, :].astype(np.float64)
        else:
            beyond = self._beyond(line, packages.levels(line.issue), draw, rows)
            crossed = np.maximum(0.0, beyond) * packages.raises(line.issue)
        firmness = (draw(self.spec.firmness) * draw(line.size))[rows]
        return firmness[:, None] * crossed

    @staticmethod
    def _beyond(line: RedLine, level: Floats, draw: Draw, rows: Rows) -> Floats:
        """(rows, packages): by how much a level lies on the wrong side of the line."""
        if line.below is not None:
            return draw(line.below)[rows][:, None] - level
        assert line.above is not None
        return level - draw(line.above)[rows][:, None]

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
            "standing": self.standing,
            "cost": -self.cost_of_war * (1.0 - self.relief) * self.exhaustion,
            "hardship": self.hardship * now.hardship.get(self.name, 0.0),
            "waiting": self.value_of_waiting,
            "pressure": -self.pressure * now.insistence,
        }

    def conceded_share(self, now: Situation) -> Floats:
        """Share of its aspiration given up by now, in [0, 1]."""
        clock = concession.perceived_clock(now.credibility, now.elapsed, now.day, self.patience)
        clock = clock if now.day >= 0 else np.zeros_like(clock)
        return concession.concession(clock, self.opening_concession, self.concession_curve)

    def demand(self, war_value: Floats, best: Floats, alpha: Floats, rows: Ints) -> Floats:
        """Least it accepts in the worlds ``rows``: between war and the best accord in reach."""
        return concession.target(war_value, best, self.aspiration[rows], alpha)

    def staying_needed(self, h0: Floats, haste: Floats) -> Floats:
        """Least staying power an accord must have before this side signs it."""
        return durability.staying_needed(h0, haste, self.must_hold, self.must_hold_years)

    def values_at(self, rows: Ints, resentment: Floats) -> Floats:
        """(rows, packages): worth of each package today, in the worlds ``rows``."""
        return self.values[rows] - (self.exclusion * resentment)[rows][:, None]

    def accepts(self, value: Floats, target: Floats, u: Floats, rows: Ints) -> Bools:
        """Does it accept a package of that value? One uniform number a world decides."""
        accepted: Bools = u < bargaining.acceptance(value, target, self.temperature[rows])
        return accepted
