"""Faults in the rules by which parties decide."""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy.special import expit

from sim.theory import bargaining, learning
from sim.theory.acceptance import Logit, Threshold
from sim.theory.learning import Heard, Mind, Probit, Unmoved
from sim.theory.proposal import Egalitarian, LogYes, Nash, TradeOff
from sim.theory.reservation import Demand, Fearon, Rubinstein, Seen
from sim.worlds import Bools, Floats, Ints
from tests.faults.planting import Fault, returns
from tests.theory import test_rules

half = test_rules.test_by_the_logit_a_text_at_its_target_is_accepted_half_the_time
twin = test_rules.test_the_probit_that_others_take_a_logit_for_is_near_it
exactly = test_rules.test_by_the_threshold_a_text_is_accepted_exactly_where_it_is_worth_the_target
cut = test_rules.test_an_answer_without_noise_cuts_the_belief_off
finite = test_rules.test_no_refusal_however_surprising_makes_a_belief_infinite
nobody = test_rules.test_by_fearons_rule_nobody_holds_out
in_turn = test_rules.test_by_rubinsteins_rule_two_demands_are_those_of_offers_in_turn
unmoved = test_rules.test_who_is_unmoved_believes_at_last_what_it_believed_at_first
best = test_rules.test_nash_takes_the_largest_product_and_the_egalitarian_the_largest_smaller_gain
weighted = test_rules.test_by_the_egalitarian_rule_gains_follow_the_weights
other = test_rules.test_another_rule_of_proposal_tables_other_texts
kind = test_rules.test_a_party_offers_what_the_others_like_most_of_what_meets_its_target


def _cooler(rule: Logit, value: Floats, target: Floats, noise: Floats) -> Floats:
    answer: Floats = expit((value - target) / (2 * noise))
    return answer


def _without_a_wait(demand: Demand) -> Demand:
    return demand._replace(target=0.2 + 0.5 * demand.claim)


def _strictly(rule: Threshold, value: Floats, target: Floats, noise: Floats) -> Floats:
    return np.where(value >= target + 0.02, 1.0, 0.0)


def _a_little_more(rule: Fearon, seen: Seen) -> Demand:
    more = seen.going_on + 0.01
    return Demand(more, seen.best, seen.aspiration, np.ones_like(more))


def _moves(rule: Unmoved, mind: Mind, heard: Heard) -> Mind:
    return Probit().hear(mind, heard)


def _smallest(rule: Egalitarian, gains: list[Floats], weights: list[Floats]) -> Floats:
    return np.where(
        (gains[0] > 0) & (gains[1] > 0), bargaining.smaller_gain(*gains), bargaining.NOTHING
    )


def _sum(rule: Nash, gains: list[Floats], weights: list[Floats]) -> Floats:
    return np.where((gains[0] > 0) & (gains[1] > 0), gains[0] + gains[1], bargaining.NOTHING)


def _greedy(
    rule: TradeOff, own: Floats, others: list[Floats], demand: Floats, log_yes: LogYes, may: Bools
) -> Ints:
    return np.where(may, own, -np.inf).argmax(axis=1)


_UNBOUNDED = returns(learning, "_hazard", lambda hazard: np.where(hazard > 99, np.inf, hazard))

FAULTS = [
    Fault("rules", "noise counts double", half, (Logit, "chance", _cooler)),
    Fault("rules", "a logit is blurred like a probit of its own scale", twin,
          (Logit, "blur", lambda rule, noise: noise)),
    Fault("rules", "a text must be better than the target", exactly,
          (Threshold, "chance", _strictly)),
    Fault("rules", "a sharp answer is read as a noisy one", cut,
          (Threshold, "blur", lambda rule, noise: 3 * noise)),
    Fault("rules", "a surprise is endless", partial(finite, 0.04, 0.0, 1e6), _UNBOUNDED),
    Fault("rules", "a little more than going on is asked for", nobody,
          (Fearon, "demand", _a_little_more)),
    Fault("rules", "who waits for its turn loses nothing by it", partial(in_turn, True),
          returns(Rubinstein, "demand", _without_a_wait)),
    Fault("rules", "who is unmoved is moved", partial(unmoved, "unmoved"),
          (Unmoved, "hear", _moves)),
    Fault("rules", "sums of gains are taken for products", best, (Nash, "score", _sum)),
    Fault("rules", "weights are forgotten", weighted, (Egalitarian, "score", _smallest)),
    Fault("rules", "one rule of proposal goes by two names", other,
          (Egalitarian, "score", Nash.score)),
    Fault("rules", "a party offers what it likes most itself", kind,
          (TradeOff, "choose", _greedy)),
]  # fmt: skip
