"""V6. Learning: what a front and a refusal teach.

The filter of Kalman (1960) for beliefs about the front; Smith and Stam (2004) and Slantchev (2003b)
for the claim that fighting brings beliefs together; Bayes' rule itself for a refusal.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import chi2, norm

from sim.model import NegotiationModel
from sim.processes.war import War
from sim.theory import learning
from sim.theory.acceptance import Logit
from sim.theory.learning import Normal
from sim.worlds import Floats
from tests.builders import (
    NO_DATES,
    baseline_with,
    model_of,
    pie_with,
    process_of,
    standard_errors,
)

STEADY = (
    "war.learning={first_error: 2.5, forgetting: 0, optimism_half_life: 1e9}",
    "war.drift_spread=0",
    "parties.ukraine.optimism=0",
    "parties.russia.optimism=0",
    *NO_DATES,
)
"""The pace of the front never changes, and neither do temperaments: a plain filter is exact."""


def fought(days: int, worlds: int, *changes: str, gap: float = 0.0) -> NegotiationModel:
    """A model after so many days; at the start the sides' estimates lie ``gap`` apart."""
    model = model_of(baseline_with(*STEADY, *changes), worlds)
    if gap:
        _part(model, gap)
    for _ in range(days):
        model.step()
    return model


def _part(model: NegotiationModel, gap: float) -> None:
    war = process_of(model, War)
    war.optimism_half_life = np.full(model.noise.worlds, 1e9)
    for fighter, sign in zip(war.fighters.values(), (-0.5, 0.5), strict=True):
        shared = fighter.belief
        fighter.belief = Normal(shared.mean + sign * gap, shared.variance)


def disagreement(model: NegotiationModel) -> Floats:
    first, second = process_of(model, War).fighters.values()
    return second.belief.mean - first.belief.mean


def test_the_variance_of_an_estimate_after_t_days_is_the_textbook_one() -> None:
    """``1 / (1/v0 + t/s^2)``, to 1e-12, when nothing is forgotten."""
    belief, s2 = Normal(np.zeros(7), np.linspace(0.5, 4.0, 7)), np.full(7, 225.0)
    for t in range(1, 201):
        belief = learning.observe(belief, np.full(7, 3.0), s2, np.zeros(7))
        expected = 1.0 / (1.0 / np.linspace(0.5, 4.0, 7) + t / 225.0)
        assert belief.variance == pytest.approx(expected, rel=1e-12)


def test_both_sides_weigh_each_day_of_the_front_by_how_clearly_it_speaks() -> None:
    """In the model: on open ground a day has variance sigma^2, so ``1 / (1/v0 + t/sigma^2)``."""
    model = fought(60, 7, "war.belt={area: 0, slows_to: 1}")
    expected = 1.0 / (1.0 / 2.5**2 + 60 / process_of(model, War).volatility ** 2)
    for side in process_of(model, War).fighters.values():
        assert side.belief.variance == pytest.approx(expected, rel=1e-12)


def test_a_day_in_the_belt_says_less_about_open_ground() -> None:
    """At a constant friction phi a day has variance ``(sigma / phi)^2`` about the open pace."""
    slow = (
        "war.belt={area: 1e6, slows_to: 0.5}",
        "war.area=1",
        "war.volatility=0.001",
        "war.drift=0",
        "war.learning.first_error=0.01",
    )
    model = fought(60, 7, *slow)
    expected = 1.0 / (1.0 / 0.01**2 + 60 * 0.5**2 / 0.001**2)
    for side in process_of(model, War).fighters.values():
        assert side.belief.variance == pytest.approx(expected, rel=1e-4)


def test_an_estimate_errs_as_much_as_it_admits() -> None:
    """Calibration: squared errors over the stated variance are chi-square, within 4 sd."""
    worlds = 1500
    model = fought(60, worlds, "war.belt={area: 0, slows_to: 1}")
    war = process_of(model, War)
    belief = war.fighters["ukraine"].belief
    total = float(((belief.mean - war.drift) ** 2 / belief.variance).sum())
    low, high = chi2.ppf([norm.sf(4), norm.cdf(4)], worlds)
    assert low < total < high
    tighter = belief.variance < 0.9 * 2.5**2
    assert tighter.mean() > 0.5, "sixty days taught too little to test anything"


