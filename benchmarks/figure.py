"""The benchmark as a figure: what a world costs whom, on a logarithmic axis, with its spread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import NullFormatter, StrMethodFormatter

from benchmarks.told import shown
from benchmarks.turns import Part, Row
from sim.plots.style import BLUE, DARK, SKY, settings

FORMATS = (".png", ".svg", ".pdf")
_ROW, _FRAME = 0.34, 1.1  # inches


def draw(parts: Sequence[Part], path: Path) -> None:
    """One panel a part, as high as its rows ask for."""
    heights = [len(part.rows) * _ROW for part in parts]
    with settings():
        figure, panels = plt.subplots(
            len(parts),
            figsize=(8.0, sum(heights) + _FRAME * len(parts)),
            height_ratios=heights,
            layout="constrained",
            squeeze=False,
        )
        for axes, part in zip(panels[:, 0], parts, strict=True):
            _panel(axes, part)
        figure.savefig(path, dpi=150)
        plt.close(figure)


def _panel(axes: Axes, part: Part) -> None:
    rows = part.rows
    values = [row.value for row in rows]
    lows, highs = [v.median - v.low for v in values], [v.high - v.median for v in values]
    axes.barh(
        range(len(rows)),
        [v.median for v in values],
        color=[SKY if row.ratio else BLUE for row in rows],
        xerr=[lows, highs],
        error_kw={"ecolor": DARK, "capsize": 3, "elinewidth": 1.0},
    )
    axes.set_xscale("log")
    axes.set_xlim(_power_of_ten(min(v.low for v in values)), 8 * max(v.high for v in values))
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    for place, row in enumerate(rows):
        axes.annotate(
            _said(row), (row.value.high, place), (6, 0), textcoords="offset points", va="center"
        )
    axes.set_yticks(range(len(rows)), [row.name for row in rows])
    axes.invert_yaxis()
    axes.set_xlabel(f"{rows[0].unit}, median and range over rounds")
    axes.set_title(part.title + (f"; x: {part.ratio}" if part.ratio else ""))


def _power_of_ten(number: float) -> float:
    """The next one below: where the axis, and so every bar, begins."""
    return float(10.0 ** math.floor(math.log10(number)))


def _said(row: Row) -> str:
    return f"{shown(row.ratio)} x" if row.ratio else ""
