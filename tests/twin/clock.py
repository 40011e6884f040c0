"""The deadline's clock and the mediator's attention (ODD 7.5, 7.6)."""

from __future__ import annotations

import math

from tests.twin.chance import clip, expit, lognormal
from tests.twin.state import World
from tests.twin.stopping import attention_between, days_to_a_date


def step(w: World, day: int) -> None:
    """Step 1 of a day."""
    mediating = w.mediating
    told_to_leave, new_clock = _deadline(w, day) if mediating else (False, False)
    _distractions(w, day)
    leaves = mediating and _leaves(w, day, told_to_leave)
    if leaves:
        w.present, w.left, w.credibility = False, True, 0.0
        w.left_on = day
    elif new_clock:
        w.rung = w.refusals = 0
    w.attention = attention(w, day)


def _deadline(w: World, day: int) -> tuple[bool, bool]:
    """Whether the mediator leaves over the lapse, and whether a new clock starts."""
    deadline, leave, starts = w.p.deadline, False, False
    if not w.lapsed and day == w.clock_last + 1:
        w.lapsed = True
        if w.chance.uniform("deadline.binds", day) < deadline.binds:
            leave = deadline.on_lapse == "leave"
            w.presses_on = deadline.on_lapse == "cost"
            starts = deadline.on_lapse == "extend"
        else:
            w.credibility *= deadline.after_lapse
            if w.chance.uniform("deadline.renewed", day) < deadline.new.probability:
                w.next_clock = day + round(deadline.new.after)
    if starts or day == w.next_clock:
        starts = True
        _start_clock(w, day, day + round(deadline.new.length))
    for event in w.events("deadline"):
        starts = True
        _start_clock(w, day, max(w.day_of(event.until), day))
    return leave, starts


def _start_clock(w: World, first: int, last: int) -> None:
    w.clock_first, w.clock_last = first, last
    w.lapsed = w.presses_on = False
    w.next_clock = math.inf


def _distractions(w: World, day: int) -> None:
    distraction = w.p.mediator.distraction
    if w.chance.comes("mediator.distraction", day, 1 / distraction.gap):
        z = w.chance.normal("mediator.distraction.length", day)
        length = lognormal(z, distraction.length.median, distraction.length.spread)
        w.distracted_until = max(w.distracted_until, day + length)
    for event in w.events("distraction"):
        w.distracted_until = max(w.distracted_until, day + event.days)


def _leaves(w: World, day: int, told_to: bool) -> bool:
    walk_away = w.p.mediator.walk_away
    factor = walk_away.after_lapse if w.lapsed else 1.0
    gives_up = w.chance.comes("mediator.leaves", day, factor / walk_away.gap)
    return told_to or gives_up or bool(w.events("mediator_leaves"))


def attention(w: World, day: int) -> float:
    """The mediator's attention today, 0 without one."""
    if not w.present:
        return 0.0
    fading, left = w.p.mediator.attention, w.p.mediator.distraction.attention_left
    undistracted = expit((fading.half_on - day) / fading.width)
    return float(undistracted * (left if day < w.distracted_until else 1.0))


def elapsed(w: World, day: int) -> float:
    """Share of the deadline's time that is used up."""
    return clip((day - w.clock_first) / max(w.clock_last - w.clock_first, 1), 0, 1)


def effective_pressure(w: World, day: int) -> float:
    """How hard the mediator insists, 0 to 1."""
    if w.lapsed:
        closeness = 1.0 if w.presses_on else w.p.deadline.lingering_pressure
    else:
        to_come = attention_between(w, day, max(w.clock_last, day))
        closeness = math.exp(-to_come / days_to_a_date(w, alone=False))
    return float(w.credibility * w.attention * closeness)
