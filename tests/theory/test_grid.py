"""V11. Electricity: nothing is lost, a truce is a truce, warmth is a relief."""

from __future__ import annotations

import numpy as np
import pytest

from sim.scenario import Scenario
from sim.trajectory import Trajectory
from tests.builders import NO_DATES, TO_JUNE, baseline_with, same_bits, told, without_history

WORLDS = 150
NOBODY_MEETS = (TO_JUNE, *NO_DATES, "talks.break_gap=1e9")
NO_STRIKES = (
    "grid.strikes.gap=1e9",
    "shocks.surge.gap=1e9",
    "events.strikes_of_7_february=null",
)
NORMALS = np.array([-3.2, -2.3, 2.0, 10.0, 16.0, 20.0, 21.5, 20.5, 15.0, 8.5, 2.5, -2.0])


def grid_of(*changes: str) -> Trajectory:
    """The grid's story while the parties never meet."""
    return told(without_history(baseline_with(*NOBODY_MEETS, *changes)), WORLDS)


def warmer_by(kelvin: float) -> str:
    return f"weather.normals={[round(float(t), 2) for t in NORMALS + kelvin]}"


def test_supply_imports_aid_and_what_is_missing_add_up_to_demand() -> None:
    """``G + imports + aid + unserved = D`` in every world on every day, to rounding."""
    story = grid_of().story
    served = story["supply"] + story["imports"] + story["aid"]
    assert np.abs(served + story["unserved"] - story["demand"]).max() < 1e-12
    for part in ("supply", "imports", "aid", "unserved"):
        assert (story[part] >= 0).all()
    short = story["unserved"] > 0
    assert 0.01 < short.mean() < 0.9, "the balance was only tested on one side of shortage"


def test_nobody_goes_without_power_while_some_of_it_is_left() -> None:
    """Where something is unserved, own supply, imports and aid are at what they can give."""
    run = grid_of("backers.poland.willing=1", "backers.poland.delay=0")
    story, short = run.story, run.story["unserved"] > 1e-9
    assert np.abs(story["imports"][short] - 2.3).max() < 1e-12
    asked = short & (story["unserved"] + story["aid"] > 0.1 * story["demand"])
    asked[1:] &= asked[:-1]  # the request was made yesterday
    asked[0] = False
    assert asked.any()
    assert np.abs(story["aid"][asked] - 0.3).max() < 1e-12


def test_aid_takes_just_what_it_sends_off_the_deficit() -> None:
    """With and without the backer, paired: ``unserved`` differs by ``aid`` and by nothing else."""
    with_aid, without = grid_of(), grid_of("backers.poland.energy_aid=0 GW")
    sent = with_aid.story["aid"]
    assert sent.max() == pytest.approx(0.3)
    assert (without.story["aid"] == 0).all()
    gap = without.story["unserved"] - with_aid.story["unserved"] - sent
    assert np.abs(gap).max() < 1e-12


def test_nobody_strikes_the_grid_in_a_truce() -> None:
    """No waves and no damage from its first day to its last; before it, nothing changes."""
    cold = "grid.mild_day=60"  # all that is left of the supply is in use, so damage shows
    truce = "events.quiet={type: energy_truce, date: 2026-03-09, days: 14}"
    quiet, loud = grid_of(cold, truce), grid_of(cold)
    assert (quiet.story["strikes"][30:44] == 0).all()
    assert (loud.story["strikes"][30:44] > 0).any()
    damage = 14.5 - quiet.story["supply"]
    assert np.abs(damage[30:44] - damage[29:43] * (1.0 - 0.018)).max() < 1e-12
    assert same_bits(quiet.story["strikes"][:30], loud.story["strikes"][:30])
    assert (quiet.story["strikes"][44:] > 0).any(), "strikes must come back after the truce"


def test_warmer_weather_leaves_nobody_worse_served() -> None:
    """Four degrees more, paired: no larger deficit on any day of any world, less dark in all."""
    no_aid = "backers.poland.energy_aid=0 GW"
    cold, warm = grid_of(no_aid), grid_of(no_aid, warmer_by(4.0))
    assert (warm.story["unserved"] <= cold.story["unserved"] + 1e-12).all()
    assert (warm.final["blackout_hours"] < cold.final["blackout_hours"]).all()


def test_a_degree_of_frost_costs_what_the_scenario_says() -> None:
    """Demand = mild demand + slope x degrees below the mild day, and flat above it."""
    story = grid_of().story
    below = np.maximum(0.0, 15.0 - story["temperature"])
    assert np.abs(story["demand"] - (11.0 + 0.27 * below)).max() < 1e-12
    assert (below == 0).any()
    assert (below > 0).any()


def test_damage_heals_by_its_share_a_day_when_nobody_strikes() -> None:
    """Without strikes: ``damage_t = damage_0 (1 - repair)^t``, seen in the supply."""
    run = grid_of(*NO_STRIKES, "grid.mild_day=60")  # always cold: all supply is in use
    t = np.arange(1, run.days + 1)[:, None]
    expected = 14.5 - (14.5 - 11.0) * (1.0 - 0.018) ** t
    assert np.abs(run.story["supply"] - expected).max() < 1e-9


def test_more_strikes_and_slower_repair_each_leave_more_people_in_the_dark() -> None:
    """Paired means of blackout hours; both far beyond 4 SE."""
    base = grid_of().final["blackout_hours"]
    for change in ("grid.strikes.damage=0.5 GW", "grid.repair=0.010"):
        worse = grid_of(change).final["blackout_hours"] - base
        assert worse.mean() > 4 * worse.std(ddof=1) / np.sqrt(WORLDS)


def test_hardship_is_the_deficit_of_about_the_last_month() -> None:
    """An exponential mean of the unserved share, over the stated memory, from the stated start."""
    story = grid_of().story
    share, felt = story["unserved"] / story["demand"], np.full(WORLDS, 0.27)
    for day in range(share.shape[0]):
        felt = felt * np.exp(-1 / 30.0) + share[day] * (1.0 - np.exp(-1 / 30.0))
        assert np.abs(story["hardship"][day] - felt).max() < 1e-12


def test_the_weather_goes_through_the_months_it_is_given() -> None:
    """Mean temperature of a month over worlds and days: its normal, once the cold is over."""
    scenario: Scenario = without_history(baseline_with(*NOBODY_MEETS))
    temperature = grid_of().story["temperature"]
    for month, normal in ((4, 10.0), (5, 16.0)):
        days = [d for d in range(scenario.days + 1) if scenario.date(d).month == month]
        mean = temperature[days].mean(axis=0)  # (worlds,)
        error = mean.std(ddof=1) / np.sqrt(WORLDS)
        assert abs(mean.mean() - normal) < 4 * error + 0.6  # straight lines cut the season's curve
