"""The uncalibrated baseline against what can be believed before any number is looked at.

The bounds are wide on purpose: they are what a reader of the positions would grant, not a fit.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

import sim

FEW, MANY = 2_000, 10_000
ACCORDS = ["ceasefire", "freeze", "zone", "withdrawal"]


@lru_cache(maxsize=1)
def ran(worlds):
    return sim.run("baseline", worlds=worlds, seed=1, jobs=2 if worlds == MANY else 1)


@pytest.fixture(scope="module", params=[FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def baseline(request):
    return ran(request.param)


def share(run, flag):
    return run.outcomes[flag].mean()


def ends(run):
    return run.outcomes["outcome"].value_counts(normalize=True)


def reasons(run):
    return run.outcomes["reason"].value_counts(normalize=True)


def test_an_accord_by_the_deadline_is_neither_excluded_nor_expected(baseline):
    assert 0.05 <= share(baseline, "accord") <= 0.40


def test_a_bargaining_range_opens_by_the_deadline_in_some_worlds_and_seldom_on_the_first_date(
    baseline,
):
    """All texts reported until 4 February were refused, so that few worlds begin with a range.

    What opens one later is what has changed since: the front, the winter, pressure and optimism.
    A range on the first date is one on some date.
    """
    assert 0.15 <= share(baseline, "range_exists") <= 0.70
    assert 0 < share(baseline, "range_exists_first") < share(baseline, "range_exists")
    first = baseline.outcomes["range_exists_first"].astype(bool)
    assert baseline.outcomes.loc[first, "range_exists"].all()


def test_holding_out_for_more_is_not_the_main_reason_against_an_accord(baseline):
    assert reasons(baseline)["aspiration"] < 0.5


def test_the_mediators_own_text_is_the_most_frequent_accord(baseline):
    accords = ends(baseline)[ACCORDS]
    assert accords.idxmax() == "zone"


def test_most_worlds_see_an_exchange_of_prisoners_by_the_deadline(baseline):
    assert share(baseline, "prisoner_exchange") > 0.5


def test_the_land_is_hardly_ever_taken_by_force_before_july(baseline):
    assert share(baseline, "taken_by_force") < 0.01


def test_endings_are_a_partition_of_the_worlds(baseline):
    assert ends(baseline).sum() == pytest.approx(1.0, abs=1e-9)
    assert baseline.outcomes["outcome"].notna().all()


def test_every_world_without_an_accord_in_time_has_one_reason_and_no_other_world_has(baseline):
    without = ~baseline.outcomes["accord"].astype(bool)
    assert (baseline.outcomes["reason"].notna() == without).all()


def test_an_accord_has_a_package_and_a_chance_to_hold_and_nothing_else_has(baseline):
    frame = baseline.outcomes
    accord = frame["outcome"].isin(ACCORDS)
    assert ((frame["package"] >= 0) == accord).all()
    assert (frame["p_hold"].notna() == accord).all()
    assert frame.loc[accord, "p_hold"].between(0, 1).all()


def test_a_durable_peace_is_an_accord_in_time_that_war_does_not_undo_for_five_years(baseline):
    frame = baseline.outcomes
    durable = frame["accord"].astype(bool) & (frame["renewed_after"] > 5)
    assert (frame["durable_peace"].astype(bool) == durable).all()


@pytest.mark.slow
def test_every_kind_of_accord_occurs_in_some_scenario():
    seen = {
        kind
        for name in ("baseline", "freeze_at_the_line", "force_of_arms")
        for kind in sim.run(name, worlds=4_000, jobs=2).outcomes["outcome"].unique()
    }
    assert set(ACCORDS) <= seen


def test_p_hold_and_fate_agree():
    """A share of accords that war undoes within five years near one less the mean of P_hold."""
    frame = ran(FEW).outcomes.dropna(subset=["p_hold"])
    lasted = (frame["renewed_after"] > 5).to_numpy(float)
    expected = frame["p_hold"].to_numpy()
    error = np.sqrt((expected * (1 - expected)).sum()) / len(frame)
    assert abs(lasted.mean() - expected.mean()) < 4 * error
