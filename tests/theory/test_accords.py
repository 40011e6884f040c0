"""What becomes of a text and of an accord: votes at home, renewed war, and what pressure does.

Durability is a constant hazard (Walter 2002, Fortna 2004), raised by haste (Pinfari 2011).
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, expon, kstest, norm

from sim.outcomes import outcomes
from sim.theory import durability
from sim.trajectory import ACCORD, HELD
from tests.builders import TO_JUNE, baseline_with, run, share_accord, standard_errors, told

Z, YEARS = 4.0, 5.0
EAGER = (
    TO_JUNE,
    "parties.russia.cost_of_war=0.6",
    "parties.ukraine.cost_of_war=0.6",
    "parties.ukraine.must_hold=null",
    "accord.war_again=1",
)
"""Many sign, and what they sign may well not hold."""

VOTE = "parties.ukraine.ratification"


def test_the_staying_power_asked_for_is_what_makes_an_accord_hold_as_long() -> None:
    """It undoes ``survival`` after ``hazard_of_war``, whatever rate and haste."""
    h0, haste, p = np.array([0.1, 0.35, 2.0]), np.array([0.0, 0.4, 1.5]), np.array([0.05, 0.5, 0.9])
    needed = durability.hazard_reduction_needed(h0, haste, p, np.full(3, YEARS))
    hazard = durability.hazard_of_war(h0, needed, haste)
    assert durability.survival(hazard, np.full(3, YEARS)) == pytest.approx(p, rel=1e-12)


def test_guarantees_lengthen_a_peace_and_haste_shortens_it() -> None:
    """Each by its factor: ``exp(-staying)`` and ``exp(haste)`` on the hazard."""
    h0 = np.full(3, 0.35)
    plain, kept, hurried = durability.hazard_of_war(
        h0, np.array([0.0, 1.2, 0.0]), np.array([0.0, 0.0, 0.7])
    )
    assert kept / plain == pytest.approx(np.exp(-1.2))
    assert hurried / plain == pytest.approx(np.exp(0.7))


def test_war_returns_after_a_time_that_is_exponential() -> None:
    """Kolmogorov-Smirnov against the law of a constant hazard; its survival is ``holds``."""
    u, hazard = (np.arange(4000) + 0.5) / 4000, np.full(4000, 0.2)
    years = durability.renewal_time(u, hazard)
    assert kstest(years, expon(scale=5.0).cdf).statistic < 1e-3
    assert (years > YEARS).mean() == pytest.approx(durability.survival(hazard, YEARS)[0], abs=1e-3)


def test_as_many_accords_hold_as_their_probabilities_say() -> None:
    """In the model, over worlds with an accord: a sum of coins, each with its own; 4 SE."""
    answered = outcomes(run(baseline_with(*EAGER), 600))
    p = answered["p_hold"][np.isfinite(answered["p_hold"])]
    held = answered["renewed_after"][np.isfinite(answered["p_hold"])] > YEARS
    assert p.size > 150
    assert abs(held.sum() - p.sum()) < Z * np.sqrt((p * (1.0 - p)).sum())


@pytest.mark.parametrize(("support", "needs"), [(0.55, 0.5), (0.46, 0.5)])
def test_a_vote_passes_as_often_as_polls_and_their_spread_say(support: float, needs: float) -> None:
    """``Phi((support - needs) / spread)``, the same for every text; binomial, at 4 SE's level."""
    options = ("line", "freeze", "zone", "withdrawal")
    equal = "{" + ", ".join(f"{option}: {support}" for option in options) + "}"
    vote = (f"{VOTE}.support={equal}", f"{VOTE}.rally=0", f"{VOTE}.needs={needs}",
            f"{VOTE}.slopes={{guarantees: 0, zone_rules: 0}}", f"{VOTE}.spread=0.08")  # fmt: skip
    found = told(baseline_with(TO_JUNE, "calendar.readiness=1", *vote), 300)
    tabled = (found.daily["date"] == HELD) & (found.story["package"] >= 0)
    passes = np.where(tabled, found.story["votes"].astype(int) & 1, 0).max(axis=0)
    asked = tabled.any(axis=0)
    low, high = binom.ppf(norm.cdf([-Z, Z]), asked.sum(), norm.cdf((support - needs) / 0.08))
    assert low <= passes[asked].sum() <= high
    signed = found.daily["phase"][-1] == ACCORD
    assert (passes[signed] == 1).all()


def test_pressure_makes_going_on_worth_less_and_accords_more_frequent() -> None:
    """By its pressure times the effective one, and beyond 3 SE in accords; paired worlds."""
    free = run(baseline_with(TO_JUNE, "parties.russia.pressure=0"), 400)
    pressed = run(baseline_with(TO_JUNE, "parties.russia.pressure=0.3"), 400)
    first = [each.daily["war_value.russia"][0] for each in (free, pressed)]
    assert first[0] - first[1] == pytest.approx(
        0.3 * free.daily["effective_pressure"][0], abs=1e-12
    )
    assert (free.daily["effective_pressure"] >= 0).all()
    assert (free.daily["effective_pressure"][100] > 0.01).mean() > 0.2
    assert standard_errors(share_accord(pressed) - share_accord(free)) > 3
