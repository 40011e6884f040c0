"""Errors by leaving worlds out, adjusted p-values, and the tail of weights."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import genpareto

from sim.statistics import holm, jackknife, mean, tail_shape


def test_of_a_mean_the_jackknife_is_the_usual_error() -> None:
    x = np.random.default_rng(1).normal(size=60)
    without = np.array([np.delete(x, i).mean() for i in range(60)])
    found, usual = jackknife(float(x.mean()), without), mean(x)
    assert found.standard_error == pytest.approx(usual.standard_error, rel=1e-12)
    assert found.high - found.value == pytest.approx(2.0010 * usual.standard_error, rel=1e-4)


def test_what_cannot_be_estimated_has_no_interval() -> None:
    assert np.isnan(jackknife(0.5, np.array([0.4, np.nan])).low)
    assert np.isnan(jackknife(np.nan, np.array([0.4, 0.5])).high)


def test_holm_steps_down() -> None:
    """By hand: times 4, 3, 2, 1, never falling, at most one."""
    found = holm(np.array([0.04, 0.01, np.nan, 0.03, 0.9]))
    assert found == pytest.approx([0.09, 0.04, np.nan, 0.09, 0.9], nan_ok=True)


@pytest.mark.parametrize("shape", [-0.3, 0.2, 0.5, 0.9])
def test_the_shape_of_a_pareto_tail_is_found(shape: float) -> None:
    """Within the error of so long a tail (some (1 + k) / sqrt of it), but for the pull to .5."""
    rng, n = np.random.default_rng(3), 40_000
    found = [tail_shape(1 + genpareto.rvs(shape, size=n, random_state=rng)) for _ in range(5)]
    tail = 3 * np.sqrt(n)
    expected = (tail * shape + 5) / (tail + 10)
    assert np.mean(found) == pytest.approx(expected, abs=4 * (1 + shape) / np.sqrt(5 * tail))


def test_equal_weights_have_no_tail_and_an_infinite_one_has_the_worst() -> None:
    assert np.isnan(tail_shape(np.ones(1000)))
    assert tail_shape(np.array([1.0, np.inf])) == np.inf
