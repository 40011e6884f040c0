"""Worlds are drawn from points of the unit cube, addressed by dotted names."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from scipy import stats

from sim.scenario import Draw, Scenario, load
from sim.scenario.schema.parties import Weights
from sim.worlds import Floats


def coordinate(name: str, worlds: int = 4000) -> Floats:
    """A fixed sample of the unit interval for every name."""
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little")
    numbers: Floats = np.random.Generator(np.random.PCG64(seed)).random(worlds)
    return numbers


def weights_of(scenario: Scenario, party: str = "ukraine") -> Weights:
    return scenario.file.parties[party].weights


def test_a_quantity_is_drawn_once(baseline: Scenario) -> None:
    draw = Draw(coordinate)
    drift = baseline.quantities["war.drift"]
    assert draw(drift) is draw(drift)
    assert list(draw.sampled) == ["war.drift"]


def test_a_fixed_quantity_fills_every_world_and_is_not_sampled(baseline: Scenario) -> None:
    draw = Draw(coordinate)
    assert draw(baseline.quantities["war.drift_spread"]).tolist() == [4.0] * 4000
    assert draw.sampled == {}


def test_every_parameter_draws_around_its_mean_within_its_range(baseline: Scenario) -> None:
    draw = Draw(coordinate)
    for name, q in baseline.quantities.items():
        drawn = draw(q)
        error = drawn.std() / np.sqrt(len(drawn))
        assert abs(drawn.mean() - q.mean) <= 5 * error + 1e-12, name
        assert drawn.min() >= q.low
        assert drawn.max() <= q.high


def test_weights_sum_to_one_in_every_world(baseline: Scenario) -> None:
    weights = Draw(coordinate).weights(weights_of(baseline))
    np.testing.assert_allclose(sum(weights.values()), 1.0, rtol=1e-14)
    assert list(weights) == ["territory", "guarantees", "plant", "nato", "sequence"]


def test_weights_have_the_means_and_spreads_of_a_dirichlet(baseline: Scenario) -> None:
    section = weights_of(baseline)
    weights = Draw(coordinate).weights(section)
    shares = [share.value for share in section.shares.values()]
    theory = stats.dirichlet(40 * np.array(shares))
    drawn = np.array(list(weights.values()))
    error = np.sqrt(theory.var() / 4000)
    assert np.all(np.abs(drawn.mean(axis=1) - theory.mean()) < 4 * error)
    np.testing.assert_allclose(drawn.var(axis=1), theory.var(), rtol=0.15)


def test_one_weight_alone_has_a_beta_distribution(baseline: Scenario) -> None:
    drawn = Draw(coordinate).weights(weights_of(baseline))["territory"]
    assert stats.kstest(drawn, stats.beta(0.36 * 40, 0.64 * 40).cdf).pvalue > 1e-3


def test_an_issue_without_weight_gets_none_in_any_world() -> None:
    changed = load("baseline", {"parties.ukraine.weights.shares.plant": 0})
    weights = Draw(coordinate).weights(weights_of(changed))
    assert set(weights["plant"]) == {0.0}
    np.testing.assert_allclose(sum(weights.values()), 1.0, rtol=1e-14)


@pytest.mark.parametrize("concentration", [0.1, 1e9])
def test_extreme_concentrations_still_sum_to_one(concentration: float) -> None:
    changed = load("baseline", {"parties.ukraine.weights.concentration": concentration})
    weights = Draw(coordinate).weights(weights_of(changed))
    np.testing.assert_allclose(sum(weights.values()), 1.0, rtol=1e-12)
    if concentration > 1:
        np.testing.assert_allclose(weights["territory"], 0.36, rtol=1e-3)


def test_shares_are_scaled_to_one() -> None:
    doubled = {
        "territory": 0.72, "guarantees": 0.68, "plant": 0.2, "nato": 0.2, "sequence": 0.2
    }  # fmt: skip
    changed = load("baseline", {"parties.ukraine.weights.shares": doubled})
    ours = Draw(coordinate).weights(weights_of(changed))
    theirs = Draw(coordinate).weights(weights_of(load("baseline")))
    np.testing.assert_allclose(ours["nato"], theirs["nato"], rtol=1e-12)


@pytest.mark.parametrize("crowd", [1, 2, 7, 64])
def test_a_world_alone_draws_the_same_weights_as_in_a_crowd(baseline: Scenario, crowd: int) -> None:
    everyone = Draw(coordinate).weights(weights_of(baseline))
    few = Draw(lambda name: coordinate(name)[5 : 5 + crowd]).weights(weights_of(baseline))
    for issue, numbers in few.items():
        assert numbers.tobytes() == everyone[issue][5 : 5 + crowd].tobytes()


def test_the_axes_of_the_cube_are_what_is_drawn(baseline: Scenario) -> None:
    draw = Draw(coordinate)
    for q in baseline.quantities.values():
        if not q.fixed:
            draw(q)
    for party in baseline.file.parties.values():
        draw.weights(party.weights)
    assert set(draw.sampled) == set(baseline.coordinates)
