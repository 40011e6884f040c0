"""What is counted of a block's snapshot: it adds up over blocks, and takes no table with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.ranges.looking import RangeWatch
from sim.analysis.ranges.snapshot import Snapshot
from sim.analysis.ranges.views import AS_IT_IS
from sim.worlds import Bools, Floats, Ints


@dataclass
class Counted:
    """Counts over the worlds of some blocks that still talk.

    Attributes
    ----------
    worlds, talking : int
        Worlds played, and those that still talked on the day.
    there : dict[str, int]
        By view, worlds in which somebody sees it so.
    packages : dict[str, Floats]
        By what is counted, (packages,): ``inside.VIEW``, ``signable``, ``frontier``, ``tabled``,
        the solutions; sums of ``believed`` and of gains, and of their squares (``square.NAME``).
    sizes, margins : dict[str, list of Floats]
        By view, (worlds,) of each block: packages in the range, and the margin.
    opened_by : dict[str, int]
        By term, of the worlds with an empty range those that it alone keeps empty.
    empty, unexplained : int
        Worlds with an empty range, and those of them that no single term explains.
    weekly : dict[str, list of NDArray]
        By view, (weeks, worlds) of each block: the margin.
    """

    worlds: int = 0
    talking: int = 0
    there: dict[str, int] = field(default_factory=dict)
    packages: dict[str, Floats] = field(default_factory=dict)
    sizes: dict[str, list[Floats]] = field(default_factory=dict)
    margins: dict[str, list[Floats]] = field(default_factory=dict)
    opened_by: dict[str, int] = field(default_factory=dict)
    empty: int = 0
    unexplained: int = 0
    weekly: dict[str, list[NDArray[np.float32]]] = field(default_factory=dict)

    def add(self, other: Counted) -> None:
        """Take in the counts of another block, which comes after."""
        for name in ("worlds", "talking", "empty", "unexplained"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("there", "packages", "sizes", "margins", "opened_by", "weekly"):
            _join(getattr(self, name), getattr(other, name))


def _join(mine: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Add numbers to numbers, and lists behind lists, by name."""
    for name, value in more.items():
        mine[name] = mine[name] + value if name in mine else value


def counted(watch: RangeWatch, worlds: int) -> Counted:
    """What a block of so many worlds showed."""
    weekly = {name: [np.array(weeks, dtype=np.float32)] for name, weeks in watch.margins.items()}
    found, snapshot = Counted(worlds=worlds, weekly=weekly), watch.snapshot
    if snapshot is None:
        return found
    found.talking = snapshot.worlds.size
    _count_views(found, snapshot)
    _count_packages(found, snapshot)
    shape = (worlds, snapshot.frontier.shape[1])
    found.packages["tabled"] = _tabled(watch.texts, shape)[watch.rows].sum(axis=0, dtype=float)
    _count_terms(found, snapshot)
    return found


def _count_views(found: Counted, snapshot: Snapshot) -> None:
    for view in (each for each in snapshot.views if each.there.any()):
        inside, there = view.inside(snapshot.valuation), view.there
        found.there[view.name] = int(there.sum())
        found.packages[f"inside.{view.name}"] = inside.sum(axis=0, dtype=float)
        found.sizes[view.name] = [inside.sum(axis=1, dtype=float)[there]]
        found.margins[view.name] = [view.margin(snapshot.valuation)[there]]


def _count_packages(found: Counted, snapshot: Snapshot) -> None:
    chosen: Mapping[str, Bools] = {
        "signable": snapshot.valuation.signable,
        "frontier": snapshot.frontier,
        **{name: _flags(each, snapshot) for name, each in snapshot.solutions.items()},
    }
    for name, flags in chosen.items():
        found.packages[name] = flags.sum(axis=0, dtype=float)
    sizes = {f"gain.{p}": g for p, g in zip(snapshot.parties, snapshot.gains, strict=True)}
    if snapshot.chance is not None and snapshot.valuation.mediated.any():
        sizes["believed"] = snapshot.chance[snapshot.valuation.mediated]
    for name, values in sizes.items():
        found.packages[name] = values.sum(axis=0)
        found.packages[f"square.{name}"] = (values**2).sum(axis=0)


def _flags(package: Ints, snapshot: Snapshot) -> Bools:
    """(rows, packages): one package a row; none where it is -1."""
    flags: Bools = package[:, None] == np.arange(snapshot.frontier.shape[1])
    return flags


def _tabled(texts: Iterable[tuple[int, Ints]], shape: tuple[int, int]) -> Bools:
    """(worlds, packages): what was on the table in a round."""
    tabled = np.zeros(shape, dtype=bool)
    for _, package in texts:
        there = np.flatnonzero(package >= 0)
        tabled[there, package[there]] = True
    return tabled


def _count_terms(found: Counted, snapshot: Snapshot) -> None:
    """What alone keeps the range empty, as it is."""
    empty = ~(snapshot.valuation.margin() >= 0)
    assert snapshot.views[0].name == AS_IT_IS
    found.empty, explained = int(empty.sum()), np.zeros(int(empty.sum()), dtype=bool)
    for term in snapshot.terms():
        opened = snapshot.margin_without(term, empty) >= 0
        found.opened_by[term] = int(opened.sum())
        explained |= opened
    found.unexplained = int((~explained).sum())