def test_disagreement_shrinks_by_the_same_factor_as_the_variance() -> None:
    """Two unequal guesses that see one front: ``gap_t / gap_0 = v_t / v_0``."""
    model = fought(60, 7, gap=6.0)
    for side in process_of(model, War).fighters.values():
        assert disagreement(model) / 6.0 == pytest.approx(side.belief.variance / 2.5**2, rel=1e-9)


def test_a_front_that_is_forgotten_as_fast_as_it_is_read_is_known_no_better() -> None:
    """With q > 0 the variance settles where ``v^2 / (v + s^2) = q``."""
    q, s2 = np.full(1, 0.05), np.full(1, 225.0)
    belief = Normal(np.zeros(1), np.full(1, 9.0))
    for _ in range(3000):
        belief = learning.observe(belief, np.zeros(1), s2, q)
    v = belief.variance - q  # before the day's forgetting
    assert v == pytest.approx(belief.variance * s2 / (belief.variance + s2), rel=1e-12)
    assert belief.variance**2 / (belief.variance + s2) == pytest.approx(q, rel=1e-9)


@pytest.mark.parametrize("worth", [-0.1, 0.0, 0.05, 0.3])
@pytest.mark.parametrize("sd", [0.02, 0.06, 0.2])
def test_a_refusal_moves_a_belief_as_bayes_rule_says(worth: float, sd: float) -> None:
    """Mean and variance of the posterior, by numerical integration of prior times likelihood."""
    mean, s = 0.04, 0.015

    def weight(t: float) -> float:
        return float(norm.pdf(t, mean, sd) * norm.cdf((t - worth) / (1.7 * s)))

    def moment(power: int, about: float) -> float:
        value, _ = quad(
            lambda t: (t - about) ** power * weight(t),
            mean - 9 * sd,
            mean + 9 * sd,
            points=[worth] if abs(worth - mean) < 9 * sd else None,
            limit=400,
            epsabs=1e-14,
        )
        return value

    evidence = moment(0, 0.0)
    expected_mean = moment(1, 0.0) / evidence
    expected_variance = moment(2, expected_mean) / evidence
    belief = Normal(np.array([mean]), np.array([sd**2]))
    after = learning.refused(belief, np.array([worth]), Logit().blur(np.array([s])))
    assert after.mean[0] == pytest.approx(expected_mean, rel=1e-5, abs=1e-9)
    assert after.variance[0] == pytest.approx(expected_variance, rel=1e-4)


def test_who_is_certain_learns_nothing_from_a_refusal() -> None:
    """Variance 0 in, the same belief out."""
    belief = Normal(np.full(7, 0.1), np.zeros(7))
    after = learning.refused(belief, np.linspace(-1, 1, 7), np.full(7, 0.015))
    assert np.array_equal(after.mean, belief.mean)
    assert np.array_equal(after.variance, belief.variance)


def test_learning_brings_accords_where_only_optimism_stood_in_the_way() -> None:
    """Great mutual optimism about a common front: who learns from it, agrees more often.

    The pie of Fearon with beliefs 8 km2/day apart, that is, far more than the costs; paired
    worlds, 4 SE.
    """
    opened = {taught: _accords_of_optimists(taught) for taught in (True, False)}
    assert standard_errors(opened[True] - opened[False]) > 4


def _accords_of_optimists(taught: bool) -> Floats:
    scenario = pie_with(
        "parties.ukraine.optimism=0",
        "parties.russia.optimism=0",
        "parties.ukraine.cost_of_war=0.1",
        "parties.russia.cost_of_war=0.1",
        "war.learning.first_error=6",
        "calendar.readiness=1",
    )
    model = model_of(scenario, 300)
    _part(model, 8.0)
    with pytest.MonkeyPatch.context() as patch:
        if not taught:
            patch.setattr(learning, "observe", lambda belief, *_: belief)
        for _ in range(scenario.days):
            model.step()
    return (model.phase == 1).astype(np.float64)
