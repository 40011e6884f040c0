"""A section left out of a file is a process that is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from sim.outcomes import declared, outcomes
from sim.processes import PROCESSES
from sim.scenario import Scenario, ScenarioError, load
from sim.scenario.files import RESOLVED
from sim.simulation import simulate

OPTIONAL = [
    *("deadline", "mediator", "accord", "calendar", "history", "events", "backers"),
    *(process.name for process in PROCESSES if process.name in load("baseline").file.sections),
]
"""Sections of the baseline that a whole file may do without."""

_SPEAKS = "remove it"


def without(tmp_path: Path, *sections: str) -> Scenario:
    """The baseline as a whole file without some sections, and without what speaks of them.

    What speaks of an absent section is found by what the reader says of it: its messages suffice.
    """
    whole = YAML(typ="safe").load(load("baseline").resolved_yaml())
    for section in sections:
        whole.pop(section, None)
    if "war" in sections:
        whole["issues"]["territory"]["status_quo"] = {
            **{"ukraine": 1, "russia": 0},
            "source": "assumed: x",
        }
    if "mediator" in sections:
        whole.pop("rungs", None)
        whole.get("accord", {}).pop("scopes", None)
    path = tmp_path / "whole.yaml"
    for _ in range(5):
        _write(path, whole)
        try:
            return load(path)
        except ScenarioError as error:
            found = [m.parameter for m in error.mistakes if _is_of_the_absent(m.message)]
            if not found:
                raise
            for name in found:
                _remove(whole, name)
    raise AssertionError("the messages do not suffice to mend the file")


def _is_of_the_absent(message: str) -> bool:
    return "speaks of the section" in message or "needs the section" in message


def _remove(whole: dict[str, Any], dotted: str) -> None:
    *above, last = dotted.split(".")
    for part in above:
        whole = whole[part]
    whole.pop(last, None)


def _write(path: Path, whole: dict[str, Any]) -> None:
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(whole, file)


def runs(scenario: Scenario) -> dict[str, Any]:
    """Outcomes of a few worlds, all numbers or missing as they should be."""
    trajectory = simulate(scenario, 1, 0, 7, traced=np.ones(7, dtype=bool))
    answered = outcomes(trajectory)
    assert list(answered) == [outcome.name for outcome in declared(scenario)]
    return answered


@pytest.mark.parametrize("section", OPTIONAL)
def test_each_optional_section_alone_can_be_left_out(tmp_path: Path, section: str) -> None:
    scenario = without(tmp_path, section)
    runs(scenario)
    assert not [name for name in scenario.quantities if name.split(".")[0] == section]


def test_all_of_them_together_can_be_left_out(tmp_path: Path) -> None:
    scenario = without(tmp_path, *OPTIONAL)
    assert not scenario.file.sections & set(OPTIONAL)
    answered = runs(scenario)
    for process in PROCESSES:
        for outcome in process.outcomes:
            assert outcome.name not in answered


def test_a_process_that_is_absent_draws_no_noise_and_keeps_no_series(tmp_path: Path) -> None:
    scenario = without(tmp_path, *OPTIONAL)
    trajectory = simulate(scenario, 1, 0, 7, traced=np.ones(7, dtype=bool))
    kept = {name.split(".")[0] for name in trajectory.series()}
    for process in PROCESSES:
        assert not kept & set(process.labels), process.name


def test_what_speaks_of_an_absent_section_is_told_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = Path(load("wage_round").path).read_text(encoding="utf-8")
    path.write_text(text.replace("    patience:", "    cost_of_war: 0.3\n    patience:", 1))
    with pytest.raises(ScenarioError) as told:
        load(path)
    (mistake,) = told.value.mistakes
    assert "'parties.union.cost_of_war' speaks of the section 'war'" in mistake.message
    assert mistake.place is not None
    assert mistake.place.text.strip() == "cost_of_war: 0.3"


def test_an_event_of_an_absent_section_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = Path(load("wage_round").path).read_text(encoding="utf-8")
    event = '  x: {type: strike, date: 2026-03-20, damage: 1 GW, source: "assumed: x"}\n'
    path.write_text(f"{text}\nevents:\n{event}")
    with pytest.raises(ScenarioError) as told:
        load(path)
    assert "needs the section 'grid'" in told.value.mistakes[0].message


def test_a_section_that_is_there_needs_what_it_needs_of_the_parties(tmp_path: Path) -> None:
    whole = YAML(typ="safe").load(load("baseline").resolved_yaml())
    del whole["parties"]["russia"]["war_horizon"]
    _write(tmp_path / "whole.yaml", whole)
    with pytest.raises(ScenarioError) as told:
        load(tmp_path / "whole.yaml")
    assert "lacks 'war_horizon', which the section 'war' needs" in told.value.mistakes[0].message


REMOVED = [name for name in OPTIONAL if name not in {"war", "history"}]
"""Taken away by one change; without a war a file must say how the land stands instead."""


@pytest.mark.parametrize("section", REMOVED)
def test_a_section_is_taken_away_by_one_change_and_what_was_inherited_about_it_goes_with_it(
    section: str,
) -> None:
    scenario = load("baseline", set={section: "null", "horizon": "2026-06-30"})
    assert not [name for name in scenario.quantities if name.split(".")[0] == section]
    runs(scenario)


def test_what_a_file_itself_says_about_a_section_it_takes_away_is_a_mistake() -> None:
    with pytest.raises(ScenarioError, match="speaks of the section 'grid'"):
        load("baseline", set={"grid": "null", "talks.trust.strike": "-0.1 gap"})


def test_a_file_that_was_resolved_says_nothing_of_a_section_taken_away(tmp_path: Path) -> None:
    bare = load("baseline", set={"grid": "null"})
    (tmp_path / "whole.yaml").write_text(bare.resolved_yaml(), encoding="utf-8")
    again = load(tmp_path / "whole.yaml", limits=RESOLVED)
    assert again.quantities.keys() == bare.quantities.keys()


def test_rungs_that_are_taken_away_are_missed_where_they_are_named() -> None:
    with pytest.raises(
        ScenarioError, match=r"'mediator.ladder': no rung 'stands_for': there are no"
    ):
        load("baseline", set={"rungs": "null"})
