"""Parts that figures share: date axes, bands over worlds, notes, legends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure, FigureBase
from matplotlib.ticker import PercentFormatter

from sim.plots.data import Numbers, as_dates, days, quantiles
from sim.plots.style import lighter

if TYPE_CHECKING:
    from sim.results import Run

BANDS = ((0.05, 0.95, "90 %"), (0.25, 0.75, "50 %"))
"""Bands about the median: from, to, and the share of worlds between."""


def title(figure: FigureBase, text: str) -> None:
    """The title of the whole picture, in words, at its left."""
    figure.suptitle(text, x=0.012, ha="left", fontsize=12.5, fontweight="bold")


def set_size(figure: FigureBase, width: float, height: float) -> None:
    """Size in inches; part of another figure keeps the size it is given."""
    if isinstance(figure, Figure):
        figure.set_size_inches(width, height)


def date_axis(axes: Axes, run: Run) -> None:
    """Dates below, from the start to the horizon."""
    first, last = as_dates(run, [0, int(days(run)[-1])])
    axes.set_xlim(first, last)
    tick_by_dates(axes.xaxis)


def tick_by_dates(side: Any, fewest: int = 4, most: int = 12) -> None:
    """Ticks at dates of ``axes.xaxis`` or ``axes.yaxis``; the year stands once, at the end."""
    locator = AutoDateLocator(minticks=fewest, maxticks=most)  # type: ignore[no-untyped-call]
    formatter = ConciseDateFormatter(locator)  # type: ignore[no-untyped-call]
    formatter.formats[2], formatter.offset_formats[2] = "%d %b", "%Y"  # days, where there are few
    side.set_major_locator(locator)
    side.set_major_formatter(formatter)


def share_axis(axes: Axes, label: str = "share of worlds") -> None:
    """Shares from none to all."""
    axes.set_ylim(0.0, 1.0)
    axes.set_ylabel(label)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))


def veil_after(axes: Axes, run: Run, day: int) -> None:
    """Grey out what comes after a world has ended; nothing if it goes on to the horizon."""
    if day < days(run)[-1]:
        first, last = as_dates(run, [day, int(days(run)[-1])])
        axes.axvspan(first, last, facecolor="#F0F0F0", alpha=0.85, linewidth=0, zorder=4)


def draw_bands(
    axes: Axes, x: Numbers, values: Numbers, colour: str, weights: Numbers | None = None
) -> list[Artist]:
    """Median and bands over worlds, labelled as shares of worlds.

    Parameters
    ----------
    x : Numbers
        Places of the days, shape (days,).
    values : Numbers
        Shape (days, worlds); NaN where there is none.
    weights : Numbers, optional
        What each world counts for, shape (worlds,), if not all alike.
    """
    at = [edge for low, high, _ in BANDS for edge in (low, high)]
    *edges, median = quantiles(values, [*at, 0.5], weights)
    artists: list[Artist] = [
        axes.fill_between(
            x,
            edges[2 * i],
            edges[2 * i + 1],
            color=lighter(colour, (0.78, 0.5)[i]),
            linewidth=0,
            label=f"{share} of worlds",
        )
        for i, (_, _, share) in enumerate(BANDS)
    ]
    return artists + axes.plot(x, median, color=colour, label="median")


def message(axes: Axes, text: str) -> None:
    """Words in place of a picture that has nothing to show."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", fontsize=11)


def legend_right(axes: Axes, handles: list[Artist] | None = None, **options: Any) -> None:
    """A legend to the right of the axes, where it covers no data."""
    given = {} if handles is None else {"handles": handles}
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0.0, **given, **options)


def spread(positions: Numbers, gap: float, low: float, high: float) -> Numbers:
    """Positions of labels, moved as little apart as they need to stand ``gap`` from each other.

    Parameters
    ----------
    positions : Numbers
        Rising; where the labels would stand.
    low, high : float
        Where the first and last may stand; a smaller gap is taken if they do not fit.
    """
    if positions.size < 2:
        return np.clip(positions, low, high)
    gap = min(gap, (high - low) / (positions.size - 1))
    steps = gap * np.arange(positions.size)
    up = np.maximum.accumulate(np.maximum(positions, low) - steps) + steps
    placed: Numbers = np.minimum(up, high - steps[::-1])
    return placed
