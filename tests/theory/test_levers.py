"""Addressed noise pairs scenarios: what has no reason to differ does not differ by a bit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.trajectory import Trajectory
from tests.builders import NO_DATES, TO_JUNE, arrays, baseline_with, same_bits, told

WORLDS, DAY = 40, 100
ON_DAY_100 = "2026-05-18"
PAST_JUNE = "horizon=2026-08-15"  # six weeks beyond the deadline and its lapse

REACTION = "deadline.on_lapse=cost"
NEITHER_BINDS_NOR_BELIEVED = (
    "deadline.binds=0",
    "deadline.credibility=0",
    "deadline.after_lapse=0",
)
BY_THE_CLOCK_ALONE = ("deadline.binds=0", "rules.reservation=faratin")
"""A side that works out what refusing is worth counts a lapse it believes in; others do not."""

INERT = {
    "a reported number": ("war.occupied_share=35 %",),
    "another title": ("title=Something else",),
    "an event that never happens": (
        f"events.never={{type: break_off, date: {ON_DAY_100}, probability: 0}}",
    ),
    "a rung in no ladder": ("rungs.unused={plant: [russian]}",),
    "a backer with nothing to give": (
        "backers.nobody={label: Nobody, helps: russia, willing: 1, delay: 3 days}",
    ),
    "a red line of no size": (
        "parties.russia.red_lines.faint={issue: nato, option: open, size: 0}",
    ),
    "a taste of no size": ("mediator.favours.dull={issue: plant, option: joint, size: 0}",),
    "the delay of a backer who sends nothing": ("backers.europe.delay=20 days",),
    "a reaction to lapses that nobody believes in": (*NEITHER_BINDS_NOR_BELIEVED, REACTION),
    "a reaction to lapses that nobody looks ahead to": (*BY_THE_CLOCK_ALONE, REACTION),
}
COMPARED_WITH = {
    "a reaction to lapses that nobody believes in": NEITHER_BINDS_NOR_BELIEVED,
    "a reaction to lapses that nobody looks ahead to": BY_THE_CLOCK_ALONE,
}

EVENTS = {
    "round": "type: round",
    "strike": "type: strike, damage: 3 GW",
    "assassination": "type: assassination",
    "surge": "type: surge",
    "back_channel": "type: back_channel",
    "distraction": "type: distraction, days: 30 days",
    "energy_truce": "type: energy_truce, days: 20 days",
    "short_truce": "type: short_truce, days: 20 days",
    "prisoner_exchange": "type: prisoner_exchange, people: 500",
    "corridor": "type: corridor",
    "aid_request": "type: aid_request",
    "deadline": "type: deadline, until: 2026-08-31",
    "break_off": "type: break_off",
    "resume": "type: resume",
    "mediator_leaves": "type: mediator_leaves",
    "cold_spell": "type: cold_spell, anomaly: -25",
    "front_shift": "type: front_shift, area: 500",
    "arms": "type: arms, helps: ukraine, pace: 2",
    "turn": "type: turn, of: ukraine, times: 2",
}
WHERE_IT_SHOWS = {
    "aid_request": ("grid.mild_day=60", "grid.asks_above=1", "events.poland_asked=null"),
    "resume": ("talks.break_gap=30",),
}
"""Settings in which an event has something to change: help that nobody asked for, broken talks."""


def differences(one: Trajectory, other: Trajectory, days: int | None = None) -> list[str]:
    """Names of everything that differs, in the first so many days if that is given."""
    found = dict(arrays(other))
    return [
        name
        for name, values in arrays(one)
        if (days is None or name.startswith(("daily", "story")))
        and not same_bits(values[:days], found[name][:days])
    ]


@pytest.mark.parametrize("lever", INERT)
def test_a_lever_that_touches_nothing_changes_nothing(lever: str) -> None:
    """Every series, every ending, every parameter: bit-equal."""
    plain = told(baseline_with(PAST_JUNE, *COMPARED_WITH.get(lever, ())), WORLDS)
    assert differences(plain, told(baseline_with(PAST_JUNE, *INERT[lever]), WORLDS)) == []


def test_a_lever_that_touches_something_is_seen_to() -> None:
    """The comparison above can fail: a lever of the smallest size is noticed."""
    plain = told(baseline_with(PAST_JUNE), WORLDS)
    moved = told(baseline_with(PAST_JUNE, "war.drift_memory=91 days"), WORLDS)
    assert differences(plain, moved) != []


def test_a_lever_on_one_process_leaves_the_luck_of_the_others_alone() -> None:
    """While nobody meets, heavier strikes change power, the value of war, and no more."""
    alone = (TO_JUNE, *NO_DATES, "talks.break_gap=1e9")
    struck = told(baseline_with(*alone, "grid.strikes.damage=0.6 GW"), WORLDS)
    changed = {
        name.split()[-1] for name in differences(told(baseline_with(*alone), WORLDS), struck)
    }
    power = {"supply", "imports", "aid", "unserved", "hardship", "blackout_hours"}
    worth = {"war_value.ukraine", "shared_war_value.ukraine", "margin", "best_package"}
    valued = {f"{of}.{side}" for of in ("target", "best") for side in ("ukraine", "russia")}
    assert power <= changed <= power | worth | valued


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_on_day_100_changes_no_day_before_and_some_day_after(kind: str) -> None:
    """Days 0 to 99 are bit-equal in all series of all worlds; what follows is not."""
    setting = WHERE_IT_SHOWS.get(kind, ())
    without = told(baseline_with(TO_JUNE, *setting), WORLDS)
    event = f"events.on_day_100={{{EVENTS[kind]}, date: {ON_DAY_100}}}"
    having = told.__wrapped__(baseline_with(TO_JUNE_OR_LATER[kind], *setting, event), WORLDS)
    assert without.scenario.date(DAY).isoformat() == ON_DAY_100
    assert differences(without, having, days=DAY) == []
    assert differences(without, having, days=without.days) != []


TO_JUNE_OR_LATER = dict.fromkeys(EVENTS, TO_JUNE) | {"deadline": "horizon=2026-08-31"}


@pytest.mark.parametrize("horizon", ["2026-07-01", "2027-06-30"])
def test_a_longer_horizon_changes_no_earlier_day(horizon: str) -> None:
    """The end of the run is not a deadline: all days of the shorter run are bit-equal."""
    short, long = (
        told(baseline_with(TO_JUNE), WORLDS),
        told(baseline_with(f"horizon={horizon}"), WORLDS),
    )
    assert long.days > short.days
    assert differences(short, long, days=short.days) == []
    over = short.final["ended_on"] >= 0
    assert np.array_equal(short.final["package"][over], long.final["package"][over])
