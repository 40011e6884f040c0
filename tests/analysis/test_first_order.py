"""First-order effects from a run as it is: known shares, no share by chance, honest intervals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from sim.analysis.sensitivity.first_order import GROUPS, bins_for, first_order, ranks
from sim.statistics import holm, jackknife
from sim.worlds import Floats

N = 10_000


def coordinates(n: int, names: int, seed: int) -> Floats:
    return np.random.default_rng(seed).random((names, n))


def shares(x: Floats, h: Floats) -> list[float]:
    ones = np.ones(h.size)
    return [first_order(each, h, ones, bins_for(h.size)).value for each in x]


def test_ishigami_within_two_hundredths() -> None:
    from tests.analysis.test_saltelli_and_morris import FIRST, NAMES, ishigami

    u = coordinates(N, 3, 1)
    h = ishigami(dict(zip(NAMES, u, strict=True)), np.arange(N))
    assert shares(u, h) == pytest.approx(FIRST, abs=0.02)


def test_a_straight_line_of_normal_parameters_with_luck_within_two_hundredths() -> None:
    """Of 2 x + y + luck: 4, 1 and 4 parts of nine; only what bins hide is missing."""
    u = coordinates(N, 3, 2)
    x, y, luck = norm.ppf(u)
    assert shares(u, 2 * x + y + 2 * luck) == pytest.approx([4 / 9, 1 / 9, 4 / 9], abs=0.02)


def test_what_does_nothing_explains_nothing_on_average() -> None:
    """Plain bins would say (bins - 1) / n; the mean of many is zero to its own error."""
    n, tries = 500, 400
    found = np.array([shares(coordinates(n, 1, s), luck(n, s))[0] for s in range(tries)])
    error = found.std() / np.sqrt(tries)
    assert abs(found.mean()) < 3.5 * error
    assert (bins_for(n) - 1) / n > 8 * error


def luck(n: int, seed: int) -> Floats:
    return (np.random.default_rng(10_000 + seed).random(n) < 0.15).astype(float)


def test_among_seventy_that_do_nothing_one_is_marked_in_five_of_a_hundred_tables() -> None:
    """Holm: at most; and of 60 tables ten would already be a miracle (binomial, 1 in 1,000)."""
    n, tables, marked = 400, 60, 0
    for seed in range(tables):
        h, ones = luck(n, seed), np.ones(n)
        p = [first_order(x, h, ones, bins_for(n)).p for x in coordinates(n, 70, seed)]
        marked += bool((holm(np.array(p)) < 0.05).any())
    assert 1 <= marked <= 9


@pytest.mark.parametrize("strength", [0.0, 1.0])
def test_intervals_cover_what_is_known(strength: float) -> None:
    """In 95 of 100, or more where there is nothing (the jackknife is then on the safe side)."""
    n, tries, covered = 2000, 150, 0
    known = strength**2 / (strength**2 + 2)
    for seed in range(tries):
        u = coordinates(n, 2, seed)
        h = strength * (u[0] - 0.5) * np.sqrt(12) + np.sqrt(2) * norm.ppf(u[1])
        found = first_order(u[0], h, np.ones(n), bins_for(n))
        interval = jackknife(found.value, found.without)
        covered += interval.low <= known * (1 - 1 / bins_for(n) ** 2) <= interval.high
    assert covered / tries > 0.95 - 3 * np.sqrt(0.95 * 0.05 / tries)


def test_a_world_of_weight_two_counts_like_two_worlds() -> None:
    """In the variances and the means; two alike know no more than one of weight two."""
    u, rng = coordinates(2000, 1, 5)[0], np.random.default_rng(5)
    h = u + rng.normal(size=2000)
    w = rng.integers(1, 4, 2000).astype(float)
    weighted = first_order(u, h, w, 10).value
    equal = first_order(u, h, np.full(2000, 2.0), 10)
    plain = first_order(u, h, np.ones(2000), 10)
    assert equal.value == pytest.approx(plain.value, rel=1e-12)
    assert equal.p == pytest.approx(plain.p, rel=1e-9)
    assert weighted == pytest.approx(1 / 13, abs=0.04)
    noise = [first_order(coordinates(2000, 1, s)[0], h, w, 10).value for s in range(300)]
    assert abs(np.mean(noise)) < 3.5 * np.std(noise) / np.sqrt(300)


def test_an_outcome_that_never_changes_rests_on_nothing() -> None:
    found = first_order(coordinates(500, 1, 1)[0], np.ones(500), np.ones(500), 5)
    assert (found.value, found.p) == (0.0, 1.0)
    assert (found.without == np.zeros(GROUPS)).all()


def test_bins_are_fixed_by_the_number_of_worlds_alone() -> None:
    assert [bins_for(n) for n in (400, 2000, 10_000, 1e6)] == [5, 10, 32, 32]
    assert sorted(ranks(np.array([3.0, 1.0, 2.0, 1.0]))) == [0, 1, 2, 3]
