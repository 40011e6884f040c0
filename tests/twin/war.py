"""The front, what is learnt from it, and losses (ODD 7.10)."""

from __future__ import annotations

import math
from typing import Any

from tests.twin.chance import clip, reverted
from tests.twin.state import ACCORD, FORCE, World


def step(w: World, day: int) -> None:
    """Step 4 of a day."""
    war = w.p.war
    most = max(war.whole_area, war.area)
    if w.open:
        for event in w.events("front_shift"):
            w.land = clip(w.land - event.area, 0, most)
        for event in w.events("arms"):
            change = -event.pace if event.helps == war.holder else event.pace
            w.mean_drift += change
            for side in w.sides:
                side.drift += change
        for event in w.events("turn"):
            side = next(side for side in w.sides if side.key == event.of)
            side.yields = min(1e9, side.yields * event.times)
    w.deviation = reverted(
        w.deviation, war.drift_memory, war.drift_spread, w.chance.normal("war.drift", day)
    )
    pace = w.mean_drift + w.deviation
    if w.broken_off:
        pace += (war.push_when_broken - 1) * abs(pace)
    w.seen["pace"] = pace
    _move(w, day, pace, most)
    for side in w.sides:
        _lose(w, day, side)


def _move(w: World, day: int, pace: float, most: float) -> None:
    """The front moves where there is fighting; both sides learn."""
    war, land = w.p.war, w.land
    fighting = w.open and day > w.silent_until
    w.days_fought += fighting and day > 0
    slow = friction(war.belt, land)
    move = war.volatility * w.chance.normal("war.front", day) - pace * slow
    if fighting:
        if _falls(w, day, land, land + move):
            w.land, w.phase, w.day_ended = 0.0, FORCE, day
        else:
            w.land = min(land + move, most)
    for side in w.sides:
        gain = 0.0
        if fighting:
            noise = (war.volatility / slow) ** 2
            gain = side.drift_variance / (side.drift_variance + noise)
        side.drift += gain * (-move / slow - side.drift)
        side.drift_variance = (1 - gain) * side.drift_variance + war.learning.forgetting


def _falls(w: World, day: int, before: float, after: float) -> bool:
    """Whether the front touched the end within the day."""
    exponent = -2 * max(before, 0.0) * max(after, 0.0) / w.p.war.volatility**2
    return after <= 0 or w.chance.uniform("war.crossing", day) < math.exp(exponent)


def _lose(w: World, day: int, side: Any) -> None:
    exhaustion = w.p.war.exhaustion
    s = exhaustion.spread
    losses = math.exp(s * w.chance.normal(f"war.losses.{side.key}", day) - s * s / 2)
    at_war = (w.phase != ACCORD or day <= w.last_fighting) and day > w.silent_until
    if at_war:
        side.killed += side.party.killed * losses
        side.exhaustion += exhaustion.per_year * losses / 365.25
    else:
        side.exhaustion = max(0.0, side.exhaustion - exhaustion.relief_per_year / 365.25)


def friction(belt: Any, land: float) -> float:
    """Speed of the front relative to open ground."""
    share = min(1.0, land / belt.area) if belt.area > 0 else 1.0
    return float(belt.slows_to + (1 - belt.slows_to) * share)


def distance(belt: Any, land: float) -> float:
    """The land held, as distance on open ground."""
    beyond, within = max(0.0, land - belt.area), min(land, belt.area)
    f = belt.slows_to
    if f == 1:
        return float(beyond + within)
    return float(beyond + belt.area / (1 - f) * math.log(friction(belt, within) / f))
