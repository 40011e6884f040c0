"""Faults in single equations, each seen by the check that states what the equation must give."""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy.special import gammaincinv, ndtr

from sim.theory import chance, concession, front, learning
from sim.theory.learning import Normal
from sim.worlds import Floats, Ints
from tests.faults.planting import Fault, checks, gets, returns
from tests.theory import test_concession, test_counts, test_front, test_learning

hasty = test_concession.test_a_side_that_disbelieves_the_deadline_goes_by_its_own_patience
boulware = test_concession.test_a_boulware_side_concedes_later_than_a_linear_one
curves = test_concession.test_every_curve_begins_at_k_ends_at_one_and_never_takes_a_concession_back
conceders = test_concession.test_conceders_meet_sooner_than_boulwares_in_the_talks_themselves
lonely = test_counts.test_strikes_without_followers_are_poisson
marks = test_counts.test_damage_of_several_waves_is_a_sum_of_gamma_marks
rate = test_counts.test_a_rate_holds_whether_it_is_asked_about_daily_or_not
anomaly = test_counts.test_a_wandering_anomaly_keeps_its_spread_and_its_memory
law = test_front.test_the_closed_form_is_the_inverse_gaussian_distribution
recedes = test_front.test_a_front_that_recedes_on_average_may_never_arrive
overflow = test_front.test_the_closed_form_survives_where_its_factors_overflow
bridge = test_front.test_a_path_between_two_days_touches_the_end_as_a_bridge_does
distance = test_front.test_open_ground_distance_is_the_time_a_front_of_unit_pace_takes
belt = test_front.test_a_belt_slows_linearly_from_its_edge_to_the_last_square_kilometre
censored = test_front.test_the_expected_share_taken_is_that_of_a_censored_normal_displacement
textbook = test_learning.test_the_variance_of_an_estimate_after_t_days_is_the_textbook_one
weighed = test_learning.test_both_sides_weigh_each_day_of_the_front_by_how_clearly_it_speaks
forgotten = test_learning.test_a_front_that_is_forgotten_as_fast_as_it_is_read_is_known_no_better
certain = test_learning.test_who_is_certain_learns_nothing_from_a_refusal


@checks(test_front.test_looking_at_the_front_at_night_only_would_miss_that_law)
def at_night() -> None:
    """The check of what nightly looks would miss, on fronts run anew."""
    days = test_front.first_days_of_fall(60, 10_000)
    test_front.test_looking_at_the_front_at_night_only_would_miss_that_law(days)


def _beta(theta: Floats, k: Floats, beta: Floats) -> Floats:
    return k + (1.0 - k) * theta**beta


def _above_one(theta: Floats, k: Floats, beta: Floats) -> Floats:
    return k + np.power(theta, 1.0 / beta)


def _deadline_only(kappa: Floats, elapsed: Floats, day: Floats, patience: Floats) -> Floats:
    return elapsed


def _one_mark(u: Floats, n: Ints, mean: Floats, shape: Floats) -> Floats:
    return n * gammaincinv(shape, u) * mean / shape


def _too_calm(x: Floats, sd: Floats, memory: Floats, z: Floats) -> Floats:
    keep = np.exp(-1.0 / memory)
    return keep * x + sd * (1.0 - keep) * z


def _first_term(L: Floats, mu: Floats, sigma: Floats, T: Floats) -> Floats:
    return ndtr((mu * T - L) / (sigma * np.sqrt(T)))


def _factors_apart(L: Floats, mu: Floats, sigma: Floats, T: Floats) -> Floats:
    with np.errstate(over="ignore", invalid="ignore"):
        factor = np.exp(2.0 * mu * L / (sigma * sigma))
        return _first_term(L, mu, sigma, T) + factor * ndtr((-L - mu * T) / (sigma * np.sqrt(T)))


def _wide_bridge(L0: Floats, L1: Floats, sigma: Floats) -> Floats:
    return np.exp(-L0 * L1 / (sigma * sigma))


def _at_its_edge(L: Floats, L_b: Floats, phi_min: Floats) -> Floats:
    return np.where(L_b <= L, 1.0, phi_min)


def _mean_only(m: Floats, v: Floats, sigma: Floats, H: Floats, room: Floats) -> Floats:
    return np.clip(m * H / room, 0.0, 1.0)


_HALF = gets(learning, "observe", lambda belief, seen, s2, q: (belief, seen, 0.5 * s2, q))
_NO_DECAY = gets(learning, "observe", lambda belief, seen, s2, q: (belief, seen, s2, 0.0 * q))
_MOVED = returns(learning, "refused", lambda belief: Normal(belief.mean + 0.01, belief.variance))

FAULTS = [
    Fault("V3", "who disbelieves the deadline goes by it", hasty,
          (test_concession, "perceived_clock", _deadline_only)),
    Fault("V3", "a Boulware side concedes like a conceder", boulware,
          (test_concession, "concession", _beta)),
    Fault("V3", "more than everything is conceded", partial(curves, 1.0),
          (test_concession, "concession", _above_one)),
    Fault("V3", "conceders hold out", conceders, (concession, "concession", _beta)),
    Fault("V10", "waves come in pairs", lonely, returns(chance, "count", lambda n: 2 * n)),
    Fault("V10", "waves of a day do the same damage", marks, (chance, "compound_gamma", _one_mark)),
    Fault("V10", "a rate is taken for a probability", rate,
          (chance, "within_a_day", lambda rate: rate)),
    Fault("V10", "an anomaly dies down", anomaly, (chance, "reverting", _too_calm)),
    Fault("V9", "the law forgets paths that came back", partial(law, 60.0),
          (front, "hitting_probability", _first_term)),
    Fault("V9", "a receding front never arrives", recedes,
          (front, "hitting_probability", _first_term)),
    Fault("V9", "nights would see as much as the law", at_night,
          (front, "hitting_probability", _first_term)),
    Fault("V9", "factors overflow apart", overflow, (front, "hitting_probability", _factors_apart)),
    Fault("V9", "paths between two days keep to a wider bridge", bridge,
          (front, "crossing_probability", _wide_bridge)),
    Fault("V9", "land in the belt is crossed like open ground", distance,
          (front, "open_ground_distance", lambda L, L_b, phi_min: L)),
    Fault("V9", "the belt slows all at once", belt, (front, "friction", _at_its_edge)),
    Fault("V9", "only the mean of a displacement counts", partial(censored, 8.0),
          (front, "expected_share_taken", _mean_only)),
    Fault("V6", "certainty grows too slowly", textbook,
          returns(learning, "observe", lambda b: Normal(b.mean, 1.001 * b.variance))),
    Fault("V6", "open ground speaks too clearly", weighed, _HALF),
    Fault("V6", "nothing is ever forgotten", forgotten, _NO_DECAY),
    Fault("V6", "the certain learn from a refusal", certain, _MOVED),
]  # fmt: skip
