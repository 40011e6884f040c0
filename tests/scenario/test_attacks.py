"""Any bytes as a scenario: accepted, or a located error; never a traceback, a hang, or a leak."""

from __future__ import annotations

import os
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario import ScenarioError, load

from .conftest import Write, mistakes_of, only_mistake

BASE = "extends: baseline.yaml\n"
MANY = 5_000


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &x [1]\nb: *x", "anchors"),
        ("a: *x", "anchors"),
        ("<<: {a: 1}", "merge keys"),
        ("a: !!python/object/apply:os.system [ls]", "tags"),
        ("a: !!float 3", "tags"),
        ("! a: 3", "tags"),
        ("%YAML 1.1\n---\na: 1", "directives"),
        ("a: 1\n---\nb: 1", "one scenario"),
        ("[1, 2]", "is a mapping"),
        ("", "is a mapping"),
        ("# only a comment", "is a mapping"),
        ("word", "is a mapping"),
        ("? [a, b]\n: 3", "plain word"),
        ("{{a: 1}: 2}", "plain word"),
        ("a: [1", "not YAML"),
        ("a: 'b", "not YAML"),
        ("\ta: 1", "not YAML"),
        ("a: b: c", "not YAML"),
        ("[" * 100_000, "too deep"),
        ("{a: " * 30_000, "too deep"),
        ("- " * 60_000, "too deep"),
        ("a: \x07", "not allowed"),
        ("a: \x00", "not allowed"),
        ("a: \u2028", "not allowed"),
        ("x" * 300_000, "too big"),
    ],
    ids=range(25),
)
def test_what_no_scenario_needs_is_refused(write: Write, text: str, told: str) -> None:
    assert told in mistakes_of(write(text, extends=None))[-1].message


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"a{i}: 1\n" for i in range(MANY)),
        "a: 1\n" * MANY,
        "events:\n" + "".join(f"  a{i}:\n" for i in range(MANY)),
        "events:\n" + "".join(f"  a{i}: {{type: surg}}\n" for i in range(MANY)),
        "rungs: {zone: {territory: [" + "zon, " * MANY + "]}}\n",
        "issues: {guarantees: {source: 'assumed: x', levels: [" + "0, " * MANY + "]}}\n",
        "war: {source: 'assumed: x', drift: " + "9" * 100_000 + "}\n",
        "war: {source: 'assumed: x', drift: " + "9" * 100_000 + " GW}\n",
        "war: {source: 'article" + " p1" * MANY + "', drift: 900}\n",
        "title: " + "x" * 100_000,
    ],
    ids=range(10),
)
def test_a_hostile_file_costs_seconds_and_a_short_message(write: Write, text: str) -> None:
    path = write(text)
    started = time.perf_counter()
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert len(str(caught.value)) < 100_000
    assert time.perf_counter() - started < 20


def test_bytes_that_are_no_text_are_located(tmp_path: Path) -> None:
    path = tmp_path / "bytes.yaml"
    path.write_bytes(b"title: x\nquestion: caf\xe9\n")
    place = only_mistake(path).place
    assert place is not None
    assert (place.line, place.column) == (2, 14)


def test_a_mark_at_the_start_and_foreign_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode() + b"titel: x\r\n")
    place = only_mistake(path).place
    assert place is not None
    assert (place.line, place.column) == (2, 1)


def test_control_characters_never_reach_the_terminal(write: Write) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(write('"\\e[31m": 1\ntitle: "\\uD800"\n"\\uD801": 2\n'))
    assert "\x1b" not in str(caught.value)
    assert str(caught.value).encode("utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "not a regular file" in only_mistake(tmp_path / "pipe.yaml").message


def test_folders_and_devices_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    for name in ("folder.yaml", "zero.yaml"):
        assert "not a regular file" in only_mistake(tmp_path / name).message


def test_extends_does_not_follow_a_link_out_of_its_folder(write: Write, tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere" / "secret.txt"
    secret.parent.mkdir()
    secret.write_text("password: 123\n", encoding="utf-8")
    child = write("", extends="link.yaml")
    child.with_name("link.yaml").symlink_to(secret)
    mistake = only_mistake(child)
    assert "no file 'link.yaml'" in mistake.message
    assert "password" not in str(mistake)


@pytest.mark.parametrize(
    "name", ["no_such", "no\x00such.yaml", "../../etc/passwd", "", ".", "x" * 999]
)
def test_a_name_that_is_no_scenario_is_told(name: str) -> None:
    assert "no scenario" in only_mistake(name).message


def test_mistakes_survive_the_way_from_a_worker(write: Write) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(write("titel: x\n"))
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.mistakes == caught.value.mistakes


LETTERS = st.text("abe:-?#&*!|>%@`{}[],'\"\\ \t\n0123456789.~<=eéß\x85\u2028😀", max_size=80)
quick = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def accepted_or_told(source: Path | str, changes: dict[str, object] | None = None) -> None:
    """Anything but a `ScenarioError` that can be printed fails the test."""
    told = "accepted"
    try:
        load(source, changes or {})
    except ScenarioError as error:
        told = str(error) if error.mistakes else ""
    assert told.encode("utf-8")


@quick
@given(raw=st.binary(max_size=80) | LETTERS.map(lambda text: text.encode()))
def test_any_bytes_are_accepted_or_told(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes(raw)
    accepted_or_told(path)


@quick
@given(
    data=st.data(),
    cut=st.integers(0, 12_000),
    noise=LETTERS,
    drop=st.integers(0, 40),
)
def test_a_damaged_baseline_is_accepted_or_told(
    data: st.DataObject, cut: int, noise: str, drop: int, tmp_path: Path
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    path = tmp_path / "damaged.yaml"
    path.write_text(text[:cut] + noise + text[cut + drop :], encoding="utf-8")
    accepted_or_told(path)


SHIPPED = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"

values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = [
    "war", "war.drift", "parties.russia", "parties.russia.red_lines.freeze", "rungs", "rungs.zone",
    "rungs.zone.territory", "issues", "issues.plant", "issues.plant.options.joint.scores",
    "issues.guarantees.levels", "events", "events.florida_round", "events.x", "mediator.ladder",
    "mediator.favours.zone.issue", "deadline.date", "horizon", "title", "accord.scopes",
    "parties.ukraine.weights", "parties.ukraine.ratification.support", "issues.zone_rules.refines",
    "partial_deals", "weather.normals", "backers.poland", "grid.of", "impossible.x.y",
]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(key=st.sampled_from(KEYS), value=values)
def test_any_value_anywhere_is_accepted_or_told(key: str, value: object) -> None:
    accepted_or_told("baseline", {key: value})
