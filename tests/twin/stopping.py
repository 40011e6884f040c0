"""What waiting is worth: optimal stopping over the dates to come (ODD 7.12, 7.13)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.twin.chance import clip

NO_GAIN = 1e-12
"""A gain counts as at least so much here."""

LONGEST = 1e9
"""Days to a date are at most so many."""


def days_to_a_date(w: Any, alone: bool) -> float:
    """Days that a held date takes: with full attention, or once the sides are alone."""
    calendar = w.p.calendar
    gap = max(1.0, calendar.gap.median * math.exp(calendar.gap.spread**2 / 2))
    chance = calendar.readiness
    if alone and not w.alternating:
        chance *= calendar.alone.pace * calendar.alone.chance
    return float(gap / max(chance, gap / LONGEST))


def attention_between(w: Any, first: float, last: float) -> float:
    """Full days that the mediator's attention is worth between two days."""
    if not w.present:
        return 0.0
    fading = w.p.mediator.attention

    def left(day: float) -> float:
        return float(np.logaddexp(0.0, (fading.half_on - day) / fading.width))

    return float(fading.width * (left(first) - left(last)))


def most_hoped_for(aspiration: float, weight: float) -> float:
    """``b``: share of the gain in reach that a side can hope for."""
    odds = 1.0
    for share in (aspiration, weight):
        kept = clip(share, 1e-9, 1 - 1e-9)
        odds *= kept / (1 - kept)
    return odds / (1 + odds)


@dataclass(frozen=True)
class Waiting:
    """A side's gain, the most of it that it hopes for, and what waiting takes."""

    gain: float
    most: float
    day_costs: float
    patience: float

    def held(self, dates: float, last: float, gap: float) -> float:
        """The share worth holding out for with so many dates to come before what is worth last."""
        p, k = gap / self.patience, self.day_costs * gap / self.gain
        q, start = k / self.most + p, 1 - last / self.most
        rate = max(math.sqrt(p * p + 2 * q), 1e-12)
        t = math.tanh(rate * dates / 2) / rate
        u = (start * (1 - p * t) + 2 * q * t) / (1 + (p + start) * t)
        return self.most * (1 - clip(u, 0, 1))


def share_held_out_for(w: Any, moment: Any, waiting: Waiting, pressure: float) -> float:
    """``r``, backwards from what comes last; pressure is the side's parameter."""
    gap = days_to_a_date(w, alone=False)
    alone = waiting.held(math.inf, 0.0, days_to_a_date(w, alone=True))
    after = alone
    if w.present:
        after = waiting.held(attention_between(w, moment.end, math.inf) / gap, alone, gap)
    if not moment.runs:
        return after
    match w.p.deadline.on_lapse:
        case "leave":
            follows = alone
        case "cost":
            follows = max(0.0, after - pressure * (1 - moment.effective_pressure) / waiting.gain)
        case _:
            follows = max(0.0, after)
    believed = moment.credibility
    last = believed * min(follows, after) + (1 - believed) * after
    return waiting.held(attention_between(w, moment.day, moment.end) / gap, last, gap)
