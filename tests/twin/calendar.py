"""Breaking off, and the dates of talks (ODD 7.11, 7.12)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tests.twin.appointed import foreseen
from tests.twin.chance import lognormal
from tests.twin.state import World


def break_off_or_resume(w: World, day: int) -> None:
    """Step 5 of a day."""
    if not w.open:
        return
    talks = w.p.talks
    if not w.broken_off:
        rate = math.exp(-talks.trust_calms * w.trust) / talks.break_gap
        comes = w.chance.comes("talks.break", day, rate)
        w.broken_off = comes or bool(w.events("break_off"))
        w.broken_off_on = day if w.broken_off else math.nan
        return
    comes = w.chance.comes("talks.resume", day, 1 / talks.resume_gap)
    if comes or w.events("resume"):
        w.broken_off, w.broken_off_on = False, math.nan
        draw_anew(w, day)


def gap(w: World, day: int) -> int:
    """Days to the next date."""
    calendar = w.p.calendar
    days = lognormal(w.chance.normal("calendar.gap", day), calendar.gap.median, calendar.gap.spread)
    if w.left:
        days /= calendar.alone.pace
    return max(1, round(min(days, 1e6)))


def draw_anew(w: World, day: int) -> None:
    """Set the next date."""
    w.next_date = day + gap(w, day)


@dataclass
class Date:
    """What becomes of a date."""

    cancelled: bool
    held: bool
    at_place: bool = False


def date(w: World, day: int) -> Date | None:
    """Whether a date is due today, cancelled, held."""
    dated = w.events("round")
    waiting = any(r.announced <= day < r.day for r in foreseen(w))
    regular = w.next_date <= day and not waiting
    if not regular and not dated:
        return None
    draw_anew(w, day)
    within = w.p.calendar.cancelled_within
    if within > 0 and day - w.last_shock <= within:
        return Date(cancelled=True, held=False)
    stated = [event.held for event in dated if event.held is not None]
    chance = stated[-1] if stated else w.p.calendar.readiness
    held = w.chance.uniform("calendar.held", day) < chance * _drive(w)
    return Date(cancelled=False, held=held, at_place=held and _at_place(w))


def _at_place(w: World) -> bool:
    """Whether one of today's dated rounds is held at its place."""
    return any(
        w.chance.uniform(f"event.{key}.place", 0) < event.at_place
        for key, event in w.happening.items()
        if event.type == "round"
    )


def _drive(w: World) -> float:
    if w.alternating:
        return 1.0
    return float(w.p.calendar.alone.chance) if w.left else w.attention
