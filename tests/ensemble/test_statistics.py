"""Intervals held against what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from sim.statistics import (
    Ratio,
    mean,
    paired_difference,
    paired_shares,
    ratio_differences,
    wilson,
)


@pytest.mark.parametrize(("count", "n"), [(0, 10), (10, 10), (3, 17), (500, 2000), (1, 100_000)])
def test_wilson_is_the_score_interval(count: int, n: int) -> None:
    known = binomtest(count, n).proportion_ci(method="wilson")
    found = wilson(count, n)
    assert found.low == pytest.approx(known.low, abs=1e-12)
    assert found.high == pytest.approx(known.high, abs=1e-12)
    assert found.low <= found.value <= found.high


def test_a_share_of_no_worlds_is_unknown() -> None:
    found = wilson(0, 0)
    assert np.isnan(found.value)
    assert (found.low, found.high) == (0, 1)


def test_an_interval_of_a_mean_covers_the_truth_in_95_of_100_samples() -> None:
    rng = np.random.default_rng(1)
    found = [mean(rng.normal(3, 2, 50)) for _ in range(2000)]
    covered = np.mean([each.low <= 3 <= each.high for each in found])
    assert covered == pytest.approx(0.945, abs=3 * np.sqrt(0.05 * 0.95 / 2000) + 0.005)


def test_pairing_removes_the_luck_that_both_share() -> None:
    rng = np.random.default_rng(2)
    luck = rng.normal(0, 10, 1000)
    found = paired_difference(luck, luck + 0.1 + rng.normal(0, 0.1, 1000))
    assert found.value == pytest.approx(0.1, abs=4 * found.standard_error)
    assert found.standard_error < 0.01
    assert found.z > 20


@pytest.mark.parametrize(("gained", "lost"), [(0.0, 0.0005), (0.001, 0.001), (0.02, 0.05)])
def test_paired_shares_cover_the_truth_also_where_pairs_hardly_differ(
    gained: float, lost: float
) -> None:
    """At least 93 of 100; four standard errors of 2,000 samples are 2 points."""
    rng, n = np.random.default_rng(6), 2000
    covered = 0
    for _ in range(2000):
        u = rng.random(n)
        a, b = (u < lost), (u >= lost) & (u < lost + gained)
        found = paired_shares(a.astype(float), b.astype(float))
        covered += found.low <= gained - lost <= found.high
        assert found.low <= found.value <= found.high
        assert found.low < found.high
    assert covered / 2000 > 0.93


def test_a_lever_without_effect_differs_by_exactly_nothing() -> None:
    values = np.random.default_rng(3).normal(size=100)
    ratio = Ratio.mean_where(values, values > 0)
    assert paired_difference(values, values).value == 0
    (found,) = ratio_differences([(ratio, ratio)])
    assert (found.value, found.low, found.high, found.standard_error) == (0, 0, 0, 0)
    assert np.isnan(found.z)


def test_resampled_error_of_a_ratio_is_that_of_its_linearisation() -> None:
    rng = np.random.default_rng(4)
    n = 6000
    a = Ratio.mean_where(rng.normal(1.0, 1.0, n), rng.random(n) < 0.3)
    b = Ratio.mean_where(rng.normal(1.5, 1.0, n), rng.random(n) < 0.4)
    (found,) = ratio_differences([(a, b)], seed=7, resamples=2000)
    slopes = [(r.parts - r.value * r.wholes) / r.wholes.mean() for r in (a, b)]
    expected = np.std(slopes[1] - slopes[0]) / np.sqrt(n)
    # The standard deviation of 2,000 resamples is itself known to 1/sqrt(4000) = 1.6 %.
    assert found.standard_error == pytest.approx(expected, rel=4 * 0.016)
    assert found.low < found.value < found.high


def test_the_same_seed_gives_the_same_interval() -> None:
    values = np.random.default_rng(5).normal(size=500)
    pair = (Ratio.mean_where(values, values > 0), Ratio.mean_where(values, values < 1))
    assert ratio_differences([pair], seed=1) == ratio_differences([pair], seed=1)
    assert ratio_differences([pair], seed=1) != ratio_differences([pair], seed=2)


def test_a_mean_over_no_worlds_is_unknown_and_raises_nothing() -> None:
    nothing = Ratio(np.zeros(10), np.zeros(10))
    (found,) = ratio_differences([(nothing, nothing)])
    assert np.isnan(found.value)
    assert np.isnan(found.low)
