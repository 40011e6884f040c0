"""Reading a scenario: files, parents and command line, to a typed and checked `Scenario`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sim.scenario import consistency, files, merge, overrides, references
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
    if layers.origin is None and len(chain) == 1:
        return scenario
    return replace(scenario, changed_from=_origin(layers))


def _origin(layers: Layers) -> Scenario:
    """The scenario that plays the history."""
    own = Layers(sources=layers.sources)
    tree = _merged([layers.origin or layers.trees[-1]], own.mistakes)
    return _scenario(layers.paths[-1], tree, own)


def _merged(chain: list[Node], mistakes: list[Mistake]) -> Node:
    """One tree; the first of the chain has the last word."""
    *above, root = chain
    tree = merge.merged(None, root, mistakes)
    for child in reversed(above):
        tree = merge.merged(tree, child, mistakes)
    return tree


def _scenario(path: Path, tree: Node, layers: Layers) -> Scenario:
    """The checked scenario of a merged tree."""
    file, wrong = validated(tree)
    mistakes = [*layers.mistakes, *wrong, *references.wrong_names(tree)]
    mistakes += consistency.late_sources(tree, layers.sources)
    binder = Binder()
    if file is not None:
        binder.section(file, tree)
        mistakes += binder.mistakes
        mistakes += consistency.values(file, tree)
    if file is None or mistakes:
        raise ScenarioError(mistakes)
    return Scenario(path.stem, path, file, binder.quantities, tree)
