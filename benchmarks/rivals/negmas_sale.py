"""One sale by NegMAS: its mechanism of offers in turn, utility functions and concession curve.

NegMAS (Mohammad, Nakadai and Greenwald 2020) is installed by whoever wants to measure it; nothing
of it is part of this project. Its own negotiators do not know what the other side likes, as those
of a sale do, so the offers are chosen here, by the rule that the engine has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from negmas.negotiators.helpers import PolyAspiration
from negmas.outcomes import make_issue
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.sao import ResponseType, SAOMechanism, SAONegotiator

from benchmarks.rivals.sale import Domain

_LEAST = 1e-9  # utility: what is worth no less than that below a demand meets it


class Posture(NamedTuple):
    """How a side concedes: from so much of its best gain, along a curve, in so many days."""

    aspiration: float
    curve: float
    patience: float


class Conceder(SAONegotiator):
    """Demands less from day to day; of what meets its demand it offers what the other likes most.

    Faratin, Sierra and Jennings 1998 and 2002.
    """

    def __init__(self, other: Any, today: float, theirs: float, posture: Posture, begin: int):
        super().__init__()
        self._other, self._today, self._theirs = other, today, theirs
        self._curve = PolyAspiration(1.0, 1.0 / posture.curve)
        self._posture, self._begin = posture, begin

    def on_negotiation_start(self, state: Any) -> None:
        """Look at every text once."""
        self._texts = list(self.nmi.outcome_space.enumerate())
        self._worth = np.array([self.ufun(text) for text in self._texts])
        self._liked = np.array([self._other(text) for text in self._texts])
        possible = self._liked >= self._theirs - _LEAST
        self._gain = max(0.0, float(self._worth[possible].max(initial=self._today)) - self._today)

    def demand(self, step: int) -> float:
        """The least that it accepts on the day of a step."""
        passed = min((self._begin + step) / self._posture.patience, 1.0)
        held = self._posture.aspiration * self._curve.utility_at(passed)
        return float(self._today + held * self._gain - _LEAST)

    def propose(self, state: Any, dest: str | None = None) -> Any:
        """Its offer."""
        liked = np.where(self._worth >= self.demand(state.step), self._liked, -np.inf)
        return self._texts[int(liked.argmax())]

    def respond(self, state: Any, source: str | None = None) -> Any:
        """Yes to what meets its demand; an offer is answered in the next step, but of its day."""
        meets = self.ufun(state.current_offer) >= self.demand(state.step - 1)
        return ResponseType.ACCEPT_OFFER if meets else ResponseType.REJECT_OFFER


def sale(domain: Domain, drawn: Mapping[str, float]) -> tuple[int, tuple[float, ...]] | None:
    """Day of the agreement and its levels, of a world whose parameters were ``drawn``; or None."""
    issues = [make_issue(list(levels), name) for name, levels in domain.levels.items()]
    worths = [_worth(domain, side, drawn, issues) for side in domain.sides]
    today = [domain.today(side, drawn) for side in domain.sides]
    mechanism = SAOMechanism(
        issues=issues, n_steps=domain.days - domain.begin, one_offer_per_step=True
    )
    for own, side in enumerate(domain.sides):
        posture = Posture(*(drawn[f"parties.{side}.{key}"] for key in _POSTURE))
        negotiator = Conceder(worths[1 - own], today[own], today[1 - own], posture, domain.begin)
        mechanism.add(negotiator, preferences=worths[own])
    state = mechanism.run()
    if state.agreement is None:
        return None
    return domain.begin + int(state.step) - 2, tuple(map(float, state.agreement))


_POSTURE = ("aspiration", "concession_curve", "patience")


def _worth(domain: Domain, side: str, drawn: Mapping[str, float], issues: Sequence[Any]) -> Any:
    """A side's utility function."""
    scores = {name: dict(domain.scores(side, name)) for name in domain.levels}
    weights = {name: domain.weight(side, name, drawn) for name in domain.levels}
    return LinearAdditiveUtilityFunction(values=scores, weights=weights, issues=issues)
