"""Reading a scenario: files, parents and command line, to a typed and checked `Scenario`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.scenario import consistency, files, merge, overrides
from sim.scenario.bind import Binder
from sim.scenario.merge import Layers
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.scenario.nodes import Node
from sim.scenario.scenario import Scenario
from sim.scenario.validate import validated


def load(source: str | Path, set: Mapping[str, object] | Sequence[str] = ()) -> Scenario:
    """Read a scenario.

    Parameters
    ----------
    source : str or Path
        Path of a YAML file, or the name of one in `scenarios/`.
    set : Mapping or Sequence, optional
        Changes: ``{"war.drift": 12}`` or ``["war.drift=12"]``. Text is read as YAML, so that
        ``"{normal: [6, 4]}"`` is a prior and ``"null"`` removes an entry.

    Raises
    ------
    ScenarioError
        With every mistake that was found; `ScenarioNotFoundError` if there is no such file.
    """
    path = files.find(source)
    layers = merge.layers(path)
    changes = overrides.tree(set, layers)
    chain = layers.trees if changes is None else [changes, *layers.trees]
    tree = _merged(chain, layers.mistakes)
    scenario = _scenario(path, tree, layers)
    origin_tree = layers.origin
    if origin_tree is None and len(chain) == 1:
        return scenario
    if origin_tree is None:
        origin_tree = layers.trees[-1]
    quiet = Layers(sources=layers.sources)
    origin = _scenario(path, _merged([origin_tree], quiet.mistakes), quiet, "origin")
    return Scenario(scenario.name, path, scenario.file, scenario.quantities, tree, origin)


def _merged(chain: list[Node], mistakes: list[Mistake]) -> Node:
    """One tree; the first of the chain has the last word."""
    tree: Node | None = None
    for child in reversed(chain):
        tree = merge.merged(tree, child, mistakes)
    assert tree is not None  # noqa: S101 - a chain is never empty
    return tree


def _scenario(path: Path, tree: Node, layers: Layers, name: str = "") -> Scenario:
    """The checked scenario of a merged tree."""
    file, wrong = validated(tree)
    mistakes = [*layers.mistakes, *wrong, *consistency.names(tree)]
    mistakes += consistency.late_sources(tree, layers.sources)
    binder = Binder()
    if file is not None:
        binder.section(file, tree)
        mistakes += binder.mistakes
        mistakes += consistency.values(file, tree)
    if file is None or mistakes:
        raise ScenarioError(mistakes)
    return Scenario(name or path.stem, path, file, binder.quantities, tree)
