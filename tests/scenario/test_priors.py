"""Priors are drawn by inverse distribution function, truncated to the parameter's range."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError
from scipy import stats

from sim.quantities.families import FAMILIES
from sim.quantities.number import Number
from sim.quantities.priors import Prior
from sim.quantities.quantity import Quantity

ANYWHERE = Number("-", -1e6, 1e6)
U = (np.arange(999) + 1) / 1000
Z95 = stats.norm.ppf(0.95)

# The same distribution as an independent implementation has it.
SAME: list[tuple[str, list[float], Any]] = [
    ("uniform", [2, 5], stats.uniform(2, 3)),
    ("triangular", [1, 2, 5], stats.triang(0.25, 1, 4)),
    ("triangular", [1, 1, 5], stats.triang(0, 1, 4)),
    ("triangular", [1, 5, 5], stats.triang(1, 1, 4)),
    ("pert", [1, 2, 5], stats.beta(2, 4, 1, 4)),
    ("normal", [3, 2], stats.norm(3, 2)),
    ("lognormal", [10, 0.4], stats.lognorm(0.4, scale=10)),
    ("beta", [3, 4], stats.beta(3, 4)),
    ("gamma", [2, 0.16], stats.gamma(2, scale=0.16)),
    ("ci90", [-1, 3], stats.norm(1, 2 / Z95)),
    ("ci90", [0, 3], stats.norm(1.5, 1.5 / Z95)),
    ("ci90", [2, 8], stats.lognorm(math.log(4) / (2 * Z95), scale=4)),
]


def ids(case: object) -> str:
    return str(case) if isinstance(case, str | list) else ""


@pytest.mark.parametrize(("family", "numbers", "same"), SAME, ids=ids)
def test_an_inverse_distribution_function_is_that_of_scipy_stats(
    family: str, numbers: list[float], same: Any
) -> None:
    drawn = ANYWHERE.read({family: numbers}).ppf(U)
    np.testing.assert_allclose(drawn, same.ppf(U), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("family", "numbers", "same"), SAME, ids=ids)
def test_a_distribution_function_is_that_of_scipy_stats(
    family: str, numbers: list[float], same: Any
) -> None:
    x = np.concatenate([same.ppf(U), [-50.0, 50.0]])
    found = [Prior(family, tuple(numbers)).cdf(point) for point in x]
    np.testing.assert_allclose(found, same.cdf(x), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("family", "numbers", "same"), SAME, ids=ids)
def test_a_density_is_the_slope_of_its_distribution_function_and_that_of_scipy_stats(
    family: str, numbers: list[float], same: Any
) -> None:
    prior, x = Prior(family, tuple(numbers)), same.ppf(U[9:-9])
    step = 1e-6 * (same.ppf(0.9) - same.ppf(0.1))
    slope = [(prior.cdf(each + step) - prior.cdf(each - step)) / (2 * step) for each in x]
    found = prior.log_density(x, -1e6, 1e6)
    np.testing.assert_allclose(found, same.logpdf(x), rtol=1e-9, atol=1e-9)
    smooth = np.abs(x - numbers[1]) > 2 * step if family == "triangular" else x == x
    np.testing.assert_allclose(np.exp(found)[smooth], np.array(slope)[smooth], rtol=1e-4)


@pytest.mark.parametrize(("family", "numbers", "same"), SAME, ids=ids)
def test_a_density_that_a_range_cuts_integrates_to_one_and_is_nothing_outside(
    family: str, numbers: list[float], same: Any
) -> None:
    low, high = same.ppf([0.2, 0.7])
    x = np.linspace(low, high, 20_001)
    q = Number("-", low, high).read({family: numbers})
    density = np.exp(q.log_density(x))
    assert np.sum((density[1:] + density[:-1]) / 2) * (x[1] - x[0]) == pytest.approx(1, rel=1e-4)
    assert (q.log_density(np.array([low - 0.1, high + 0.1])) == -np.inf).all()


def test_outside_its_support_a_prior_has_no_density() -> None:
    for family, numbers, same in SAME:
        outside = np.array([same.support()[0] - 1, same.support()[1] + 1])
        outside = outside[np.isfinite(outside)]
        assert (Prior(family, tuple(numbers)).log_density(outside, -1e6, 1e6) == -np.inf).all()


@pytest.mark.parametrize(("family", "numbers", "same"), SAME, ids=ids)
def test_a_range_cuts_a_prior_and_keeps_its_shape(
    family: str, numbers: list[float], same: Any
) -> None:
    low, high = same.ppf([0.2, 0.7])
    drawn = Number("-", low, high).read({family: numbers}).ppf(U)
    np.testing.assert_allclose(drawn, same.ppf(0.2 + 0.5 * U), rtol=1e-9, atol=1e-9)
    assert drawn.min() >= low
    assert drawn.max() <= high


@pytest.mark.parametrize(("family", "numbers", "same"), SAME, ids=ids)
def test_a_mean_is_that_of_scipy_stats(family: str, numbers: list[float], same: Any) -> None:
    assert ANYWHERE.read({family: numbers}).mean == pytest.approx(same.mean(), rel=1e-5)


def test_a_normal_about_zero_with_a_range_from_zero_is_half_of_a_normal() -> None:
    q = Number("utility", 0, 10).read({"normal": [0, 0.06]})
    np.testing.assert_allclose(q.ppf(U), stats.halfnorm(scale=0.06).ppf(U), rtol=1e-9)
    assert q.mean == pytest.approx(0.06 * math.sqrt(2 / math.pi), rel=1e-6)


def test_the_five_and_ninety_five_percent_points_of_ci90_are_the_stated_ones() -> None:
    points = np.array([0.05, 0.95])
    for numbers in ([-3.0, 8.0], [2.0, 80.0]):
        drawn = ANYWHERE.read({"ci90": numbers}).ppf(points)
        np.testing.assert_allclose(drawn, numbers, rtol=1e-12)


def test_parameters_of_a_prior_can_have_units() -> None:
    drift = Number("days", 0, 1000).read({"normal": ["3 months", "2 weeks"]})
    assert drift.prior == Prior("normal", (3 * 30.4375, 14.0))


@pytest.mark.parametrize(
    "raw",
    [
        {"lognormal": [0, 1]},
        {"lognormal": [1, 0]},
        {"beta": [0, 1]},
        {"gamma": [1, -1]},
        {"uniform": [1, 1]},
        {"pert": [1, 5, 3]},
        {"normal": [1, 2, 3]},
        {"normal": 3},
        {"normal": ["1 GW", 1]},
        {},
        {"uniform": [1, 2], "beta": [1, 2]},
        [1, 2],
        None,
        False,
    ],
)
def test_what_is_no_distribution_is_refused(raw: object) -> None:
    with pytest.raises(PydanticCustomError):
        ANYWHERE.read(raw)


def test_a_prior_whose_mass_lies_outside_the_range_is_refused() -> None:
    with pytest.raises(PydanticCustomError, match="out of range"):
        Number("-", 0, 1).read({"normal": [50, 1]})


def test_a_prior_has_no_single_value() -> None:
    with pytest.raises(TypeError, match="not fixed"):
        _ = ANYWHERE.read({"beta": [1, 1]}).value


def test_a_fixed_number_is_the_same_in_every_world() -> None:
    assert set(ANYWHERE.read(3).ppf(U)) == {3.0}


quantities = st.sampled_from([(family, numbers) for family, numbers, _ in SAME])
cubes = st.lists(st.floats(1e-12, 1 - 1e-12), min_size=7, max_size=7)


@given(case=quantities, u=cubes, world=st.integers(0, 6))
def test_a_world_alone_draws_the_same_bits_as_in_a_crowd(
    case: tuple[str, list[float]], u: list[float], world: int
) -> None:
    q: Quantity = Number("-", -2, 4.5).read({case[0]: case[1]})
    crowd = np.array(u)
    assert q.ppf(crowd)[world].tobytes() == q.ppf(crowd[[world]])[0].tobytes()


@given(case=quantities, u=cubes)
def test_a_higher_coordinate_never_draws_a_lower_number(
    case: tuple[str, list[float]], u: list[float]
) -> None:
    drawn = ANYWHERE.read({case[0]: case[1]}).ppf(np.sort(np.array(u)))
    assert np.all(np.diff(drawn) >= -1e-9 * np.abs(drawn[1:]))


def test_every_family_is_held_against_scipy_stats() -> None:
    assert {family for family, _, _ in SAME} == set(FAMILIES)
