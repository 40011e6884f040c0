"""V3. Faratin, Sierra and Jennings 1998: targets fall along a curve in time."""

from __future__ import annotations

import numpy as np
import pytest

from sim.theory.concession import concession, perceived_clock
from sim.trajectory import Trajectory
from sim.worlds import Bools, Floats
from tests.builders import TO_JUNE, baseline_with, same_bits, told

WORLDS, DEADLINE = 60, 143
SIDES = ("ukraine", "russia")
NOBODY_LEARNS = (
    "parties.ukraine.misjudges=0",
    "parties.russia.misjudges=0",
    "mediator.misjudges=0",
)
THE_CLOCK_IS_BELIEVED = (
    TO_JUNE,
    *NOBODY_LEARNS,
    "deadline.credibility=1",
    "mediator.walk_away.gap=1e9",
)
BELIEVED = (*THE_CLOCK_IS_BELIEVED, "rules.reservation=faratin")


def valued_days(run: Trajectory) -> Bools:
    """(days, worlds): days on which the packages were valued."""
    return np.isfinite(run.story["target.ukraine"])


def best_in_reach(run: Trajectory, own: int, day: int) -> Floats:
    """(worlds,): a side's best among what would hold and beats war for the other side.

    Written a second time, package by package, from the tables of the run. What leaves claims open
    need not be likely to hold.
    """
    everywhere = np.arange(run.worlds)
    valuation = run.valuation(everywhere, np.full(run.worlds, day))
    mine, theirs = (valuation.worth[i] for i in (own, 1 - own))
    war = run.daily[f"war_value.{SIDES[1 - own]}"][day]
    assert run.valuer is not None
    claimed = ~run.valuer.accord.claims_open
    asks = [(each.probability, each.years) for each in run.valuer.conditions]
    best = np.full(run.worlds, -np.inf)
    for package in range(len(run.packages)):
        lasts = [np.exp(-valuation.hazard[:, package] * y) >= d for d, y in asks]
        holds = np.logical_and.reduce(lasts) if claimed[package] else True
        possible = holds & (theirs[:, package] >= war)
        best = np.where(possible, np.maximum(best, mine[:, package]), best)
    return best


@pytest.mark.parametrize("own", [0, 1])
def test_the_target_follows_the_published_curve_when_the_deadline_is_believed(own: int) -> None:
    """``W + A (1 - (t/D)^(1/beta)) max(0, best - W)``, to 1e-12, with nothing else moving it."""
    run = told(baseline_with(*BELIEVED), WORLDS)
    name, compared = SIDES[own], 0
    aspiration = run.sampled[f"parties.{name}.aspiration"]
    beta = run.sampled[f"parties.{name}.concession_curve"]
    for day in range(0, DEADLINE + 1, 7):
        valued = valued_days(run)[day]
        war = run.daily[f"war_value.{name}"][day]
        gain = np.maximum(0.0, best_in_reach(run, own, day) - war)
        expected = war + aspiration * (1.0 - (day / DEADLINE) ** (1.0 / beta)) * gain
        found = run.story[f"target.{name}"][day]
        assert np.abs(found - expected)[valued].max() < 1e-12
        compared += int((valued & (gain > 0)).sum())
    assert compared > 100, "too few targets above war value to prove anything"


def test_a_side_that_believes_the_deadline_forgets_its_own_patience() -> None:
    """With kappa = 1 the perceived clock is the deadline's alone."""
    patient = told(baseline_with(*BELIEVED, "parties.russia.patience=5000"), WORLDS)
    hasty = told(baseline_with(*BELIEVED, "parties.russia.patience=100"), WORLDS)
    for name in SIDES:
        assert same_bits(patient.story[f"target.{name}"], hasty.story[f"target.{name}"])


def test_a_side_that_disbelieves_the_deadline_goes_by_its_own_patience() -> None:
    """With kappa = 0 the curve runs over the side's patience: two days at one share, one target."""
    t = np.array([30.0, 60.0, 90.0])
    assert perceived_clock(np.zeros(3), np.full(3, 0.9), t, np.full(3, 300.0)) == pytest.approx(
        t / 300.0, rel=1e-15
    )


def test_a_boulware_side_concedes_later_than_a_linear_one() -> None:
    """And that one later than a conceder, at every moment strictly inside (0, 1)."""
    theta = np.linspace(0.0, 1.0, 101)[1:-1]
    boulware, linear, conceder = (
        concession(theta, np.full(99, 0.1), np.full(99, beta)) for beta in (0.3, 1.0, 3.0)
    )
    assert (boulware < linear).all()
    assert (linear < conceder).all()
    assert np.abs(linear - (0.1 + 0.9 * theta)).max() < 1e-15


@pytest.mark.parametrize("beta", [0.05, 0.45, 1.0, 7.0])
def test_every_curve_begins_at_k_ends_at_one_and_never_takes_a_concession_back(beta: float) -> None:
    """End points and monotonicity of the family, whatever its shape."""
    theta = np.linspace(0.0, 1.0, 201)
    curve = concession(theta, np.full(201, 0.2), np.full(201, beta))
    assert curve[0] == pytest.approx(0.2)
    assert curve[-1] == pytest.approx(1.0)
    assert (np.diff(curve) >= 0).all()


def test_conceders_meet_sooner_than_boulwares_in_the_talks_themselves() -> None:
    """Targets of paired worlds, day by day: a conceder's is nowhere above a Boulware's."""
    late = told(baseline_with(*BELIEVED, *_curves(0.2)), WORLDS)
    soon = told(baseline_with(*BELIEVED, *_curves(5.0)), WORLDS)
    for name in SIDES:
        both = np.isfinite(late.story[f"target.{name}"]) & np.isfinite(soon.story[f"target.{name}"])
        gap = (late.story[f"target.{name}"] - soon.story[f"target.{name}"])[both]
        assert (gap >= 0).all()
        assert (gap > 0).any()


def _curves(beta: float) -> list[str]:
    return [f"parties.{name}.concession_curve={beta}" for name in SIDES]
