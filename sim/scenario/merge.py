"""One tree from a file and the files it extends, each value with the source its own file gives."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from sim.folders import own_folder
from sim.quantities.families import FAMILIES
from sim.quantities.units import COMMA
from sim.scenario import files, parse, slips, sources
from sim.scenario.mistakes import Mistake, Place, ScenarioError, did_you_mean
from sim.scenario.nodes import Node

_FIXED_BY_ORIGIN = ("start", "history")
_MOST_FILES = 20


@dataclass
class Layers:
    """A file and those it extends, as trees.

    Parameters
    ----------
    trees : list[Node]
        The file first, its topmost ancestor last.
    origin : Node or None
        What the topmost ancestor holds under `origin`: the scenario that plays its history.
    sources : list[tuple[Place, Source]]
        Every `source:` of every file.
    mistakes : list[Mistake]
        All that was wrong.
    bytes, values : int
        How much was read so far.
    """

    trees: list[Node] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    origin: Node | None = None
    sources: list[tuple[Place, sources.Source]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    bytes: int = 0
    values: int = 0


def layers(path: Path, limits: files.Limits = files.WRITTEN) -> Layers:
    """Read a file and, one after the other, those it extends.

    Raises
    ------
    ScenarioError
        If a file cannot be read as YAML, or the chain of `extends` is broken or a circle.
    """
    found = Layers()
    following: Path | None = path
    while following is not None:
        found.paths.append(following)
        root = _root(following, found, limits)
        found.trees.append(root)
        following = _extended(root, following, found)
        _set_origin(root, following, found)
        with_sources(root, found)
    for child in found.trees[:-1]:
        found.mistakes += [
            Mistake(f"'{name}' belongs to the file this one extends: remove it here", node.spot)
            for name in _FIXED_BY_ORIGIN
            if (node := child.mapping.get(name))
        ]
    return found


def _root(path: Path, found: Layers, limits: files.Limits) -> Node:
    """The tree of one file."""
    name = _shown(path)
    own: list[Mistake] = []
    try:
        text = files.read(path, name, limits.kib)
        found.bytes += len(text.encode())
        if found.bytes > limits.kib * 1024:
            told = f"{name} and the files that extend it are too big: at most {limits.kib:,} KiB"
            raise ScenarioError([Mistake(told, Place(name, 1, 1, text.partition("\n")[0]))])
        root = _tree(text, name, own, limits.values, limits.values - found.values)
    except ScenarioError as error:
        raise ScenarioError([*found.mistakes, *error.mistakes]) from None
    found.mistakes += own
    if root is None or not isinstance(root.content, dict):
        place = root.place if root else Place(name, 1, 1, "")
        told = "a scenario is a mapping (key: value); start with 'extends: baseline.yaml'"
        raise ScenarioError([*found.mistakes, Mistake(told, place)])
    found.values += root.size
    return root


def _tree(text: str, name: str, own: list[Mistake], most: int, left: int) -> Node | None:
    """The tree of a text, to be changed at will; parents are read once for all their children."""
    root, mistakes = _parsed(text, name, most)
    if root is None or root.size > left:  # parsed again, to tell where it becomes too much
        return parse.tree(text, name, own, left)
    own += mistakes
    return root.copy()


@lru_cache(maxsize=8)
def _parsed(text: str, name: str, most: int) -> tuple[Node | None, list[Mistake]]:
    mistakes: list[Mistake] = []
    return parse.tree(text, name, mistakes, most), mistakes


def _extended(root: Node, path: Path, found: Layers) -> Path | None:
    """The file that a tree extends; takes the key out of the tree."""
    slips.spell_extends(root, found.mistakes)
    node = root.mapping.pop("extends", None)
    if node is None:
        return slips.forgotten_parent(root, path, found.mistakes)
    try:
        following = files.parent(node.content, path, node.place)
    except ScenarioError as error:
        raise ScenarioError([*found.mistakes, *error.mistakes]) from None
    if len(found.paths) == _MOST_FILES:
        told = f"'extends' goes too far: at most {_MOST_FILES} files may extend one another"
        raise ScenarioError([*found.mistakes, Mistake(told, node.place)])
    if following.resolve() in [seen.resolve() for seen in found.paths]:
        circle = " -> ".join(seen.name for seen in (*found.paths, following))
        told = f"'extends' goes in a circle: {circle}; remove one of them"
        raise ScenarioError([*found.mistakes, Mistake(told, node.place)])
    return following


def _set_origin(root: Node, following: Path | None, found: Layers) -> None:
    """Take `origin` out of a tree: a root file that was resolved carries it along."""
    node = root.mapping.pop("origin", None)
    if node is None:
        return
    if following is not None:
        told = "a file that extends another has that file's origin: remove 'origin'"
        found.mistakes.append(Mistake(told, node.spot))
    elif not isinstance(node.content, dict):
        found.mistakes.append(Mistake("'origin' is a whole scenario", node.spot))
    else:
        found.origin = with_sources(node, found)


def with_sources(node: Node, found: Layers, inherited: str | None = None) -> Node:
    """Hand every `source:` down to what stands below it, and unwrap ``{value: 3, source: ...}``."""
    own = node.mapping.pop("source", None)
    node.source = inherited
    if own is not None:
        node.source = own.content if isinstance(own.content, str) else own.word
        try:
            found.sources.append((own.place, sources.parse(own.content)))
        except sources.SourceError as error:
            found.mistakes.append(Mistake(str(error), own.place))
    if set(node.mapping) == {"value"} and not node.mapping["value"].mapping:
        inner = node.mapping["value"]
        node.content, node.place = inner.content, inner.place
    for child in node.mapping.values():
        with_sources(child, found, node.source)
    return node


def merged(parent: Node | None, child: Node, mistakes: list[Mistake], name: str = "") -> Node:
    """Lay `child` over `parent`: sections merge, values and lists replace, null removes."""
    if not isinstance(child.content, dict):
        return child
    base = parent if parent and is_section(parent) and is_section(child) else None
    if base and _type(child) not in {None, _type(base)}:
        base = None  # an event of another type is another event
    entries = dict(base.mapping) if base else {}
    removed = dict(base.removed) if base else {}
    for key, node in child.mapping.items():
        dotted = f"{name}.{key}" if name else key
        if node.content is not None:
            entries[key] = merged(entries.get(key), node, mistakes, dotted)
        elif key in entries:
            del entries[key]
            removed[key] = node.spot
        elif hint := slips.decimal_comma(child, key):
            mistakes.append(Mistake(COMMA, node.spot, hint, dotted))
        else:
            hint = did_you_mean(key, entries)
            told = f"nothing to remove: no '{dotted}' is inherited (null takes an entry away)"
            mistakes.append(Mistake(told, node.spot, hint, dotted))
    return replace(child, content=entries, removed=removed)


def is_section(node: Node) -> bool:
    """Whether a node is a mapping of entries, and not a prior such as ``{beta: [3, 4]}``."""
    if not isinstance(node.content, dict):
        return False
    return not any(key in FAMILIES and value.items for key, value in node.content.items())


def _type(node: Node) -> object:
    kind = node.mapping.get("type")
    return kind.word if kind else None


def _shown(path: Path) -> str:
    """How messages call a file: relative to here, if it lies below or in this project."""
    here, full, own = Path.cwd(), path.absolute(), own_folder()
    if full.is_relative_to(here):
        return str(full.relative_to(here))
    in_project = own is not None and full.is_relative_to(own.parent)
    return os.path.relpath(full, here) if in_project else str(path)
