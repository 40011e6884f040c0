"""The bargaining range: packages in the utility plane, and the range over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import FigureBase
from matplotlib.ticker import MaxNLocator

from sim.analysis.ranges.one import RangeOfWorld
from sim.outcomes.declared import going_on
from sim.plots.axes import legend_right, set_size, share_axis, tick_by_dates, title
from sim.plots.plane import draw_plane
from sim.plots.sheet import Sheet, write_caption
from sim.plots.style import (
    BLACK,
    BLUE,
    DARK,
    GREEN,
    ORANGE,
    VERMILLION,
    counted,
    lighter,
    plain,
    settings,
    short,
)  # fmt: skip
from sim.words import day_month

if TYPE_CHECKING:
    from sim.analysis.ranges.many import RangeOfWorlds

_LOOKS = ((BLACK, "-"), (BLUE, "--"), (VERMILLION, "-."), (GREEN, ":"))


def range_sheet(found: RangeOfWorlds | RangeOfWorld) -> Sheet:
    """The figure on a sheet of its own: of one world the plane and its weeks, of many the weeks."""
    with settings():
        sheet = Sheet()
        ranges(found, sheet)
        asked = found.question
        alone = isinstance(found, RangeOfWorld)
        which = f"world {found.world}" if alone else counted(found.worlds, "world")  # type: ignore[union-attr]
        note = "" if alone else " | shares and quantiles of the worlds that still talk"
        write_caption(sheet, f"{short(asked.heading, 90)} | {which}, seed {asked.seed}{note}")
    return sheet


def ranges(found: RangeOfWorlds | RangeOfWorld, figure: FigureBase) -> list[Axes]:
    """Draw what was found on a figure."""
    when = day_month(found.question.date, year=True)
    if isinstance(found, RangeOfWorld):
        set_size(figure, 9.6, 9.6)
        title(figure, f"What is every package worth on {when}? World {found.world}")
        plane, weeks = figure.subplots(2, 1, height_ratios=[2.6, 1.0])
        draw_plane(plane, found)
        return [plane, draw_world_weeks(weeks, found)]
    set_size(figure, 9.6, 7.4)
    instead = going_on(found.question.scenario)
    title(figure, f"Is anything better than {plain(instead)} for both? As it is, and as it is seen")
    margin, open_ = figure.subplots(2, 1, sharex=True, height_ratios=[1.6, 1.2])
    return [draw_ribbon(margin, found), draw_open(open_, found)]


def draw_ribbon(axes: Axes, found: RangeOfWorlds) -> Axes:
    """The margin week by week: median of every view, and where 80 % of worlds lie as it is.

    Of all packages likely enough to hold, the margin (utility) is the gain of the worst-off side
    from the one that is best for it; above zero a range is open.
    """
    for name, (colour, dashes), weeks in _views(found):
        x = _dates(weeks.index)
        if name == "as_it_is":
            axes.fill_between(
                x, weeks.margin_10, weeks.margin_90, color=lighter(colour, 0.85), linewidth=0,
                label="80 % of worlds,\nas it is",
            )  # fmt: skip
        axes.plot(x, weeks.margin, color=colour, linestyle=dashes, label=_label(found, name))
    _zero(axes, found)
    _date_axis(axes, found)
    axes.set_ylabel("margin, median (utility)")
    return axes


def draw_open(axes: Axes, found: RangeOfWorlds) -> Axes:
    """Share of the worlds that still talk with an open range, by view; 95 % bands."""
    most = 0.02
    for name, (colour, dashes), weeks in _views(found):
        x = _dates(weeks.index)
        axes.fill_between(
            x, weeks.share_open_low, weeks.share_open_high, color=colour, alpha=0.12, linewidth=0
        )
        axes.plot(x, weeks.share_open, color=colour, linestyle=dashes, label=_label(found, name))
        most = max(most, float(weeks.share_open_high[weeks.n >= _few(weeks)].max()))
    share_axis(axes, "worlds with an open range,\nof those that still talk")
    axes.set_ylim(0.0, min(1.05 * most, 1.0))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    _date_axis(axes, found)
    legend_right(axes, title="with 95 % interval", title_fontsize=8)
    return axes


def _few(weeks: Any) -> int:
    """Worlds below which an interval, which is then very wide, does not set the scale."""
    return min(50, int(weeks.n.max()))


def draw_world_weeks(axes: Axes, found: RangeOfWorld) -> Axes:
    """The margin of one world week by week, by view, as long as it talks."""
    for name, (colour, dashes), weeks in _views(found):
        finite = weeks[np.isfinite(weeks.margin)]
        axes.plot(
            _dates(finite.index), finite.margin, color=colour, linestyle=dashes,
            label=_label(found, name),
        )  # fmt: skip
    day: float = date2num(found.question.date)  # type: ignore[no-untyped-call]
    axes.axvline(day, color=ORANGE, linewidth=1.2, label="the day above")
    _zero(axes, found)
    _date_axis(axes, found)
    axes.set_ylabel("margin (utility)")
    return axes


def _views(found: RangeOfWorlds | RangeOfWorld) -> list[tuple[str, tuple[str, str], Any]]:
    """Every view's name, look and weeks."""
    weeks = found.over_time
    names = list(dict.fromkeys(weeks.index.get_level_values("view")))
    return [(name, look, weeks.loc[name]) for name, look in zip(names, _LOOKS, strict=False)]


def _label(found: RangeOfWorlds | RangeOfWorld, name: str) -> str:
    words = found.question.view_label(name)
    return plain(words if name == "as_it_is" else f"as {words} sees it")


def _dates(index: Any) -> Any:
    return date2num(list(index))  # type: ignore[no-untyped-call]


def _zero(axes: Axes, found: RangeOfWorlds | RangeOfWorld) -> None:
    """The line that parts open from empty, in words, and the legend where they leave room."""
    axes.axhline(0.0, color=DARK, linewidth=1.0)
    low, high = axes.get_ylim()
    if -low > high:  # far from the words at zero
        axes.legend(loc="lower left", bbox_to_anchor=(1.01, 0.0), borderaxespad=0.0)
    else:
        legend_right(axes)
    instead = going_on(found.question.scenario)
    axes.annotate(
        f"above 0: a package is better\nthan {plain(instead)} for both", (1.01, 0.0),
        xycoords=("axes fraction", "data"), xytext=(0, 3), textcoords="offset points",
        va="bottom", fontsize=8.5, fontweight="bold", annotation_clip=False,
    )  # fmt: skip


def _date_axis(axes: Axes, found: RangeOfWorlds | RangeOfWorld) -> None:
    file = found.question.scenario.file
    axes.set_xlim(*_dates([file.start, file.horizon]))
    tick_by_dates(axes.xaxis)
    if file.deadline is not None:
        axes.axvline(_dates([file.due])[0], color=BLACK, linewidth=1.0, linestyle="--")
        axes.annotate(
            f"deadline {day_month(file.due, brief=True)}", (_dates([file.due])[0], 1.0),
            xycoords=("data", "axes fraction"), xytext=(0, 2), textcoords="offset points",
            ha="center", va="bottom", fontsize=8,
        )  # fmt: skip
