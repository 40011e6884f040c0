"""What each theory changes, where it has nothing to say, and the rule of readiness."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.rivals import THEORIES, Theory
from sim.scenario import Scenario, load
from sim.scenario.files import names
from sim.theory.reach import Reach
from sim.theory.reservation import Fearon, Readiness
from tests.builders import TO_JUNE, baseline_with, told

SPEAKS_OF_A_WAGE_ROUND = {"full", "rationalist", "concession", "readiness", "expected_utility"}


def named(name: str) -> Theory:
    return next(each for each in THEORIES if each.name == name)


def as_seen_by(name: str, scenario: str = "baseline") -> Scenario:
    changes = named(name).changes
    assert changes
    return load(scenario, set=changes(load(scenario)))


def test_every_theory_has_a_source_and_a_valid_scenario_wherever_it_speaks() -> None:
    for name in names():
        scenario = load(name)
        for theory in THEORIES:
            assert theory.source
            assert theory.differs
            if theory.changes and not theory.objection(scenario):
                load(name, set=theory.changes(scenario))


def test_of_a_wage_round_some_have_nothing_to_say_and_tell_why() -> None:
    scenario = load("wage_round")
    told_ = {each.name: each.objection(scenario) for each in THEORIES}
    assert {name for name, why in told_.items() if not why} == SPEAKS_OF_A_WAGE_ROUND
    assert "accord.renewal" in told_["commitment"]
    assert "war" in told_["base_rate"]


@pytest.mark.parametrize("name", ["rationalist", "convergence"])
def test_where_promises_are_kept_nobody_asks_how_likely_that_is(name: str) -> None:
    file = as_seen_by(name).file
    assert file.accord is not None
    assert file.accord.renewal is None
    assert all(p.must_hold.probability.value == 0 for p in file.parties.values())


def test_under_complete_information_both_expect_the_same() -> None:
    known = as_seen_by("commitment").quantities
    for side, other in (("ukraine", "russia"), ("russia", "ukraine")):
        assert known[f"parties.{side}.misjudges"].value == 0
        assert known[f"parties.{side}.optimism"].value == 0
        hoped = known[f"parties.{side}.turn_for"].value
        assert hoped == known[f"parties.{other}.turn_against"].value > 0
    assert known["mediator.misjudges"].value == 0
    assert as_seen_by("commitment").file.accord.renewal is not None  # type: ignore[union-attr]


def seen(going_on: float, chance: float) -> SimpleNamespace:
    at = np.array([going_on])
    reach = Reach(at * 0 + 0.2, at * 0 + chance)
    return SimpleNamespace(going_on=at, best=at + 0.2, aspiration=at, reach=reach)


@pytest.mark.parametrize(
    ("going_on", "chance", "ready"),
    [(0.4, 0.6, True), (0.6, 0.6, False), (0.4, 0.4, False), (0.5, 0.5, True)],
)
def test_ready_is_who_is_motivated_and_optimistic(
    going_on: float, chance: float, ready: bool
) -> None:
    """After Pruitt 2007: either alone is not enough, and who is ready holds nothing out."""
    demand = Readiness().demand(seen(going_on, chance))  # type: ignore[arg-type]
    assert (demand.target[0] == going_on) == ready
    assert ready or demand.target[0] > 5


def test_without_thresholds_readiness_is_the_bargaining_range() -> None:
    some = seen(0.7, 0.1)
    ready = Readiness(0.0).demand(some)  # type: ignore[arg-type]
    assert ready.target == Fearon().demand(some).target  # type: ignore[arg-type]


def test_in_the_model_only_the_ready_say_yes() -> None:
    run = told(baseline_with(TO_JUNE, "rules.reservation=readiness"), 60)
    answers = run.daily["answers"].astype(int)
    for bit, name in enumerate(run.parties):
        yes = (run.story["package"] >= 0) & (run.story["proposer"] == -1) & (answers >> bit & 1 > 0)
        assert yes.sum() > 5
        assert (run.daily[f"war_value.{name}"][yes] <= 0.5).all()
