"""Faults in what is asked of a run: who is to blame, how good a forecast was, what has happened."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from sim.analysis.calibrating import ranks
from sim.analysis.conditioning.events import Happened
from sim.analysis.explaining import shapley
from sim.analysis.explaining.worlds import Shift
from sim.analysis.postures import game
from sim.analysis.postures.game import Gain, Game, Profile
from sim.analysis.postures.payoffs import Ledger, brought
from sim.analysis.scoring import scores
from sim.meetings.accounts import Answer
from sim.report.diary import diary
from sim.report.diary.plain import refusals
from sim.scenario import Scenario
from sim.simulation import simulate
from sim.statistics import LeftOut
from sim.trajectory import Trajectory
from sim.worlds import Bools, Floats
from tests.analysis import (
    test_calibrating,
    test_conditioning,
    test_explaining,
    test_games,
    test_postures,
    test_scoring,
    test_search,
)
from tests.builders import SHORT, baseline_with
from tests.faults.planting import Fault, checks, gets, returns
from tests.report import test_story

ANY = 0  # trial
TWO, THREE = 0, 1  # trials in which a question has so many answers


@checks(test_story.test_the_largest_loss_comes_first)
def refusals_are_told() -> None:
    test_story.check_the_largest_loss_comes_first(diary(baseline_with(), 1, 34))


def _the_last_alone(self: Happened, trajectory: Trajectory) -> Bools:
    return self.events[-1].agrees(trajectory)


def _the_other_way(self: Answer) -> dict[str, float]:
    names = dict.fromkeys([*self.parts, *self.war_parts])
    return {n: self.war_parts.get(n, 0.0) - self.parts.get(n, 0.0) for n in names}


def _best_in_one(scores: Floats) -> Bools:
    there: Bools = (scores == scores.max(axis=0)).any(axis=1)
    return there


def _unbounded(self: Shift, scenario: Scenario, values: Floats) -> Floats:
    return values + self.by


_gain = Game.gain


def _gain_of_the_other(self: Game, profile: Profile, player: int, to: int, tests: int = 1) -> Gain:
    return _gain(self, profile, 1 - player, to, tests)


@checks(test_conditioning.test_several_events_must_all_be_so)
def several_events() -> None:
    test_conditioning.test_several_events_must_all_be_so(simulate(baseline_with(*SHORT), 1, 0, 60))


FAULTS = [
    Fault("questions", "a refusal is told by what weighed least",
          refusals_are_told,
          returns(refusals, "_causes", lambda causes: causes[::-1])),
    Fault("questions", "a refusal is told by what the text brings",
          refusals_are_told,
          (Answer, "balance", _the_other_way)),
    Fault("questions", "who comes last gets what the first brought",
          test_explaining.test_the_glove_game,
          returns(shapley, "added", lambda added: added[::-1])),
    Fault("questions", "all orders begin with the same",
          test_explaining.test_orders_come_in_pairs_that_run_both_ways,
          returns(shapley, "orders", lambda orders: np.sort(orders, axis=1))),
    Fault("questions", "intervals of sampled values are half as wide",
          test_explaining.test_intervals_of_sampled_values_hold,
          returns(shapley, "values", lambda found: [
              replace(e, low=(e.low + e.value) / 2, high=(e.high + e.value) / 2) for e in found
          ])),
    Fault("questions", "a parameter leaves its prior",
          test_explaining.test_the_prior_bounds_a_move,
          (Shift, "moved", _unbounded)),
    Fault("questions", "a yes or no is scored twice",
          partial(test_scoring.test_scores_are_those_of_the_oracle, TWO),
          returns(scores, "brier", lambda score: 2 * score)),
    Fault("questions", "ranks forget the order",
          partial(test_scoring.test_scores_are_those_of_the_oracle, THREE),
          (scores, "ranked", scores.brier)),
    Fault("questions", "a sure forecast scores best, right or wrong",
          partial(test_scoring.test_scores_are_proper, "brier"),
          (scores, "brier", lambda p, came_true: float(1 - p.max()))),
    Fault("questions", "the front is what is best in one aim",
          partial(test_search.test_the_front_is_what_nothing_beats, ANY),
          (test_search, "non_dominated", _best_in_one)),
    Fault("questions", "each gain is judged as if it were the only one",
          test_games.test_regret_is_honest_about_taking_the_best_of_several,
          (game, "simultaneous", lambda found, tests: found)),
    Fault("questions", "a player leaves a profile by what the other plays",
          test_games.test_the_prisoners_dilemma,
          (Game, "gain", _gain_of_the_other)),
    Fault("questions", "claims are counted as if they were true",
          test_postures.test_whoever_claims_too_much_has_no_accord,
          (Ledger, "brought", lambda self, played: brought(played))),
    Fault("questions", "only the last event counts",
          several_events,
          (Happened, "__call__", _the_last_alone)),
    Fault("questions", "what was counted counts twice",
          test_calibrating.test_ranks_of_the_truth_are_uniform,
          returns(ranks, "log_likelihood", lambda found: 2 * found)),
    Fault("questions", "what came true is taken for what did not",
          test_calibrating.test_ranks_of_the_truth_are_uniform,
          gets(ranks, "log_likelihood", lambda chance, yes, of: (chance, of - yes, of))),
    Fault("questions", "worlds are drawn from wider priors than truths",
          test_calibrating.test_ranks_of_the_truth_are_uniform,
          (test_calibrating, "SPREAD", 1.4)),
    Fault("questions", "a chance knows its own world's luck",
          test_calibrating.test_a_chance_knows_nothing_of_a_worlds_own_luck,
          (LeftOut, "without", lambda self, *groups: self.found)),
]  # fmt: skip
