"""V12. Every world ends in exactly one way, and the first absorbing event is never revised."""

from __future__ import annotations

import numpy as np
import pytest

from sim.outcomes import declared, outcomes
from sim.trajectory import ACCORD, FORCE, HELD, NO_DATE, TALKS, Trajectory
from tests.builders import baseline_with, run

WORLDS = 300
SETTINGS = {
    "baseline": (),
    "a front that runs": ("war.drift=30", "war.area=1500", "war.push_when_broken=2"),
    "brittle talks": ("talks.break_gap=60", "mediator.walk_away.gap=200", "war.drift=18"),
    "eager sides": ("parties.russia.cost_of_war=0.6", "parties.ukraine.cost_of_war=0.6"),
}


@pytest.fixture(params=SETTINGS)
def trajectory(request: pytest.FixtureRequest) -> Trajectory:
    """Worlds that end in different ways."""
    return run(baseline_with(*SETTINGS[request.param]), WORLDS)


def test_every_world_has_one_ending_out_of_those_declared(trajectory: Trajectory) -> None:
    """Codes lie within the categories, so the shares are exclusive and sum to one."""
    categories = next(o for o in declared(trajectory.scenario) if o.name == "outcome").categories
    codes = outcomes(trajectory)["outcome"]
    shares = [float((codes == code).mean()) for code in range(len(categories))]
    assert sum(shares) == pytest.approx(1.0, abs=1e-9)


def test_the_settings_between_them_reach_every_kind_of_ending() -> None:
    """Or the partition would be shown of half the endings only."""
    reached: set[str] = set()
    for changes in SETTINGS.values():
        ended = run(baseline_with(*changes), WORLDS)
        categories = next(o for o in declared(ended.scenario) if o.name == "outcome").categories
        reached |= {categories[code] for code in outcomes(ended)["outcome"]}
    assert reached >= {"ceasefire", "freeze", "zone", "withdrawal"}
    assert reached >= {"taken_by_force", "collapsed", "mediator_left", "talks_go_on"}


def test_an_ending_is_absorbing(trajectory: Trajectory) -> None:
    """Once a world leaves the talks its phase stays to the last day, from the day it says."""
    phase, ended_on = trajectory.daily["phase"].astype(int), trajectory.final["ended_on"]
    over = phase != TALKS
    assert (over[1:] >= over[:-1]).all()
    assert (phase[1:][over[:-1]] == phase[:-1][over[:-1]]).all()
    first = np.where(over.any(axis=0), over.argmax(axis=0), -1)
    assert np.array_equal(first, ended_on)


def test_nobody_meets_where_it_is_over(trajectory: Trajectory) -> None:
    """No date, no answer after the ending; the last answer before an accord is yes from both."""
    over = trajectory.daily["phase"] != TALKS
    date, answers = trajectory.daily["date"], trajectory.daily["answers"]
    assert (date[1:][over[:-1]] == NO_DATE).all()
    assert (answers[1:][over[:-1]] == 0).all()
    signed = np.flatnonzero(trajectory.daily["phase"][-1] == ACCORD)
    day = trajectory.final["ended_on"][signed]
    assert (date[day, signed] == HELD).all()
    assert (answers[day, signed] & 3 == 3).all()


def test_an_accord_is_a_package_and_nothing_else_is(trajectory: Trajectory) -> None:
    """Package, hazard and an end to the fighting exist exactly in worlds with an accord."""
    accord = trajectory.daily["phase"][-1] == ACCORD
    assert np.array_equal(trajectory.final["package"] >= 0, accord)
    assert np.array_equal(np.isfinite(trajectory.final["hazard"]), accord)
    assert np.array_equal(np.isfinite(trajectory.final["fighting_until"]), accord)


def test_land_that_fell_is_gone_and_land_that_did_not_is_held(trajectory: Trajectory) -> None:
    """Taken by force = nothing left; everybody else still holds something."""
    force = trajectory.daily["phase"][-1] == FORCE
    assert (trajectory.final["held_area"][force] == 0).all()
    assert (trajectory.final["held_area"][~force] > 0).all()


def test_a_world_has_a_reason_exactly_if_it_has_no_accord_by_the_deadline(
    trajectory: Trajectory,
) -> None:
    """One reason out of those declared; their shares sum to one over the worlds without accord."""
    answered = outcomes(trajectory)
    categories = next(o for o in declared(trajectory.scenario) if o.name == "reason").categories
    reasons = answered["reason"]
    assert np.array_equal(reasons == -1, answered["accord"])
    given = reasons[reasons >= 0]
    shares = [float((given == code).mean()) for code in range(len(categories))]
    assert sum(shares) == pytest.approx(1.0, abs=1e-9)


def test_every_accord_has_one_scope_and_one_fate(trajectory: Trajectory) -> None:
    """A scope, a probability of holding and a year of renewal where there is an accord."""
    answered = outcomes(trajectory)
    accord = trajectory.daily["phase"][-1] == ACCORD
    assert np.array_equal(answered["scope"] >= 0, accord)
    assert np.array_equal(np.isfinite(answered["p_hold"]), accord)
    assert np.array_equal(np.isfinite(answered["renewed_after"]), accord)
    assert (answered["durable_peace"] <= answered["accord"]).all()
