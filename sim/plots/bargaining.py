"""The bargaining range, week by week: what each side has, asks, and could get."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from sim.plots.axes import date_axis, mark_deadline, set_size, share_axis, title
from sim.plots.data import Numbers, as_dates, days, quantiles, series, worlds_told
from sim.plots.style import BLACK, DARK, GREEN, Look, counted, short, side_looks
from sim.statistics import wilson
from sim.trajectory import TALKS

if TYPE_CHECKING:
    from sim.results import Run

WEEK = 7


def bargaining_range(run: Run, figure: FigureBase) -> list[Axes]:
    """Both sides' war value and demand against the best package, and who is still at the table."""
    set_size(figure, 9.6, 7.4)
    title(figure, "The bargaining range, week by week")
    panels = figure.subplot_mosaic(
        [["first", "second"], ["table", "table"]], height_ratios=[3, 1.3]
    )
    first, second, table = panels["first"], panels["second"], panels["table"]
    for axes, (name, look) in zip((first, second), side_looks(run).items(), strict=True):
        draw_side(axes, run, name, look)
    span_alike(first, second)
    for axes in (first, second):
        axes.set_ylabel("utility (1: its own best on every issue)")
    draw_table(table, run)
    return [first, second, table]


def span_alike(*panels: Axes) -> None:
    """Give panels the same span of values, so that equal heights are equal differences."""
    middles = [sum(axes.get_ylim()) / 2 for axes in panels]
    half = max(np.ptp(axes.get_ylim()) for axes in panels) / 2
    for axes, middle in zip(panels, middles, strict=True):
        axes.set_ylim(middle - half, middle + half)


def draw_side(axes: Axes, run: Run, name: str, look: Look) -> Axes:
    """A side's war value, demand and worth of the best package, over worlds still talking."""
    weeks = days(run)[::WEEK]
    x = as_dates(run, weeks)
    at_table = _at_table(run)
    war = np.where(at_table, series(run, f"war_value.{name}")[::WEEK], np.nan)
    demand, best = (series(run, f"{kind}.{name}")[::WEEK] for kind in ("target", "best"))
    _ribbon(axes, x, best, GREEN, "", "-.", "median worth of the package best for both")
    _ribbon(
        axes, x, war, look.colour, look.hatch, "-", "median war value: what fighting on is worth"
    )
    _ribbon(axes, x, demand, BLACK, None, "--", "median demand: the least it accepts now")
    axes.set_title(short(look.label, 48), fontweight="bold")
    date_axis(axes, run)
    mark_deadline(axes, run, named=False)
    axes.legend(loc="upper left", bbox_to_anchor=(0.0, -0.13))
    return axes


def _ribbon(
    axes: Axes, x: Numbers, values: Numbers, colour: str, hatch: str | None, line: str, label: str
) -> None:
    """Median and the middle half of the worlds; without a hatch to name, two thin edges."""
    low, median, high = quantiles(values, [0.25, 0.5, 0.75])
    if hatch is None:
        for edge in (low, high):
            axes.plot(x, edge, color=colour, linestyle=":", linewidth=0.8)
    else:
        axes.fill_between(
            x,
            low,
            high,
            facecolor=(colour, 0.18),
            edgecolor=(colour, 0.4),
            hatch=hatch,
            linewidth=0,
        )
    axes.plot(x, median, color=colour, linestyle=line, label=label)


def draw_table(axes: Axes, run: Run) -> Axes:
    """Share of the worlds told without an ending, and with a range open; 95 % intervals."""
    x = as_dates(run, days(run)[::WEEK])
    open_range = series(run, "margin")[::WEEK] >= 0
    for values, line, label, colour in (
        (_at_table(run), "-", "no accord, not taken by force yet", DARK),
        (open_range, ":", "some package is better than war for both", GREEN),
    ):
        shares = [wilson(int(week.sum()), week.size) for week in values]
        low, high = [each.low for each in shares], [each.high for each in shares]
        axes.fill_between(x, low, high, facecolor=(colour, 0.2), linewidth=0)
        axes.plot(x, values.mean(axis=1), linestyle=line, color=colour, label=label)
    share_axis(axes, f"share of the first\n{counted(worlds_told(run), 'world')}")
    date_axis(axes, run)
    mark_deadline(axes, run)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=2)
    return axes


def _at_table(run: Run) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    at_table: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (
        series(run, "phase")[::WEEK] == TALKS
    )
    return at_table
