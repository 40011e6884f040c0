"""The model asks of Mesa only what 3.3, 3.5 and 4 have in common; `.ci/mesa` runs all three."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import mesa
import numpy as np

import sim
from sim.processes.war import War
from tests.builders import SHORT, baseline_with, model_of, process_of

PORTABLE = {"mesa.Model", "mesa.Agent"}
MODEL, AGENT = {"step", "agents", "agents_by_type", "rng"}, {"model", "unique_id"}
FOLDER = Path(sim.__file__).parent


def trees() -> Iterator[ast.AST]:
    for path in FOLDER.rglob("*.py"):
        yield ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[str]:
    """What is imported of Mesa, by the dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "mesa")
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mesa":
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def names(tree: ast.AST) -> Iterator[str]:
    """What is used of Mesa, by the dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "mesa":
            yield f"mesa.{node.attr}"


def inherited(thing: object) -> set[str]:
    """Names that a model or an agent of this Mesa has, and another version may not."""
    return {name for name in dir(thing) if not name.startswith("__")}


def own(tree: ast.AST, base: str) -> Iterator[ast.ClassDef]:
    """Classes that inherit from a class of Mesa."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and base in map(ast.unparse, node.bases):
            yield node


def asked_of_self(node: ast.ClassDef) -> set[str]:
    """Attributes of ``self`` that a class reads and never defines."""
    found = [x for x in ast.walk(node) if isinstance(x, ast.Attribute)]
    of_self = [x for x in found if isinstance(x.value, ast.Name) and x.value.id == "self"]
    defined = {x.attr for x in of_self if isinstance(x.ctx, ast.Store)}
    defined |= {x.name for x in node.body if isinstance(x, ast.FunctionDef)}
    return {x.attr for x in of_self} - defined


def test_mesa_is_asked_for_models_and_agents_alone() -> None:
    used = [name for tree in trees() for name in (*imports(tree), *names(tree))]
    assert set(used) - {"mesa"} == PORTABLE


def test_models_and_agents_use_of_what_they_inherit_only_what_all_versions_have() -> None:
    classes, model = 0, mesa.Model(rng=0)
    bare = {"mesa.Model": (model, MODEL), "mesa.Agent": (mesa.Agent(model), AGENT)}
    for base, (thing, portable) in bare.items():
        for node in (found for tree in trees() for found in own(tree, base)):
            assert asked_of_self(node) & inherited(thing) <= portable, node.name
            classes += 1
    assert classes >= 4


def test_mesas_own_generator_is_never_drawn_from() -> None:
    model = model_of(baseline_with(*SHORT), 7)
    before = model.rng.bit_generator.state
    for _ in range(30):
        model.step()
    assert str(model.rng.bit_generator.state) == str(before)
    assert {type(agent) for agent in model.agents} == set(model.agents_by_type)
    assert np.isfinite(process_of(model, War).held_area).all()
