"""Power and weather: one world's grid, and the shortage over all worlds traced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from sim.plots.axes import (
    date_axis,
    draw_bands,
    legend_right,
    set_size,
    title,
    veil_after,
)
from sim.plots.data import Numbers, as_dates, days, series, world_series, world_to_show
from sim.plots.dated import dated_marks, mark_dates, room_above
from sim.plots.shares import weights_traced
from sim.plots.strip import draw_marks, round_marks, strike_marks
from sim.plots.style import BLACK, BLUE, ORANGE, PALE, SKY, VERMILLION, YELLOW, short, side_looks
from sim.processes.grid.section import Grid

if TYPE_CHECKING:
    from sim.results import Run


def grid_and_weather(run: Run, figure: FigureBase, world: int | None = None) -> list[Axes]:
    """Demand and how it is met, shortage, temperature, and strikes and rounds below them."""
    world = world_to_show(run) if world is None else world
    told = world_series(run, world)
    set_size(figure, 9.6, 8.2)
    whose = short(side_looks(run)[_owner(run)].label, 32)
    title(figure, f"Power and weather ({whose}), with strikes and rounds")
    column = figure.subplots(4, 1, sharex=True, height_ratios=[2.4, 1.5, 1.5, 1.2])
    marks = dated_marks(run, world, until=_until_it_ends(run, world) - 1)
    draw_power(column[0], run, told, world)
    column[0].set_title(f"how demand is met in world {world}", fontsize=9, pad=room_above(marks))
    draw_shortage(column[1], run, told, world)
    draw_temperature(column[2], run, told, world)
    draw_marks(column[3], run, [*strike_marks(told), *round_marks(told)])
    column[3].set_title(f"strikes and rounds in world {world}", fontsize=9)
    end = _until_it_ends(run, world) - 1
    mark_dates(run, marks, *column)
    for axes in column:
        if axes in (column[0], column[3]):  # the others also show all worlds
            veil_after(axes, run, end)
        axes.axvline(as_dates(run, [end])[0], color=BLACK, linewidth=1.6, zorder=4.5)
    return list(column)


def draw_power(axes: Axes, run: Run, told: Mapping[str, Numbers], world: int) -> Axes:
    """How one world's demand is met, in GW: supply, imports, aid; the rest is unserved."""
    n = _until_it_ends(run, world)
    x = as_dates(run, days(run)[:n])
    parts = [told[name][:n] for name in ("supply", "imports", "aid", "unserved")]
    names = ["own supply", "imports", "aid from backers", "unserved"]
    areas = axes.stackplot(x, *parts, labels=names, colors=[PALE, SKY, YELLOW, VERMILLION])
    for area, hatch in zip(areas, ("", "..", "", "///"), strict=True):
        area.set(hatch=hatch, edgecolor="#333333", linewidth=0.0)
    axes.plot(x, told["demand"][:n], color=BLACK, linewidth=1.2, label="demand")
    axes.set(ylabel="power (GW)")
    axes.set_ylim(bottom=0.0)
    date_axis(axes, run)
    legend_right(axes, reverse=True)
    return axes


def draw_shortage(axes: Axes, run: Run, told: Mapping[str, Numbers], world: int) -> Axes:
    """Unserved demand over the worlds traced, in GW."""
    x = as_dates(run, days(run))
    draw_bands(axes, x, series(run, "unserved"), VERMILLION, weights_traced(run))
    n = _until_it_ends(run, world)
    axes.plot(x[:n], told["unserved"][:n], color=BLACK, linewidth=0.7, label=f"world {world}")
    axes.set(ylabel="unserved (GW)")
    axes.set_ylim(bottom=0.0)
    legend_right(axes)
    return axes


def draw_temperature(axes: Axes, run: Run, told: Mapping[str, Numbers], world: int) -> Axes:
    """Daily mean temperature over the worlds traced, in degrees Celsius."""
    x = as_dates(run, days(run))
    draw_bands(axes, x, series(run, "temperature"), BLUE, weights_traced(run))
    n = _until_it_ends(run, world)
    axes.plot(x[:n], told["temperature"][:n], color=ORANGE, linewidth=0.8, label=f"world {world}")
    axes.axhline(0.0, color=BLACK, linewidth=0.5)
    axes.set(ylabel="temperature (°C)")
    legend_right(axes)
    return axes


def _owner(run: Run) -> str:
    """The party whose grid it is."""
    section = run.scenario.file.of(Grid)
    assert section is not None
    return section.of


def _until_it_ends(run: Run, world: int) -> int:
    """Days of a world from the start to its end."""
    return int(run.column("outcome_day")[world]) + 1
