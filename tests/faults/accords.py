"""Faults in points of theory, in what an accord lasts, in votes at home, and in breaks of talks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from sim.agents.belligerent import Belligerent
from sim.agents.veto import VetoPlayer
from sim.processes.talks import Relations
from sim.theory import bargaining, durability
from sim.worlds import Bools, Floats
from tests.faults.planting import Fault, gets, multiplies, then
from tests.theory import test_accords, test_breaks, test_solutions

pie = test_solutions.test_the_nash_point_of_a_pie_gives_each_side_its_weight
kink = test_solutions.test_the_three_points_of_a_kinked_set_are_those_on_paper
units = test_solutions.test_only_the_egalitarian_point_depends_on_the_units_of_utility
nowhere = test_solutions.test_no_point_lies_where_a_side_would_rather_fight
asked = test_accords.test_the_staying_power_asked_for_is_what_makes_an_accord_hold_as_long
haste = test_accords.test_guarantees_lengthen_a_peace_and_haste_shortens_it
law = test_accords.test_war_returns_after_a_time_that_is_exponential
coins = test_accords.test_as_many_accords_hold_as_their_probabilities_say
vote = test_accords.test_a_vote_passes_as_often_as_polls_and_their_spread_say
pressure = test_accords.test_pressure_makes_going_on_worth_less_and_accords_more_frequent
both_rates = test_breaks.test_as_many_talks_are_broken_off_as_both_rates_say
spells = test_breaks.test_what_is_broken_off_takes_the_stated_time_to_resume
calms = test_breaks.test_trust_keeps_talks_together_by_its_factor


def _of_sizes(gains: Sequence[Floats], weights: Sequence[float]) -> Floats:
    first, second = (w * np.log(np.abs(g - 1e-9)) for w, g in zip(weights, gains, strict=True))
    return first + second


def _not_relative(gains: Sequence[Floats], inside: Bools) -> Floats:
    return np.where(inside, np.minimum(*gains), -np.inf)


_OTHERS_WEIGHT = gets(
    bargaining, "log_nash_product", lambda gains, weights: (gains, list(reversed(weights)))
)
_NO_HASTE = gets(
    durability, "hazard_reduction_needed", lambda h0, haste, p, T: (h0, 0.0 * haste, p, T)
)
_SLOWLY = then(Relations, "__init__", multiplies("resume_rate", 0.5))

FAULTS = [
    Fault("points", "each side has the other's weight", partial(pie, 0.2), _OTHERS_WEIGHT),
    Fault("points", "the better-off side is looked at", kink,
          (bargaining, "smaller_gain", np.maximum)),
    Fault("points", "gains are not relative to the ideal", units,
          (bargaining, "kalai_smorodinsky", _not_relative)),
    Fault("points", "two losses make a product", nowhere,
          (bargaining, "log_nash_product", _of_sizes)),
    Fault("accords", "what is asked for forgets haste", asked, _NO_HASTE),
    Fault("accords", "haste makes peace last", haste,
          gets(durability, "hazard_of_war", lambda h0, staying, haste: (h0, staying, -haste))),
    Fault("accords", "war returns within a term", law,
          (durability, "renewal_time", lambda u, hazard: 2.0 * u / hazard)),
    Fault("accords", "war returns sooner than is told", coins,
          gets(durability, "renewal_time", lambda u, hazard: (u, 1.5 * hazard))),
    Fault("accords", "votes are tossed like coins", partial(vote, 0.55, 0.5),
          (VetoPlayer, "says_yes", lambda self, rows, package: rows % 2 == 0)),
    Fault("accords", "pressure makes going on worth more", pressure,
          then(Belligerent, "__init__", multiplies("pressure", -1.0))),
    Fault("breaks", "talks resume at half the rate", partial(both_rates, 119), _SLOWLY),
    Fault("breaks", "breaks last twice as long", spells, _SLOWLY),
    Fault("breaks", "trust breaks talks off", partial(calms, 0.6),
          then(Relations, "__init__", multiplies("trust_calms", -1.0))),
]  # fmt: skip
