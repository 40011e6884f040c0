"""Faults in who else must say yes, and in how hard a deadline presses."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from sim import minutes
from sim.agents import veto
from sim.agents.veto import Refused, VetoPlayer
from sim.processes.deadline import Clock
from sim.talks import Talks
from sim.theory.learning import Heard
from sim.worlds import Floats, Ints
from tests.agreement import test_vetoes
from tests.faults.planting import Fault, gets, multiplies, returns, then
from tests.processes import test_deadline

presses = test_deadline.test_a_deadline_presses_by_the_chance_that_no_date_comes_before_it


def _everybody_was_asked(
    self: VetoPlayer, rows: Ints, package: Ints, asked: Any
) -> tuple[Any, ...]:
    return self, rows, package, np.ones_like(asked)


def _counts_double(clock: Clock, dates: Floats) -> tuple[Any, ...]:
    return clock, 2.0 * dates


def _agrees_to_anything(player: VetoPlayer) -> None:
    player.worth = player.worth + 10.0


def _is_feared(self: VetoPlayer, rows: Ints, row: Ints, package: Ints) -> Floats:
    return np.log(0.5 + 0.4 * (package % 2))


FAULTS = [
    Fault("consent", "it is thought to be easier than it is",
          test_vetoes.test_before_any_answer_a_yes_is_as_likely_as_its_law_says,
          then(VetoPlayer, "__init__", multiplies("worth", 1.1))),
    Fault("consent", "what it refused may be tabled again",
          test_vetoes.test_a_refused_text_and_all_that_are_worth_less_are_known_to_be_refused,
          (VetoPlayer, "has_refused", lambda self, rows: None)),
    Fault("consent", "only refusals are heard",
          test_vetoes.test_after_answers_a_yes_is_as_likely_as_it_is_frequent,
          (veto, "Heard", lambda target, worth, blur, no, yes: Heard(
              target, worth, blur, no, np.zeros_like(yes)))),
    Fault("consent", "an answer is heard that was not given",
          test_vetoes.test_nothing_is_learnt_where_nobody_was_asked_or_nobody_learns,
          gets(VetoPlayer, "hear", _everybody_was_asked)),
    Fault("consent", "what failed is forgotten",
          test_vetoes.test_what_failed_at_home_or_by_a_veto_is_never_tabled_again,
          returns(Talks, "refused", lambda known: Refused(None, None))),
    Fault("consent", "all agree to anything",
          test_vetoes.test_whoever_more_must_agree_makes_no_more_accords,
          then(VetoPlayer, "__init__", _agrees_to_anything)),
    Fault("consent", "a sure yes is doubted",
          test_vetoes.test_a_veto_player_that_asks_for_nothing_changes_nothing,
          (VetoPlayer, "log_yes", _is_feared)),
    Fault("consent", "a veto counts as a vote", test_vetoes.test_reasons_tell_a_vote_from_a_veto,
          (minutes, "VETO", 1)),
    Fault("pressure", "dates count double",
          partial(presses, 60),
          gets(Clock, "closeness", _counts_double)),
    Fault("pressure", "the last day is one before the last",
          test_deadline.test_on_its_last_day_it_presses_with_full_weight,
          gets(Clock, "closeness", lambda clock, dates: (clock, dates + 0.1))),
]  # fmt: skip
