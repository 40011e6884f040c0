"""The mediator: its attention, its ladder of texts, and the text it tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import mesa
import numpy as np
from scipy.special import expit

from sim.agents.belief import TargetBelief
from sim.agreement.packages import Packages
from sim.quantities.draw import Draw
from sim.scenario.schema.parties import Mediator as MediatorSpec
from sim.theory import bargaining, chance, learning
from sim.theory.rules import Rules
from sim.worlds import Bools, Floats, Ints, Noise, lognormal


class Mediator(mesa.Agent):
    """Tables texts and lets refusals widen what it may table. Arrays have shape (worlds,).

    Attributes
    ----------
    present : Bools
        False once it has left, for good.
    left_on : Floats
        Day on which it left; NaN where it did not.
    rung : Ints
        How many rungs below the first are open.
    about : dict[str, TargetBelief]
        What it believes about each side's target.
    """

    about: dict[str, TargetBelief]

    def __init__(
        self,
        model: mesa.Model,
        spec: MediatorSpec,
        packages: Packages,
        draw: Draw,
        rules: Rules,
        present: bool,
    ) -> None:
        super().__init__(model)
        self.spec, self.packages, self.rules = spec, packages, rules
        self.bias = draw(spec.bias)
        self.target_error_sd = draw(spec.misjudges)
        self.refusals_to_open = draw(spec.refusals_to_open)
        self.half_on, self.width = draw(spec.attention.half_on), draw(spec.attention.width)
        self.distraction_rate = 1.0 / draw(spec.distraction.gap)
        self.distraction_median = draw(spec.distraction.length.median)
        self.distraction_spread = draw(spec.distraction.length.spread)
        self.attention_left = draw(spec.distraction.attention_left)
        self.leaving_rate = 1.0 / draw(spec.walk_away.gap)
        self.after_lapse = draw(spec.walk_away.after_lapse)
        self.present = np.full(draw.worlds, present)
        self.left_on = np.full(draw.worlds, np.nan)
        self.distracted_until = np.zeros(draw.worlds)
        # where nobody mediates, no rung holds the sides back
        first = 0 if present else len(packages.ladder) - 1
        self.rung = np.full(draw.worlds, first)
        self.refusals = np.zeros(draw.worlds)
        self.taste = self._taste(draw)

    def _taste(self, draw: Draw) -> Floats:
        """(worlds, packages): what the mediator likes to see in its text."""
        taste = np.zeros((draw.worlds, len(self.packages)))
        for favour in self.spec.favours.values():
            liked = self.packages.with_option(favour.issue, favour.option)
            taste = taste + draw(favour.size)[:, None] * liked
        return taste

    def is_distracted(self, day: int, noise: Noise) -> None:
        """Another crisis may take its attention for some weeks."""
        begins = chance.occurs(noise.uniform("mediator.distraction", day), self.distraction_rate)
        if not begins.any():
            return
        z = noise.normal("mediator.distraction.length", day)
        length = lognormal(z, self.distraction_median, self.distraction_spread)
        self.turn_away(begins, day + length)

    def turn_away(self, where: Bools, until: Floats) -> None:
        """Attention is elsewhere until that day."""
        later = np.maximum(self.distracted_until, until)
        self.distracted_until = np.where(where, later, self.distracted_until)

    def attention(self, day: int) -> Floats:
        """Share of its attention that the talks have, in [0, 1]."""
        fading = expit((self.half_on - day) / self.width)
        distracted = day < self.distracted_until
        share: Floats = fading * np.where(distracted, self.attention_left, 1.0) * self.present
        return share

    def gives_up(self, day: int, lapsed: Bools, noise: Noise) -> Bools:
        """Does it leave for good today?"""
        rate = self.leaving_rate * np.where(lapsed, self.after_lapse, 1.0)
        return self.present & chance.occurs(noise.uniform("mediator.leaves", day), rate)

    def leave(self, day: int, where: Bools) -> None:
        """Leave for good."""
        self.left_on[self.present & where] = day
        self.model.journal.write(day, "mediator_leaves", self.present & where)
        self.present = self.present & ~where

    def weights(self, rows: Ints, sides: Sequence[str]) -> list[Floats]:
        """(rows,): weight of each side in its compromise; they sum to one.

        Whoever it leans to has its bias, the others share the rest.
        """
        later = [self._weight_of(side, len(sides))[rows] for side in sides[1:]]
        return [1.0 - reduce(np.add, later), *later]

    def _weight_of(self, side: str, sides: int) -> Floats:
        return self.bias if side == self.spec.leans_to else (1.0 - self.bias) / (sides - 1)

    def tabled(self, rows: Ints) -> Bools:
        """(rows, packages): what it may table, by the rungs open in the worlds ``rows``."""
        tabled: Bools = self.packages.open_rungs[self.rung[rows]]
        return tabled

    def propose(
        self,
        rows: Ints,
        allowed: Bools,
        values: Sequence[Floats],
        believed: Sequence[learning.Normal],
        noises: Sequence[Floats],
        weights: Sequence[Floats],
    ) -> Ints:
        """The text it tables in the worlds ``rows``: -1 where it has none.

        Where it believes some package to meet all targets, the best of these by its rule of
        proposal; elsewhere the one most likely to be accepted by all. Both weigh the parties, and
        its taste is added to either. By party: ``values`` (rows, packages), the
        ``believed`` targets, the ``noises`` of answers and the ``weights`` (rows,).
        """
        row, package = np.nonzero(allowed)  # the rest costs time and is never chosen
        worth = [v[row, package] for v in values]
        taste = self.taste[rows[row], package]
        gains = [w - b.mean[row] for w, b in zip(worth, believed, strict=True)]
        score = self.rules.proposal.score(gains, [w[row] for w in weights]) + taste
        choice = bargaining.best_of(score, row, package, allowed.shape)
        gropes = np.flatnonzero(choice[row] < 0)
        row, package = row[gropes], package[gropes]
        blurs = [self.rules.acceptance.blur(noise) for noise in noises]
        chances = [
            learning.log_acceptance(w[gropes], b, blur, row)
            for w, b, blur in zip(worth, believed, blurs, strict=True)
        ]
        weighted = (w[row] * chance for w, chance in zip(weights, chances, strict=True))
        likely = reduce(np.add, weighted) + taste[gropes]
        return np.where(
            choice >= 0, choice, bargaining.best_of(likely, row, package, allowed.shape)
        )

    def count_refusal(self, day: int, refused: Bools) -> None:
        """Enough refusals open the next rung; what is open stays open."""
        self.refusals = self.refusals + refused
        opens = refused & (self.refusals >= self.refusals_to_open)
        opens_further = opens & (self.rung < len(self.packages.ladder) - 1)
        self.rung = self.rung + opens_further
        self.model.journal.write(day, "rung", opens_further, rung=self.rung)
        self.refusals = np.where(opens, 0.0, self.refusals)

    def close_ladder(self, where: Bools) -> None:
        """A new clock closes all rungs but the first."""
        self.rung = np.where(where, 0, self.rung)
        self.refusals = np.where(where, 0.0, self.refusals)
