"""A file names only what differs from the one it extends."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.processes.grid.section import StrikeEvent
from sim.quantities.priors import Fixed, Prior
from sim.scenario import Scenario, load
from sim.scenario.merge import merged
from sim.scenario.mistakes import Mistake, Place
from sim.scenario.nodes import Node

from .conftest import Write


def test_what_a_child_does_not_name_stays(write: Write, baseline: Scenario) -> None:
    child = load(write("war: {drift: 12, source: 'assumed: what if'}\n"))
    differs = [
        name for name, q in child.quantities.items() if q.prior != baseline.quantities[name].prior
    ]
    assert differs == ["war.drift"]
    assert list(child.quantities) == list(baseline.quantities)


def test_a_prior_replaces_the_parents_whole(write: Write) -> None:
    child = load(write("deadline: {credibility: {uniform: [0, 1], source: 'assumed: x'}}\n"))
    assert child.file.deadline.credibility.prior == Prior("uniform", (0.0, 1.0))


def test_a_number_replaces_a_prior_and_a_prior_a_number(write: Write) -> None:
    path = write(
        "deadline: {credibility: 1, lingering_pressure: {beta: [1, 2]}, source: 'assumed: x'}\n"
    )
    assert load(path).file.deadline.credibility.prior == Fixed(1.0)
    assert not load(path).file.deadline.lingering_pressure.fixed


def test_null_removes_an_entry_and_a_new_one_comes_last(write: Write) -> None:
    path = write(
        "events:\n"
        "  general_shot: null\n"
        "  truce: {type: energy_truce, date: 2026-03-01, days: 1 week, source: 'assumed: x'}\n"
    )
    events = list(load(path).file.events)
    assert "general_shot" not in events
    assert events[-1] == "truce"


def test_an_event_of_another_type_is_another_event(write: Write) -> None:
    path = write(
        "events:\n"
        "  florida_round: {type: strike, date: 2026-03-01, damage: 1, source: 'assumed: x'}\n"
    )
    assert isinstance(load(path).file.events["florida_round"], StrikeEvent)


def test_an_event_of_the_same_type_keeps_what_is_not_named(write: Write) -> None:
    path = write("events: {florida_round: {date: 2026-02-20, source: 'assumed: x'}}\n")
    event = load(path).file.events["florida_round"]
    assert event.date == dt.date(2026, 2, 20)
    assert getattr(event, "place", None) == "Miami, United States"


def test_lists_replace(write: Write) -> None:
    path = write("mediator: {ladder: [withdrawal, comprehensive]}\n")
    assert load(path).file.mediator.ladder == ["withdrawal", "comprehensive"]


def test_grandparents_count(write: Write) -> None:
    write("war: {drift: 12, source: 'assumed: x'}\n", name="parent.yaml")
    child = load(write("grid: {supply: 9, source: 'assumed: x'}\n", extends="parent.yaml"))
    assert child.quantities["war.drift"].value == 12
    assert child.quantities["grid.supply"].value == 9
    assert child.origin.name == "baseline"


def test_a_file_beside_comes_before_a_shipped_one(write: Write, baseline: Scenario) -> None:
    text = baseline.path.read_text(encoding="utf-8").replace("Towards June", "My own")
    write(text, name="baseline.yaml", extends=None)
    assert load(write("")).file.title == "My own"


def test_the_origin_is_the_topmost_file_without_changes(write: Write, baseline: Scenario) -> None:
    child = load(write("war: {drift: 12, source: 'assumed: x'}\n"), {"war.drift": 20})
    assert child.quantities["war.drift"].value == 20
    assert child.origin.quantities["war.drift"].prior == baseline.quantities["war.drift"].prior
    assert child.origin.fingerprint() == baseline.fingerprint()


def test_a_root_file_is_its_own_origin_until_it_is_changed(baseline: Scenario) -> None:
    assert baseline.origin is baseline
    assert load("baseline", ["war.drift=12"]).origin.fingerprint() == baseline.fingerprint()


def test_days_count_from_the_start(baseline: Scenario) -> None:
    assert baseline.days == 327
    assert baseline.day(dt.date(2026, 2, 4)) == -3
    assert baseline.date(baseline.day(dt.date(2026, 6, 30))) == dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("value", "prior"),
    [
        (12, Fixed(12.0)),
        (np.float64(0.1), Fixed(0.1)),
        (np.int64(3), Fixed(3.0)),
        ("7 km2/week", Fixed(1.0)),
        ({"normal": [9, 4]}, Prior("normal", (9.0, 4.0))),
        ("{normal: [9, 4]}", Prior("normal", (9.0, 4.0))),
        ({"value": 3, "source": "assumed: mine"}, Fixed(3.0)),
    ],
)
def test_a_notebook_can_change_a_value(value: object, prior: Fixed | Prior) -> None:
    assert load("baseline", {"war.drift": value}).file.war.drift.prior == prior


def test_changes_name_their_source() -> None:
    found = load("baseline", ["war.drift=12"]).quantities["war.drift"]
    assert found.source == "assumed: set on the command line"
    assert found.place == "--set"


def test_the_last_of_two_changes_wins() -> None:
    changed = load("baseline", ["war.drift=12", "war={drift: 13}", "war.drift_spread=2"])
    assert changed.file.war.drift.value == 13
    assert changed.file.war.drift_spread.value == 2


def test_a_change_can_add_and_remove_events() -> None:
    changed = load(
        "baseline", ["events.cold={type: cold_spell, date: 2026-11-01, anomaly: -9}",
                     "events.general_shot=null"],
    )  # fmt: skip
    assert "cold" in changed.file.events
    assert "general_shot" not in changed.file.events


# Any tree of names and numbers, as a file holds it.
names = st.sampled_from(["a", "b", "c", "d"])
plain_trees = st.recursive(
    st.integers(0, 9) | st.lists(st.integers(0, 9)),
    lambda inner: st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
trees = st.dictionaries(names, plain_trees, max_size=4)
HERE = Place("x", 1, 1, "")


def as_node(value: object) -> Node:
    if isinstance(value, dict):
        return Node({key: as_node(entry) for key, entry in value.items()}, HERE, HERE)
    if isinstance(value, list):
        return Node([as_node(entry) for entry in value], HERE, HERE)
    return Node(value, HERE, HERE)  # type: ignore[arg-type]


def laid_over(parent: object, child: object) -> object:
    """What merging must give, in its plainest words."""
    if not (isinstance(parent, dict) and isinstance(child, dict)):
        return child
    kept = {key: value for key, value in parent.items() if key not in child}
    changed = {key: laid_over(parent.get(key), value) for key, value in child.items()}
    return {**kept, **changed}


@given(parent=trees, child=trees)
def test_sections_merge_and_values_replace(
    parent: dict[str, object], child: dict[str, object]
) -> None:
    assert merged(as_node(parent), as_node(child), []).plain() == laid_over(parent, child)


@given(parent=trees, child=trees, grandchild=trees)
def test_a_grandchild_is_laid_over_what_its_parents_give(
    parent: dict[str, object], child: dict[str, object], grandchild: dict[str, object]
) -> None:
    one_by_one = laid_over(laid_over(parent, child), grandchild)
    first = merged(as_node(parent), as_node(child), [])
    assert merged(first, as_node(grandchild), []).plain() == one_by_one


@given(parent=trees, name=names)
def test_null_removes_what_is_there_and_is_a_mistake_otherwise(
    parent: dict[str, object], name: str
) -> None:
    mistakes: list[Mistake] = []
    found = merged(as_node(parent), as_node({name: None}), mistakes)
    assert found.plain() == {key: value for key, value in parent.items() if key != name}
    assert (len(mistakes) == 0) == (name in parent)


@given(tree=trees)
def test_an_empty_child_changes_nothing(tree: dict[str, object]) -> None:
    assert merged(as_node(tree), as_node({}), []).plain() == tree


def test_what_was_refused_before_the_start_may_be_an_option_that_a_child_no_longer_has(
    write: Write, baseline: Scenario
) -> None:
    """The past belongs to the scenario at the root, whose texts a child cannot change."""
    without_line = (
        "issues: {territory: {options: {line: null}}}\n"
        f"impossible: {{{', '.join(f'{name}: null' for name in baseline.file.impossible)}}}\n"
        "rungs: {stands_for: {territory: [zone, freeze]}, ceasefire: {territory: [freeze]}}\n"
        "parties:\n"
        "  russia: {red_lines: {ceasefire: null}}\n"
        "  ukraine: {ratification: {support: {line: null}}}\n"
    )
    child = load(write(without_line))
    assert child.origin.file.history.rounds["bare_ceasefire"].text == {"territory": ["line"]}
    assert "line" not in (child.file.issues["territory"].options or {})
