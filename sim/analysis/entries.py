"""A file of named entries, such as questions or events, read with the place of every mistake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sim.errors import Usage
from sim.results.files import content_of
from sim.scenario import parse
from sim.scenario.mistakes import Mistake, ScenarioError, did_you_mean
from sim.scenario.nodes import Node

Read = TypeVar("Read")


@dataclass(frozen=True)
class Entry:
    """One entry; what is wrong with it is added to ``mistakes``.

    Attributes
    ----------
    kind, name : str
        The key that all entries stand under, and its own.
    node : Node
        What it says.
    mistakes : list of Mistake
        Those of the whole file.
    """

    kind: str
    name: str
    node: Node
    mistakes: list[Mistake]

    def only(self, keys: Sequence[str]) -> None:
        """See that it has no other keys."""
        for key, node in self.node.mapping.items():
            if key not in keys:
                self.wrong(f"unknown entry '{key}'", node, did_you_mean(key, keys))

    def date(self, node: Node) -> dt.date | None:
        """A date; None, and it is noted, if it is none."""
        try:
            return dt.date.fromisoformat(node.word)
        except ValueError:
            self.wrong(f"'{node.word}' is no date, such as 2026-06-30", node)
            return None

    def wrong(self, told: str, node: Node, hint: str = "") -> None:
        """Note a mistake at a node."""
        self.mistakes.append(Mistake(f"{self.kind}.{self.name}: {told}", node.spot, hint))


def read(path: str | Path, kind: str, reader: Callable[[Entry], Read]) -> list[Read]:
    """Read every entry of a file.

    Parameters
    ----------
    kind : str
        The key that they stand under, such as ``events``.
    reader : callable
        Makes one of each, and notes what is wrong with it.

    Raises
    ------
    Usage
        If there is no such file.
    ScenarioError
        With every mistake, at its line and column.
    OSError, DamagedResults
        If the file cannot be read.
    """
    if not Path(path).exists():
        raise Usage(f"there is no file '{path}'")
    mistakes: list[Mistake] = []
    text = content_of(Path(path)).decode("utf-8", errors="replace")
    root = parse.tree(text, str(path), mistakes)
    listed = root.at(kind) if root else None
    if listed is None or not listed.mapping:
        told = f"expected '{kind}:', and below it a name for each"
        raise ScenarioError([*mistakes, Mistake(told, root.place if root else None)])
    found = [reader(Entry(kind, name, node, mistakes)) for name, node in listed.mapping.items()]
    if mistakes:
        raise ScenarioError(mistakes)
    return found
