"""The utility plane of one world: every package by what it brings to either side."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from sim.analysis.ranges.one import RangeOfWorld
from sim.outcomes.declared import going_on
from sim.plots.axes import legend_right
from sim.plots.data import Numbers
from sim.plots.style import (
    BLACK,
    BLUE,
    DARK,
    GREEN,
    GREY,
    ORANGE,
    PALE,
    PURPLE,
    SKY,
    VERMILLION,
    plain,
)  # fmt: skip
from sim.words import day_month

_SOLUTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "nash": ("Nash", {"marker": "*", "s": 210, "color": ORANGE}),
    "kalai_smorodinsky": ("Kalai-Smorodinsky", {"marker": "s", "s": 130, "color": PURPLE}),
    "egalitarian": ("egalitarian", {"marker": "D", "s": 190, "color": GREEN}),
    "utilitarian": ("utilitarian", {"marker": "o", "s": 330, "color": SKY}),
}
_CORNERS = ((BLUE, "--"), (VERMILLION, "-."), (GREEN, ":"))


def draw_plane(axes: Axes, found: RangeOfWorld) -> Axes:
    """Packages, the frontier, the range as it is and as it is seen, solutions, tabled texts."""
    rows = found.packages
    first, second = found.snapshot.parties
    x, y = rows[f"gain.{first}"].to_numpy(), rows[f"gain.{second}"].to_numpy()
    may = rows.signable.to_numpy()
    axes.axvline(0.0, color=BLACK, linewidth=1.0)
    axes.axhline(0.0, color=BLACK, linewidth=1.0)
    axes.scatter(x[~may], y[~may], s=9, color=PALE, label="would not hold well enough")
    axes.scatter(x[may], y[may], s=16, color=GREY, label="may be signed")
    _frontier(axes, x, y, rows.frontier.to_numpy())
    _corners(axes, found)
    for name, (words, look) in _SOLUTIONS.items():
        at = rows[name].to_numpy()
        if at.any():
            axes.scatter(x[at], y[at], facecolors="none", linewidths=1.7, zorder=5, label=words,
                         marker=look["marker"], s=look["s"], edgecolors=look["color"])  # fmt: skip
    _texts(axes, found, x, y)
    _limits(axes, found, x, y)
    instead, labels = going_on(found.question.scenario), found.question.parties
    axes.set_xlabel(plain(f"{labels[first]}: gain over {instead} (utility)"))
    axes.set_ylabel(plain(f"{labels[second]}: gain over {instead} (utility)"))
    head = "The range is open." if found.is_open else "The range is empty."
    legend_right(axes, title=head, title_fontsize=9, alignment="left", labelspacing=1.0)
    return axes


def _frontier(axes: Axes, x: Numbers, y: Numbers, on: np.ndarray[Any, Any]) -> None:
    """A line through the packages on the frontier, from one side's best to the other's."""
    order = np.argsort(x[on], kind="stable")
    axes.plot(
        x[on][order], y[on][order], color=DARK, linewidth=1.2, marker="o", markersize=3.5,
        label="frontier of those",
    )  # fmt: skip


def _corners(axes: Axes, found: RangeOfWorld) -> None:
    """Where each thinks that the range begins: what both are thought to need beyond the truth."""
    going = [need[0] for need in found.snapshot.views[0].needs]
    axes.fill_between(
        [0.0, 9.0], 0.0, 9.0, color="#F3EFD9", linewidth=0, zorder=0, label="the range as it is"
    )
    for view, (colour, dashes) in zip(found.views_there[1:], _CORNERS, strict=False):
        a, b = (float(n[0] - g) for n, g in zip(view.needs, going, strict=True))
        who = found.question.view_label(view.name)
        axes.plot(
            [a, a, 9.0], [9.0, b, b], color=colour, linestyle=dashes, linewidth=1.3,
            label=plain(f"its edge as {who} sees it"),
        )  # fmt: skip


def _texts(axes: Axes, found: RangeOfWorld, x: Numbers, y: Numbers) -> None:
    """What was on the table up to the day, with the last date of each."""
    numbers = found.packages.index.to_numpy()
    last = {package: day for day, package in found.texts}
    for place, (package, day) in enumerate(last.items()):
        at = int(np.flatnonzero(numbers == package)[0])
        axes.scatter(
            x[at], y[at], marker="x", s=60, color=VERMILLION, linewidths=1.8, zorder=6,
            label=None if place else "text tabled (last date)",
        )  # fmt: skip
        axes.annotate(
            day_month(found.date_of(day), year=True, brief=True), (x[at], y[at]), xytext=(6, 5),
            textcoords="offset points", fontsize=8, color=VERMILLION, zorder=7,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3, "alpha": 0.8},
        )  # fmt: skip


def _limits(axes: Axes, found: RangeOfWorld, x: Numbers, y: Numbers) -> None:
    """Show the frontier, what was tabled and the edges; packages far from all that are cut off."""
    rows = found.packages
    shown = rows.frontier.to_numpy() | (rows.tabled != "").to_numpy()
    going = found.snapshot.views[0].needs
    edges = [[float(n[0] - g[0]) for v in found.views_there for n, g in [(v.needs[i], going[i])]]
             for i in (0, 1)]  # fmt: skip
    axes.set_xlim(*_around(x[shown], edges[0]))
    axes.set_ylim(*_around(y[shown], edges[1]))
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    cut = int(((x < left) | (x > right) | (y < low) | (y > high)).sum())
    if cut:
        axes.annotate(
            f"{cut} of {x.size} packages lie further out", (0.0, 0.0), xytext=(4, 4),
            xycoords="axes fraction", textcoords="offset points", fontsize=8, color=DARK,
        )  # fmt: skip


def _around(values: Numbers, edges: list[float]) -> tuple[float, float]:
    """An axis that holds some values, the edges and zero, with room."""
    low, high = min(*values, *edges, 0.0), max(*values, *edges, 0.0)
    pad = 0.08 * max(high - low, 0.05)
    return low - pad, high + pad
