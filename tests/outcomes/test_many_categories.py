"""Classes of accord and red lines beyond what a byte can count are still told apart."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from sim.outcomes import declared, outcomes
from sim.scenario import Scenario
from tests.builders import SHORT, baseline_with, run

_MANY = 130
_SCORES = "scores: {ukraine: 0.4, russia: 0.6}"
_FEWER_PACKAGES = (
    "issues.zone_rules.levels=[0.5]",
    "issues.guarantees.levels=[0, 0.75, 1]",
    "impossible.line_with_strong_guarantees.guarantees=[0.75, 1]",
    "rungs.comprehensive.guarantees=[0.75, 1]",
    "issues.plant.options.joint=null",
    "impossible.line_with_the_plant.plant=[ukrainian]",
    "rungs.comprehensive.plant=[ukrainian]",
    "parties.russia.red_lines.plant_joint=null",
)
"""What the baseline's past does not speak of, left out."""


@lru_cache
def _with_many_red_lines() -> Scenario:
    """Weak lines first, so that the lines that decide have the highest numbers."""
    lines = (f"l{i}: {{issue: nato, option: open, size: 0}}" for i in range(_MANY))
    return baseline_with(*SHORT, f"parties.ukraine.red_lines={{{', '.join(lines)}}}")


@lru_cache
def _with_many_classes() -> Scenario:
    """The baseline's four, which its past speaks of, and so many that a byte cannot count them."""
    names = [f"c{i}" for i in range(122)]
    options = (f"issues.territory.options.{n}={{outcome: {n}, {_SCORES}}}" for n in names)
    support = (f"parties.ukraine.ratification.support.{n}=0.5" for n in names)
    tabled = f"rungs.stands_for.territory=[zone, freeze, line, {', '.join(names)}]"
    return baseline_with(*SHORT, *_FEWER_PACKAGES, *options, *support, tabled)


@pytest.mark.parametrize("scenario", [_with_many_red_lines, _with_many_classes])
def test_shares_sum_to_one_however_many_categories_there_are(scenario: object) -> None:
    assert callable(scenario)
    made = scenario()
    answers = outcomes(run(made, 64))
    for outcome in declared(made):
        if outcome.kind == "class":
            codes = answers[outcome.name]
            assert codes.min() >= -1
            assert codes.max() < len(outcome.categories)
    assert max(len(o.categories) for o in declared(made) if o.kind == "class") > 127
    (ends, *_) = declared(made)
    counted = np.bincount(answers["outcome"][answers["outcome"] >= 0])
    assert counted.sum() == len(answers["outcome"]), ends.name


def _named(made: Scenario) -> list[str]:
    """The decisive red line of each world; empty where there is none."""
    (lines,) = [outcome for outcome in declared(made) if outcome.name == "red_line"]
    decisive = outcomes(run(made, 64))["red_line"]
    return [lines.categories[code] if code >= 0 else "" for code in decisive]


def test_lines_that_weigh_nothing_do_not_change_which_line_decides() -> None:
    assert _named(_with_many_red_lines()) == _named(baseline_with(*SHORT))


def test_codes_are_bytes_where_bytes_suffice() -> None:
    """Digests of runs depend on it."""
    answers = outcomes(run(baseline_with(*SHORT), 64))
    kinds = {answers[name].dtype for name in ("outcome", "scope", "reason", "red_line")}
    assert kinds == {np.dtype(np.int8)}
