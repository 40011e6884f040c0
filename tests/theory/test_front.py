"""V9. When a front that drifts and diffuses reaches the end of the land.

First passage of Brownian motion with drift (Schroedinger 1915; Folks and Chhikara 1978 for the
inverse Gaussian law), and the Brownian bridge for what happens between two days.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import invgauss, norm

from sim.processes.war import War
from sim.theory import front
from sim.worlds import Bools, Floats, Noise
from tests.builders import NO_DATES, baseline_with, run, setting_of, without_history

LAND, DRIFT, SIGMA = 150.0, 1.0, 15.0
OPEN_GROUND = (
    "war.belt={area: 0, slows_to: 1}",
    "war.drift_spread=0",
    "war.push_when_broken=1",
    f"war.area={LAND}",
    f"war.drift={DRIFT}",
    f"war.volatility={SIGMA}",
)
WORLDS, Z = 40_000, 4.0


def first_days_of_fall(days: int, worlds: int) -> tuple[Floats, Floats]:
    """(worlds,): day the land fell by the model's war (inf: never), and by nightly checks alone."""
    noise = Noise(1, 0, worlds)
    scenario = baseline_with(*OPEN_GROUND)
    war = War(scenario.file.war, setting_of(scenario, noise))
    held = np.full(worlds, LAND)
    fallen, seen_at_night = np.full(worlds, np.inf), np.full(worlds, np.inf)
    never, always = np.zeros(worlds, dtype=bool), np.ones(worlds, dtype=bool)
    for day in range(days):
        falls: Bools = war._move(day, always & np.isinf(fallen), never)
        fallen = np.where(falls, day + 1.0, fallen)
        held = held - DRIFT + SIGMA * noise.normal("war.front", day)
        seen_at_night = np.where((held <= 0) & np.isinf(seen_at_night), day + 1.0, seen_at_night)
    return fallen, seen_at_night


@pytest.fixture(scope="module")
def days_of_fall() -> tuple[Floats, Floats]:
    return first_days_of_fall(120, WORLDS)


def in_standard_errors(share: float, expected: float, n: int) -> float:
    return (share - expected) / np.sqrt(expected * (1.0 - expected) / n)


@pytest.mark.parametrize("T", [30, 60, 120])
def test_the_land_falls_as_often_as_the_first_passage_law_says(
    T: int, days_of_fall: tuple[Floats, Floats]
) -> None:
    """Monte Carlo = ``Phi((mu T - L)/(sigma sqrt T)) + exp(2 mu L/sigma^2) Phi(...)``, 4 SE."""
    share = float((days_of_fall[0] <= T).mean())
    assert abs(in_standard_errors(share, law(T), WORLDS)) < Z


def test_looking_at_the_front_at_night_only_would_miss_that_law(
    days_of_fall: tuple[Floats, Floats],
) -> None:
    """Without the bridge between days the fall of the same fronts is missed by over ten SE."""
    share = float((days_of_fall[1] <= 60).mean())
    assert in_standard_errors(share, law(60), WORLDS) < -10.0


def test_a_run_of_the_whole_model_takes_the_land_by_the_same_law() -> None:
    """Nobody meets, so nothing ends a world but the front; 2,000 worlds, 4 SE."""
    end = ("deadline.date=2026-04-08", "horizon=2026-04-08")  # day 60: 61 days, 0 to 60
    alone = without_history(baseline_with(*OPEN_GROUND, *NO_DATES, *end))
    taken = run(alone, 2000).daily["phase"][-1] == 2
    assert abs(in_standard_errors(float(taken.mean()), law(61), 2000)) < Z


def law(T: float) -> float:
    """The closed form, one number."""
    return float(front.hitting_probability(*_arrays(LAND, DRIFT, SIGMA, T))[0])


def _arrays(*numbers: float) -> list[Floats]:
    return [np.array([x]) for x in numbers]


