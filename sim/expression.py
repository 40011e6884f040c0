"""One-line expressions of columns, such as ``accord and p_hold > 0.7``; nothing else is run."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Look = Callable[[str], Column]
"""A column's values by its dotted name, (worlds,): numbers, or words where it is a class."""

_TWO: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_COMPARED: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_FUNCTIONS: Mapping[str, tuple[int, Callable[..., Any]]] = {
    "abs": (1, np.abs),
    "exp": (1, np.exp),
    "log": (1, np.log),
    "sqrt": (1, np.sqrt),
    "min": (2, np.minimum),
    "max": (2, np.maximum),
    "where": (3, np.where),
}
_DEEPEST = 50  # nested parts; nobody writes more in a line
_LONGEST = 500  # characters


class NoExpression(ValueError):
    """A text that is no expression; says why."""


@dataclass(frozen=True)
class Expression:
    """A text that can be computed in every world.

    Columns go by their names, dots included; ``and``, ``or``, ``not``, comparisons, arithmetic,
    numbers, words in quotes beside a class, and the functions ``abs``, ``exp``, ``log``,
    ``sqrt``, ``min``, ``max`` and ``where``.

    Raises
    ------
    NoExpression
        When it is made of anything else.
    """

    text: str

    def __post_init__(self) -> None:
        _check(self._tree)

    @cached_property
    def _tree(self) -> ast.expr:
        if len(self.text) > _LONGEST:
            raise NoExpression(f"an expression has at most {_LONGEST} characters")
        try:
            return ast.parse(self.text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            told = f"'{self.text}' is no expression: write one such as accord and p_hold > 0.7"
            raise NoExpression(told) from None

    @property
    def yes_or_no(self) -> bool:
        """Whether it is a question, and no number."""
        return _is_question(self._tree)

    @property
    def names(self) -> list[str]:
        """Dotted names of the columns it needs, in order."""
        return list(dict.fromkeys(_names(self._tree)))

    @property
    def words(self) -> list[tuple[str, str]]:
        """Each column that is compared to a word, with that word."""
        found = (node for node in ast.walk(self._tree) if isinstance(node, ast.Compare))
        return [(_dotted(pair[0]), pair[1]) for node in found for pair in _worded(node)]

    def __call__(self, look: Look) -> Column:
        """(worlds,): its value in every world; NaN where it has none.

        A comparison with what has no value does not hold.
        """
        with np.errstate(all="ignore"):
            found = np.asarray(_value(self._tree, look))
        if self.yes_or_no:
            return found.astype(bool)
        numbers: Column = found.astype(np.float64)
        return np.where(np.isfinite(numbers), numbers, np.nan)


def _check(node: ast.expr, depth: int = 0) -> None:
    if depth > _DEEPEST:
        raise NoExpression("an expression is nested at most fifty deep")
    for part in _parts(node):
        _check(part, depth + 1)


def _parts(node: ast.expr) -> list[ast.expr]:
    """What a part of an expression is made of; refuses what none can be made of."""
    if isinstance(node, ast.BoolOp):
        return node.values
    if isinstance(node, ast.BinOp) and type(node.op) in _TWO:
        return [node.left, node.right]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub | ast.UAdd):
        return [node.operand]
    if isinstance(node, ast.Compare):
        return _compared(node)
    if isinstance(node, ast.Call):
        return _arguments(node)
    if _dotted(node) or (isinstance(node, ast.Constant) and type(node.value) in (int, float)):
        return []
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        raise NoExpression(f"'{node.value}' is a word: one only stands beside == or !=")
    raise NoExpression(f"'{ast.unparse(node)}' cannot stand in an expression")


def _compared(node: ast.Compare) -> list[ast.expr]:
    if any(type(op) not in _COMPARED for op in node.ops):
        raise NoExpression(f"'{ast.unparse(node)}': compare by <, <=, >, >=, == or !=")
    worded = list(_worded(node))
    if worded and not _dotted(worded[0][0]):
        raise NoExpression(f"'{ast.unparse(node)}': a word is compared to the name of a column")
    return [] if worded else [node.left, *node.comparators]


def _worded(node: ast.Compare) -> Iterator[tuple[ast.expr, str]]:
    """Of a comparison with a word: the other side, and the word."""
    if len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq | ast.NotEq):
        for one, other in ((node.left, node.comparators[0]), (node.comparators[0], node.left)):
            if isinstance(other, ast.Constant) and isinstance(other.value, str):
                yield one, other.value


def _arguments(node: ast.Call) -> list[ast.expr]:
    name = _dotted(node.func)
    if name not in _FUNCTIONS or node.keywords:
        raise NoExpression(f"'{ast.unparse(node)}': functions are {', '.join(_FUNCTIONS)}")
    many, _ = _FUNCTIONS[name]
    if len(node.args) != many:
        raise NoExpression(f"'{name}' takes {many} value{'s' if many > 1 else ''}")
    return node.args


def _dotted(node: ast.expr) -> str:
    """The name of a column, dots included; empty if it is none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (above := _dotted(node.value)):
        return f"{above}.{node.attr}"
    return ""


def _names(node: ast.expr) -> Iterator[str]:
    if name := _dotted(node):
        yield name
    elif isinstance(node, ast.Compare) and (worded := list(_worded(node))):
        yield _dotted(worded[0][0])
    else:
        for part in _parts(node):
            yield from _names(part)


def _is_question(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    return isinstance(node, ast.Compare | ast.BoolOp)


def _value(node: ast.expr, look: Look) -> Any:
    if name := _dotted(node):
        return look(name)
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Compare):
        return _comparison(node, look)
    values = [_value(part, look) for part in _parts(node)]
    if isinstance(node, ast.BoolOp):
        together = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
        return reduce(together, (_true(value) for value in values))
    if isinstance(node, ast.BinOp):
        return _TWO[type(node.op)](*(np.asarray(value, dtype=np.float64) for value in values))
    if isinstance(node, ast.UnaryOp):
        return _one(node.op, values[0])
    assert isinstance(node, ast.Call)
    first = _true(values[0]) if _dotted(node.func) == "where" else values[0]
    return _FUNCTIONS[_dotted(node.func)][1](first, *values[1:])


def _one(op: ast.unaryop, value: Any) -> Any:
    if isinstance(op, ast.Not):
        return ~_true(value)
    return -np.asarray(value, dtype=np.float64) if isinstance(op, ast.USub) else value


def _comparison(node: ast.Compare, look: Look) -> Any:
    for one, word in _worded(node):
        same = look(_dotted(one)) == word
        return same if isinstance(node.ops[0], ast.Eq) else ~same
    sides = [_value(part, look) for part in (node.left, *node.comparators)]
    pairs = zip(node.ops, sides, sides[1:], strict=False)
    return reduce(np.logical_and, (_COMPARED[type(op)](a, b) for op, a, b in pairs))


def _true(value: Any) -> Any:
    """Whether a number counts as yes: above or below zero, and there."""
    found = np.asarray(value)
    return found if found.dtype == bool else (found != 0) & ~np.isnan(found.astype(np.float64))
