"""The model and its twin agree on rules in mixtures that no scenario chooses."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sim.scenario import load
from tests.twin.compare import differences

MANY = Path(__file__).parent / "scenarios" / "many_must_agree.yaml"
ROLES = {
    "reservation": ["faratin", "fearon", "stopping", "rubinstein", "readiness"],
    "acceptance": ["logit", "threshold"],
    "learning": ["probit", "unmoved", "bounds"],
    "proposal": ["nash", "egalitarian", "expected_nash"],
    "offer": ["trade_off", "risk_return"],
}


@pytest.mark.parametrize(
    ("protocol", "rules"),
    [
        ("mediated", ["faratin", "threshold", "probit", "expected_nash", "trade_off"]),
        ("mediated", ["stopping", "threshold", "bounds", "egalitarian", "trade_off"]),
        ("alternating", ["fearon", "threshold", "unmoved", "nash", "risk_return"]),
        ("alternating", ["rubinstein", "threshold", "bounds", "nash", "risk_return"]),
        ("mediated", ["rubinstein", "threshold", "bounds", "expected_nash", "risk_return"]),
        ("alternating", ["stopping", "logit", "probit", "nash", "risk_return"]),
    ],
)
def test_the_twin_agrees_on_mixed_rules(protocol: str, rules: list[str]) -> None:
    chosen = {f"rules.{role}": rule for role, rule in zip(ROLES, rules, strict=True)}
    scenario = load("baseline", set={**chosen, "talks.protocol": protocol})
    assert differences(scenario, seed=11, first=300, worlds=3) == []


@pytest.mark.parametrize(
    "rules",
    [
        ["faratin", "logit", "probit", "nash", "trade_off"],
        ["stopping", "threshold", "probit", "expected_nash", "risk_return"],
        ["fearon", "threshold", "unmoved", "expected_nash", "risk_return"],
    ],
)
def test_the_twin_agrees_on_mixed_rules_where_many_must_agree(rules: list[str]) -> None:
    chosen = {f"rules.{role}": rule for role, rule in zip(ROLES, rules, strict=True)}
    assert differences(load(MANY, set=chosen), seed=11, first=300, worlds=2) == []


@pytest.mark.slow
@pytest.mark.parametrize("start", range(40))
def test_the_twin_agrees_on_rules_mixed_at_random(start: int) -> None:
    """Bounds take answers at their word: with noise they may contradict each other."""
    luck = random.Random(start)
    changes = {f"rules.{role}": luck.choice(rules) for role, rules in ROLES.items()}
    if changes["rules.learning"] == "bounds":
        changes["rules.acceptance"] = "threshold"
    changes["talks.protocol"] = luck.choice(["mediated", "alternating"])
    scenario = load(luck.choice(["baseline", MANY]), set=changes)
    assert differences(scenario, luck.getrandbits(64), luck.randrange(10**6), worlds=6) == []
