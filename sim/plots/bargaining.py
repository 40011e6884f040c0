"""The bargaining range, week by week: how near the best package comes to beating war for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from sim.outcomes.declared import going_on
from sim.plots.axes import (
    BANDS,
    date_axis,
    draw_bands,
    legend_right,
    set_size,
    share_axis,
    title,
)
from sim.plots.data import Numbers, as_dates, days, quantiles, series, worlds_traced
from sim.plots.dated import dated_marks, mark_dates
from sim.plots.shares import share_among, weights_traced
from sim.plots.style import BLACK, BLUE, DARK, GREEN, counted
from sim.statistics import Z95, effective_number
from sim.statistics import quantiles as weighted_quantiles
from sim.trajectory import TALKS

if TYPE_CHECKING:
    from sim.results import Run

WEEK = 7
_MONTH = 4  # weeks from one interval of the median to the next
_SIDES_OF_ZERO = {
    1: "above 0: a package is better\nthan {instead} for both",
    -1: "below 0: nothing is better\nthan {instead} for both",
}
_BELOW_ALL = 1.25  # of the lowest margin: where a day counts on which no package would hold
_LEAST_WORLDS = 10  # fewer have no interval worth drawing


def bargaining_range(run: Run, figure: FigureBase) -> list[Axes]:
    """How far the best package is from beating war for both, and in how many worlds it does."""
    set_size(figure, 9.6, 7.4)
    instead = going_on(run.scenario)
    title(figure, f"Is anything better than {instead} for both? The bargaining range, week by week")
    margin, table = figure.subplots(2, 1, sharex=True, height_ratios=[2.4, 1.2])
    draw_margins(margin, run)
    draw_table(table, run)
    mark_dates(run, dated_marks(run), margin, table)
    return [margin, table]


def draw_margins(axes: Axes, run: Run) -> Axes:
    """Median and bands over worlds of the margin: what the worse-off side gains over war, at best.

    Of all packages likely enough to hold, the margin is that of the one in which the side that
    gains less gains most. Worlds that have ended are left out, week by week.
    """
    x, margins = as_dates(run, days(run)[::WEEK]), weekly_margins(run)
    draw_bands(axes, x, margins, BLUE, weights_traced(run))
    _median_interval(axes, x, margins, weights_traced(run))
    axes.axhline(0.0, color=BLACK, linewidth=1.2, zorder=6)
    low, high = np.nan_to_num(quantiles(margins, [BANDS[0][0], BANDS[0][1]], weights_traced(run)))
    axes.set_ylim(min(1.1 * low.min(), -0.1), max(1.5 * high.max(), 0.1))
    axes.set_ylabel("margin (utility)")
    for side, words in _SIDES_OF_ZERO.items():
        axes.annotate(
            words.format(instead=going_on(run.scenario)), (1.01, 0.0),
            xycoords=("axes fraction", "data"), xytext=(0, 3 * side),
            textcoords="offset points", va="bottom" if side > 0 else "top", fontsize=8.5,
            fontweight="bold", annotation_clip=False,
        )  # fmt: skip
    date_axis(axes, run)
    low, high = axes.get_ylim()
    if -low > high:  # far from the words at zero
        axes.legend(loc="lower left", bbox_to_anchor=(1.01, 0.0), borderaxespad=0.0)
    else:
        axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0.0)
    return axes


def weekly_margins(run: Run) -> Numbers:
    """The margin of each week and world told, shape (weeks, told); NaN once a world has ended.

    Where no package at all would hold, it counts as lower than any other.
    """
    margins = np.where(_at_table(run), series(run, "margin")[::WEEK], np.nan)
    finite = margins[np.isfinite(margins)]
    lowest = _BELOW_ALL * min(float(finite.min(initial=0.0)), -0.1)
    return np.where(np.isneginf(margins), lowest, margins)


def _median_interval(axes: Axes, x: Numbers, margins: Numbers, weights: Numbers | None) -> None:
    """The 95 % interval of the median, every four weeks: between the ranks a binomial allows."""
    weeks = [
        week
        for week in range(0, x.size, _MONTH)
        if np.count_nonzero(~np.isnan(margins[week])) >= _LEAST_WORLDS
    ]
    found = np.array([_median(margins[week], weights) for week in weeks]).reshape(-1, 3)
    low, median, high = found.T
    error = np.array([median - low, high - median])
    axes.errorbar(
        x[weeks], median, yerr=error, fmt="none", color=DARK, linewidth=1.0, capsize=2.5,
        label="95 % interval\nof the median", zorder=6,
    )  # fmt: skip


def _median(margins: Numbers, weights: Numbers | None) -> Numbers:
    """Low end, median and high end of some worlds' margins; NaN are left out."""
    valued = ~np.isnan(margins)
    some = None if weights is None else weights[valued]
    half = Z95 / (2.0 * np.sqrt(valued.sum() if some is None else effective_number(some)))
    at = [max(0.5 - half, 0.0), 0.5, min(0.5 + half, 1.0)]
    return weighted_quantiles(margins[valued], at, some)


def draw_table(axes: Axes, run: Run) -> Axes:
    """Share of the worlds traced without an ending, and with a range open; 95 % intervals."""
    x = as_dates(run, days(run)[::WEEK])
    at_table, weights = _at_table(run), weights_traced(run)
    open_range = at_table & (series(run, "margin")[::WEEK] >= 0)
    for values, line, label, colour in (
        (at_table, "-", "without an ending yet", DARK),
        (open_range, "--", "a range is open", GREEN),
    ):
        shares = [share_among(week, weights) for week in values]
        low, high = [each.low for each in shares], [each.high for each in shares]
        axes.fill_between(x, low, high, facecolor=(colour, 0.2), linewidth=0)
        axes.plot(x, [each.value for each in shares], linestyle=line, color=colour, label=label)
    share_axis(axes, f"share of the first\n{counted(worlds_traced(run), 'world')}")
    date_axis(axes, run)
    legend_right(axes, title="with 95 % interval", title_fontsize=8)
    return axes


def _at_table(run: Run) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    at_table: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (
        series(run, "phase")[::WEEK] == TALKS
    )
    return at_table
