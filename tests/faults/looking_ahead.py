"""Faults in how parties look ahead: stopping, offers, bounds of beliefs, renewed war."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from sim.agreement import valuation
from sim.agreement.renewal import Renewal
from sim.theory import bargaining, durability, reach, stopping
from sim.theory.learning import Bounds, Heard, Mind, Normal
from sim.theory.proposal import ExpectedNash, RiskReturn
from sim.theory.stopping import held_out_for
from sim.theory.truncated import Truncated
from sim.worlds import Floats, Ints
from tests.agreement import test_renewal, test_settling
from tests.faults.planting import Fault, Patch, gets, returns
from tests.theory import test_bounds, test_offers, test_stopping

induction = test_stopping.test_the_share_held_out_for_is_that_of_backward_induction
fixed = test_stopping.test_where_nothing_ever_ends_the_talks_one_date_more_changes_nothing
mccall = test_stopping.test_the_reservation_of_an_endless_search_is_mccalls
periods = test_stopping.test_a_search_in_short_periods_comes_as_near_as_they_are_short
earns = test_stopping.test_a_party_earns_what_it_holds_out_for_and_less_by_any_other_share
signs = test_stopping.test_more_is_held_out_for_where_waiting_brings_more_or_costs_less
endless = test_stopping.test_with_more_dates_to_come_the_share_nears_that_of_an_endless_search
last = test_stopping.test_with_no_date_to_come_what_comes_last_is_all
within = test_stopping.test_a_share_is_one_of_what_can_be_hoped_for
power = test_stopping.test_without_a_temperament_power_is_what_the_writer_of_the_text_gives
optimists = test_stopping.test_two_whose_powers_sum_to_more_than_one_are_optimistic
known = test_stopping.test_who_knows_what_the_others_need_reaches_for_the_best_that_they_would_sign
nodes = test_stopping.test_what_is_in_reach_is_a_mean_over_five_nodes_for_each_of_the_others
weights = test_stopping.test_one_text_is_open_as_often_as_the_nodes_below_it_weigh
more_texts = test_stopping.test_more_texts_that_may_be_signed_never_leave_less_in_reach
no_text = test_stopping.test_where_nothing_may_be_signed_nothing_is_in_reach

expected = test_offers.test_an_offer_is_worth_most_over_the_demand_times_the_chance_of_every_yes
settles = test_offers.test_nobody_offers_less_than_it_demands_and_nothing_where_nothing_meets_that
refused = test_offers.test_nothing_is_offered_that_would_surely_be_refused
pie = test_offers.test_what_is_asked_of_a_pie_trades_off_risk_and_return
certainty = test_offers.test_the_more_certain_it_is_the_less_it_leaves_above_what_the_other_needs
demands = test_offers.test_who_demands_more_asks_for_more
alone = test_offers.test_alone_at_the_table_no_side_offers_less_than_it_demands
product = test_offers.test_a_mediator_tables_the_largest_expected_nash_product
nash = test_offers.test_who_is_certain_tables_the_nash_solution_of_what_all_accept
doubt = test_offers.test_a_text_that_is_believed_to_be_refused_is_not_kept_from_the_table_for_ever

moments = test_bounds.test_between_two_bounds_a_normal_law_has_the_textbook_mean_and_variance
tail = test_bounds.test_where_a_tail_weighs_next_to_nothing_its_nearer_end_is_believed
between = test_bounds.test_a_belief_lies_between_its_bounds_however_near_they_are
likely = test_bounds.test_a_yes_is_believed_as_likely_as_the_law_between_the_bounds_has_it
surprise = test_bounds.test_an_answer_is_believed_however_surprising_it_is
before = test_bounds.test_before_any_answer_a_belief_is_the_one_it_began_with
twice = test_bounds.test_the_same_text_answered_twice_teaches_nothing_new
order = test_bounds.test_in_which_order_answers_are_heard_does_not_matter
less_doubt = test_bounds.test_every_answer_that_says_more_leaves_less_doubt
mirror = test_bounds.test_a_yes_is_the_mirror_image_of_a_no
not_asked = test_bounds.test_a_world_in_which_nobody_was_asked_learns_nothing
certain = test_bounds.test_who_is_certain_has_nothing_to_learn_from_true_answers
calibrated = test_bounds.test_a_belief_is_right_on_average_and_errs_as_much_as_it_admits
so_often = test_bounds.test_of_texts_believed_to_be_accepted_so_often_so_many_are
truth = test_bounds.test_in_talks_without_noise_nobody_comes_to_rule_out_the_truth

response = test_renewal.test_the_hazard_is_the_mean_of_what_each_side_would_make_it
rises = test_renewal.test_the_hazard_rises_with_what_either_side_gains_by_war
packages = test_renewal.test_the_hazard_of_every_package_follows_from_who_would_gain_by_breaking_it
shifted = test_renewal.test_a_war_renewed_is_worth_todays_less_the_shift_and_without_the_pressure
ceded = test_renewal.test_a_war_renewed_after_a_withdrawal_is_not_fought_for_the_land_again
tempts = test_renewal.test_from_the_new_line_the_giver_expects_less_of_war_and_the_receiver_more
first = test_settling.test_what_ends_an_accord_first_decides_whether_it_holds
nash_later = test_settling.test_what_is_settled_is_nashs_solution_from_the_ceasefire
settled = test_settling.test_an_accord_is_worth_its_time_and_that_of_what_ends_it
open_alone = test_settling.test_only_what_leaves_claims_open_is_settled_later
time = test_renewal.test_an_accord_is_worth_its_discounted_time_and_that_of_the_war_that_ends_it


def waiting(**other: Any) -> Patch:
    """Whoever waits reckons with other numbers, by their names."""

    def held_out(*args: Floats) -> Floats:
        names = ("dates", "last", "most", "chance", "cost", "impatience")
        given = dict(zip(names, args, strict=True))
        return held_out_for(**given | {k: change(given[k]) for k, change in other.items()})

    return stopping, "held_out_for", held_out


def _nothing(x: Floats) -> Floats:
    return 0.0 * x


def _in_reach(needs: Any = list, may: Any = np.array) -> Patch:
    return gets(
        reach,
        "in_reach",
        lambda own, others, going_on, needed, signed: (
            own, others, going_on, needs(needed), may(signed),
        ),
    )  # fmt: skip


def _as_sure(needs: list[Normal]) -> list[Normal]:
    return [Normal(need.mean, 0.0 * need.variance) for need in needs]


def _needs_nothing(needs: list[Normal]) -> list[Normal]:
    return [Normal(need.mean - 1e6, need.variance) for need in needs]


def _offers(chances: float = 1.0, demand: float = 0.0) -> Patch:
    """Whoever offers counts chances otherwise, and demands so much more."""

    def otherwise(rule: Any, own: Any, others: Any, least: Floats, log_yes: Any, may: Any) -> Any:
        def counted(row: Ints, package: Ints) -> list[Floats]:
            told = log_yes(row, package)
            return [chances * each if chances else np.zeros(row.size) for each in told]

        return rule, own, others, least + demand, counted, may

    return gets(RiskReturn, "choose", otherwise)


def _adds_up(rule: Bounds, mind: Mind, heard: Heard) -> tuple[Any, ...]:
    return rule, mind._replace(first=Normal(mind.error, mind.variance)), heard


def _unheard(mind: Mind) -> Mind:
    nothing = np.full(mind.above.shape, np.inf)
    return mind._replace(above=-nothing, below=nothing)


_NO_CERTAINTY = returns(Truncated, "moments", lambda found: (found[0], 1.1 * found[1]))
_OFF_BOUNDS = returns(Truncated, "moments", lambda found: (found[0] + 0.1, found[1]))
_BETTER = gets(
    Bounds, "log_yes", lambda rule, mind, target, value, *rest: (
        rule, mind, target, value + 0.01, *rest,
    ),
)  # fmt: skip
_FORGETFUL = gets(Bounds, "log_yes", lambda rule, mind, *rest: (rule, _unheard(mind), *rest))
_DEAF_TO_YES = gets(
    Bounds, "hear", lambda rule, mind, heard: (
        rule, mind, heard._replace(yes=np.zeros_like(heard.yes)),
    ),
)  # fmt: skip
_SILENCE = gets(
    Bounds, "hear", lambda rule, mind, heard: (rule, mind, heard._replace(no=~heard.yes))
)
_MISHEARD = gets(
    Bounds, "hear", lambda rule, mind, heard: (
        rule, mind, heard._replace(no=heard.yes, yes=heard.no),
    ),
)  # fmt: skip


def _as_today(renewal: Renewal, party: str, rows: Ints, war: Floats, line: Floats) -> Floats:
    return renewal.kinds.spread(war[:, None] + 0.0 * renewal.shift[rows])


def _open_all(worths: Any, signable: Any, claims_open: Any) -> tuple[Any, ...]:
    return worths, signable, np.arange(claims_open.size) % 2 == 0


def _moves_the_line(times: float) -> Patch:
    return gets(
        Renewal, "war_after", lambda own, party, rows, war, line: (
            own, party, rows, war, times * line,
        ),
    )  # fmt: skip


def _untempted(h: Floats, temptation: Floats, gains: Any) -> tuple[Any, ...]:
    return h, 0.0 * temptation, gains


FAULTS = [
    Fault("stopping", "waiting costs nothing", induction, waiting(cost=_nothing)),
    Fault("stopping", "waiting costs twice as much", fixed, waiting(cost=lambda k: 2.0 * k)),
    Fault("stopping", "an endless search costs nothing", partial(mccall, 0.4, 0.3, 0.01),
          waiting(cost=_nothing)),
    Fault("stopping", "what comes late is worth as much",
          partial(periods, (6.0, 0.0, 0.6, 0.4, 0.005, 0.02)), waiting(impatience=_nothing)),
    Fault("stopping", "who waits forgets what it costs",
          partial(earns, (6.0, 0.05, 0.6, 0.4, 0.005, 0.02)), waiting(cost=_nothing)),
    Fault("stopping", "costs change nothing", partial(signs, "cost", -1), waiting(cost=_nothing)),
    Fault("stopping", "talks are taken to be endless", endless,
          waiting(dates=lambda n: np.full_like(n, np.inf))),
    Fault("stopping", "what comes last is worth nothing", last, waiting(last=_nothing)),
    Fault("stopping", "more than can be hoped for is held out for", within,
          returns(stopping, "held_out_for", lambda share: 1.01 * share)),
    Fault("stopping", "the weight counts twice", power,
          gets(stopping, "bargaining_power", lambda a, w: (a, w**2))),
    Fault("stopping", "nobody hopes for more than half", optimists,
          returns(stopping, "bargaining_power", lambda most: np.minimum(most, 0.5))),
    Fault("reach", "the others need nothing", partial(known, 1), _in_reach(needs=_needs_nothing)),
    Fault("reach", "a belief is taken for its mean", partial(nodes, 1), _in_reach(needs=_as_sure)),
    Fault("reach", "a doubtful text is open or not", weights, _in_reach(needs=_as_sure)),
    Fault("reach", "what may not be signed is reached for", more_texts,
          _in_reach(may=np.logical_not)),
    Fault("reach", "anything may be signed", no_text, _in_reach(may=np.ones_like)),
    Fault("offers", "who offers forgets that it may be refused", partial(expected, 1),
          _offers(chances=0.0)),
    Fault("offers", "who offers settles for less than it demands", settles,
          _offers(demand=-0.1)),
    Fault("offers", "even what is surely refused is offered", refused, _offers(chances=0.0)),
    Fault("offers", "who offers minds risk twice", partial(pie, 0.4, 0.1, 0.0),
          _offers(chances=2.0)),
    Fault("offers", "doubt makes nobody careful", certainty, _offers(chances=0.0)),
    Fault("offers", "all offer as if they demanded the same", demands,
          gets(RiskReturn, "choose", lambda rule, own, others, least, *rest: (
              rule, own, others, 0.0 * least, *rest,
          ))),
    Fault("offers", "a side alone offers less than it demands", alone, _offers(demand=-0.1)),
    Fault("offers", "a mediator doubts half of what it believes", partial(product, 2),
          (ExpectedNash, "doubt", 0.5)),
    Fault("offers", "a mediator tables what one would refuse", partial(nash, 2),
          (ExpectedNash, "doubt", 0.5)),
    Fault("offers", "a mediator never doubts", doubt, (ExpectedNash, "doubt", 1e-9)),
    Fault("bounds", "a cut law is too broad", partial(moments, -0.4, 0.7), _NO_CERTAINTY),
    Fault("bounds", "a thin tail is believed in", partial(tail, 7.5), _OFF_BOUNDS),
    Fault("bounds", "a belief leaves its bounds", partial(between, 0.0), _OFF_BOUNDS),
    Fault("bounds", "texts look better than they are", partial(likely, -0.4, 0.7), _BETTER),
    Fault("bounds", "what was answered is forgotten", partial(surprise, 8.0), _FORGETFUL),
    Fault("bounds", "texts look better before any answer", before, _BETTER),
    Fault("bounds", "every answer is news", twice, gets(Bounds, "hear", _adds_up)),
    Fault("bounds", "the last answer counts most", order, gets(Bounds, "hear", _adds_up)),
    Fault("bounds", "only a no is heard", less_doubt, _DEAF_TO_YES),
    Fault("bounds", "a yes is no no turned round", partial(mirror, 0.05), _DEAF_TO_YES),
    Fault("bounds", "silence is a no", not_asked, _SILENCE),
    Fault("bounds", "the certain doubt", certain, _BETTER),
    Fault("bounds", "beliefs lean where no yes is heard",
          partial(calibrated, 5, test_bounds.anywhere), _DEAF_TO_YES),
    Fault("bounds", "chances are those before any answer", partial(so_often, 5), _FORGETFUL),
    Fault("bounds", "a no is heard as a yes", partial(truth, ()), _MISHEARD),
    Fault("renewal", "nobody is tempted", response,
          gets(test_renewal, "chosen_hazard", _untempted)),
    Fault("renewal", "nobody is tempted to break any package", packages,
          gets(durability, "chosen_hazard", _untempted)),
    Fault("renewal", "only one side is asked", rises,
          gets(test_renewal, "chosen_hazard", lambda h, t, gains: (h, t, gains[:1]))),
    Fault("renewal", "power does not shift", shifted,
          (Renewal, "war_after", _as_today)),
    Fault("renewal", "what was ceded is fought over again", partial(ceded, 0, 0.0),
          _moves_the_line(0.0)),
    Fault("renewal", "who receives land stakes it again", partial(ceded, 1, 1.0),
          _moves_the_line(0.0)),
    Fault("renewal", "who gave land up fights for it the harder", tempts, _moves_the_line(-1.0)),
    Fault("renewal", "an accord is worth what it is worth today", time,
          returns(Renewal, "share_after", _nothing)),
    Fault("settling", "a settlement takes nothing from the danger of war", partial(first, 0.3, 0.2),
          (test_settling, "holding", lambda h, s, years: np.exp(-years * h))),
    Fault("settling", "what is settled is the worst that both would rather have", nash_later,
          gets(bargaining, "best", lambda score, allowed: (-score, allowed))),
    Fault("settling", "what is settled may be worse for both", nash_later,
          gets(bargaining, "best", lambda score, allowed: (score, np.ones_like(allowed)))),
    Fault("settling", "nobody looks ahead to a settlement", settled,
          returns(Renewal, "share_after", _nothing)),
    Fault("settling", "all accords are settled later", open_alone,
          gets(valuation, "settlements", _open_all)),
    Fault("settling", "what nobody may sign is settled all the same", nash_later,
          gets(valuation, "settlements", lambda worths, may, open_: (
              worths, np.ones_like(may), open_,
          ))),
]  # fmt: skip
