"""A sweep's answer: tidy tables of its points, and their paired differences from the base."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from sim.analysis.compare import changes
from sim.analysis.rows import Row, row_keys
from sim.analysis.sweep.axis import Axis
from sim.analysis.sweep.plan import Plan
from sim.analysis.sweep.point_rows import FACTS, NUMBERS, share_rows
from sim.errors import UnknownColumn, Usage, not_among
from sim.outcomes import declared

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_AT_ONCE = 512  # differences whose worlds are resampled at once: bounds memory
DIFFERENCE = ("difference", "difference_low", "difference_high")


class Swept:
    """The points of a sweep, played.

    Parameters
    ----------
    plan : Plan
    tables : sequence of pa.Table
        What is kept of each point, the base first.
    path : Path or None
        Its folder; None if it was not saved.
    """

    def __init__(self, plan: Plan, tables: Sequence[pa.Table], path: Path | None = None) -> None:
        self.plan, self.path, self._tables = plan, path, tables

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row a point and outcome.

        Columns: ``point`` (from 1), the axes by their keys (numbers, dates or text), ``group``,
        ``name``, ``label``, ``unit``, ``value`` with its 95 % interval ``low`` and ``high``,
        ``standard_error``, ``n`` (worlds it is over), and of shares ``difference`` from the base,
        world by world, with its paired 95 % interval ``difference_low``, ``difference_high``.
        """
        import pandas as pd

        tables = self._tables[1:]
        frame = pd.concat([_facts(table) for table in tables], ignore_index=True)
        sizes = [table.num_rows for table in tables]
        places = {"point": np.repeat(np.arange(1, len(tables) + 1), sizes)}
        for number, axis in enumerate(self.plan.axes):
            values = [_typed(axis, point.values[number]) for point in self.plan.points[1:]]
            places[axis.key] = np.repeat(np.array(values), sizes)
        return pd.concat([pd.DataFrame(places), frame, self._differences(frame, sizes)], axis=1)

    @cached_property
    def base(self) -> pd.DataFrame:
        """A row an outcome of the base: the (first) scenario with nothing varied."""
        return _facts(self._tables[0])

    def of(self, outcome: str = "accord") -> pd.DataFrame:
        """The rows of one outcome, a point each.

        Raises
        ------
        UnknownColumn
            If no outcome is called so; where groups share a name, ``group.name`` tells which.
        """
        group, name = self._named(outcome)
        frame = self.frame
        found = frame[(frame["group"] == group) & (frame["name"] == name)]
        return found.reset_index(drop=True)

    def base_of(self, outcome: str = "accord") -> dict[str, Any]:
        """The base's row of one outcome; NaN where it has none."""
        group, name = self._named(outcome)
        rows = self.base[(self.base["group"] == group) & (self.base["name"] == name)]
        if len(rows):
            return {**rows.iloc[0].to_dict()}
        unit = self.of(outcome)["unit"].iloc[0]
        return {**dict.fromkeys(NUMBERS, np.nan), "n": 0, "unit": unit}

    def means(self, outcome: str, axis: Axis) -> pd.DataFrame:
        """Means of one outcome over all points with the same value on an axis.

        Columns ``at`` (the value as it is set), ``value``, ``low``, ``high``, ``unit``,
        ``points``. The interval is the mean of the points' own: at least as wide as it need be,
        and hardly wider, since all points share their luck.
        """
        import pandas as pd

        found, place = self.of(outcome), self.plan.axes.index(axis)
        at = [self.plan.points[number].values[place] for number in found["point"]]
        groups = found.assign(at=at).groupby("at", sort=False)
        means = groups[["value", "low", "high"]].mean()
        counts = pd.DataFrame({"unit": groups["unit"].first(), "points": groups.size()})
        order = sorted(means.index, key=axis.number_of)
        return means.join(counts).loc[order].reset_index()

    def label(self, outcome: str) -> str:
        """What the outcome is; of points with deadlines of their own it names none."""
        labels = [*dict.fromkeys(self.of(outcome)["label"])]
        if len(labels) == 1:
            return str(labels[0])
        return f"{labels[0].partition(' by ')[0]} by each point's own deadline"

    @property
    def title(self) -> str:
        """The scenarios with what is set at every point."""
        names = [base.file.title for base in self.plan.bases]
        set_ = f", with {', '.join(self.plan.set)}" if self.plan.set else ""
        return f"{names[0]}{f' and {len(names) - 1} more' if len(names) > 1 else ''}{set_}"

    def _named(self, outcome: str) -> tuple[str, str]:
        names = outcome_names((*key,) for key in self._keys)
        if outcome not in names:
            raise UnknownColumn(not_among("outcome", outcome, names))
        return names[outcome]

    @property
    def _keys(self) -> list[tuple[str, str]]:
        return [*dict.fromkeys(key for table in self._tables for key in _keys(table))]

    def plot(self, outcome: str = "accord", ax: Axes | None = None) -> Figure | list[Axes]:
        """Draw one outcome over the points: lines, a heat map, or a panel an axis.

        Parameters
        ----------
        outcome : str
        ax : Axes, optional
            Axes of a grid, such as those of ``plt.subplots``, on or in place of which it is drawn.

        Returns
        -------
        Figure, or list of Axes
            A figure of its own with a caption; with ``ax`` the axes drawn on.
        """
        from sim.plots.sweep import draw_sweep, sweep_sheet

        return sweep_sheet(self, outcome) if ax is None else draw_sweep(self, outcome, ax)

    def _differences(self, frame: pd.DataFrame, sizes: Sequence[int]) -> pd.DataFrame:
        """The paired difference of every share from the base, in the rows of the frame."""
        import pandas as pd

        base, pairs, places = share_rows(self._tables[0]), list[tuple[Row, Row]](), list[int]()
        first = 0
        for table, size in zip(self._tables[1:], sizes, strict=True):
            own, row = share_rows(table), first
            for key in _keys(table):
                if key in own and key in base:
                    pairs.append((base[key], own[key]))
                    places.append(row)
                row += 1
            first += size
        found = np.full((len(frame), 3), np.nan)
        for at in range(0, len(pairs), _AT_ONCE):
            some = changes(pairs[at : at + _AT_ONCE])
            found[places[at : at + _AT_ONCE]] = [(e.value, e.low, e.high) for e in some]
        return pd.DataFrame(found, columns=[*DIFFERENCE])

    def __repr__(self) -> str:
        what = " ".join(str(axis) for axis in self.plan.axes)
        return f"<Swept {what}: {self.plan.many:,} points, {self.plan.worlds:,} worlds each>"


