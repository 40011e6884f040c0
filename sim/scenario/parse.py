"""From the text of a file to a tree of nodes.

The tree is built from the parser's events, not by a loader: events come one by one with line and
column, so limits hold before anything is built, duplicate keys can all be reported, and a date
that does not exist is still text. Anchors, aliases, merge keys, tags and directives are refused:
a scenario needs none of them (`extends` is for sharing), and they are how YAML files attack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from sim.scenario import broken, slips
from sim.scenario.files import WRITTEN
from sim.scenario.mistakes import Mistake, Place, ScenarioError
from sim.scenario.nodes import Node, Scalar

_DEEPEST = 16
_LONGEST_KEY = 200  # of any key; names that can be used have at most 64
_NULLS = {"", "~", "null", "Null", "NULL"}
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
# The parser breaks in several ways on bytes that are no YAML at all.
_BROKEN = (
    YAMLError,
    ValueError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,  # "\Uffffffff": no such character
)
_NOT_FINITE = re.compile(r"([-+]?)\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def scalar(text: str) -> Scalar:
    """What an unquoted word means (YAML 1.2, core schema); dates stay text."""
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if match := _NOT_FINITE.fullmatch(text):
        return float("nan") if match[3] else float(f"{match[1]}inf")
    return text


def tree(text: str, file: str, mistakes: list[Mistake], most: int = WRITTEN.values) -> Node | None:
    """The tree of a file's text; None if it has none.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        How messages call it.
    mistakes : list[Mistake]
        What does not stop the reading is appended here.
    most : int, optional
        How many values it may hold; a mapping, a list and what stands in them count one each.

    Raises
    ------
    ScenarioError
        If the text cannot be read further; holds the mistakes met until then.
    """
    builder = _Builder(text, file, mistakes, most)
    try:
        return builder.document()
    except MarkedYAMLError as error:
        slip = broken.slip(error, builder.lines)
        mark = error.problem_mark or error.context_mark
        if mark and (found := slips.unquoted_sources(builder.lines, mark.line, file)):
            raise ScenarioError([*mistakes, *found]) from None
        place = builder.place(slip.line, slip.column)
        told = f"this is not YAML: {slip.told}"
        raise ScenarioError([*mistakes, Mistake(told, place, slip.hint)]) from None
    except _BROKEN as error:
        told = f"this is not YAML: {_why_broken(error)}"
        raise ScenarioError([*mistakes, Mistake(told, builder.last)]) from None


def _why_broken(error: Exception) -> str:
    if isinstance(error, OverflowError) or "chr()" in str(error):
        return "an escape after this, such as \\U00110000, stands for no character"
    return broken.UNCLEAR


class _Builder:
    """Turns events into nodes."""

    def __init__(self, text: str, file: str, mistakes: list[Mistake], most: int) -> None:
        self.lines, self.left = text.splitlines() or [""], most
        self.file, self.mistakes = file, mistakes
        self.last = self.place(0, 0)
        self._events: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(text))

    def place(self, line: int, column: int, width: int = 1) -> Place:
        """A place from the parser's numbers, which count from zero."""
        line = min(line, len(self.lines) - 1)
        text = self.lines[line]
        return Place(self.file, line + 1, min(column, len(text)) + 1, text, max(1, width))

    def stop(self, told: str) -> ScenarioError:
        return ScenarioError([*self.mistakes, Mistake(told, self.last)])

    def next(self) -> Any:
        """The next event; refuses what no scenario needs."""
        event = next(self._events)
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 10_000
        kind = type(event).__name__
        if kind not in {"ScalarEvent", "AliasEvent"}:
            width = 1
        line = self.lines[min(start.line, len(self.lines) - 1)]
        self.last = self.place(start.line, start.column, min(width, len(line) - start.column))
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise self.stop("anchors (&) and aliases (*) are not allowed: write the value out")
        if getattr(event, "tag", None) or getattr(event, "ctag", None):
            raise self.stop("tags (!) are not allowed: write the plain value")
        if kind == "DocumentStartEvent" and (event.version or event.tags):
            raise self.stop("directives (%) are not allowed: leave the line out")
        return event

    def document(self) -> Node | None:
        """The one document of the file."""
        self.next()
        if type(self.next()).__name__ == "StreamEndEvent":
            return None
        root = self.node(self.next(), depth=1)
        self.next()
        if type(self.next()).__name__ != "StreamEndEvent":
            raise self.stop("one file holds one scenario: remove this second document (---)")
        return root

    def node(self, event: Any, depth: int) -> Node:
        if depth > _DEEPEST:
            raise self.stop(f"too deep: at most {_DEEPEST} levels are allowed")
        self.left -= 1
        if self.left < 0:
            raise self.stop("too many values: leave some out, here or in the file this one extends")
        here = self.last
        kind = type(event).__name__
        if kind == "MappingStartEvent":
            return Node(self.mapping(depth), here)
        if kind == "SequenceStartEvent":
            return Node(self.sequence(depth), here)
        return Node(scalar(event.value) if event.implicit[0] else str(event.value), here)

    def sequence(self, depth: int) -> list[Node]:
        items = []
        while type(event := self.next()).__name__ != "SequenceEndEvent":
            items.append(self.node(event, depth + 1))
        return items

    def mapping(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while type(event := self.next()).__name__ != "MappingEndEvent":
            if type(event).__name__ != "ScalarEvent":
                raise self.stop("a key must be a plain word")
            name, key = str(event.value), self.last
            if name == "<<" and event.implicit[0]:
                raise self.stop("merge keys (<<) are not allowed: write the entries out")
            if len(name) > _LONGEST_KEY:  # messages repeat it
                raise self.stop(f"too long a name: at most {_LONGEST_KEY} characters are allowed")
            value = self.node(self.next(), depth + 1)
            if name in entries:
                first = entries[name].spot
                told = f"duplicate key '{name}': it stands on line {first.line} already, keep one"
                self.mistakes.append(Mistake(told, key))
                continue
            value.key = key
            entries[name] = value
        return entries
