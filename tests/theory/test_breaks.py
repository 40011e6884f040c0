"""Talks break off and resume: a Markov chain of two states, whose course is known."""

from __future__ import annotations

import numpy as np
import pytest

from sim.processes.talks import Relations
from sim.worlds import Bools
from tests.builders import baseline_with, dawn, model_of, process_of

WORLDS, DAYS, Z = 4000, 120, 4.0
GAP, AWAY = 30.0, 12.0
RATES = ("events=null", f"talks.break_gap={GAP}", f"talks.resume_gap={AWAY}", "talks.trust.fades=0")


def broken(*changes: str, trust: float = 0.0) -> Bools:
    """(days, worlds): where talks are broken off at the end of a day, at a trust that stays."""
    model = model_of(baseline_with(*RATES, *changes), WORLDS)
    relations, days = process_of(model, Relations), []
    relations.trust = np.full(WORLDS, trust)
    for day in range(DAYS):
        relations.step(dawn(day, WORLDS))
        days.append(relations.broken.copy())
    return np.array(days)


def in_standard_errors(share: float, expected: float) -> float:
    return (share - expected) / np.sqrt(expected * (1.0 - expected) / WORLDS)


@pytest.mark.parametrize("day", [0, 10, 119])
def test_as_many_talks_are_broken_off_as_both_rates_say(day: int) -> None:
    """``b_t = b (1 - r^(t + 1))``, ``b = p / (p + q)``, ``r = 1 - p - q``, from open talks."""
    p, q = 1.0 - np.exp(-1.0 / GAP), 1.0 - np.exp(-1.0 / AWAY)
    expected = p / (p + q) * (1.0 - (1.0 - p - q) ** (day + 1))
    assert abs(in_standard_errors(broken()[day].mean(), expected)) < Z


def test_what_is_broken_off_takes_the_stated_time_to_resume() -> None:
    """A spell that begins early lasts ``1 / (1 - exp(-1 / gap))`` days in the mean; 4 SE."""
    days = broken()
    begun = np.argmax(days, axis=0)
    early = days.any(axis=0) & (begun < 20)
    lengths = np.array([np.argmin(days[first:, w]) for w, first in enumerate(begun) if early[w]])
    lengths = lengths[lengths > 0]  # the few that outlast the run are too few to matter
    error = lengths.std(ddof=1) / np.sqrt(lengths.size)
    assert lengths.size > 1000
    assert abs(lengths.mean() - 1.0 / -np.expm1(-1.0 / AWAY)) < Z * error + 0.02


@pytest.mark.parametrize("trust", [-0.4, 0.6])
def test_trust_keeps_talks_together_by_its_factor(trust: float) -> None:
    """The rate of the first day is ``exp(-calms x trust) / gap``: distrust breaks talks off."""
    expected = -np.expm1(-np.exp(-2.0 * trust) / GAP)
    share = broken("talks.trust_calms=2", trust=trust)[0].mean()
    assert abs(in_standard_errors(share, expected)) < Z
