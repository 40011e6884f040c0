"""The committed JSON Schema is current, and fits what `load` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sim.scenario import load
from sim.scenario.editors import json_schema, json_schema_text
from sim.scenario.parse import tree

FOLDER = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(FOLDER.glob("*.yaml"))


def complaints(text: str) -> list[Any]:
    root = tree(text, "x", [])
    assert root is not None
    return list(jsonschema.Draft202012Validator(json_schema()).iter_errors(root.plain()))


def test_the_committed_schema_is_current() -> None:
    committed = (FOLDER / "schema.json").read_text(encoding="utf-8")
    assert committed == json_schema_text(), (
        "write it anew: sim show --schema > scenarios/schema.json"
    )


def test_it_is_a_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(json_schema_text()))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_it_accepts_every_shipped_scenario(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_it_accepts_every_resolved_scenario(path: Path) -> None:
    assert complaints(load(path).resolved_yaml()) == []


@pytest.mark.parametrize(
    "text",
    [
        "extends: baseline.yaml",
        "events: {florida_round: null}",
        "events: {florida_round: {held: 90 %}}",
        "war: {drift: 12, source: 'assumed: x'}",
        "deadline: {date: {value: 2026-06-01, source: 'assumed: x'}}",
        "grid: {strikes: {damage: 120 MW}}",
    ],
)
def test_it_requires_nothing_of_a_child(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "war: {dirft: 12}",
        "war: {drift: 12 GW}",
        "war: {drift: 900}",
        "war: {drift: {normal: [1]}}",
        "war: {drift: {nomral: [1, 2]}}",
        "extends: ../baseline.yaml",
        "events: {Florida: {type: surge}}",
        "title: 3",
        "colour: red",
    ],
)
def test_it_refuses_what_is_wrong_in_any_file(text: str) -> None:
    assert complaints(text)
