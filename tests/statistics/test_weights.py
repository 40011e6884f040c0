"""Weighted estimates against answers that are known."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.stats import binomtest

from sim.statistics import (
    Estimate,
    Ratio,
    effective_number,
    mean,
    paired_difference,
    paired_shares,
    quantiles,
    ratio_differences,
    wilson,
)
from sim.statistics.ratios import _CHUNK, _interval, resampled_sums

TRIALS = 1000
TOLERANCE = 4 * sqrt(0.05 * 0.95 / TRIALS)  # four binomial standard errors


def test_importance_weights_of_a_known_density_recover_a_mean_in_95_of_100_trials() -> None:
    """Draws from N(0, 1) weighted to N(1/2, 1): the likelihood ratio is exp(x/2 - 1/8)."""
    rng, covered = np.random.default_rng(11), 0
    for _ in range(TRIALS):
        x = rng.normal(size=2000)
        found = mean(x, np.exp(x / 2 - 1 / 8))
        covered += found.low <= 0.5 <= found.high
    assert covered / TRIALS == pytest.approx(0.95, abs=TOLERANCE)


def test_importance_weights_recover_a_share_where_they_are_unrelated_to_it() -> None:
    rng, covered = np.random.default_rng(12), 0
    for _ in range(TRIALS):
        came_true, weights = rng.random(1500) < 0.2, rng.gamma(1.5, size=1500)
        found = wilson(
            float(weights[came_true].sum()),
            float(weights.sum()),
            n_effective=effective_number(weights),
        )
        covered += found.low <= 0.2 <= found.high
    assert covered / TRIALS == pytest.approx(0.95, abs=TOLERANCE)


def test_the_scale_of_the_weights_does_not_matter() -> None:
    rng = np.random.default_rng(13)
    x, w = rng.normal(size=100), rng.gamma(1.0, size=100)
    for a, b in ((mean(x, w), mean(x, 8 * w)), (mean(x, w), mean(x, 1e-3 * w))):
        assert a.value == pytest.approx(b.value)
        assert a.standard_error == pytest.approx(b.standard_error)
        assert a.n_effective == pytest.approx(b.n_effective)


def test_a_weighted_mean_by_hand() -> None:
    """Weights 3 and 1 on 0 and 4: mean 1; sum of w^2 (x - 1)^2 is 9 + 9; k = 16/10."""
    found = mean(np.array([0.0, 4.0]), np.array([3.0, 1.0]))
    assert found.value == 1
    assert found.n_effective == pytest.approx(1.6)
    assert found.standard_error == pytest.approx(sqrt(18 / 16 * 1.6 / 0.6))
    assert found.high == pytest.approx(1 + 1.959963984540054 * found.standard_error)


def test_worlds_of_weight_zero_are_as_if_they_were_not_there() -> None:
    rng = np.random.default_rng(14)
    x, w = rng.normal(size=200), rng.gamma(1.0, size=200)
    w[::3] = 0
    there = w > 0
    assert mean(x, w) == mean(x[there], w[there])
    assert (quantiles(x, [0.1, 0.9], w) == quantiles(x[there], [0.1, 0.9], w[there])).all()
    assert mean(x, there.astype(float)) == mean(x[there])


def test_a_weighted_quantile_by_hand_and_that_of_whole_weights() -> None:
    values = np.array([10.0, 20.0, 30.0])
    # k = 16/6 = 8/3; the window of the median is [5/16, 11/16] of the weight, all of it the 20's.
    assert quantiles(values, [0.5], np.array([1.0, 2.0, 1.0])) == pytest.approx(20)
    # With 2, 1, 1 it holds 3/16 of the 10's and 3/16 of the 20's.
    assert quantiles(values, [0.5], np.array([2.0, 1.0, 1.0])) == pytest.approx(15)
    assert quantiles(np.array([1.0, np.inf]), [0.0], np.array([9.0, 1.0])) == 1
    assert np.isnan(quantiles(np.array([]), [0.5])).all()


def test_weighted_quantiles_are_those_of_the_target_density() -> None:
    """Uniform draws weighted by 2 u have the distribution function u^2."""
    u = np.random.default_rng(15).random(100_000)
    found = quantiles(u, [0.25, 0.5, 0.81], 2 * u)
    assert found == pytest.approx([0.5, sqrt(0.5), 0.9], abs=0.01)


def test_a_weighted_paired_difference_by_hand() -> None:
    a, b, w = np.array([1.0, 2.0, 5.0]), np.array([2.0, 2.0, 9.0]), np.array([1.0, 2.0, 1.0])
    found = paired_difference(a, b, w)
    assert found.value == pytest.approx(5 / 4)
    k = 16 / 6
    squares = 1 * 0.25**2 + 4 * 1.25**2 + 1 * 2.75**2
    assert found.standard_error == pytest.approx(sqrt(squares / 16 * k / (k - 1)))


def test_weighted_paired_shares_count_pairs_as_parts_of_the_effective_number() -> None:
    a, b = np.array([0.0, 1.0, 1.0, 0.0]), np.array([1.0, 0.0, 1.0, 0.0])
    found = paired_shares(a, b, np.array([2.0, 1.0, 1.0, 2.0]))
    n = 36 / 10
    gained, lost = n * 2 / 6, n * 1 / 6
    middle = (gained - lost) / (n + 2)
    spread = sqrt(gained + lost + 1 - (gained - lost) ** 2 / (n + 2)) / (n + 2)
    assert found.value == pytest.approx(1 / 6)
    assert found.low == pytest.approx(middle - 1.959963984540054 * spread)
    assert found.high == pytest.approx(middle + 1.959963984540054 * spread)


def test_a_weighted_ratio_by_hand() -> None:
    values, where = np.array([1.0, 4.0, 7.0, np.nan]), np.array([True, True, False, True])
    ratio = Ratio.mean_where(values, where, np.array([3.0, 1.0, 5.0, 1.0]))
    assert ratio.value == (3 * 1 + 1 * 4) / 4
    assert ratio.n == 2
    assert ratio.n_effective == pytest.approx(16 / 10)


def test_the_error_of_a_weighted_ratio_is_that_of_its_linearisation() -> None:
    rng, n = np.random.default_rng(16), 6000
    w = rng.gamma(2.0, size=n)
    a = Ratio.mean_where(rng.normal(1.0, 1.0, n), rng.random(n) < 0.3, w)
    b = Ratio.mean_where(rng.normal(1.5, 1.0, n), rng.random(n) < 0.4, w)
    (found,) = ratio_differences([(a, b)], seed=7, resamples=2000)
    slopes = [w * (r.parts - r.value * r.wholes) / (w * r.wholes).mean() for r in (a, b)]
    expected = np.std(slopes[1] - slopes[0]) / np.sqrt(n)
    assert found.standard_error == pytest.approx(expected, rel=4 * 0.016)


# -- what the unweighted tests did not hold --------------------------------------------------


@pytest.mark.parametrize(("count", "n"), [(0, 7), (3, 12), (12, 12)])
def test_the_standard_error_of_a_share_is_the_root_of_p_q_over_n(count: int, n: int) -> None:
    share = count / n
    assert wilson(count, n).standard_error == sqrt(share * (1 - share) / n)


def test_unknown_worlds_widen_a_share_s_interval_upwards_only() -> None:
    low = binomtest(3, 20).proportion_ci(method="wilson").low
    high = binomtest(5, 20).proportion_ci(method="wilson").high
    found = wilson(3, 20, unknown=2)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_the_bootstrap_sums_are_counts_times_columns_over_all_chunks() -> None:
    worlds = 2 * _CHUNK + 17
    columns = np.random.default_rng(17).normal(size=(worlds, 3))
    found = resampled_sums(columns, seed=5, resamples=4)
    rng = np.random.Generator(np.random.Philox(5))
    by_hand = np.zeros((4, 3))
    for start in (0, _CHUNK, 2 * _CHUNK):
        some = columns[start : start + _CHUNK]
        counts = rng.poisson(1.0, (4, len(some)))
        for draw in range(4):
            for column in range(3):
                by_hand[draw, column] += sum(counts[draw] * some[:, column])
    assert found == pytest.approx(by_hand, rel=1e-9)


def test_resamples_without_a_value_are_left_out_of_the_interval() -> None:
    sample = np.array([1.0, np.nan, 2.0, 3.0, np.nan, 4.0])
    found = _interval(2.5, sample, 4.0)
    assert (found.low, found.high) == pytest.approx((1.075, 3.925))
    assert found.standard_error == pytest.approx(np.std([1, 2, 3, 4]))
    assert found.n_effective == 4


def test_an_interval_needs_two_resamples_and_a_value() -> None:
    for value, sample in ((1.0, [np.nan, 2.0]), (np.nan, [1.0, 2.0, 3.0])):
        found = _interval(value, np.array(sample), 1.0)
        assert np.isnan([found.low, found.high, found.standard_error]).all()


def test_an_interval_reaches_to_the_value_itself() -> None:
    assert _interval(0.0, np.array([1.0, 2.0, 3.0]), 3.0).low == 0
    assert _interval(9.0, np.array([1.0, 2.0, 3.0]), 3.0).high == 9


def test_resampled_differences_are_b_minus_a_row_by_row() -> None:
    ones = np.ones(50)
    rows = [(Ratio(x * ones, ones), Ratio(y * ones, ones)) for x, y in ((1, 4), (5, 3))]
    values = [(each.value, each.low, each.high) for each in ratio_differences(rows, resamples=20)]
    assert values == [(3, 3, 3), (-2, -2, -2)]


def test_z_is_the_value_in_standard_errors() -> None:
    assert Estimate(3.0, 1.0, 5.0, 1.5).z == 2
    assert np.isnan(Estimate(3.0, 3.0, 3.0, 0.0).z)
