"""`sim trace`: which world it tells, and in what form."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim.cli.errors import Usage
from sim.cli.trace import trace_command
from sim.outcomes import declared
from sim.report.diary.pick import has_ending, pickable
from sim.scenario import load
from tests.report.conftest import SEED, WORLDS, Crowd


def test_the_median_accord_is_the_accord_with_the_median_date(
    crowd: Crowd, capsys: pytest.CaptureFixture[str]
) -> None:
    assert trace_command("baseline", None, "accord", WORLDS, SEED, [], True) == 0
    told = json.loads(capsys.readouterr().out)
    accord = crowd.outcomes["accord"].astype(bool)
    days = np.sort(crowd.outcomes["outcome_day"][accord])
    assert told["schema"] == 1
    assert accord[told["world"]]
    assert crowd.outcomes["outcome_day"][told["world"]] == days[(days.size - 1) // 2]


def test_a_numbered_world_is_told_with_the_command_that_tells_it_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    trace_command("baseline", 17, None, WORLDS, 5, ["war.drift=9"], False)
    text = capsys.readouterr().out
    assert text.startswith("World 17 of baseline, seed 5")
    assert "sim trace baseline --world 17 --seed 5 -s war.drift=9" in text


def test_every_ending_can_be_asked_for(crowd: Crowd) -> None:
    for name in pickable(crowd.scenario):
        found = has_ending(crowd.scenario, name, crowd.outcomes.__getitem__)
        assert found.shape == (WORLDS,)
    classes = next(o for o in declared(crowd.scenario) if o.name == "outcome").categories
    assert set(classes) < set(pickable(crowd.scenario))
    ends = [has_ending(crowd.scenario, c, crowd.outcomes.__getitem__) for c in classes]
    assert np.array_equal(np.sum(ends, axis=0), np.ones(WORLDS))


def test_an_outcome_of_ones_own_can_be_asked_for(crowd: Crowd) -> None:
    truce = has_ending(crowd.scenario, "truce", crowd.outcomes.__getitem__)
    assert np.array_equal(truce, crowd.outcomes["truce"])
    assert 0 < truce.sum() < WORLDS
    assert "strike_days" not in pickable(load("wage_round"))
    assert "durable_peace" not in pickable(load("wage_round"))


def test_an_unknown_outcome_is_answered_with_what_was_meant() -> None:
    with pytest.raises(Usage, match=r"no outcome 'durable': did you mean 'durable_peace'\?"):
        trace_command("baseline", None, "durable", 10, SEED, [], False)


def test_an_unknown_outcome_is_answered_with_those_there_are() -> None:
    with pytest.raises(Usage, match=r"there are: .*talks_go_on.*accord"):
        trace_command("baseline", None, "xyz", 10, SEED, [], False)


def test_an_ending_that_never_occurs_is_said_to_be_missing() -> None:
    with pytest.raises(Usage, match="no world of 3"):
        trace_command("baseline", None, "taken_by_force", 3, SEED, [], False)
