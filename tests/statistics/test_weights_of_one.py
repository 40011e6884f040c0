"""Weights of 1 change no bit of any estimate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.statistics import (
    Counts,
    Estimate,
    Mass,
    Moments,
    Ratio,
    mean,
    paired_difference,
    paired_shares,
    quantiles,
    ratio_differences,
    wilson,
)
from tests.statistics import unweighted


def four(found: Estimate) -> unweighted.Four:
    return found.value, found.low, found.high, found.standard_error


@given(st.integers(1, 10**7), st.data())
def test_a_share_is_to_the_last_digit_what_it_was(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    unknown = data.draw(st.integers(0, n - count))
    known = unweighted.wilson(count, n, unknown)
    assert four(wilson(count, n, unknown)) == known
    assert four(wilson(float(count), float(n), unknown, float(n))) == known
    assert wilson(count, n).n_effective == n


@pytest.mark.parametrize("seed", range(20))
def test_a_mean_in_portions_is_to_the_last_digit_what_it_was(seed: int) -> None:
    rng = np.random.default_rng(seed)
    portions = [rng.normal(5e4, 3.0, size) for size in rng.integers(0, 400, 6)] + [
        rng.normal(size=3)
    ]
    known = unweighted.mean(*portions)
    for weights in (None, 1.0):
        moments = Moments()
        for values in portions:
            moments.add(values, weights and np.ones(values.size))
        assert four(moments.mean) == known
        assert moments.mean.n_effective == moments.n == sum(map(len, portions))


@pytest.mark.parametrize("seed", range(20))
def test_paired_differences_are_to_the_last_digit_what_they_were(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 3000))
    a, b = ((rng.random(n) < p).astype(float) for p in (0.2, 0.23))
    ones = np.ones(n)
    assert four(paired_shares(a, b)) == four(paired_shares(a, b, ones))
    assert four(paired_shares(a, b)) == unweighted.paired_shares(a, b)
    x, y = rng.normal(size=(2, n))
    assert four(paired_difference(x, y)) == unweighted.mean(y - x)
    assert paired_difference(x, y) == paired_difference(x, y, ones)


def test_quantiles_are_to_the_last_digit_what_they_were() -> None:
    values, at = np.random.default_rng(1).normal(size=1001), [0.0, 0.05, 0.5, 0.95, 1.0]
    known = np.quantile(values, at)
    assert (quantiles(values, at) == known).all()
    assert (quantiles(values, at, np.ones(1001)) == known).all()
    assert (quantiles(values, at, np.full(1001, 0.1)) == known).all()


def test_ratios_and_their_resampled_differences_are_to_the_last_digit_what_they_were() -> None:
    rng = np.random.default_rng(2)
    some = [(rng.normal(size=5000), rng.random(5000) < 0.3) for _ in range(2)]
    plain = [Ratio.mean_where(values, where) for values, where in some]
    ones = [Ratio.mean_where(values, where, np.ones(5000)) for values, where in some]
    assert [each.value for each in plain] == [each.value for each in ones]
    assert [each.n_effective for each in plain] == [int(where.sum()) for _, where in some]
    pairs = [(plain[0], plain[1]), (ones[0], ones[1])]
    first, second = ratio_differences(pairs, resamples=50)
    assert first == second


def test_counts_of_unit_weights_are_the_counts() -> None:
    codes = np.array([0, 2, -1, 2, 1, 2], dtype=np.int8)
    plain, ones = Counts(3), Counts(3)
    plain.add(codes)
    ones.add(codes, np.ones(6))
    assert plain.values.tolist() == ones.values.tolist() == [1, 1, 3]
    assert plain.values.dtype == np.int64
    mass = Mass()
    mass.add(6, np.ones(6))
    assert (mass.n, mass.weight, mass.n_effective) == (6, 6, 6)


def test_one_value_has_a_mean_and_no_interval() -> None:
    found = mean(np.array([3.0]))
    assert found.value == 3
    assert np.isnan(found.low)
    assert np.isnan(mean(np.array([])).value)
