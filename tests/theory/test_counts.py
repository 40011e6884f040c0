"""V10. Counts: Poisson where they should be, clustered with the stated mean where they should be.

Strikes follow a self-exciting process (Hawkes 1971) in days, which is the integer-valued GARCH
model of Ferland, Latour and Oraichi (2006): its moments are known.
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import chi2, gamma, kstest, norm, poisson

from sim.processes.grid import Grid
from sim.theory import chance
from sim.trajectory import Trajectory
from sim.worlds import Bools, Ints
from tests.builders import (
    NO_DATES,
    TO_JUNE,
    baseline_with,
    model_of,
    process_of,
    told,
    without_history,
)

Z, WORLDS, DAYS = 4.0, 400, 144
QUIET_FRONT = ("war.drift=-5", "talks.break_gap=1e9", *NO_DATES)
EVEN_LUCK = (
    TO_JUNE,
    *QUIET_FRONT,
    "shocks.assassination.gap=20",
    "shocks.back_channel.gap=6",
    "shocks.surge.gap=15",
)


def lucky() -> Trajectory:
    return told(without_history(baseline_with(*EVEN_LUCK, "events=null")), WORLDS)


def is_poisson(counts: NDArray[np.generic], mean: float) -> None:
    """Mean within 4 SE, index of dispersion within its chi-square law at the same level."""
    n = counts.size
    assert abs(counts.mean() - mean) < Z * np.sqrt(mean / n)
    dispersion = float(((counts - counts.mean()) ** 2).sum() / counts.mean())
    low, high = chi2.ppf([norm.sf(Z), norm.cdf(Z)], n - 1)
    assert low < dispersion < high


@pytest.mark.parametrize(
    ("series", "gap"), [("assassinations", 20.0), ("back_channel", 6.0), ("surge_waves", 15.0)]
)
def test_shocks_from_outside_the_room_are_poisson(series: str, gap: float) -> None:
    """Counts of a world over the whole run: mean days/gap, variance equal to the mean."""
    daily = lucky().story[series]
    per_event = 3.0 if series == "surge_waves" else 1.0  # a surge is three waves
    is_poisson(daily.sum(axis=0) / per_event, DAYS / gap)


def test_shocks_of_different_days_have_nothing_to_do_with_each_other() -> None:
    """Neighbouring days' counts are uncorrelated, as are two kinds of shock on a day; 4 SE."""
    one, other = (lucky().story[name] for name in ("back_channel", "assassinations"))
    n = one[1:].size
    assert abs(np.corrcoef(one[1:].ravel(), one[:-1].ravel())[0, 1]) < Z / np.sqrt(n)
    assert abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < Z / np.sqrt(n)


def waves_on(grid: Grid, day: int, truce: Bools, surge: Ints) -> Ints:
    grid._is_struck(day, truce, surge)
    return grid.waves


def strikes(worlds: int, days: int, *changes: str) -> NDArray[np.int64]:
    """(days, worlds): waves of strikes, from the grid alone."""
    fixed = ("grid.strikes.warm_season=1", "events=null")
    model = model_of(baseline_with(*fixed, *changes), worlds)
    no_truce, no_surge = np.zeros(worlds, dtype=bool), np.zeros(worlds, dtype=np.int64)
    return np.array(
        [waves_on(process_of(model, Grid), day, no_truce, no_surge) for day in range(days)]
    )


def test_strikes_without_followers_are_poisson() -> None:
    """Branching ratio zero: a plain Poisson process of the stated gap."""
    waves = strikes(WORLDS, 180, "grid.strikes.cluster=0")
    is_poisson(waves.sum(axis=0), 180 / 4.5)


def test_strikes_come_at_the_stated_mean_rate_followers_included() -> None:
    """One wave in 4.5 days at a branching ratio of .3, from the first day on; 4 SE."""
    waves = strikes(4000, 60)
    for part in (waves[:5], waves):
        days = part.shape[0]
        total = part.sum(axis=0) / days
        assert abs(total.mean() - 1 / 4.5) < Z * total.std(ddof=1) / np.sqrt(total.size)


def test_strikes_cluster_as_much_as_theory_says() -> None:
    """Variance of a window's count: the INGARCH(1,1) value, and far from Poisson; 4 SE.

    ``X_t ~ Poisson(l_t), l_{t+1} = w + a X_t + b l_t`` with ``a = n (1 - keep)``, ``b = keep``.
    """
    n, keep, mean, window = 0.3, np.exp(-1 / 2.0), 1 / 4.5, 60
    a, b = n * (1.0 - keep), keep
    r = a + b
    lag_0 = mean * (1.0 - r * r + a * a) / (1.0 - r * r)
    lag_1 = a * mean * (1.0 - b * r) / (1.0 - r * r)
    k = np.arange(1, window)
    expected = window * lag_0 + 2.0 * float(((window - k) * lag_1 * r ** (k - 1)).sum())
    counts = strikes(4000, 30 + window)[30:].sum(axis=0).astype(float)
    squares = (counts - window * mean) ** 2
    error = squares.std(ddof=1) / np.sqrt(squares.size)
    assert abs(squares.mean() - expected) < Z * error
    assert squares.mean() - window * mean > 10 * error


def test_counts_are_the_inverse_of_the_poisson_distribution() -> None:
    """Against scipy, over rates and probabilities."""
    u = np.linspace(0.0005, 0.9995, 1000)
    for rate in (0.0, 0.01, 0.22, 1.0, 7.5):
        assert np.array_equal(
            chance.count(u, np.full(1000, rate)), poisson.ppf(u, max(rate, 1e-300))
        )


def test_damage_of_several_waves_is_a_sum_of_gamma_marks() -> None:
    """n marks of shape k and mean m: gamma of shape n k and mean n m; Kolmogorov-Smirnov."""
    u = (np.arange(2000) + 0.5) / 2000
    for n in (1, 3):
        total = chance.compound_gamma(u, np.full(2000, n), np.full(2000, 0.3), np.full(2000, 2.0))
        assert kstest(total, gamma(2.0 * n, scale=0.15).cdf).statistic < 1e-3
    none = chance.compound_gamma(u, np.zeros(2000, dtype=int), np.full(2000, 0.3), np.full(2000, 2))
    assert (none == 0).all()


def test_a_rate_holds_whether_it_is_asked_about_daily_or_not() -> None:
    """``1 - exp(-rate)`` a day: surviving 30 days is surviving one month."""
    rate = np.array([1e-4, 0.01, 0.3])
    assert (1 - chance.within_a_day(rate)) ** 30 == pytest.approx(np.exp(-30 * rate), rel=1e-12)


def test_a_wandering_anomaly_keeps_its_spread_and_its_memory() -> None:
    """Ornstein-Uhlenbeck, exact in days: variance sd^2, correlation exp(-lag/memory); 4 SE."""
    worlds, lag = 20_000, 5
    rng = np.random.Generator(np.random.Philox(11))
    sd, memory = np.full(worlds, 4.0), np.full(worlds, 7.0)
    x = 4.0 * rng.standard_normal(worlds)
    start = x
    for _ in range(lag):
        x = chance.reverting(x, sd, memory, rng.standard_normal(worlds))
    assert abs(x.var() / 16.0 - 1.0) < Z * np.sqrt(2.0 / worlds)
    expected = np.exp(-lag / 7.0)
    error = (1.0 - expected**2) / np.sqrt(worlds)
    assert abs(np.corrcoef(start, x)[0, 1] - expected) < Z * error
