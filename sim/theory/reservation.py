"""Rules of reservation: the least a party accepts, and how it gives way."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np

from sim.theory import concession
from sim.theory.reach import Reach
from sim.theory.stopping import bargaining_power, held_out_for
from sim.worlds import Bools, Floats, Ints

NEVER = np.inf
"""Dates until what never comes."""

_A_TEXT_COMES = 1.0  # chance on a date, where it matters: see `OptimalStopping`
_LEAST_GAIN = 1e-12  # utility: what costs are counted in units of
_OUT_OF_REACH = 10.0  # utility: of 1 is the best on every issue


class Ahead(NamedTuple):
    """What lies ahead of a party that refuses today, (rows,) each.

    Attributes
    ----------
    mediated : Bools
        A mediator is there.
    running : Bools
        A deadline runs.
    credibility : Floats
        Belief that something follows when it lapses, in [0, 1].
    to_deadline, after : Floats
        Dates expected to the deadline, and from then on (from now where none runs) while the
        mediator still attends.
    days, days_alone : Floats
        Days a date takes to come, with the mediator and without.
    lapse : Floats
        What the lapse itself takes from going on, where the threat is to press (utility).
    leaves : bool
        The threat is that the mediator leaves.
    cost : Floats
        What a day without an accord costs (utility/day).
    patience : Floats
        Days in which the worth of an accord yet to come falls by 1/e.
    others_patience : Floats
        The same of the most patient of the others.
    weight : Floats
        Of the party in the texts of whoever writes them, in [0, 1].
    """

    mediated: Bools
    running: Bools
    credibility: Floats
    to_deadline: Floats
    after: Floats
    days: Floats
    days_alone: Floats
    lapse: Floats
    leaves: bool
    cost: Floats
    patience: Floats
    others_patience: Floats
    weight: Floats

    def at(self, rows: Ints) -> Ahead:
        """The same in some worlds."""
        return Ahead(*(x[rows] if isinstance(x, np.ndarray) else x for x in self))  # type: ignore[arg-type]


class Seen(Protocol):
    """What a party sees on a date when it asks itself what to demand. Arrays: (rows,)."""

    @property
    def going_on(self) -> Floats:
        """What going on without an accord is worth to it."""

    @property
    def aspiration(self) -> Floats:
        """Share of a gain that it first aims at."""

    @property
    def conceded(self) -> Floats:
        """Share of that given up by now on the curve of its clock."""

    @property
    def best(self) -> Floats:
        """The best accord that it thinks in reach (-inf: there is none)."""

    @property
    def reach(self) -> Reach:
        """The gain it can expect, by its belief about what the others need."""

    @property
    def ahead(self) -> Ahead:
        """What lies ahead."""


class Demand(NamedTuple):
    """What a party demands, (rows,) each.

    ``target`` is the least it accepts, ``reach`` the best it thinks it could get (-inf: nothing).
    It began by claiming the share ``claim`` of the gain that this is, and has given up the share
    ``conceded`` of its claim.
    """

    target: Floats
    reach: Floats
    claim: Floats
    conceded: Floats


class Reservation(Protocol):
    """What a party demands.

    ``words`` tells what a demand above the worth of going on rests on: the ``{claim}`` that the
    party began with, the share ``{conceded}`` of it given up by now, and what is still ``{held}``;
    ``conceding`` goes on where something has been given up. ``foresees`` says that it needs what
    lies ahead.
    """

    words: str
    conceding: str
    foresees: bool

    def demand(self, seen: Seen) -> Demand:
        """The least it accepts, and where that comes from."""


class Faratin:
    """A target that falls from the best accord in reach towards the worth of going on.

    Faratin, Sierra and Jennings 1998 (Robotics and Autonomous Systems 24), polynomial family.
    """

    words = "it began by claiming {claim} of that"
    conceding = ", and has given up {conceded} of its claim by now"
    foresees = False

    def demand(self, seen: Seen) -> Demand:
        """What is left of the aspiration, along the published curve."""
        target = concession.target(seen.going_on, seen.best, seen.aspiration, seen.conceded)
        return Demand(target, seen.best, seen.aspiration, seen.conceded)


class Fearon:
    """A party that accepts whatever is no worse than going on, from the first day.

    Fearon 1995 (International Organization 49): the bargaining range, with no holding out.
    """

    words = "it claims none of that"
    conceding = ""
    foresees = False

    def demand(self, seen: Seen) -> Demand:
        """What going on is worth."""
        return Demand(seen.going_on, seen.best, seen.aspiration, np.ones_like(seen.going_on))


class Rubinstein:
    """A party that knows what offering in turn would bring each of two.

    Rubinstein 1982 (Econometrica 50): with discount factors d and e of a party and the other over
    the days between dates, whoever offers has the share ``(1 - e) / (1 - d e)`` of the gain, and
    whoever answers accepts what its own offer on the next date is worth today, d times the same
    with d and e exchanged. Of several others the most patient one counts. Deadlines, costs and what
    texts a mediator has are no part of it.
    """

    words = (
        "its own offer on the next date would bring it {claim} of that, which is worth {held} now"
    )
    conceding = ""
    foresees = True

    def demand(self, seen: Seen) -> Demand:
        """The worth of going on, and what is left of its own offer by the next date."""
        gain, chance = seen.reach
        ahead = seen.ahead
        days = np.where(ahead.mediated, ahead.days, ahead.days_alone)
        own, other = days / ahead.patience, days / ahead.others_patience
        claim = np.expm1(-other) / np.expm1(-own - other)  # digits are lost in 1 - e otherwise
        reach = np.where(chance > 0.0, seen.going_on + gain, -np.inf)
        worth_now = claim * np.exp(-own)
        return Demand(seen.going_on + worth_now * gain, reach, claim, -np.expm1(-own))


class OptimalStopping:
    """A party that asks what it could get by refusing: fight to the next date and choose again.

    McCall 1970 (Quarterly Journal of Economics 84), as in `sim.theory.stopping`, worked out
    backwards from what comes last: the sides alone; before that, dates with the mediator until its
    attention is gone; before that, a running deadline. What follows when it lapses counts as far
    as it is believed, so that concessions come late, and none where nothing follows.

    An answer decides something only where the others would sign: there a range is open, and the
    next date can bring a text again. So the gain is the mean where one is open, and a text is
    taken to come.
    """

    words = "refusing may yet bring it {held} of that, of {claim} at most"
    conceding = ""
    foresees = True

    def demand(self, seen: Seen) -> Demand:
        """The worth of going on, and the share of the gain in reach that is worth waiting for."""
        gain, chance = seen.reach
        most = bargaining_power(seen.aspiration, seen.ahead.weight)
        share = self._share(seen.ahead, np.maximum(gain, _LEAST_GAIN), most)
        reach = np.where(chance > 0.0, seen.going_on + gain, -np.inf)
        return Demand(seen.going_on + share * gain, reach, most, 1.0 - share / most)

    @staticmethod
    def _share(ahead: Ahead, gain: Floats, most: Floats) -> Floats:
        def held_out(dates: Floats, last: Floats, days: Floats) -> Floats:
            cost, impatience = ahead.cost * days / gain, days / ahead.patience
            return held_out_for(dates, last, most, _A_TEXT_COMES, cost, impatience)

        nothing = np.zeros_like(gain)
        alone = held_out(nothing + NEVER, nothing, ahead.days_alone)
        after = np.where(ahead.mediated, held_out(ahead.after, alone, ahead.days), alone)
        follows = alone if ahead.leaves else np.maximum(0.0, after - ahead.lapse / gain)
        kappa = ahead.credibility
        last = kappa * np.minimum(follows, after) + (1.0 - kappa) * after
        return np.where(ahead.running, held_out(ahead.to_deadline, last, ahead.days), after)


class Readiness:
    """A party that signs nothing until it is ready to, then whatever is no worse than going on.

    After Pruitt 2005 (Whither ripeness theory?) and 2007 (American Behavioral Scientist 50): ready
    is who has the motivation to end the conflict and optimism about the other's conciliation. The
    mapping is ours: motivation is what going on falls short of its best on every issue, 1 - W;
    optimism the chance, as it believes, of a text that beats going on for both. Each must pass
    ``threshold``.

    Parameters
    ----------
    threshold : float
        In [0, 1]; the middle by default, since nothing published gives a size.
    """

    words = "it is ready to sign once it is motivated and optimistic enough, and now is not"
    conceding = ""
    foresees = False

    def __init__(self, threshold: float = 0.5) -> None:
        self.threshold = threshold

    def demand(self, seen: Seen) -> Demand:
        """What going on is worth where it is ready; where it is not, more than anything is."""
        gain, optimism = seen.reach
        motivation = 1.0 - seen.going_on
        ready = (motivation >= self.threshold) & (optimism >= self.threshold)
        reach = np.where(optimism > 0.0, seen.going_on + gain, -np.inf)
        target = seen.going_on + np.where(ready, 0.0, _OUT_OF_REACH)
        return Demand(target, reach, np.ones_like(gain), ready.astype(np.float64))


RESERVATION: dict[str, Reservation] = {
    "faratin": Faratin(),
    "fearon": Fearon(),
    "stopping": OptimalStopping(),
    "rubinstein": Rubinstein(),
    "readiness": Readiness(),
}
"""By the name a scenario chooses them with."""
