"""Faults in what the parties want, believe and answer: V3, V4, V6, V13, V14, V16."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator
from sim.agreement.packages import Rows
from sim.agreement.worth import FairnessPart, Worth
from sim.processes.day import Day
from sim.processes.shocks import Shocks
from sim.processes.war import War
from sim.processes.war.fighter import Fighter
from sim.prospect import Prospect
from sim.theory import acceptance, bargaining, concession, learning
from sim.theory.acceptance import Logit, Threshold
from sim.theory.learning import Normal
from sim.theory.reservation import Demand, OptimalStopping
from sim.worlds import Floats, Ints
from tests.faults.planting import Fault, gets, returns, then
from tests.theory import (
    test_bargaining_range,
    test_concession,
    test_learning,
    test_off_switches,
    test_shifts,
    test_symmetry,
)

curve = test_concession.test_the_target_follows_the_published_curve_when_the_deadline_is_believed
patience = test_concession.test_a_side_that_believes_the_deadline_forgets_its_own_patience
range_ = test_bargaining_range.test_there_is_a_range_exactly_where_optimism_costs_less_than_war
costs = test_bargaining_range.test_a_costlier_war_never_closes_the_range_and_brings_more_accords
calibrated = test_learning.test_an_estimate_errs_as_much_as_it_admits
gap = test_learning.test_disagreement_shrinks_by_the_same_factor_as_the_variance
belt = test_learning.test_a_day_in_the_belt_says_less_about_open_ground
bayes = test_learning.test_a_refusal_moves_a_belief_as_bayes_rule_says
helps = test_learning.test_learning_brings_accords_where_only_optimism_stood_in_the_way
mirror = test_symmetry.test_with_luck_exchanged_a_mirrored_world_is_the_mirror_of_the_world
order = test_symmetry.test_it_does_not_matter_which_side_is_named_first
twins = test_symmetry.test_two_sides_of_a_kind_gain_alike
texts = test_symmetry.test_texts_between_two_sides_of_a_kind_do_not_lean
shift = test_shifts.test_a_constant_on_a_sides_packages_and_on_its_war_changes_nothing
off = test_off_switches.test_at_zero_the_model_is_the_model_without_it
never_brings = test_off_switches.test_switched_on_it_never_brings_accords
strong = test_off_switches.test_a_strong_dose_of_it_costs_accords
channel = test_off_switches.test_a_channel_that_never_closes_costs_accords


def _its_own_best(prospect: Prospect) -> Floats:
    valuation = prospect.valuation
    return bargaining.best(valuation.worth[prospect.own], valuation.signable)[1]


def _of_war_as_a_whole(demand: Demand) -> Demand:
    return demand._replace(target=1.02 * demand.target)


def _half_a_clock(kappa: Floats, elapsed: Floats, day: float, T: Floats) -> Floats:
    return np.clip(0.5 * elapsed + 0.5 * day / T, 0.0, 1.0)


def _certainty_never_grows(belief: Normal) -> Normal:
    return Normal(belief.mean, np.full_like(belief.mean, 2.5**2))


def _envy(sign: float, least: float) -> Any:
    def of(self: FairnessPart, rows: Rows) -> Floats:
        envy = bargaining.unequal_concession(self.own[rows], *(o[rows] for o in self.others))
        return -sign * (self.fairness + least)[rows][:, None] * envy

    return of


def _resentment_pleases(self: Worth, rows: Ints, resentment: Floats) -> Floats:
    return self.total[rows] + (self.exclusion[rows] * resentment)[:, None]


def _nobody_meets_in_secret(shocks: Shocks, today: Day) -> tuple[Any, ...]:
    shocks.meetings = 0 * shocks.meetings
    shocks.resentment = 0.0 * shocks.resentment
    return shocks, today


def _leans(*args: Any) -> tuple[Any, ...]:
    *rest, (first, second), must_allow = args
    return (*rest, [0.0 * first, 0.0 * second + 1.0], must_allow)


def _is_easily_pleased(self: Belligerent, value: Floats, *rest: Any) -> tuple[Any, ...]:
    return (self, value + 0.03 * (self.name == "ukraine"), *rest)


def _cost(share: float) -> Any:
    kept = Fighter.burden
    return lambda self: kept(self) + share * self.cost


def _spares_russians(war: War) -> None:
    war.fighters["russia"].killed_a_day = 0.0 * war.fighters["russia"].killed_a_day


def _other_surprise(share: float) -> Any:
    return lambda belief, seen, variance, q: (belief, seen, share * variance, q)


_SPEECH = gets(learning, "observe", _other_surprise(0.5))
_CLEAR_VIEW = gets(learning, "observe", _other_surprise(0.25))
_SCALE = returns(OptimalStopping, "demand", _of_war_as_a_whole)
_VALUES = gets(Threshold, "chance", lambda rule, value, *rest: (rule, 1.05 * value, *rest))
_EVEN = (Logit, "chance", lambda rule, value, target, s: np.full(value.shape, 0.05))

FAULTS = [
    Fault(
        "V3", "the exponent of the curve is beta, not 1/beta", partial(curve, 0),
        (concession, "concession", lambda theta, k, beta: k + (1.0 - k) * theta**beta),
    ),
    Fault("V3", "a side aims at its own best, whatever the other makes of it", partial(curve, 1),
          (Prospect, "best", property(_its_own_best))),
    Fault("V3", "own patience always counts", patience,
          (concession, "perceived_clock", _half_a_clock)),
    Fault("V4", "the cost of war is a gain", range_, (Fighter, "burden", _cost(2.0))),
    Fault("V4", "optimism is forgotten", range_,
          (Fighter, "expected_drift", lambda self, left: self.belief.mean)),
    Fault("V4", "war costs nothing", partial(costs, "russia"),
          (Fighter, "burden", _cost(1.0))),
    Fault("V4", "answers do not depend on what is offered", partial(costs, "ukraine"), _EVEN),
    Fault("V6", "a day of the front is believed too much", calibrated, _SPEECH),
    Fault("V6", "estimates move, certainty never grows", gap,
          returns(learning, "observe", _certainty_never_grows)),
    Fault("V6", "friction does not blur the view of the front", belt, _CLEAR_VIEW),
    Fault("V6", "a logit is taken for a probit", partial(bayes, 0.06, 0.05),
          (acceptance, "PROBIT_FOR_LOGIT", 1.0)),
    Fault("V6", "nobody learns from the front", helps,
          (learning, "observe", lambda belief, *_: belief)),
    Fault("V13", "only one side's people die", mirror, then(War, "__init__", _spares_russians)),
    Fault("V13", "bias goes to the second seat", order,
          (Mediator, "weights", lambda self, rows, sides: [1 - self.bias[rows], self.bias[rows]])),
    Fault("V13", "one side is easier to please", twins,
          gets(Belligerent, "accepts", _is_easily_pleased)),
    Fault("V13", "an even mediator thinks of one side only", texts,
          gets(Mediator, "propose", _leans)),
    Fault("V14", "targets are a share of war's value", partial(shift, 0, 0.4375), _SCALE),
    Fault("V14", "answers look at values, not surpluses", partial(shift, 1, 0.4375), _VALUES),
    Fault("V16", "unequal concessions please", partial(strong, "fairness"),
          (FairnessPart, "of", _envy(-1.0, 0.0))),
    Fault("V16", "unequal concessions please twice", partial(never_brings, "fairness"),
          (FairnessPart, "of", _envy(-2.0, 0.0))),
    Fault("V16", "envy is never quite off", partial(off, "fairness"),
          (FairnessPart, "of", _envy(1.0, 0.01))),
    Fault("V16", "what is born behind one's back pleases", partial(strong, "exclusion"),
          (Worth, "at", _resentment_pleases)),
    Fault("V16", "nobody meets behind anybody's back", channel,
          gets(Shocks, "_tell", _nobody_meets_in_secret)),
]  # fmt: skip
