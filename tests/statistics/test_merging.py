"""Tallies of portions are merged in any order to the same bits."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.results.block import outcomes_table
from sim.results.spread import SAMPLE, Spread
from sim.results.tally import Tally
from sim.statistics import Counts, Mass, Moments, Total
from tests.ensemble import fake
from tests.statistics import unweighted

doubles = st.floats(allow_nan=False, allow_infinity=False, width=64)
CUTS = (0, 40, 41, 200, 333, 500)


@given(st.lists(doubles, max_size=30), st.randoms())
def test_a_sum_is_exact_in_any_order_and_any_portions(numbers: list[float], random: Any) -> None:
    total = Total()
    random.shuffle(numbers)
    cut = random.randint(0, len(numbers))
    for part in (numbers[:cut], numbers[cut:]):
        more = Total()
        more.add(np.array(part, dtype=float))
        total.merge(more)
    exact = sum(map(Fraction, numbers), Fraction(0))
    if abs(exact) <= Fraction(np.finfo(float).max):
        assert float(total) == float(exact)


@given(st.lists(st.floats(-1e6, 1e6), max_size=60))
def test_a_sum_is_that_of_the_standard_library(numbers: list[float]) -> None:
    total = Total()
    total.add(np.array(numbers, dtype=float))
    assert float(total) == math.fsum(numbers)


def test_many_numbers_of_one_size_do_not_overflow() -> None:
    total = Total()
    total.add(np.full(100_000, 0.1))
    total.add_whole(3)
    assert float(total) == float(100_000 * Fraction(0.1) + 3)


def table(first: int, end: int, weighted: bool) -> pa.Table:
    rng = np.random.default_rng(3)
    u, weights = rng.random(CUTS[-1]), rng.gamma(0.7, size=CUTS[-1])
    weights[::7] = 0.0
    answers = fake.outcomes(fake.FakeTrajectory(u[first:end], np.array([])))
    some = weights[first:end] if weighted else None
    return outcomes_table(first, fake.DECLARED, answers, {}, some)


def tally(first: int, end: int, weighted: bool) -> Tally:
    found = Tally(fake.DECLARED, [77])
    found.add(table(first, end, weighted))
    return found


def numbers(found: Tally) -> list[Any]:
    """Every number of a tally."""
    masses = [(each.n, each.weight, each.n_effective) for each in (found.all, found.without_accord)]
    counts = [each.tolist() for each in [*found.counts.values(), *found.without.values()]]
    spreads = [
        (each.n, each.n_effective, each.mean, each.quantiles([0.1, 0.5, 0.9]).tolist())
        for each in found.spreads.values()
    ]
    return [found.worlds, found.no_accord, *masses, *counts, *spreads]


@pytest.mark.parametrize("weighted", [False, True])
@given(order=st.permutations(range(len(CUTS) - 1)), split=st.integers(1, 4))
@settings(deadline=None)
def test_tallies_of_blocks_merge_in_any_order_to_the_same_bits(
    weighted: bool, order: list[int], split: int
) -> None:
    def blocks(which: list[int]) -> Tally:
        whole = tally(CUTS[which[0]], CUTS[which[0] + 1], weighted)
        for i in which[1:]:
            whole.merge(tally(CUTS[i], CUTS[i + 1], weighted))
        return whole

    in_order = Tally(fake.DECLARED, [77])
    for first, end in pairwise(CUTS):
        in_order.add(table(first, end, weighted))
    whole = blocks(order[:split])
    whole.merge(blocks(order[split:]))  # a merge of merges
    assert numbers(whole) == numbers(in_order)


def test_blocks_cut_elsewhere_have_the_same_counts_and_weights_to_the_bit() -> None:
    whole, cut = tally(0, 500, True), tally(123, 500, True)
    cut.merge(tally(0, 123, True))
    for name, counts in whole.counts.items():
        assert (counts == cut.counts[name]).all()
    assert whole.all.n_effective == cut.all.n_effective
    for name, spread in whole.spreads.items():
        assert spread.mean.value == pytest.approx(cut.spreads[name].mean.value, rel=1e-13)
        error = cut.spreads[name].mean.standard_error
        assert spread.mean.standard_error == pytest.approx(error, rel=1e-12)


def test_a_block_cannot_be_counted_twice() -> None:
    with pytest.raises(ValueError, match="taken in twice"):
        tally(0, 40, False).merge(tally(0, 40, False))


def test_merged_tallies_have_no_digest() -> None:
    whole = tally(0, 40, False)
    assert len(whole.digests) == 2
    whole.merge(tally(40, 41, False))
    with pytest.raises(ValueError, match="in order"):
        _ = whole.digests


def test_moments_merge_as_by_hand() -> None:
    """{1, 3} and {6}: mean 10/3, squares 2 + 16 * 2 * 1 / 3 = 38/3."""
    one, other = Moments(), Moments()
    one.add(np.array([1.0, 3.0]), at=0)
    other.add(np.array([6.0]), at=2)
    other.merge(one)
    assert other.mean.value == pytest.approx(10 / 3)
    assert other.mean.standard_error == pytest.approx(math.sqrt(38 / 3 / 2 / 3))
    known = unweighted.mean(np.array([1.0, 3.0]), np.array([6.0]))
    assert (other.mean.value, other.mean.standard_error) == (known[0], known[3])


def test_weighted_moments_merge_to_those_of_all_values() -> None:
    rng = np.random.default_rng(4)
    x, w = rng.normal(1e3, 1.0, 300), rng.gamma(1.0, size=300)
    whole, cut = Moments(), Moments()
    whole.add(x, w)
    for first, end in ((200, 300), (0, 50), (50, 200)):
        cut.add(x[first:end], w[first:end], at=first)
    assert cut.mean.value == pytest.approx(whole.mean.value, rel=1e-14)
    assert cut.mean.standard_error == pytest.approx(whole.mean.standard_error, rel=1e-9)


def test_quantiles_are_of_the_first_values_whatever_came_first() -> None:
    half = SAMPLE // 2 + 10
    values = np.random.default_rng(5).normal(size=3 * half)
    spread = Spread()
    for at in (2 * half, 0, half):
        spread.add(values[at : at + half], None, at)
    assert spread.n == 3 * half
    assert spread.quantiles([0.3])[0] == np.quantile(values[:SAMPLE], 0.3)
    assert sum(part.size for part, _ in spread._sample.values()) == SAMPLE


def test_masses_and_counts_of_weights_and_of_worlds_add_up() -> None:
    counts, mass = Counts(2), Mass()
    counts.add(np.array([0, 1, 1]), np.array([0.5, 0.25, 0.0]))
    mass.add(3, np.array([0.5, 0.25, 0.0]))
    more, other = Counts(2), Mass()
    more.add(np.array([1, 1]))
    other.add(2)
    counts.merge(more)
    mass.merge(other)
    assert counts.values.tolist() == [0.5, 2.25]
    assert (mass.n, mass.weight) == (4, 2.75)
    assert mass.n_effective == pytest.approx(2.75**2 / (0.3125 + 2))
