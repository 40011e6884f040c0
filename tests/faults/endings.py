"""Faults in the grid and in how worlds end, and in what may not touch anything: V11, V12, V16."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from sim.agreement.standing import Standing
from sim.agreement.worth import Worth
from sim.going_on import GoingOn
from sim.model import NegotiationModel
from sim.processes.day import Day
from sim.processes.grid import Grid
from sim.processes.war import War
from sim.processes.war.fighter import Fighter
from sim.processes.weather import Weather
from sim.worlds import Floats, Ints, Noise
from tests.builders import baseline_with, run
from tests.faults.planting import Fault, checks, gets, multiplies, returns, then
from tests.faults.promises import from_a_stream
from tests.theory import (
    test_bargaining_range,
    test_grid,
    test_levers,
    test_off_switches,
    test_partition,
    test_shifts,
)

width = test_bargaining_range.test_the_range_is_as_wide_as_both_costs_of_one_expected_war
always = test_bargaining_range.test_without_optimism_there_is_always_something_to_agree_on
left = test_grid.test_nobody_goes_without_power_while_some_of_it_is_left
aid = test_grid.test_aid_takes_just_what_it_sends_off_the_deficit
frost = test_grid.test_a_degree_of_frost_costs_what_the_scenario_says
dark = test_grid.test_more_strikes_and_slower_repair_each_leave_more_people_in_the_dark
month = test_grid.test_hardship_is_the_deficit_of_about_the_last_month
seasons = test_grid.test_the_weather_goes_through_the_months_it_is_given
noticed = test_levers.test_a_lever_that_touches_something_is_seen_to
own_luck = test_levers.test_a_lever_on_one_process_leaves_the_luck_of_the_others_alone
unminded = test_off_switches.test_a_channel_nobody_minds_only_burdens_trust
kinds = test_partition.test_the_settings_between_them_reach_every_kind_of_ending
alone = test_shifts.test_a_constant_on_one_of_the_two_alone_does_change_things


def of_a_setting(check: Any, setting: str) -> Any:
    """A check of how worlds end, in worlds run anew."""

    @checks(check)
    def anew() -> None:
        check(run(baseline_with(*test_partition.SETTINGS[setting]), test_partition.WORLDS))

    return anew


declared = of_a_setting(
    test_partition.test_every_world_has_one_ending_out_of_those_declared, "baseline"
)
over = of_a_setting(test_partition.test_nobody_meets_where_it_is_over, "brittle talks")
land = of_a_setting(
    test_partition.test_land_that_fell_is_gone_and_land_that_did_not_is_held, "a front that runs"
)
fate = of_a_setting(test_partition.test_every_accord_has_one_scope_and_one_fate, "baseline")


def _cost(share: float) -> Any:
    kept = Fighter.burden
    return lambda self: kept(self) + share * self.cost


def _forgets_aid(grid: Grid) -> None:
    grid.unserved = grid.unserved + grid.aid


def _first_day(self: Weather, today: Day) -> tuple[Any, ...]:
    return self, replace(today, day=0)


def _always_minded(self: Worth, rows: Ints, resentment: Floats) -> Floats:
    return self.total[rows] - 0.05 * resentment[:, None]


def _all_there_is(self: GoingOn, *_: Any, **_how: Any) -> Standing:
    return Standing.here(tuple(np.ones_like(side.patience) for side in self.sides))


def _keeps_a_corner(war: War) -> None:
    war.held_area = np.maximum(war.held_area, 1.0)


def _loses_the_hazard(model: NegotiationModel) -> None:
    model.hazard = np.full_like(model.hazard, np.nan)


FAULTS = [
    Fault("V4", "war costs nothing, so there is nothing to share", width,
          (Fighter, "burden", _cost(1.0))),
    Fault("V4", "a costly war is a good one", always, (Fighter, "burden", _cost(2.0))),
    Fault("V11", "lines carry less than they can", left,
          then(Grid, "__init__", multiplies("import_cap", 0.9))),
    Fault("V11", "aid leaves the deficit as it was", aid, then(Grid, "_serve", _forgets_aid)),
    Fault("V11", "frost asks for more than is stated", frost,
          then(Grid, "__init__", multiplies("per_degree", 1.1))),
    Fault("V11", "strikes damage nothing", dark, then(Grid, "__init__", multiplies("mark", 0.0))),
    Fault("V11", "hardship looks back two months", month,
          then(Grid, "__init__", multiplies("memory", 2.0))),
    Fault("V11", "it is always the first day of the year's weather", seasons,
          gets(Weather, "step", _first_day)),
    Fault("levers", "the comparison is blind", noticed,
          (test_levers, "differences", lambda *_: [])),
    Fault("levers", "heavier strikes change everybody's luck", own_luck,
          (Noise, "uniform", from_a_stream)),
    Fault("V16", "a channel is always minded", unminded,
          (Worth, "at", _always_minded)),
    Fault("V12", "an ending that nobody declared", declared,
          returns(test_partition, "outcomes", lambda a: {**a, "outcome": a["outcome"] + 1})),
    Fault("V12", "fronts never reach the end", kinds,
          returns(War, "_move", lambda fallen: fallen & False)),
    Fault("V12", "dates are kept after the end", over,
          (NegotiationModel, "_live", property(lambda self: self.phase >= 0))),
    Fault("V12", "the last square kilometre is never lost", land,
          then(War, "_move", _keeps_a_corner)),
    Fault("V12", "nobody knows how long an accord will hold", fate,
          then(NegotiationModel, "_sign", _loses_the_hazard)),
    Fault("V14", "war is worth all there is to everybody", partial(alone, 0),
          (GoingOn, "standing", _all_there_is)),
]  # fmt: skip
