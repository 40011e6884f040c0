"""How hard a deadline presses: by belief, attention, and the chance that no date comes any more."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from tests.builders import TO_JUNE, baseline_with, told

DEADLINE = 143  # days from the start to 30 June
STEPS = 20_001


@pytest.mark.parametrize("day", [0, 60, 120, DEADLINE])
def test_a_deadline_presses_by_the_chance_that_no_date_comes_before_it(day: int) -> None:
    """Dates at random, as many as attention allows: ``exp(-mean)``, integrated by small steps."""
    run = told(baseline_with(TO_JUNE), 100)
    days = np.linspace(day, DEADLINE, STEPS)
    attended = np.trapezoid(expit((200.0 - days) / 30.0), days)
    days_a_date = 12.0 * np.exp(0.45**2 / 2) / run.sampled["calendar.readiness"]
    full = run.story["credibility"][day] * run.story["attention"][day]
    expected = full * np.exp(-attended / days_a_date)
    assert run.daily["effective_pressure"][day] == pytest.approx(expected, rel=1e-6)
    assert (expected > 0).sum() > 80


def test_on_its_last_day_it_presses_with_full_weight() -> None:
    run = told(baseline_with(TO_JUNE), 100)
    full = run.story["credibility"][DEADLINE] * run.story["attention"][DEADLINE]
    assert run.daily["effective_pressure"][DEADLINE] == pytest.approx(full)
