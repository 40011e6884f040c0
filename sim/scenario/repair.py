"""Setting mistakes aside, so that what is behind them can be checked in the same pass."""

from __future__ import annotations

from dataclasses import replace

from sim.scenario.mistakes import Mistake
from sim.scenario.nodes import Node

# What so much else refers to that a stand-in for it would raise mistakes of its own.
_FRAME = {"issues", "war", "parties"}


def without(chain: list[Node], wrong: list[Mistake]) -> list[Node]:
    """The same layers without the values that `wrong` is about: those of a parent take over."""
    repaired = [_copied(tree) for tree in chain]
    for mistake in wrong:
        path = mistake.parameter.split(".")
        depths = [_depth(tree, path) for tree in repaired]
        deepest = max(depths)
        if deepest:
            tree = repaired[depths.index(deepest)]
            above = tree.at(".".join(path[: deepest - 1])) if deepest > 1 else tree
            if above is not None:
                above.mapping.pop(path[deepest - 1])
    return repaired


def independent(more: list[Mistake], wrong: list[Mistake]) -> list[Mistake]:
    """Of mistakes found behind others, those that do not come from setting the others aside."""
    aside = {mistake.parameter for mistake in wrong}
    return [m for m in more if not any(_may_weigh(m.parameter, gone) for gone in aside)]


def _may_weigh(name: str, gone: str) -> bool:
    """Whether the check that complains of a name may have looked at what was set aside."""
    section, beside = gone.rpartition(".")[0], name.rpartition(".")[0]
    if not gone or f"{name}.".startswith(f"{gone}.") or f"{gone}.".startswith(f"{name}."):
        return True
    is_frame = gone.count(".") < 2 and gone.partition(".")[0] in _FRAME
    return is_frame or (bool(section) and beside == section)


def _copied(node: Node) -> Node:
    """The same tree with mappings of its own."""
    if not isinstance(node.content, dict):
        return node
    return replace(node, content={key: _copied(entry) for key, entry in node.mapping.items()})


def _depth(tree: Node, path: list[str]) -> int:
    """How many parts of a dotted path a tree has."""
    node, depth = tree, 0
    for part in path:
        if part not in node.mapping:
            break
        node, depth = node.mapping[part], depth + 1
    return depth
