"""Every parameter at the ends of its range: an answer made of numbers, or a located mistake."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.outcomes import declared, outcomes
from sim.processes.war import War
from sim.processes.weather import Weather
from sim.scenario import ScenarioError, load
from sim.simulation import simulate
from sim.theory import learning
from tests.builders import SHORT

WORLDS = 7
ENDS = [(name, end) for name in load("baseline").quantities for end in ("low", "high")]


def _answers(changes: dict[str, float]) -> dict[str, np.ndarray]:
    short = dict(change.split("=") for change in SHORT)
    scenario = load("baseline", short | changes)
    answers = outcomes(simulate(scenario, 1, 0, WORLDS))
    classes = {o.name: len(o.categories) for o in declared(scenario) if o.kind == "class"}
    assert all((answers[name] < size).all() for name, size in classes.items())
    assert all(np.isfinite(answers[name]).all() for name in ("killed", "blackout_hours"))
    return answers


def _is_answered_or_refused(name: str, end: str) -> None:
    """No NaN is met on the way, and no product overflows."""
    value = getattr(load("baseline").quantities[name], end)
    try:
        with np.errstate(over="raise", invalid="raise"):
            _answers({name: value})
    except ScenarioError as refused:
        told = refused.mistakes
    else:
        told = []
    assert all(mistake.place for mistake in told)


@pytest.mark.parametrize(("name", "end"), ENDS[::37])
def test_a_parameter_at_an_end_of_its_range_is_answered_or_refused(name: str, end: str) -> None:
    _is_answered_or_refused(name, end)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "end"), ENDS)
def test_every_parameter_at_the_ends_of_its_range_is_answered_or_refused(
    name: str, end: str
) -> None:
    _is_answered_or_refused(name, end)


def test_weights_too_small_to_be_drawn_are_refused() -> None:
    with pytest.raises(ScenarioError, match="too small beside the others"):
        load("baseline", {"parties.russia.weights.shares.nato": 5e-324})


def test_optimism_that_would_have_been_beyond_measure_is_refused(tmp_path: Path) -> None:
    text = load("baseline").path.read_text(encoding="utf-8")
    path = tmp_path / "long_ago.yaml"
    path.write_text(text.replace(" date: 2025-08-08,", " date: 2020-08-08,"), encoding="utf-8")
    assert load(path)
    with pytest.raises(ScenarioError, match="too short for a history of 2009 days"):
        load(path, {"war.learning.optimism_half_life": 1})


@pytest.mark.parametrize("z", [-1e9, -1e6, -1e4, -150.0, -100.5])
def test_a_refusal_far_beyond_belief_moves_it_to_what_was_refused(z: float) -> None:
    """As the noise vanishes, the mean becomes the refused worth and all doubt goes."""
    one = np.ones(1)
    belief = learning.Normal(0.0 * one, one)
    with np.errstate(all="raise"):
        learnt = learning.refused(belief, -z * one, 0.0 * one)
    np.testing.assert_allclose(learnt.mean, -z, rtol=1e-3)
    assert 0 <= learnt.variance[0] < 1e-3


@pytest.mark.parametrize("z", [-99.999, -100.001])
def test_near_and_far_refusals_agree_where_they_meet(z: float) -> None:
    one = np.ones(1)
    learnt = learning.refused(learning.Normal(0.0 * one, one), -z * one, 0.0 * one)
    np.testing.assert_allclose(learnt.mean, -z - 1 / z + 2 / z**3, rtol=1e-8)


@pytest.mark.parametrize(
    ("process", "attribute", "section"),
    [(Weather, "anomaly", "weather"), (War, "held_area", "war")],
)
def test_a_number_that_is_none_ends_a_block_at_the_section_it_came_from(
    monkeypatch: pytest.MonkeyPatch, process: type, attribute: str, section: str
) -> None:
    whole = process.__init__

    def spoilt(self: object, *given: object) -> None:
        whole(self, *given)
        values = getattr(self, attribute).copy()
        if values.size == WORLDS:  # not where the past is played again by some of them
            values[3] = np.nan
            setattr(self, attribute, values)

    monkeypatch.setattr(process, "__init__", spoilt)
    with pytest.raises(ScenarioError) as caught:
        _answers({})
    (mistake,) = caught.value.mistakes
    assert mistake.parameter == section
    assert "of world 3" in mistake.message
    assert mistake.place is not None
    assert mistake.place.text.startswith(f"{section}:")
