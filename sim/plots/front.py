"""The front: how much of the land at stake is still held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from sim.plots.axes import date_axis, draw_bands, legend_right, set_size, title
from sim.plots.data import as_dates, days, series
from sim.plots.dated import dated_marks, mark_dates
from sim.plots.endings import in_words
from sim.plots.shares import weights_traced
from sim.plots.style import BLACK, BLUE, GREEN, PURPLE, VERMILLION, wrapped
from sim.processes.war.section import War

if TYPE_CHECKING:
    from sim.results import Run

_SINGLE_WORLDS = ((BLACK, "-"), (VERMILLION, "--"), (GREEN, "-."), (PURPLE, ":"))


def front_fan(run: Run, figure: FigureBase) -> list[Axes]:
    """Held area over the worlds traced, with a few single worlds; it rests once a world ends."""
    set_size(figure, 9.2, 4.8)
    title(figure, "The front: land at stake that is still held")
    axes = figure.subplots()
    draw_front(axes, run)
    return [axes]


def draw_front(axes: Axes, run: Run) -> Axes:
    """Bands of the held area, in km2, labelled as shares of worlds."""
    x, held = as_dates(run, days(run)), series(run, "held_area")
    draw_bands(axes, x, held, BLUE, weights_traced(run))
    for number, (world, (colour, line)) in enumerate(zip(held.T, _SINGLE_WORLDS, strict=False)):
        axes.plot(x, world, color=colour, linewidth=0.9, linestyle=line, label=f"world {number}")
    war = run.scenario.file.of(War)
    assert war is not None
    issue = run.scenario.file.issues[war.issue].label
    unit = war.area.unit.replace("km2", "km²")
    axes.set_ylabel(f"{wrapped(issue, 48)} ({unit})")
    axes.set_ylim(bottom=0.0)
    date_axis(axes, run)
    mark_dates(run, dated_marks(run), axes)
    ends = run.outcome("outcome").categories.index("taken_by_force")
    taken = in_words(run.tally.counts["outcome"][ends].item(), run)
    label = run.outcome("outcome").labels[ends]
    told = f"{wrapped(label, 60, 1)} by the horizon: in {taken} of all {run.worlds:,} worlds"
    axes.set_xlabel(told, fontsize=9, loc="left")
    legend_right(axes)
    return axes
