"""The mediator: its attention, its ladder of texts, and the text it tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import mesa
import numpy as np
from scipy.special import expit

from sim.agents.belief import TargetBelief
from sim.agents.veto import VetoPlayer
from sim.agreement.packages import Packages
from sim.quantities.draw import Draw
from sim.scenario.schema.parties import Mediator as MediatorSpec
from sim.theory import chance
from sim.theory.proposal import Texts
from sim.theory.rules import Rules
from sim.worlds import Bools, Floats, Ints, Noise, lognormal


class Offeree(NamedTuple):
    """What is true of a party to which a text is put, (rows,) each.

    ``target`` is the least it accepts, ``going_on`` what going on is worth to it, ``blur`` the
    standard deviation of the noise of its answers.
    """

    name: str
    target: Floats
    going_on: Floats
    blur: Floats


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
    heeds : str or None
        The side on whose request it opens a rung.
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
        self.informs = draw(spec.informs)
        self.refusals_to_open = draw(spec.refusals_to_open)
        ask = spec.on_request
        self.heeds = ask.by if ask else None
        self.hopeless = draw(ask.hopeless) if ask else np.zeros(draw.worlds)
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
        self.rung = np.zeros(draw.worlds, dtype=np.int64)
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

    def attention_between(self, begin: Floats | int, end: Floats | float) -> Floats:
        """Days of full attention that those between two days are worth, if nothing distracts it.

        The integral of the logistic by which attention fades.
        """
        left = (self._to_fade(day) for day in (begin, end))
        days: Floats = self.width * (next(left) - next(left))
        return days

    def _to_fade(self, day: Floats | float) -> Floats:
        to_fade: Floats = np.logaddexp(0.0, (self.half_on - day) / self.width)
        return to_fade

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

    def is_believed_by(self, side: str, sides: int) -> Floats:
        """(worlds,): how far a side believes what it is told of the others, in [0, 1].

        Kydd 2003 (American Journal of Political Science 47): who only wants peace would call any
        rival unyielding; of a mediator on one's own side such news is true. So nobody believes an
        even-handed one, and fully is believed one that minds no other side.
        """
        even = 1.0 / sides
        leans = (self._weight_of(side, sides) - even) / (1.0 - even)
        return self.informs * np.maximum(0.0, leans)

    def _weight_of(self, side: str, sides: int) -> Floats:
        return self.bias if side == self.spec.leans_to else (1.0 - self.bias) / (sides - 1)

    def tabled(self, rows: Ints, signable: Bools) -> Bools:
        """(rows, packages): what its open rungs let through; anything where it is not there.

        It goes on to further rungs where nothing of those that are open is ``signable``.
        """
        rung = self.rung[rows]
        for below, let_through in enumerate(self.packages.open_rungs[:-1]):
            vain = (rung == below) & ~(signable & let_through).any(axis=1)
            rung = rung + vain
        tabled: Bools = self.packages.open_rungs[rung] | ~self.present[rows][:, None]
        return tabled

    def opened(
        self, rows: Ints, tabled: Bools, chance: Floats, worth: Floats, going_on: Floats
    ) -> Bools:
        """(rows, packages): what it may table if a side asks for what else it would sign.

        The side asks where all rungs are open, it gives no more than a small ``chance`` to what
        they let through, and something of the rung is ``worth`` more to it than going on.
        """
        ask = self.spec.on_request
        assert ask is not None
        rung = self.packages.rungs[ask.rung]
        would_sign = (rung & (worth >= going_on[:, None])).any(axis=1)
        all_open = self.present[rows] & (self.rung[rows] == len(self.packages.ladder) - 1)
        asks = all_open & (chance < self.hopeless[rows]) & would_sign
        opened: Bools = tabled | (asks[:, None] & rung)
        return opened

    def propose(
        self,
        rows: Ints,
        allowed: Bools,
        values: Sequence[Floats],
        sides: Sequence[Offeree],
        weights: Sequence[Floats],
        must_allow: Sequence[VetoPlayer],
    ) -> Ints:
        """The text it tables in the worlds ``rows``: -1 where it has none.

        By its rule of proposal, among what is ``allowed``, (rows, packages), as ``values`` are;
        ``sides`` is what is true of the parties and believed with an error, ``weights`` (rows,)
        how much each counts; those who ``must_allow`` it say yes or no to what they accepted.
        """
        row, package = np.nonzero(allowed)  # the rest costs time and is never chosen
        worth = [v[row, package] for v in values]
        minds = [self.about[side.name].mind.at(rows) for side in sides]

        def log_yes(some: Ints) -> list[Floats]:
            return [
                self.rules.learning.log_yes(mind, s.target, w[some], s.blur, row[some])
                for s, mind, w in zip(sides, minds, worth, strict=True)
            ]

        def log_allowed(some: Ints) -> list[Floats]:
            return [player.log_yes(rows, row[some], package[some]) for player in must_allow]

        return self.rules.proposal.choose(
            Texts(
                row=row,
                package=package,
                shape=allowed.shape,
                worth=worth,
                targets=[s.target + m.error for s, m in zip(sides, minds, strict=True)],
                needs=[s.going_on + m.error for s, m in zip(sides, minds, strict=True)],
                weights=weights,
                taste=self.taste[rows[row], package],
                log_yes=log_yes,
                log_allowed=log_allowed,
            )
        )

    def count_refusal(self, day: int, refused: Bools) -> None:
        """Enough refusals open the next rung; what is open stays open."""
        self.refusals = self.refusals + refused
        opens = refused & (self.refusals >= self.refusals_to_open)
        opens_further = opens & (self.rung < len(self.packages.ladder) - 1)
        self.rung = self.rung + opens_further
        self.model.journal.write(day, "rung", opens_further, rung=self.rung)
        self.refusals = np.where(opens, 0.0, self.refusals)

    def open_ladder(self) -> None:
        """All rungs are open, as before the start."""
        self.rung = np.full_like(self.rung, len(self.packages.ladder) - 1)

    def close_ladder(self, where: Bools) -> None:
        """A new clock closes all rungs but the first."""
        self.rung = np.where(where, 0, self.rung)
        self.refusals = np.where(where, 0.0, self.refusals)
