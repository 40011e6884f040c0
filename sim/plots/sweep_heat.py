"""A sweep over two numbers or dates as a heat map; cells that noise may explain have a dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.ticker import PercentFormatter

from sim.plots.data import Numbers
from sim.plots.style import BLACK, percent
from sim.plots.sweep_parts import label_axis, outcome_label, places
from sim.worlds import Bools

if TYPE_CHECKING:
    from sim.analysis.sweep.swept import Swept

_WRITTEN = 49  # cells that have their number written in
_COLOURS = "cividis"  # told apart by colour-blind readers and in grey


def draw_heat(axes: Axes, swept: Swept, outcome: str) -> None:
    """The first axis from left to right, the second upwards, the outcome as colour."""
    across, up = swept.plan.axes
    rows = swept.of(outcome)
    x, y = places(across, rows), places(up, rows)
    xs, ys = np.unique(x), np.unique(y)
    value, low, high = (
        _matrix((xs, ys), (x, y), rows[name].to_numpy(dtype=np.float64))
        for name in ("value", "difference_low", "difference_high")
    )
    mesh = axes.pcolormesh(xs, ys, value, shading="nearest", cmap=_COLOURS)
    same = (low <= 0) & (high >= 0)  # the paired interval of the difference from the base
    if value.size <= _WRITTEN and swept.base_of(outcome)["unit"] == "share":
        _write(axes, (xs, ys), value, same)
    else:
        _dot(axes, (xs, ys), same)
    label_axis(axes.xaxis, across, swept)
    label_axis(axes.yaxis, up, swept, 46)
    _colour_bar(axes, swept, outcome, mesh)


def _matrix(grid: tuple[Numbers, Numbers], at: tuple[Numbers, Numbers], values: Numbers) -> Numbers:
    """Values at (x, y) as (rows upwards, columns); NaN where no point has the outcome."""
    matrix = np.full((grid[1].size, grid[0].size), np.nan)
    matrix[np.searchsorted(grid[1], at[1]), np.searchsorted(grid[0], at[0])] = values
    return matrix


def _write(axes: Axes, grid: tuple[Numbers, Numbers], value: Numbers, same: Bools) -> None:
    """The number of every cell, with a dot below it where noise may explain the difference."""
    least, most = np.nanmin(value), np.nanmax(value)
    for row, column in np.argwhere(np.isfinite(value)):
        share = value[row, column]
        light = (share - least) > 0.5 * (most - least)
        text = percent(share) + ("\n•" if same[row, column] else "")
        axes.text(grid[0][column], grid[1][row], text, color=BLACK if light else "white",
                  fontsize=8, ha="center", va="center")  # fmt: skip


def _dot(axes: Axes, grid: tuple[Numbers, Numbers], same: Bools) -> None:
    row, column = np.nonzero(same)
    axes.scatter(grid[0][column], grid[1][row], s=9, color="white", edgecolors=BLACK,
                 linewidths=0.6)  # fmt: skip


def _colour_bar(axes: Axes, swept: Swept, outcome: str, mesh: QuadMesh) -> None:
    """What the colours mean, with the base marked among them."""
    bar, base = axes.figure.colorbar(mesh, ax=axes, use_gridspec=False), swept.base_of(outcome)
    bar.set_label(outcome_label(swept, outcome))
    if base["unit"] == "share":
        bar.ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    least, most = mesh.get_clim()
    if least is not None and most is not None and least <= base["value"] <= most:
        for colour, width in (("white", 3.0), (BLACK, 1.4)):
            bar.ax.axhline(base["value"], color=colour, linewidth=width)
        bar.ax.annotate(
            "base", (0, base["value"]), xytext=(-3, 0), textcoords="offset points", fontsize=8,
            xycoords=("axes fraction", "data"), ha="right", va="center",
        )  # fmt: skip
