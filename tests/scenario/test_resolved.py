"""A resolved scenario is one file that reads back as the same scenario."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario import Scenario, load
from sim.scenario.parse import tree
from sim.scenario.resolved import quoted

from .conftest import Write


def read_back(scenario: Scenario, folder: Path) -> Scenario:
    path = folder / "resolved.yaml"
    path.write_text(scenario.resolved_yaml(), encoding="utf-8")
    return load(path)


def test_a_resolved_root_file_reads_back(baseline: Scenario, tmp_path: Path) -> None:
    again = read_back(baseline, tmp_path)
    assert again.fingerprint() == baseline.fingerprint()
    assert again.resolved_yaml() == baseline.resolved_yaml()
    assert again.sources == baseline.sources
    assert again.origin is again


def test_a_resolved_child_carries_the_origin_that_plays_its_history(
    write: Write, tmp_path: Path, baseline: Scenario
) -> None:
    child = load(write("war: {drift: 12, source: 'assumed: x'}\n"))
    again = read_back(child, tmp_path)
    assert "extends" not in child.resolved_yaml()
    assert again.fingerprint() == child.fingerprint()
    assert again.origin.fingerprint() == baseline.fingerprint()
    assert again.quantities["war.drift"].source == "assumed: x"


PRIORS = st.one_of(
    st.floats(-500, 500),
    st.integers(-500, 500),
    st.builds(lambda a, b: {"normal": [a, b]}, st.floats(-50, 50), st.floats(0.1, 50)),
    st.builds(lambda a, b: {"uniform": [a, a + b]}, st.floats(-50, 50), st.floats(0.1, 50)),
    st.just("7 km2/week"),
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "war.drift": PRIORS,
        "title": st.text(max_size=40).filter(lambda text: text.isprintable()).map(quoted),
        "events.general_shot": st.none(),
        "deadline.date": st.sampled_from(["2026-06-01", "2026-12-31"]),
        "mediator.ladder": st.permutations(["stands_for", "comprehensive", "ceasefire"]),
        "rungs.stands_for": st.just({"territory": ["zone"], "guarantees": [0, 0.5]}),
    },
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=CHANGES)
def test_any_changed_scenario_reads_back(changes: dict[str, object], tmp_path: Path) -> None:
    changed = load("baseline", changes)
    again = read_back(changed, tmp_path)
    assert again.fingerprint() == changed.fingerprint()
    assert again.file.title == changed.file.title
    assert again.resolved_yaml() == changed.resolved_yaml()


@given(text=st.text(max_size=60))
def test_any_text_is_quoted_so_that_it_reads_back(text: str) -> None:
    root = tree(f"key: {quoted(text)}\n", "x", [])
    assert root is not None
    assert root.plain() == {"key": text}


SAME_WORLDS = {
    "title": "Another",
    "question": "Another?",
    "parties.russia.label": "RU",
    "issues.plant.options.joint.label": "shared",
    "events.poland_asked.label": "asked",
    "war": {"source": "assumed: another", "drift": {"normal": [8.0, "28 km2/week"]}},
    "deadline.new.after": "30",
    "hindsight": True,
}


@pytest.mark.parametrize("key", SAME_WORLDS)
def test_words_sources_and_spellings_do_not_enter_the_fingerprint(
    key: str, baseline: Scenario
) -> None:
    assert load("baseline", {key: SAME_WORLDS[key]}).fingerprint() == baseline.fingerprint()


OTHER_WORLDS = {
    "war.drift": "{normal: [8, 4.0000001]}",
    "horizon": "2026-12-30",
    "events.general_shot": None,
    "mediator.ladder": ["withdrawal", "stands_for"],
    "deadline.on_lapse": "cost",
    "rungs.stands_for": {"territory": ["zone", "freeze"]},
    "parties.russia.hardship": 0.1,
    "talks.protocol": "alternating",
}


@pytest.mark.parametrize("key", OTHER_WORLDS)
def test_whatever_changes_worlds_changes_the_fingerprint(key: str, baseline: Scenario) -> None:
    assert load("baseline", {key: OTHER_WORLDS[key]}).fingerprint() != baseline.fingerprint()


def test_the_fingerprint_knows_the_origin(write: Write, baseline: Scenario, tmp_path: Path) -> None:
    """The same values with another history are other worlds."""
    changed = load("baseline", {"war.drift": 12})
    text = changed.resolved_yaml().split("\n# The scenario that plays")[0]
    alone = load(write(text, extends=None))
    assert alone.quantities["war.drift"].prior == changed.quantities["war.drift"].prior
    assert alone.fingerprint() != changed.fingerprint()


def test_an_origin_stands_in_root_files_only(write: Write) -> None:
    from .conftest import only_mistake

    assert "remove 'origin'" in only_mistake(write("origin: {title: x}\n")).message
