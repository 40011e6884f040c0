"""Adding worlds until a share is exact: the rule keeps its word, and so does the interval."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.ensemble.precision import (
    MINIMUM,
    UnknownTarget,
    next_size,
    reached,
    standard_error,
    target_named,
)
from sim.ensemble.runner import run
from sim.errors import Usage
from sim.scenario import Scenario, load
from sim.statistics import wilson
from tests.ensemble import fake


def stopped(rng: np.random.Generator, p: float, wanted: float) -> tuple[int, int]:
    """Count and size at which the rule stops on a Bernoulli stream."""
    n, count = MINIMUM, int(rng.binomial(MINIMUM, p))
    while (after := next_size(count, n, wanted)) != n:
        count += int(rng.binomial(after - n, p))
        n = after
    return count, n


@pytest.mark.parametrize("p", [0.001, 0.02, 0.1, 0.3, 0.5, 0.98])
@pytest.mark.parametrize("wanted", [0.01, 0.005, 0.002])
def test_the_interval_at_the_stop_covers_the_truth_in_95_of_100_runs(
    p: float, wanted: float
) -> None:
    """The Wilson interval, made for sizes fixed beforehand, on Bernoulli streams that stop."""
    rng = np.random.default_rng([int(1000 * p), int(1000 * wanted)])
    tries, covered, sizes = 4000, 0, []
    for _ in range(tries):
        count, n = stopped(rng, p, wanted)
        found = wilson(count, n)
        covered += found.low <= p <= found.high
        sizes.append(n)
    # Wilson's own coverage swings by about .015 around .95 where n p is small (here 2).
    slack = 0.015 if p * np.mean(sizes) < 20 else 0.008
    assert covered / tries == pytest.approx(0.95, abs=slack + 3 * np.sqrt(0.05 * 0.95 / tries))
    needed = p * (1 - p) / wanted**2
    assert np.mean(sizes) <= max(1.1 * needed, needed + 2 * MINIMUM)


@given(st.floats(0, 1), st.integers(MINIMUM, 10**6), st.floats(1e-4, 0.5))
def test_the_rule_stops_where_the_error_is_small_enough_and_only_there(
    share: float, n: int, wanted: float
) -> None:
    count = round(share * n)
    after = next_size(count, n, wanted)
    if standard_error(count, n) <= wanted:
        assert after == n
    else:
        assert n < after <= max(2 * n, n + MINIMUM) + MINIMUM
        assert after % MINIMUM == 0


def test_equal_answers_do_not_stop_the_rule_at_once() -> None:
    assert standard_error(0, 1000) == pytest.approx(0.001)
    assert next_size(0, MINIMUM, 1e-4) > MINIMUM


@pytest.mark.parametrize("size", [2048, 300])
@pytest.mark.usefixtures("fake_model")
def test_the_same_worlds_are_run_whoever_runs_them_and_from_wherever(
    baseline: Scenario, tmp_path: Path, size: int
) -> None:
    wanted = run(baseline, until_se=0.006)
    assert reached(wanted, "accord") <= 0.006
    assert wanted.worlds == pytest.approx(0.25 * 0.75 / 0.006**2, abs=2 * MINIMUM)
    run(baseline, 3000, out=tmp_path, block_size=size)
    saved = run(baseline, until_se=0.006, out=tmp_path, block_size=size)
    assert (saved.worlds, saved.digests) == (wanted.worlds, wanted.digests)
    run(baseline, 2 * wanted.worlds, out=tmp_path)
    assert run(baseline, until_se=0.006, out=tmp_path).digests == wanted.digests


@pytest.mark.usefixtures("fake_model")
def test_a_coarser_error_needs_the_least_worlds(baseline: Scenario) -> None:
    assert run(baseline, 10, until_se=0.4, target="zone").worlds == MINIMUM


def test_targets_go_by_their_names_in_the_json() -> None:
    assert target_named("zone", fake.DECLARED).column == "outcome"
    assert target_named("accord", fake.DECLARED).column == "accord"
    assert target_named("taken_by_force", fake.DECLARED).column == "taken_by_force"
    assert target_named("by_deadline.durable_peace", fake.DECLARED).column == "durable_peace"
    with pytest.raises(UnknownTarget, match="there are: zone, "):
        target_named("peace", fake.DECLARED)


@pytest.mark.usefixtures("fake_model")
@pytest.mark.parametrize("wrong", [0.0, -1.0, 1e-9, 1.0, float("nan")])
def test_an_error_that_cannot_be_is_refused(baseline: Scenario, wrong: float) -> None:
    with pytest.raises(ValueError, match="standard error"):
        run(baseline, until_se=wrong)


def test_a_target_without_an_error_is_refused() -> None:
    """It would be left unheeded: worlds are added until an error is small enough, or not at all."""
    with pytest.raises(Usage, match="until_se"):
        run(load("baseline"), 10, target="zone")