@pytest.mark.parametrize("T", [5.0, 60.0, 400.0])
def test_the_closed_form_is_the_inverse_gaussian_distribution(T: float) -> None:
    """Against scipy's inverse Gaussian: mean L/mu, shape L^2/sigma^2."""
    mean, shape = LAND / DRIFT, (LAND / SIGMA) ** 2
    assert law(T) == pytest.approx(invgauss.cdf(T, mean / shape, scale=shape), rel=1e-9)


def test_a_front_that_recedes_on_average_may_never_arrive() -> None:
    """``T -> inf`` with drift below zero: probability ``exp(2 mu L / sigma^2)``."""
    once = front.hitting_probability(*_arrays(LAND, -0.5, SIGMA, 1e9))
    assert once[0] == pytest.approx(np.exp(-2 * 0.5 * LAND / SIGMA**2), rel=1e-9)


def test_the_closed_form_survives_where_its_factors_overflow() -> None:
    """``exp(2 mu L / sigma^2)`` alone would be infinite; the probability is not."""
    sure = front.hitting_probability(*_arrays(5000.0, 20.0, 5.0, 300.0))
    assert sure[0] == pytest.approx(1.0)


def test_a_path_between_two_days_touches_the_end_as_a_bridge_does() -> None:
    """``exp(-2 L0 L1 / sigma^2)``; against paths of 2,000 steps a day, 4 SE."""
    start, end, sigma, steps, paths = 8.0, 5.0, 10.0, 2000, 4000
    rng = np.random.Generator(np.random.Philox(7))
    walk = np.cumsum(rng.standard_normal((paths, steps)) * sigma / np.sqrt(steps), axis=1)
    s = np.arange(1, steps + 1) / steps
    bridge = start + walk + s * (end - start - walk[:, -1:])
    # a path seen at n moments behaves as if the barrier were .5826 sigma/sqrt(n) further off
    # (Broadie, Glasserman and Kou 1997)
    shift = 0.5826 * sigma / np.sqrt(steps)
    expected = front.crossing_probability(*_arrays(start + shift, end + shift, sigma))
    share = float((bridge.min(axis=1) <= 0).mean())
    assert abs(in_standard_errors(share, float(expected[0]), paths)) < Z


def test_open_ground_distance_is_the_time_a_front_of_unit_pace_takes() -> None:
    """``Lam(L)``: the integral of one over the friction, across the belt's edge and without one."""
    for held, belt, least in ((5100.0, 2000.0, 0.3), (900.0, 2000.0, 0.3), (700.0, 0.0, 1.0)):

        def slowness(x: float, belt: float = belt, least: float = least) -> float:
            return float(1.0 / front.friction(*_arrays(x, belt, least))[0])

        expected, _ = quad(slowness, 0.0, held, points=[min(belt, held)], limit=200)
        found = front.open_ground_distance(*_arrays(held, belt, least))
        assert found[0] == pytest.approx(expected, rel=1e-7)


def test_a_belt_slows_linearly_from_its_edge_to_the_last_square_kilometre() -> None:
    """``phi``: 1 outside, phi_min at the end, the mean of both half-way."""
    L, one = np.array([9000.0, 2000.0, 1000.0, 0.0]), np.ones(4)
    assert front.friction(L, 2000.0 * one, 0.3 * one) == pytest.approx([1.0, 1.0, 0.65, 0.3])


@pytest.mark.parametrize("m", [-6.0, 0.0, 8.0, 40.0])
def test_the_expected_share_taken_is_that_of_a_censored_normal_displacement(m: float) -> None:
    """Against direct integration: no less than nothing, no more than everything."""
    v, sigma, H, distance = 3.0, 15.0, 540.0, 5100.0
    sd = np.sqrt(v * H * H + sigma * sigma * H)
    inside, _ = quad(lambda x: x * norm.pdf(x, m * H, sd), 0.0, distance, limit=200)
    expected = inside / distance + norm.sf(distance, m * H, sd)
    found = front.expected_share_taken(*_arrays(m, v, sigma, H, distance))
    assert found[0] == pytest.approx(expected, abs=1e-7)
