"""The evening of a day in figures, named as the model's stored series are."""

from __future__ import annotations

from tests.twin.clock import effective_pressure
from tests.twin.going_on import believed_drift, beside_the_stake, war_value, who_gives_way
from tests.twin.state import World
from tests.twin.war import distance


def nothing_yet() -> dict[str, float]:
    """A day without a date, an answer or a deal."""
    return {"date": 0.0, "answers": 0.0, "deals": 0.0, "at_place": 0.0}


def evening(w: World, day: int) -> dict[str, float]:
    """State and war values at the end of a day; what was seen during it."""
    return {
        **w.seen,
        **_talks(w, day),
        **_sides(w, day),
        "held_area": w.land,
        "hardship": w.hardship,
        "exchanged": float(w.prisoners),
        "trust": w.trust,
        "broken": float(w.broken_off),
        "resentment": w.resentment,
        "quiet_until": w.quiet_until,
        "silent_until": w.silent_until,
    }


def _talks(w: World, day: int) -> dict[str, float]:
    return {
        "effective_pressure": effective_pressure(w, day),
        "credibility": w.credibility,
        "attention": w.attention,
        "deadline_begin": w.clock_first,
        "deadline_end": w.clock_last,
        "lapsed": float(w.lapsed),
        "mediator_present": float(w.present),
        "rung": w.rung,
    }


def _sides(w: World, day: int) -> dict[str, float]:
    figures, land = {}, distance(w.p.war.belt, w.land)
    for side in w.sides:
        drift = believed_drift(w, side, day)
        beside = beside_the_stake(w, side, day, effective_pressure(w, day))
        war = war_value(w, side, beside, who_gives_way(w, side), land, drift, side.drift_variance)
        figures[f"war_value.{side.key}"] = war
        figures[f"expected_drift.{side.key}"] = drift
        figures[f"exhaustion.{side.key}"] = side.exhaustion
        figures[f"killed.{side.key}"] = side.killed
    return figures
