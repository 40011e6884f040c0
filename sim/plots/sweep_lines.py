"""A sweep as lines or points with their 95 % intervals, and the base beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes

from sim.analysis.sweep.axis import Axis
from sim.plots.data import Numbers
from sim.plots.style import (
    BLACK,
    BLUE,
    DARK,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    lighter,
    wrapped,
)
from sim.plots.sweep_parts import label_axis, places, value_axis

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.sweep.swept import Swept

_LOOKS = (
    (BLUE, "o", "-"), (VERMILLION, "s", "--"), (GREEN, "^", "-."), (PURPLE, "D", ":"),
    (ORANGE, "v", "-"), (BLACK, "P", "--"), (SKY, "X", "-."), (GREY, "*", ":"),
)  # fmt: skip
MOST_LINES = len(_LOOKS)


def draw_lines(axes: Axes, swept: Swept, outcome: str) -> None:
    """One axis from left to right; of a second, a line for each of its values."""
    along, split = _along(swept.plan.axes)
    rows = swept.of(outcome)
    if split is None:
        _draw(axes, along, rows, 0, "")
    else:
        for number, value in enumerate(split.grid()):
            some = rows[places(split, rows) == split.number_of(value)]
            _draw(axes, along, some, number, value, (number, len(split.grid())))
    _base(axes, swept, outcome)
    label_axis(axes.xaxis, along, swept)
    value_axis(axes, swept, outcome)
    heading = None if split is None else wrapped(split.key, 40)
    axes.legend(title=heading, loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0.0)


def draw_means(axes: Axes, swept: Swept, outcome: str, axis: Axis) -> None:
    """One of several axes: of a grid the mean over the others, of a design every point."""
    if axis.is_range and swept.plan.design != "grid":
        rows = swept.of(outcome)
        _points(axes, places(axis, rows), rows, 0)
    else:
        rows = swept.means(outcome, axis)
        x = np.array([axis.number_of(value) for value in rows["at"]])
        _draw_at(axes, axis, x, rows, 0, "")
    _base(axes, swept, outcome)
    label_axis(axes.xaxis, axis, swept, 36)
    value_axis(axes, swept, outcome)


def _along(axes: tuple[Axis, ...]) -> tuple[Axis, Axis | None]:
    """Which axis lies from left to right (numbers and dates first), and which is split."""
    ordered = sorted(axes, key=lambda axis: (axis.kind == "category", -axis.size))
    return ordered[0], ordered[1] if len(ordered) > 1 else None


def _draw(
    axes: Axes,
    along: Axis,
    rows: pd.DataFrame,
    number: int,
    label: str,
    beside: tuple[int, int] = (0, 1),
) -> None:
    x = places(along, rows)
    if along.kind == "category":  # so that the bars of several do not cover each other
        x = x + 0.5 * ((beside[0] + 0.5) / beside[1] - 0.5)
    _draw_at(axes, along, x, rows, number, label)


def _draw_at(
    axes: Axes, along: Axis, x: Numbers, rows: pd.DataFrame, number: int, label: str
) -> None:
    if along.kind == "category":
        _points(axes, x, rows, number, label)
        return
    colour, marker, dashes = _LOOKS[number % MOST_LINES]
    order = np.argsort(x, kind="stable")
    value, low, high = (rows[name].to_numpy()[order] for name in ("value", "low", "high"))
    band = lighter(colour, 0.72)
    axes.fill_between(x[order], low, high, color=band, alpha=0.55, linewidth=0,
                      label=None if label else "95 % interval")  # fmt: skip
    axes.plot(x[order], value, color=colour, marker=marker, linestyle=dashes, markersize=5,
              label=wrapped(label, 26) if label else "value at the point")  # fmt: skip


def _points(axes: Axes, x: Numbers, rows: pd.DataFrame, number: int, label: str = "") -> None:
    colour, marker, _ = _LOOKS[number % MOST_LINES]
    value, low, high = (rows[name].to_numpy() for name in ("value", "low", "high"))
    axes.errorbar(
        x, value, [value - low, high - value], color=colour, marker=marker, linestyle="none",
        markersize=5, elinewidth=1.2, capsize=2.5,
        label=wrapped(label, 26) if label else "value, 95 % interval",
    )  # fmt: skip


def _base(axes: Axes, swept: Swept, outcome: str) -> None:
    base = swept.base_of(outcome)
    if base["value"] == base["value"]:
        axes.axhspan(base["low"], base["high"], color=GREY, alpha=0.13, linewidth=0)
        axes.axhline(base["value"], color=DARK, linestyle=(0, (6, 2)), linewidth=1.0,
                     label="base, nothing varied")  # fmt: skip
