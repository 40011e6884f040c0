"""Faults in what a mediator tells a side of the other's needs, and in who believes it."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from sim.agents.mediator import Mediator
from sim.theory.learning import Normal
from sim.worlds import Floats
from tests.faults.planting import Fault, Patch, gets, returns, then
from tests.theory import test_informing

precision = test_informing.test_two_readings_count_by_their_precision
part = test_informing.test_who_believes_in_part_is_no_surer_than_it_is_right
hears = test_informing.test_who_is_sure_or_does_not_believe_hears_nothing
leans = test_informing.test_only_the_side_that_it_leans_to_learns_from_it
even = test_informing.test_an_even_handed_mediator_is_believed_by_nobody
further = test_informing.test_the_further_it_leans_the_more_it_is_believed
minds = test_informing.test_one_that_minds_no_other_side_is_believed_like_a_reading_of_ones_own
alone = test_informing.test_nobody_is_told_anything_where_nobody_mediates


def _told(change: Any) -> Patch:
    return gets(test_informing, "told", change)


def _trusting(self: Mediator, side: str, sides: int) -> Floats:
    return self.informs


def _surer(both: Normal) -> Normal:
    return both._replace(variance=0.8 * both.variance)


def _is_there(mediator: Mediator) -> None:
    mediator.present = np.ones_like(mediator.present)


FAULTS = [
    Fault("informing", "a report counts twice", precision,
          _told(lambda own, report, believed: (own, report, 2.0 * believed))),
    Fault("informing", "who is told is too sure", partial(part, 1.0),
          returns(test_informing, "told", _surer)),
    Fault("informing", "half believed is wholly believed", partial(part, 0.3),
          _told(lambda own, report, believed: (own, report, np.ones_like(believed)))),
    Fault("informing", "even who believes nothing listens", hears,
          _told(lambda own, report, believed: (own, report, np.maximum(believed, 0.5)))),
    Fault("informing", "everybody believes a mediator that leans to one", partial(leans, 0.9, 1),
          (Mediator, "is_believed_by", _trusting)),
    Fault("informing", "an even-handed mediator is believed", even,
          (Mediator, "is_believed_by", _trusting)),
    Fault("informing", "how far it leans is no matter", further,
          (Mediator, "is_believed_by", _trusting)),
    Fault("informing", "a friend is half believed", minds,
          returns(Mediator, "is_believed_by", lambda believed: 0.5 * believed)),
    Fault("informing", "who is not there tells something", alone,
          then(Mediator, "__init__", _is_there)),
]  # fmt: skip
