"""Rules are chosen by name in the scenario, and one more is one more object."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.scenario import ScenarioError, load
from sim.scenario.schema.rules import Rules
from sim.simulation import simulate
from sim.theory.acceptance import ACCEPTANCE
from sim.theory.rules import ROLES
from sim.worlds import Floats
from tests.builders import baseline_with


class Never:
    """A party that says no to everything."""

    words = "it never says yes"

    def chance(self, value: Floats, target: Floats, noise: Floats) -> Floats:
        return np.zeros_like(value)

    def blur(self, noise: Floats) -> Floats:
        return noise


def test_a_rule_of_acceptance_can_be_added_by_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found by its name, and it decides: who never says yes is never in an accord."""
    monkeypatch.setitem(ACCEPTANCE, "never", Never())  # type: ignore[arg-type]
    stubborn = load("baseline", set={"rules.acceptance": "never", "calendar.readiness": 1})
    assert isinstance(stubborn.rules.acceptance, Never)
    trajectory = simulate(stubborn, 1, 0, 30, np.ones(30, dtype=bool))
    assert (trajectory.story["package"] >= 0).any()
    assert (trajectory.daily["phase"] != 1).all()
    mediated = trajectory.story["proposer"] == -1
    assert (trajectory.daily["answers"][mediated].astype(int) & 3 == 0).all()


@pytest.mark.parametrize("role", ROLES)
def test_a_rule_that_is_not_known_is_told_with_what_was_probably_meant(role: str) -> None:
    known = list(ROLES[role])
    slip = known[0][:-1] + "x"
    with pytest.raises(ScenarioError) as told_:
        load("baseline", set={f"rules.{role}": slip})
    message = str(told_.value)
    assert f"no rule of {role} '{slip}': use {', '.join(known)}" in message
    assert f"did you mean '{known[0]}'?" in message


def test_every_rule_is_the_first_of_its_role_unless_the_scenario_says_otherwise() -> None:
    assert dict(Rules()) == {role: next(iter(known)) for role, known in ROLES.items()}
    assert dict(load("baseline", set={"rules": "null"}).file.rules) == dict(Rules())
    said = {"learning": "unmoved", "offer": "trade_off"}
    some = load("baseline", set={"rules": f"{{{', '.join(f'{k}: {v}' for k, v in said.items())}}}"})
    assert dict(some.file.rules) == dict(baseline_with().file.rules) | said


def test_the_rules_of_the_first_version_can_still_be_chosen() -> None:
    """The baseline names them in a comment, as the first of each role."""
    text = baseline_with().path.read_text(encoding="utf-8")
    (named,) = re.findall(r"^# \{(.*)\}\.$", text, re.MULTILINE)
    former = dict(each.split(": ") for each in named.split(", "))
    assert former == dict(Rules())
    assert dict(load("baseline", set={"rules": f"{{{named}}}"}).file.rules) == former
