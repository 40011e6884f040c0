"""A strike: what it costs while there is no accord, and that an accord ends it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.processes.day import ACCORD
from sim.processes.strike import Strike
from sim.scenario import load
from sim.trajectory import Trajectory
from sim.worlds import Noise
from tests.builders import dawn, setting_of, told

WORLDS = 60
COSTS = ("strike.costs={union: 0.01, employer: 0.02}", "strike.grows={union: 0.1, employer: 0}")


def strike_of(*changes: str) -> Strike:
    """The strike of a wage round in seven worlds, on its first morning."""
    scenario = load("wage_round", set=(*COSTS, *changes))
    return Strike(scenario.file.strike, setting_of(scenario, Noise(1, 0, 7)))


def round_of(*changes: str) -> Trajectory:
    return told(load("wage_round", set=changes), WORLDS)


def test_a_strike_beyond_the_horizon_of_the_parties_costs_nothing_yet() -> None:
    strike = strike_of("strike.begins=2026-05-01", "strike.looks_ahead=30 days")
    assert (strike.terms("union", day=29)["strike"] == 0).all()
    assert (strike.terms("union", day=31)["strike"] < 0).all()


def test_the_days_looked_at_cost_the_mean_of_their_first_and_last() -> None:
    """Thirty days of .02 cost .6; with growth of .1 a day they cost ``30 x .01 x (1 + 4) / 2``."""
    strike = strike_of("strike.begins=2026-03-02", "strike.looks_ahead=30 days")
    assert strike.terms("employer", day=0)["strike"] == pytest.approx(-0.6)
    assert strike.terms("union", day=0)["strike"] == pytest.approx(-30 * 0.01 * (1 + 4) / 2)


def test_cost_grows_with_the_days_on_strike() -> None:
    strike = strike_of("strike.begins=2026-03-02")
    before = strike.terms("union", day=0)["strike"]
    for day in range(10):
        strike.step(dawn(day, 7))
    assert (strike.days == 10).all()
    assert (strike.terms("union", day=10)["strike"] < before).all()
    assert strike.terms("employer", day=10)["strike"] == pytest.approx(-0.6)


def test_a_party_that_bears_no_cost_has_no_term() -> None:
    assert not strike_of().terms("nobody", day=60)


def test_nobody_strikes_before_the_deadline_or_after_an_accord() -> None:
    run = round_of()
    days, deadline = run.story["strike_days"], run.deadline
    assert (days[: deadline + 1] == 0).all()
    signed = run.daily["phase"][-1] == ACCORD
    assert signed.any()
    after = (run.daily["phase"][1:] == ACCORD) & (run.daily["phase"][:-1] == ACCORD)
    assert (np.diff(days, axis=0)[after] == 0).all()  # the day of signing is one of strike
    still = ~signed & (run.daily["phase"][-1] == 0)
    assert (days[-1, still] == run.days - 1 - deadline).all()


def test_a_costlier_strike_is_worth_less_to_wait_for() -> None:
    """Paired worlds: what going on is worth falls on every day from which the strike is seen."""
    cheap, dear = (
        round_of(f"strike.costs={{union: {cost}, employer: {cost}}}") for cost in (0.001, 0.02)
    )
    day = cheap.deadline
    for party in cheap.parties:
        worth = [run.daily[f"war_value.{party}"][day] for run in (cheap, dear)]
        assert (worth[1] < worth[0]).all()
