"""Changes given on the command line or in a notebook: ``war.drift=12``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.scenario import files, parse
from sim.scenario.merge import Layers, with_sources
from sim.scenario.mistakes import Mistake, Place, ScenarioError
from sim.scenario.nodes import Node
from sim.scenario.resolved import quoted
from sim.scenario.sources import COMMAND_LINE

_LONGEST = 10_000  # characters of a value
_NOT_SETTABLE = {"start", "history", "extends", "origin", "source"}


def written(changes: Mapping[str, object] | Sequence[str]) -> tuple[str, ...]:
    """Changes as they are written on the command line: ``war.drift=12``."""
    if isinstance(changes, str):
        return (changes,)
    if isinstance(changes, Mapping):
        return tuple(f"{key}={_written(value)}" for key, value in changes.items())
    return tuple(str(change) for change in changes)


def tree(changes: Sequence[str], layers: Layers) -> Node | None:
    """Written changes as a tree that is laid over the scenario; None if there are none.

    Mistakes and sources go into `layers`; a later change of the same value wins.
    """
    root = Node({}, Place("--set", 1, 1, ""))
    for number, text in enumerate(changes, start=1):
        _add(root, text, number, layers.mistakes)
    return with_sources(root, layers, COMMAND_LINE) if changes else None


def _add(root: Node, text: str, number: int, mistakes: list[Mistake]) -> None:
    key, equals, value = text.partition("=")
    place = Place("--set", number, 1, text, max(1, len(key)))
    path = [part.strip() for part in key.split(".")]
    if not equals or not all(path):
        told = "expected KEY=VALUE, such as war.drift=12"
        mistakes.append(Mistake(told, place))
    elif path[0] in _NOT_SETTABLE:
        told = f"'{path[0]}' cannot be set here: change it in a scenario file of its own"
        mistakes.append(Mistake(told, place))
    else:
        start = Place("--set", number, len(key) + 2, text, max(1, len(value)))
        if node := _value(value, start, mistakes):
            node.key = place
            _hang(root, path, node, place)


def _value(text: str, place: Place, mistakes: list[Mistake]) -> Node | None:
    """The right-hand side, read as YAML; all its places are the one in the argument."""
    found: list[Mistake] = []
    if len(text) > _LONGEST:
        mistakes.append(Mistake(f"this is too long: at most {_LONGEST:,} characters", place))
        return None
    try:
        node = parse.tree(files.decoded(text.encode(), "--set"), "--set", found)
    except UnicodeEncodeError:
        found.append(Mistake("this is not text"))
    except ScenarioError as error:
        found = error.mistakes
    mistakes += [Mistake(mistake.message, place) for mistake in found]
    if found:
        return None
    node = node or Node(None, place)
    _move(node, place)
    return node


def _move(node: Node, place: Place) -> None:
    node.place = place
    node.key = place if node.key else None
    for child in (*node.items, *node.mapping.values()):
        _move(child, place)


def _hang(root: Node, path: list[str], leaf: Node, place: Place) -> None:
    """Put a value under a dotted path, through mappings that are made as needed."""
    node = root
    for part in path[:-1]:
        if not isinstance(node.content, dict):
            node.content = {}
        node = node.content.setdefault(part, Node({}, place, place))
    if not isinstance(node.content, dict):
        node.content = {}
    node.content[path[-1]] = leaf


def _written(value: object, inside: bool = False) -> str:
    """A Python value as YAML; text is YAML already, unless it stands inside something."""
    if isinstance(value, str):
        return quoted(value) if inside else value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(float(value)) if isinstance(value, float) else str(int(value))
    if isinstance(value, Mapping):
        entries = (f"{quoted(str(key))}: {_written(item, True)}" for key, item in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_written(item, True) for item in value)}]"
    item = getattr(value, "item", None)  # a number of numpy
    return _written(item()) if callable(item) else str(value)
