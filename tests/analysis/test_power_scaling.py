"""Power-scaling by weights: the scaled prior itself, and the scenario run again under it."""

from __future__ import annotations

import math

import numpy as np
import pytest

import sim
from sim.analysis.sensitivity.powers import HIGH, LOW, drawn_together, lean, log_ratios
from sim.quantities.priors import Prior
from sim.scenario import Scenario
from sim.worlds import Floats
from tests.builders import FEW_DAYS, TO_JUNE, baseline_with, standard_errors

DOUBLINGS = math.log2(HIGH / LOW)


def of_a_normal(n: int, seed: int) -> tuple[Floats, tuple[Floats, Floats]]:
    """Standard normal draws, and the log of their prior to a power over the prior."""
    x = np.random.default_rng(seed).normal(size=n)
    return x, ((LOW - 1) * -x * x / 2, (HIGH - 1) * -x * x / 2)


def test_a_normal_to_a_power_has_the_variance_over_that_power() -> None:
    """So the mean of x^2 is 1 / alpha; and of x it stays zero."""
    x, ratios = of_a_normal(200_000, 1)
    found = lean(x * x, np.ones(x.size), ratios)
    assert [found.at_low, found.at_high] == pytest.approx([1 / LOW, 1 / HIGH], abs=0.03)
    assert found.per_doubling.value == pytest.approx((1 / HIGH - 1 / LOW) / DOUBLINGS, abs=0.02)
    assert abs(lean(x, np.ones(x.size), ratios).per_doubling.z) < 3.5
    assert found.k == pytest.approx(1 - LOW, abs=0.15)  # weights exp(.1 x^2) have tail index 5
    assert x.size / 2 < found.n_effective < x.size


def test_the_error_of_a_lean_is_the_spread_of_many() -> None:
    """Of 300 tries, to four standard errors of a standard deviation."""
    tries = [of_a_normal(1000, s) for s in range(300)]
    found = [lean((x > 1).astype(float), np.ones(x.size), r).per_doubling for x, r in tries]
    spread = np.std([each.value for each in found])
    told = np.mean([each.standard_error for each in found])
    assert told == pytest.approx(spread, rel=4 / math.sqrt(2 * 300))


def test_worlds_that_weigh_double_count_twice() -> None:
    x, ratios = of_a_normal(500, 2)
    twice = lean(np.tile(x, 2), np.ones(1000), tuple(np.tile(r, 2) for r in ratios))  # type: ignore[arg-type]
    double = lean(x, np.full(500, 2.0), ratios)
    assert double.per_doubling.value == pytest.approx(twice.per_doubling.value, rel=1e-12)


def test_a_prior_that_a_power_makes_impossible_says_so() -> None:
    """A beta with a shape below 1/5 to the power 1.25 cannot be normalised: no number, no trust."""
    x = np.array([0.0, 0.5, 0.7])
    found = lean(x, np.ones(3), (np.array([np.inf, 0.0, 0.1]), np.zeros(3)))
    assert np.isnan(found.per_doubling.value)
    assert found.k == math.inf


def test_weights_of_issues_to_a_power_are_those_of_a_dirichlet() -> None:
    """Shares of a scaled Dirichlet vary as its larger sum says: (a_i / a)(1 - a_i / a)/(a + 1)."""
    run = sim.run(baseline_with(*FEW_DAYS, "past_of=nobody"), 2000)
    name = "parties.russia.weights"
    low, high = log_ratios(run)[name]
    weights = drawn_together(run.scenario)[name]
    size, share = weights.concentration.value, weights.shares["territory"]
    x = run.column(share.name)
    for ratio, alpha in ((low, LOW), (high, HIGH)):
        whole = alpha * (size - len(weights.shares)) + len(weights.shares)
        part = (alpha * (size * share.value - 1) + 1) / whole
        w = np.exp(ratio)
        assert w.mean() == pytest.approx(1, abs=0.08)  # a ratio of densities
        assert np.average(x, weights=w) == pytest.approx(part, abs=0.01)
        spread = np.cov(x, aweights=w)
        assert spread == pytest.approx(part * (1 - part) / (whole + 1), rel=0.16)


def scaled(prior: Prior, alpha: float) -> str:
    """A prior to a power, which stays in its family: as the scenario file writes it."""
    a, b = prior.numbers
    to = lambda shape: alpha * (shape - 1) + 1  # noqa: E731
    if prior.family == "normal":
        numbers = (a, b / math.sqrt(alpha))
    elif prior.family == "lognormal":
        numbers = (a * math.exp((1 - alpha) * b * b / alpha), b / math.sqrt(alpha))
    elif prior.family == "beta":
        numbers = (to(a), to(b))
    else:
        assert prior.family == "gamma"
        numbers = (to(a), b / alpha)
    return f"{{{prior.family}: [{numbers[0]!r}, {numbers[1]!r}]}}"


def settings(scenario: Scenario, name: str, alpha: float) -> list[str]:
    """What makes a scenario one with that prior to a power; its past too is played under it."""
    if name in scenario.quantities:
        prior = scenario.quantities[name].prior
        assert isinstance(prior, Prior)
        return [f"{name}={scaled(prior, alpha)}"]
    weights = drawn_together(scenario)[name]
    size, shares = weights.concentration.value, weights.shares.values()
    whole = sum(each.value for each in shares)
    to = [alpha * (size * each.value / whole - 1) + 1 for each in shares]
    changes = [f"{each.name}={a / sum(to)!r}" for each, a in zip(shares, to, strict=True)]
    return [f"{name}.concentration={sum(to)!r}", *changes]


def compared(scenario: Scenario, worlds: int, seed: int, name: str, alpha: float) -> float:
    """The accords of a run under the scaled prior less those by weights, in standard errors.

    Each prior is compared on worlds of its own, so that the comparisons are independent.
    """
    base = sim.run(scenario, worlds, seed)
    changes = (*scenario.changes, *settings(scenario, name, alpha), "past_of=own")
    again = sim.run("baseline", worlds, seed, changes).column("accord").astype(float)
    h = base.column("accord").astype(float)
    low, high = log_ratios(base)[name]
    w = np.exp(low if alpha == LOW else high)
    middle = float(np.average(h, weights=w))
    by_weights = middle + w * (h - middle) / w.mean()  # linear in each world's part
    return standard_errors(again - by_weights)


def random_priors(scenario: Scenario, how_many: int, seed: int) -> list[tuple[str, float]]:
    """Some of those that are not flat, and a power for each."""
    rng = np.random.default_rng(seed)
    drawn = [n for n in scenario.coordinates if not scenario.quantities[n].fixed]
    names = [n for n in drawn if "uniform" not in str(scenario.quantities[n].prior)]
    names += drawn_together(scenario)
    some = rng.choice(names, how_many, replace=False)
    return [(str(name), float(rng.choice([LOW, HIGH]))) for name in some]


@pytest.mark.slow
def test_weights_do_what_a_run_under_the_scaled_prior_does() -> None:
    """Within two standard errors of the paired difference, for 19 of 20 priors drawn by lot."""
    scenario = baseline_with(TO_JUNE)
    asked = random_priors(scenario, 20, seed=1)
    found = {
        f"{name} {alpha:g}": compared(scenario, 3000, 100 + i, name, alpha)
        for i, (name, alpha) in enumerate(asked)
    }
    assert sum(abs(z) <= 2 for z in found.values()) >= 19, found
    mean_z = sum(found.values()) / len(found)
    assert abs(mean_z) < 3 / math.sqrt(len(found)), found
