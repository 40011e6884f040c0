"""What goes on from week to week, as the page holds it: quantiles over the worlds told in full."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.report.browser import days
from sim.report.browser.days import days_told
from sim.results import Run
from sim.statistics import wilson
from tests.builders import FEW_DAYS

WORLDS = 60


@pytest.fixture(scope="module")
def run() -> Run:
    return sim.run("baseline", worlds=WORLDS, seed=4, set=["horizon=2026-03-31", *FEW_DAYS[:1]])


def test_the_weeks_are_those_of_the_stored_series(run: Run) -> None:
    told = days_told(run)
    assert told is not None
    assert (told["worlds"], told["every"]) == (WORLDS, 7)
    named = {each["label"]: each for each in told["series"]}
    land = named["land at stake that its holder still holds"]
    assert land["unit"] == "km²"
    stored = run.daily_numbers["held_area"].unstack("world").to_numpy()[::7]
    known = np.quantile(stored, [0.05, 0.25, 0.5, 0.75, 0.95], axis=1).T
    assert np.array(land["weeks"]) == pytest.approx(known, rel=1e-3)
    assert "Ukraine: people killed since the start" in named
    assert "demand that is not met" in named


def test_the_share_with_a_range_is_counted_among_all_worlds(run: Run) -> None:
    told = days_told(run)
    assert told is not None
    phase, margin = (run.daily_numbers[n].unstack("world") for n in ("phase", "margin"))
    open_ = ((phase == 0) & (margin >= 0)).to_numpy()[::7]
    assert 0 < open_.sum() < open_.size
    for week, found in zip(open_, told["range"]["weeks"], strict=True):
        known = wilson(int(week.sum()), WORLDS)
        assert found == pytest.approx([known.low, known.value, known.high], abs=1e-5)


def test_weights_count() -> None:
    """A world that weighs all there is is every quantile, and its state the share."""
    values, alone = np.array([3.0, np.nan, 8.0, 5.0]), np.array([0.0, 0.0, 1.0, 0.0])
    assert days._of_a_week(values, alone) == [8.0] * 5
    assert days._of_a_week(np.full(4, np.nan), alone) == [None] * 5
    assert days._share(np.array([False, True, True, False]), alone)[1] == 1.0
    assert days._share(np.array([True, True, False, True]), alone)[1] == 0.0


def test_a_negotiation_without_a_war_speaks_of_its_own(run: Run) -> None:
    told = days_told(sim.run("wage_round", worlds=20, seed=1))
    assert told is not None
    words = " ".join([told["range"]["label"], *(each["label"] for each in told["series"])])
    assert "strike" in words
    for word in ("war", "land", "killed", "km2", "km²"):
        assert word not in words
