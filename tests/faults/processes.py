"""Faults in the front, in counts, in the grid, and in how worlds end: V9 to V12."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from sim.model import NegotiationModel
from sim.outcomes import why
from sim.processes.day import Day
from sim.processes.grid import Grid
from sim.processes.shocks import Shocks
from sim.theory import chance, front
from sim.worlds import Floats, Noise
from tests.builders import baseline_with, run
from tests.faults.planting import Fault, checks, gets, multiplies, returns, then
from tests.theory import test_counts, test_front, test_grid, test_partition

correlated = test_counts.test_shocks_of_different_days_have_nothing_to_do_with_each_other
shocks = test_counts.test_shocks_from_outside_the_room_are_poisson
mean_rate = test_counts.test_strikes_come_at_the_stated_mean_rate_followers_included
clusters = test_counts.test_strikes_cluster_as_much_as_theory_says
inverse = test_counts.test_counts_are_the_inverse_of_the_poisson_distribution
balance = test_grid.test_supply_imports_aid_and_what_is_missing_add_up_to_demand
truce = test_grid.test_nobody_strikes_the_grid_in_a_truce
warmth = test_grid.test_warmer_weather_leaves_nobody_worse_served
repair = test_grid.test_damage_heals_by_its_share_a_day_when_nobody_strikes


@checks(test_front.test_the_land_falls_as_often_as_the_first_passage_law_says)
def falls_by_the_law() -> None:
    """The Monte Carlo check of the first passage law, run anew."""
    days = test_front.first_days_of_fall(60, test_front.WORLDS)
    test_front.test_the_land_falls_as_often_as_the_first_passage_law_says(60, days)


@checks(test_partition.test_an_ending_is_absorbing)
def absorbing() -> None:
    """The check that endings are absorbing, where talks are brittle."""
    brittle = baseline_with(*test_partition.SETTINGS["brittle talks"])
    test_partition.test_an_ending_is_absorbing(run(brittle, test_partition.WORLDS))


@checks(test_partition.test_a_world_has_a_reason_exactly_if_it_has_no_accord_by_the_deadline)
def reasons() -> None:
    """The check that a world has a reason or an accord."""
    baseline = run(baseline_with(), test_partition.WORLDS)
    test_partition.test_a_world_has_a_reason_exactly_if_it_has_no_accord_by_the_deadline(baseline)


@checks(test_partition.test_an_accord_is_a_package_and_nothing_else_is)
def packages() -> None:
    """The check that an accord is a package."""
    baseline = run(baseline_with(), test_partition.WORLDS)
    test_partition.test_an_accord_is_a_package_and_nothing_else_is(baseline)


def _wide_bridge(L0: Floats, L1: Floats, sigma: Floats) -> Floats:
    return np.exp(-np.maximum(L0, 0.0) * np.maximum(L1, 0.0) / (sigma * sigma))


def _forgets_aid(grid: Grid) -> None:
    grid.unserved = grid.unserved + grid.aid


def _loses_the_package(model: NegotiationModel) -> None:
    model.package = np.full_like(model.package, -1)


def _no_truce(self: Grid, day: int, truce: Any, *rest: Any) -> tuple[Any, ...]:
    return (self, day, truce & False, *rest)


def _always_near(self: Shocks, name: str, spec: Any, day: int, near: Any) -> tuple[Any, ...]:
    return self, name, spec, day, near | True


def _one_purpose(self: Noise, purpose: str, *rest: Any) -> tuple[Any, ...]:
    return (self, "one", *rest)


def _even_days(self: Noise, purpose: str, day: int, attempt: int) -> tuple[Any, ...]:
    return self, purpose, day - day % 2, attempt


FAULTS = [
    Fault("V9", "no bridge between the days", falls_by_the_law,
          (front, "crossing_probability", lambda L0, L1, sigma: np.zeros_like(L0))),
    Fault("V9", "a bridge of twice the variance", falls_by_the_law,
          (front, "crossing_probability", _wide_bridge)),
    Fault("V9", "the pace wanders off its mean",
          test_front.test_a_run_of_the_whole_model_takes_the_land_by_the_same_law,
          returns(chance, "reverting", lambda x: x + 0.1)),
    Fault("V10", "an accord is always near", partial(shocks, "assassinations", 20.0),
          gets(Shocks, "_spoilers", _always_near)),
    Fault("V10", "one draw serves all purposes of a day", correlated,
          gets(Noise, "_draw", _one_purpose)),
    Fault("V10", "each day repeats the day before it", correlated,
          gets(Noise, "_draw", _even_days)),
    Fault("V10", "followers come on top of the stated rate", mean_rate,
          returns(chance, "hawkes_step", lambda echo: 1.5 * echo)),
    Fault("V10", "the mean is right, but nothing follows from a wave", clusters,
          (chance, "hawkes_step", lambda echo, waves, branching, memory: echo)),
    Fault("V10", "at most one event a day", inverse,
          returns(chance, "count", lambda counts: np.minimum(counts, 1))),
    Fault("V11", "aid is sent and not counted", balance, then(Grid, "_serve", _forgets_aid)),
    Fault("V11", "a truce that nobody keeps", truce, gets(Grid, "_is_struck", _no_truce)),
    Fault("V11", "warmth asks for more power", warmth,
          then(Grid, "__init__", multiplies("per_degree", -1.0))),
    Fault("V11", "nothing is repaired", repair, then(Grid, "__init__", multiplies("repair", 0.0))),
    Fault("V12", "talks go on after the end", absorbing,
          (Day, "talking", property(lambda self: self.phase >= 0))),
    Fault("V12", "accords are forgotten when reasons are given", reasons,
          (why, "by_deadline", lambda trajectory: np.zeros(trajectory.worlds, dtype=bool))),
    Fault("V12", "a signed package is not kept", packages,
          then(NegotiationModel, "_sign", _loses_the_package)),
]  # fmt: skip
