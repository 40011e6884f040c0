"""Faults in what comes from outside: sanctions, and backers that bring more than relief."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from sim.processes.sanctions import Sanctions, bite
from sim.processes.sanctions import process as sanctions
from sim.processes.war import process as war
from sim.processes.war.fighter import Fighter
from sim.worlds import Floats
from tests.faults.planting import Fault, gets, multiplies, returns, then
from tests.processes import test_backing, test_sanctions

closed_form = partial(
    test_sanctions.test_the_closed_form_is_the_sum_of_small_steps, 1.0, 1000.0, 100.0
)
foreseen = test_sanctions.test_going_on_costs_what_is_foreseen_as_far_as_it_is_believed
a_day = test_sanctions.test_a_day_costs_by_its_age_and_nothing_before_or_after


def _for_ever(self: Sanctions, day: int) -> int:
    return 1 + max(0, day)


def _no_matter_when(self: Sanctions, party: str, day: int) -> tuple[Any, ...]:
    return self, party, 144


def _lasts(self: Sanctions) -> None:
    self.days, self.on = self.days + ~self.on, np.ones_like(self.on)


def _fools(self: Sanctions) -> None:
    self.believed = np.ones_like(self.believed) - self.believed


def _never_heard_of(terms: dict[str, Floats]) -> dict[str, Floats]:
    return {name: 0.0 * term for name, term in terms.items()}


def _the_other_way(drift: Floats, helpers: Any, holder: str) -> tuple[Any, ...]:
    return drift, helpers, "russia"


def _whom_it_does_not_help(helpers: Any, party: str) -> tuple[Any, ...]:
    return helpers, {"ukraine": "russia", "russia": "ukraine"}[party]


def _gains(fighter: Fighter) -> None:
    fighter.cost = -fighter.cost


FAULTS = [
    Fault("sanctions", "they bite at once", closed_form,
          (bite, "_faded", lambda n, days, T: days * np.exp(-n / T))),
    Fault("sanctions", "nobody ever adapts", test_sanctions.test_they_build_up_and_are_adapted_to,
          (test_sanctions, "bite", lambda n, B, A: bite.bite(n, B, 1e9 * A))),
    Fault("sanctions", "they are foreseen by whoever is blind",
          test_sanctions.test_nobody_that_sees_less_far_reckons_with_them_yet,
          then(Sanctions, "__init__", multiplies("ahead", 2.0))),
    Fault("sanctions", "a threat is believed where it is not", partial(foreseen, 100),
          then(Sanctions, "__init__", _fools)),
    Fault("sanctions", "a deed is doubted as the threat was", partial(foreseen, 204),
          returns(Sanctions, "terms", lambda terms: {k: 0.4 * v for k, v in terms.items()})),
    Fault("sanctions", "a threat is as far off as ever",
          test_sanctions.test_the_threat_grows_as_its_day_comes_near,
          gets(Sanctions, "terms", _no_matter_when)),
    Fault("sanctions", "everybody pays",
          test_sanctions.test_a_party_that_bears_no_cost_has_no_term,
          (Sanctions, "terms", lambda self, party, day: {"sanctions": -self.ahead})),
    Fault("sanctions", "an accord lifts nothing", a_day, then(Sanctions, "step", _lasts)),
    Fault("sanctions", "what a day costs is nobody's",
          test_sanctions.test_a_day_without_an_accord_costs_what_war_and_sanctions_do,
          returns(Sanctions, "cost_a_day", lambda cost: 0.0 * cost)),
    Fault("sanctions", "they are as old as the world",
          test_sanctions.test_sanctions_already_in_force_have_their_age_at_the_start,
          (Sanctions, "age", _for_ever)),
    Fault("sanctions", "they are counted after an accord",
          test_sanctions.test_days_of_sanctions_end_with_an_accord_and_with_nothing_else,
          then(Sanctions, "step", _lasts)),
    Fault("sanctions", "what costs nothing costs something",
          test_sanctions.test_what_costs_nothing_changes_nothing,
          returns(Sanctions, "terms", lambda terms: {k: v - 0.1 for k, v in terms.items()})),
    Fault("sanctions", "a threat that moves nobody",
          test_sanctions.test_sanctions_believed_bring_accords_before_they_begin,
          returns(Sanctions, "terms", _never_heard_of)),
    Fault("sanctions", "a bite that moves nobody",
          test_sanctions.test_sanctions_that_nobody_believed_in_bring_accords_once_they_bite,
          returns(Sanctions, "terms", _never_heard_of)),
    Fault("sanctions", "who adapts bears as much",
          test_sanctions.test_sanctions_that_are_adapted_to_at_once_bring_fewer,
          (sanctions, "bitten", lambda n, days, B, A: bite.bitten(n, days, B, 1e9 + 0.0 * A))),
    Fault("backing", "nothing comes of nothing",
          test_backing.test_a_backer_that_brings_nothing_to_the_war_changes_nothing,
          gets(war, "drift_with_arms", lambda d, h, holder: (d + 0.1 * (len(h) > 2), h, holder))),
    Fault("backing", "arms help the other side",
          test_backing.test_arms_move_the_front_in_favour_of_whom_they_help,
          gets(war, "drift_with_arms", _the_other_way)),
    Fault("backing", "arms lie in depots",
          test_backing.test_arms_for_the_holder_are_a_slower_front,
          (war, "drift_with_arms", lambda drift, helpers, holder: drift)),
    Fault("backing", "one backer is as good as two",
          partial(test_backing.test_who_is_steadied_must_give_way_less_often_as_both_believe,
                  "ukraine"),
          returns(war, "shaken", lambda left: np.maximum(left, 0.4))),
    Fault("backing", "the other side is steadied",
          test_backing.test_europe_steady_behind_ukraine_leaves_russia_less_to_hope_for,
          gets(war, "shaken", _whom_it_does_not_help)),
    Fault("backing", "nobody sees the arms",
          test_backing.test_arms_for_ukraine_leave_russia_less_to_expect,
          (war, "drift_with_arms", lambda drift, helpers, holder: drift)),
    Fault("backing", "cost carried weighs on whom it is taken from",
          test_backing.test_europe_carrying_cost_makes_ukraine_hold_out_for_more,
          then(Fighter, "__init__", _gains)),
    Fault("backing", "arms speed up whom they should slow",
          test_backing.test_a_front_that_is_slowed_takes_less_land,
          gets(war, "drift_with_arms", _the_other_way)),
    Fault("backing", "who is steadied gives way as often",
          test_backing.test_who_has_less_to_hope_from_war_signs_more,
          (war, "shaken", lambda helpers, party: 1.0)),
]  # fmt: skip
