"""One world from start to end: talks, deals, shocks, trust, and how near an accord was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from numpy.typing import NDArray

from sim.outcomes.declared import going_on
from sim.plots.axes import date_axis, set_size, title, veil_after
from sim.plots.data import Numbers, as_dates, date_of, days, world_series, world_to_show
from sim.plots.dated import dated_marks, mark_dates
from sim.plots.strip import deal_marks, draw_marks, round_marks, shock_marks, strike_marks
from sim.plots.style import BLACK, BLUE, DARK, GREEN, ORANGE, PURPLE, Look, outcome_looks, short
from sim.trajectory import TALKS

if TYPE_CHECKING:
    from sim.results import Run


def world_timeline(run: Run, figure: FigureBase, world: int | None = None) -> list[Axes]:
    """The course of one world; by default that of the median accord among those told."""
    world = world_to_show(run) if world is None else world
    told = world_series(run, world)
    set_size(figure, 9.6, 8.4)
    day, look = _ending(run, world)
    since = last_turn(told, run.outcome("outcome").categories[int(run.column("outcome")[world])])
    title(figure, f"World {world}: {short(look.label, 50)} ({_when(run, day, since)})")
    column = figure.subplots(4, 1, sharex=True, height_ratios=[1.0, 3.3, 1.5, 1.5])
    draw_clocks(column[0], run, told)
    rows = [*round_marks(told), *deal_marks(run, told), *shock_marks(told), *strike_marks(told)]
    draw_marks(column[1], run, rows)
    draw_trust(column[2], run, told)
    draw_margin(column[3], run, told)
    mark_dates(run, dated_marks(run, world, until=day), *column)
    for axes in column:
        veil_after(axes, run, day)
        axes.axvline(as_dates(run, [day])[0], color=BLACK, linewidth=1.6, zorder=4.5)
    return list(column)


def draw_clocks(axes: Axes, run: Run, told: Mapping[str, Numbers]) -> Axes:
    """Bars, until the talks are over: while a deadline runs, the mediator is there, none talk."""
    mediating = (told["mediator_present"] > 0) & (told["phase"] == TALKS)
    rows = {"the mediator is there": (mediating, GREEN, "")}
    if "lapsed" in told:
        rows = {"a deadline runs": ((told["lapsed"] == 0) & mediating, ORANGE, "//"), **rows}
    if "broken" in told:
        rows["talks broken off"] = (told["broken"] > 0, DARK, "xx")
    for place, (while_, colour, hatch) in enumerate(rows.values()):
        axes.axhline(place, color="#DDDDDD", linewidth=0.6, zorder=0)
        spans = [(as_dates(run, [a])[0], float(b - a)) for a, b in spells(while_)]
        axes.broken_barh(
            spans, (place - 0.3, 0.6), facecolor=colour, hatch=hatch, alpha=0.75,
            edgecolor="white", linewidth=0.0,
        )  # fmt: skip
    axes.set_yticks(range(len(rows)), list(rows), fontsize=8)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    date_axis(axes, run)
    return axes


def spells(while_: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First day and the day after the last of each unbroken run of true days."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], while_, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def draw_trust(axes: Axes, run: Run, told: Mapping[str, Numbers]) -> Axes:
    """Trust, in [-2, 2], and the mediator's attention, in [0, 1]."""
    x = as_dates(run, days(run))
    if "trust" in told:
        axes.plot(x, told["trust"], color=BLUE, label="trust (-2 to 2)")
    axes.plot(x, told["attention"], color=PURPLE, linestyle="--", label="attention (0 to 1)")
    axes.axhline(0.0, color=BLACK, linewidth=0.5)
    axes.set(ylabel="trust, attention" if "trust" in told else "attention")
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0.0)
    return axes


def draw_margin(axes: Axes, run: Run, told: Mapping[str, Numbers]) -> Axes:
    """What the best package gives the worse-off side over war; above zero a range is open."""
    there = np.flatnonzero(np.isfinite(told["margin"]))
    x = as_dates(run, there)
    axes.plot(
        x,
        told["margin"][there],
        color=GREEN,
        marker=".",
        label=f"best package\nover {going_on(run.scenario)}",
    )
    axes.axhline(0.0, color=BLACK, linewidth=0.5)
    axes.set(ylabel="margin (utility)")
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0.0)
    return axes


def last_turn(told: Mapping[str, Numbers], ending: str) -> int | None:
    """Day from which on a world has been as its open ending says: the mediator gone, talks broken.

    None for endings that happen on a day of their own, and where talks are simply still open.
    """
    if ending == "mediator_left":
        return spells(told["mediator_present"] == 0)[-1][0]
    return spells(told["broken"] > 0)[-1][0] if ending == "collapsed" else None


def _when(run: Run, day: int, since: int | None) -> str:
    """The date of an ending; for an open one since when, and to which horizon."""
    if since is not None:
        first = date_of(run, since)
        return f"since {first.day} {first:%b %Y}"
    when = date_of(run, day)
    at_horizon = "at the horizon, " if day == days(run)[-1] else ""
    return f"{at_horizon}{when.day} {when:%b %Y}"


def the_end(run: Run, world: int) -> str:
    """What the black line and the grey of a figure of one world are, for its caption."""
    day, ending = int(run.column("outcome_day")[world]), int(run.column("outcome")[world])
    if day == days(run)[-1]:
        return "black line: the horizon"
    label = short(run.outcome("outcome").labels[ending], 50)
    return f"black line: {label}; grey: after it{_strikes_go_on(run, world, day)}"


def _strikes_go_on(run: Run, world: int, day: int) -> str:
    """Until when a grid is struck after an accord; nothing where it is not."""
    if not {"war", "grid"} <= run.scenario.file.sections:
        return ""
    ceasefire = run.column("ceasefire_day")[world]
    struck = np.flatnonzero(world_series(run, world)["strikes"][day + 1 :])
    if not struck.size or not np.isfinite(ceasefire):
        return ""
    when = date_of(run, int(np.ceil(ceasefire)))
    return f" (strikes go on until the ceasefire, {when.day} {when:%b %Y})"


def _ending(run: Run, world: int) -> tuple[int, Look]:
    """The day a world ends, and how."""
    ending = run.outcome("outcome").categories[int(run.column("outcome")[world])]
    return int(run.column("outcome_day")[world]), outcome_looks(run)[ending]
