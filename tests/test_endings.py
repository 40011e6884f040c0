"""When the mediator left and when talks broke off for good, which no day of ending tells."""

from __future__ import annotations

import numpy as np

from sim.outcomes import outcomes
from sim.worlds import Bools, Floats
from tests.builders import SHORT, baseline_with, told

EVENTFUL = (
    *SHORT,
    "talks.break_gap=40 days",
    "talks.resume_gap=15 days",
    "mediator.walk_away.gap=120 days",
)


def first_day(where: Bools) -> Floats:
    """(worlds,): the first day on which something is so; NaN if it never is."""
    return np.where(where.any(axis=0), where.argmax(axis=0), np.nan)


def test_the_mediator_left_on_the_first_day_without_it() -> None:
    trajectory = told(baseline_with(*EVENTFUL), 60)
    left = outcomes(trajectory)["mediator_left_day"]
    assert np.array_equal(left, first_day(trajectory.story["mediator_present"] == 0), True)
    assert 0 < np.isfinite(left).sum() < 60


def test_talks_broke_off_for_good_on_the_first_day_of_their_last_breach() -> None:
    trajectory = told(baseline_with(*EVENTFUL), 60)
    broken = trajectory.story["broken"] == 1
    lasting = np.logical_and.accumulate(broken[::-1], axis=0)[::-1]
    for_good = outcomes(trajectory)["broken_off_day"]
    assert np.array_equal(for_good, first_day(lasting), True)
    resumed = broken.any(axis=0) & ~broken[-1]
    assert resumed.any()
    assert np.isnan(for_good[resumed]).all()
    assert (for_good > first_day(broken)).any()


def test_where_nobody_mediates_nobody_left() -> None:
    trajectory = told(baseline_with(*SHORT, "talks.protocol=alternating"), 7)
    assert np.isnan(outcomes(trajectory)["mediator_left_day"]).all()
