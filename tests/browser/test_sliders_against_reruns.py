"""A slider answers as a run with the changed prior does, its past included."""

from __future__ import annotations

import math

import numpy as np
import pytest

import sim
from sim.quantities.priors import Prior
from sim.report.browser.priors import movable
from sim.scenario import Scenario
from tests.browser.known import Weighed, moved_prior
from tests.builders import TO_JUNE, baseline_with

_WORLDS = 3000


def as_setting(prior: Prior) -> str:
    return f"{{{prior.family}: [{', '.join(repr(number) for number in prior.numbers)}]}}"


def apart(scenario: Scenario, seed: int, name: str, shift: float, width: float) -> float:
    """Accords of a rerun less those by weights, in standard errors of the paired difference."""
    prior = scenario.quantities[name].prior
    assert isinstance(prior, Prior)
    moved = moved_prior(prior, shift, width)
    base = sim.run(scenario, _WORLDS, seed)
    w = Weighed.of(base, {name: moved}).weights
    changes = (*scenario.changes, f"{name}={as_setting(moved)}", "past_of=own")
    again = sim.run("baseline", _WORLDS, seed, changes).column("accord").astype(float)
    h = base.column("accord").astype(float)
    middle = float(np.average(h, weights=w))
    difference = again - (middle + w * (h - middle) / w.mean())
    return float(difference.mean() / (difference.std(ddof=1) / math.sqrt(difference.size)))


def by_lot(scenario: Scenario, how_many: int, seed: int) -> list[tuple[str, float, float]]:
    """Priors of four families, each moved and widened or narrowed."""
    rng = np.random.default_rng(seed)
    run = sim.run(scenario, 2)
    families = ("normal", "lognormal", "beta", "gamma")
    known = [n for n, q in movable(run).items() if str(q.prior).split()[0] in families]
    names = rng.choice(known, how_many, replace=False)
    shifts, widths = rng.uniform(-0.8, 0.8, how_many), rng.choice([0.7, 0.85, 1, 1.15], how_many)
    return [(str(n), float(s), float(w)) for n, s, w in zip(names, shifts, widths, strict=True)]


@pytest.mark.slow
def test_a_slider_does_what_a_rerun_does() -> None:
    """Within two standard errors of the paired difference, in 19 of 20 changes drawn by lot."""
    scenario = baseline_with(TO_JUNE)
    asked = by_lot(scenario, 20, seed=3)
    found = {
        f"{name} {shift:+.2f} sd, {width:g} times as wide": apart(
            scenario, 300 + i, name, shift, width
        )
        for i, (name, shift, width) in enumerate(asked)
    }
    print(found)
    assert sum(abs(z) <= 2 for z in found.values()) >= 19, found
    assert abs(sum(found.values())) < 3 * math.sqrt(len(found)), found
