"""A scenario's text as a tree that knows where everything stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sim.scenario.mistakes import Place

Scalar = str | int | float | bool | None


@dataclass
class Node:
    """A value of the file.

    Parameters
    ----------
    content : scalar, list of Node or dict of Node
        What it holds; keys are text as written.
    place : Place
        Where it begins.
    key : Place or None
        Where its key stands, if it has one.
    source : str or None
        The nearest `source:` above it in its own file.
    removed : dict[str, Place]
        Entries of a parent file that this mapping removes, filled when files are merged.
    """

    content: Scalar | list[Node] | dict[str, Node]
    place: Place
    key: Place | None = None
    source: str | None = None
    removed: dict[str, Place] = field(default_factory=dict)

    @property
    def mapping(self) -> dict[str, Node]:
        """Its entries; none if it is no mapping."""
        return self.content if isinstance(self.content, dict) else {}

    @property
    def items(self) -> list[Node]:
        """Its items; none if it is no list."""
        return self.content if isinstance(self.content, list) else []

    @property
    def spot(self) -> Place:
        """The best place to point at: the key, or else the value."""
        return self.key or self.place

    @property
    def word(self) -> str:
        """A single value as text, for messages and look-ups."""
        if isinstance(self.content, list | dict):
            return "a list" if isinstance(self.content, list) else "a mapping"
        return str(self.content)[:100]

    @property
    def size(self) -> int:
        """How many nodes it consists of, itself included."""
        return 1 + sum(node.size for node in (*self.items, *self.mapping.values()))

    def copy(self) -> Node:
        """The same, with nothing in common that could be changed."""
        content = self.content
        if isinstance(content, dict):
            content = {key: node.copy() for key, node in content.items()}
        elif isinstance(content, list):
            content = [node.copy() for node in content]
        return Node(content, self.place, self.key, self.source, dict(self.removed))

    def plain(self) -> Any:
        """The same as plain Python values."""
        if isinstance(self.content, dict):
            return {key: node.plain() for key, node in self.content.items()}
        if isinstance(self.content, list):
            return [node.plain() for node in self.content]
        return self.content

    def at(self, path: str) -> Node | None:
        """The node under a dotted path of keys; None if there is none."""
        node: Node | None = self
        for part in path.split("."):
            node = node.mapping.get(part) if node else None
        return node
