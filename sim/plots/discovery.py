"""Scenario discovery: the trade of coverage for density, and the limits of the box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.ticker import PercentFormatter

from sim.analysis.discovery.box import HIGH, LOW
from sim.plots.axes import message, set_size, title
from sim.plots.sheet import Sheet, add_caption
from sim.plots.style import BLUE, DARK, GREY, ORANGE, PALE, VERMILLION, plain, settings, wrapped
from sim.words import half_up, short

if TYPE_CHECKING:
    from sim.analysis.discovery.discovering import Discovery


def discovery_sheet(found: Discovery) -> Sheet:
    """The figure on a sheet of its own."""
    with settings():
        sheet = Sheet()
        discovery(found, sheet)
        note = f"box found in {found.found.worlds:,} worlds, judged in {found.held_out.worlds:,}"
        add_caption(sheet, found.run, f"{note}; bars: 95 % intervals")
    return sheet


def discovery(found: Discovery, figure: FigureBase) -> list[Axes]:
    """Draw the trajectory to the left, the limits to the right."""
    set_size(figure, 11.0, 4.8)
    title(figure, f"Where is it frequent? {wrapped(found.label, 90, 1)}")
    left, right = figure.subplots(1, 2, width_ratios=[1.0, 1.15])
    return [draw_trajectory(left, found), draw_limits(right, found)]


def draw_trajectory(axes: Axes, found: Discovery) -> Axes:
    """Density against coverage peel by peel, and the box as found and as judged."""
    rows = found.trajectory
    axes.plot(rows.coverage, rows.density, color=GREY, linewidth=1.0, marker="o", markersize=3.5,
              label="boxes of the trajectory, where found")  # fmt: skip
    own, held = found.fits["found"], found.fits["held_out"]
    axes.plot(own.coverage.value, own.density.value, linestyle="none", color=BLUE, marker="s",
              markersize=8, label="the box, where found")  # fmt: skip
    x, y = held.coverage, held.density
    if np.isfinite(y.value):
        axes.errorbar(
            x.value, y.value, xerr=[[x.value - x.low], [x.high - x.value]],
            yerr=[[y.value - y.low], [y.high - y.value]], color=VERMILLION, marker="D", capsize=3,
            markersize=7, linewidth=1.4, label="the box, in worlds held out",
        )  # fmt: skip
    axes.axhline(found.held_out.share.value, color=DARK, linestyle="--", linewidth=1.0,
                 label="share in all worlds held out")  # fmt: skip
    axes.axvline(found.rule.coverage, color=ORANGE, linestyle=":", linewidth=1.4,
                 label="least coverage asked for")  # fmt: skip
    axes.set(xlim=(0.0, 1.03), ylim=(0.0, 1.03))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    axes.set_xlabel("coverage: share, of the worlds sought, in the box")
    axes.set_ylabel("density: share, of the box, that is sought")
    low = max(held.density.value, own.density.value) > 0.5
    axes.legend(
        loc="lower left" if low else "upper right", frameon=True, facecolor="white",
        edgecolor="none", framealpha=1.0,
    )  # fmt: skip
    return axes


def draw_limits(axes: Axes, found: Discovery) -> Axes:
    """Which part of each parameter's prior the box lets in, from low to high."""
    if not found.box.limits:
        message(axes, "No limit is more than chance.")
        return axes
    parameters, quantities = found.box.parameters, found.run.scenario.quantities
    for row, j in enumerate(parameters):
        unit = quantities[found.names[j]].unit
        ends = [_place(found, j, side) for side in (LOW, HIGH)]
        axes.barh(row, 1.0, height=0.42, color=PALE, linewidth=0)
        axes.barh(row, ends[1] - ends[0], left=ends[0], height=0.42, color=BLUE, linewidth=0)
        for side in (LOW, HIGH):
            if np.isfinite(limit := found.box.limit(j, side)):
                _write(axes, (ends[side], row - 0.27), short(limit, unit), ends[side])
    axes.set(xlim=(0.0, 1.0), ylim=(len(parameters) - 0.3, -0.7))
    labels = [_name(found, j) for j in parameters]
    axes.set_yticks(range(len(parameters)), labels)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    axes.set_xlabel("what the box lets in of each parameter's prior")
    return axes


def _place(found: Discovery, j: int, side: int) -> float:
    """The share of the prior below a limit; the end of the axis where there is none."""
    limit = found.box.limit(j, side)
    if not np.isfinite(limit):
        return float(side == HIGH)
    return found.run.scenario.quantities[found.names[j]].cdf(limit)


def _name(found: Discovery, j: int) -> str:
    """A parameter with its p-value on the worlds held out, the smallest of its limits."""
    rows: Any = found.limits
    p = float(rows[rows.parameter == found.names[j]].p_held_out.min())
    told = "p held out " + ("under .001" if p < 0.001 else half_up(p, 3).removeprefix("0"))
    words = found.names[j].removeprefix("parties.").replace("_", " ").replace(".", ", ")
    return f"{wrapped(words, 30)}\n{told}"


def _write(axes: Axes, place: tuple[float, float], text: str, at: float) -> None:
    side = "left" if at < 0.12 else "right" if at > 0.88 else "center"
    axes.text(*place, plain(text), ha=side, va="bottom", fontsize=8)