def _keys(table: pa.Table) -> list[tuple[str, str]]:
    """Group and name of every row."""
    return [*zip(*(table.column(fact).to_pylist() for fact in FACTS[:2]), strict=True)]


def _facts(table: pa.Table) -> pd.DataFrame:
    return table.select([*FACTS, *NUMBERS, "n"]).to_pandas(use_threads=False)


def _typed(axis: Axis, value: str) -> Any:
    if axis.kind == "date":
        return np.datetime64(value, "s")
    return axis.number_of(value) if axis.kind == "number" else value


def outcome_names(keys: Any) -> dict[str, tuple[str, str]]:
    """What outcomes are called, with group and name: an ending before a flag of the same name."""
    order = ("outcomes", "by_deadline", "own", "measures", "reasons")
    names: dict[str, tuple[str, str]] = {}
    ordered = sorted(keys, key=lambda key: order.index(key[0]))
    for group, name in ordered:
        names.setdefault(name, (group, name))
    return names | {f"{group}.{name}": (group, name) for group, name in ordered}


def check_outcome(plan: Plan, outcome: str) -> None:
    """See that a scenario of the sweep declares an outcome, before anything is run.

    Raises
    ------
    Usage
        If none does.
    """
    keys = dict.fromkeys(key for each in plan.bases for key in row_keys(declared(each)))
    names = outcome_names(keys)
    if outcome not in names:
        raise Usage(not_among("outcome", outcome, names))
