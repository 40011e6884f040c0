"""A side of the war: what fighting on is worth to it, what it demands, what it signs."""

from __future__ import annotations

import mesa
import numpy as np

from sim.agents.belief import TargetBelief
from sim.packages import Packages, Rows
from sim.quantities.draw import Draw
from sim.scenario.schema.parties import Party, RedLine
from sim.situation import Situation
from sim.theory import bargaining, concession, durability
from sim.worlds import Bools, Floats, Ints


class Belligerent(mesa.Agent):
    """One of the two sides. Every attribute that is an array has shape (worlds,).

    Attributes
    ----------
    values : Floats
        (worlds, packages): worth of each package, before what a back channel takes from it.
    about_other : TargetBelief
        What it believes about the other side's target.
    """

    values: Floats
    about_other: TargetBelief

    def __init__(self, model: mesa.Model, name: str, spec: Party, draw: Draw) -> None:
        super().__init__(model)
        self.name, self.spec = name, spec
        self.value_of_waiting = draw(spec.value_of_waiting)
        self.patience = draw(spec.patience)
        self.aspiration = draw(spec.aspiration)
        self.opening_concession = draw(spec.opening_concession)
        self.concession_curve = draw(spec.concession_curve)
        self.temperature = draw(spec.temperature)
        self.misjudges = draw(spec.misjudges)
        self.fairness = draw(spec.fairness)
        self.exclusion = draw(spec.exclusion)
        self.pressure = draw(spec.pressure)
        self.must_hold = draw(spec.must_hold.probability)
        self.must_hold_years = draw(spec.must_hold.years)
        self.weights = draw.weights(spec.weights)

    def stand(self, status_quo: dict[str, Floats], today: dict[str, Floats], packages: int) -> None:
        """Take in how issues stand, (worlds,) each; packages are not yet weighed.

        ``status_quo`` scores those that stand as they do while there is no accord, ``today`` those
        that processes decide, as they stand at the start.
        """
        worlds = self.patience.size
        self.standing_by_issue = {j: self.weights[j] * q for j, q in status_quo.items()}
        self.standing = sum(self.standing_by_issue.values(), start=np.zeros(worlds))
        self.today = {**status_quo, **today}
        self.values = np.zeros((worlds, packages))
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

    def hopes(self, now: Situation) -> dict[str, Floats]:
        """What it hopes of waiting and feels of the mediator's pressure, by name (utility)."""
        return {
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
