"""What a share is: which worlds count, among which; one list for every table, figure and rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.outcomes import Outcome

Group = Literal["outcomes", "by_deadline", "own", "reasons", "red_lines"]
Column = Callable[[str], NDArray[Any]]

_GROUPS: dict[str, Group] = {"outcome": "outcomes", "reason": "reasons", "red_line": "red_lines"}
_WITHOUT: frozenset[Group] = frozenset(["reasons", "red_lines"])
OLD_NAMES = {"force_by_deadline": "taken_by_force"}
"""Columns of runs saved by version 0.1, and what they are called now."""


@dataclass(frozen=True)
class Share:
    """A share of worlds: those where a column has a value.

    Attributes
    ----------
    group : str
        ``outcomes`` (how the worlds end), ``by_deadline`` (what came true by then), ``own``
        (questions of the user's), ``reasons`` and ``red_lines`` (why no accord by then).
    name, label : str
        Its name within the group, and in words.
    column, code : str, int
        The outcome it is counted in, and the value that counts.
    """

    group: Group
    name: str
    label: str
    column: str
    code: int

    @property
    def without_accord(self) -> bool:
        """Whether it is among the worlds without an accord by the deadline, not among all."""
        return self.group in _WITHOUT


def shares(declared: Iterable[Outcome]) -> list[Share]:
    """Every share of a run, in the order of the outcomes it declares."""
    return [share for outcome in declared for share in shares_in(outcome)]


def shares_in(outcome: Outcome) -> list[Share]:
    """The shares that are counted in one outcome: none for a measure, a count, another class."""
    if outcome.kind == "flag":
        name = OLD_NAMES.get(outcome.name, outcome.name)
        group: Group = "own" if outcome.own else "by_deadline"
        return [Share(group, name, outcome.label, outcome.name, 1)]
    if outcome.kind != "class" or outcome.name not in _GROUPS:
        return []
    group, labels = _GROUPS[outcome.name], outcome.labels or outcome.categories
    named = zip(outcome.categories, labels, strict=True)
    return [Share(group, name, label, outcome.name, i) for i, (name, label) in enumerate(named)]


def without_accord(column: Column, failed: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Worlds that were run and have no accord by the deadline, shape (worlds,).

    Parameters
    ----------
    column : callable
        An outcome's values by its name; ``world`` gives the worlds' numbers.
    failed : array of int
        Numbers of the worlds that failed: nobody knows how they would have ended.
    """
    without: NDArray[np.bool_] = ~column("accord")
    return without & ~np.isin(column("world"), failed) if failed.size else without


def applies(outcome: Outcome, values: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a measure or count has a value: a measure is not NaN, a count not below zero."""
    there: NDArray[np.bool_] = values >= 0 if outcome.kind == "count" else ~np.isnan(values)
    return there
