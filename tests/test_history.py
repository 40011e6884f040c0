"""The past rules worlds out; a past that rules out all of them is a mistake in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.ensemble import run
from sim.scenario import ScenarioError, load
from sim.scenario.files import shipped_folder
from sim.simulation import simulate


@pytest.fixture
def impossible(tmp_path: Path) -> Path:
    """War costs both sides so much that they would have signed anything in Abu Dhabi."""
    text = (shipped_folder() / "baseline.yaml").read_text(encoding="utf-8")
    for cost in ("0.30", "0.16"):
        text = text.replace(
            f"cost_of_war: {{lognormal: [{cost}, 0.35]", "cost_of_war: {uniform: [9, 10]"
        )
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_priors_that_contradict_the_history_are_a_mistake_at_the_history(impossible: Path) -> None:
    with pytest.raises(ScenarioError, match="contradict the history") as caught:
        simulate(load(impossible), 1, 0, 7)
    (mistake,) = caught.value.mistakes
    assert mistake.place is not None
    assert mistake.place.text == "history:"


def test_a_run_of_such_a_scenario_names_no_world_as_failed_but_the_file(impossible: Path) -> None:
    for jobs in (1, 2):
        with pytest.raises(ScenarioError, match="contradict the history"):
            run(impossible, 40, jobs=jobs, block_size=10)
