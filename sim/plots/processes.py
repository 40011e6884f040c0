"""What processes do from day to day, over all worlds traced."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from sim.outcomes.declared import processes_of
from sim.plots.axes import date_axis, draw_bands, legend_right, set_size, title
from sim.plots.data import as_dates, days, series
from sim.plots.dated import dated_marks, mark_dates, room_above
from sim.plots.shares import weights_traced
from sim.plots.style import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILLION, short, wrapped

if TYPE_CHECKING:
    from sim.results import Run
    from sim.scenario import Scenario
    from sim.series import Series

_COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY)


class Panel(NamedTuple):
    """A daily series, what it means, its unit."""

    name: str
    label: str
    unit: str


def panels(scenario: Scenario) -> list[Panel]:
    """The daily series that the scenario's processes have to show, a party's own one by one."""
    return [
        panel
        for process in processes_of(scenario)
        for name in process.drawn
        for panel in _panels(name, process.labels[name.removesuffix(".*")], scenario)
    ]


def _panels(name: str, said: Series, scenario: Scenario) -> list[Panel]:
    """One panel, or one for each party."""
    if not name.endswith(".*"):
        return [Panel(name, said.label, said.unit)]
    return [
        Panel(name[:-1] + key, f"{short(party.label, 32)}: {said.label}", said.unit)
        for key, party in scenario.file.parties.items()
    ]


def processes(run: Run, figure: FigureBase) -> list[Axes]:
    """A panel for every daily series that processes have to show, with bands over worlds."""
    shown = [p for p in panels(run.scenario) if p.name in run.daily_numbers]
    set_size(figure, 9.2, 1.6 + 1.9 * len(shown))
    title(figure, "What goes on from day to day")
    column = figure.subplots(len(shown), 1, sharex=True, squeeze=False)[:, 0]
    marks = dated_marks(run)
    for i, (axes, panel) in enumerate(zip(column, shown, strict=True)):
        draw_panel(axes, run, panel, _COLOURS[i % len(_COLOURS)])
        axes.set_title(
            wrapped(panel.label, 90, 1), fontsize=9, pad=None if i else room_above(marks)
        )
    mark_dates(run, marks, *column)
    return list(column)


def draw_panel(axes: Axes, run: Run, panel: Panel, colour: str) -> Axes:
    """Bands of one series, in its unit."""
    draw_bands(axes, as_dates(run, days(run)), series(run, panel.name), colour, weights_traced(run))
    axes.set_ylabel(panel.unit.replace("km2", "km²"))
    if axes.get_ylim()[1] >= 1000:
        axes.yaxis.set_major_formatter("{x:,.0f}")
    date_axis(axes, run)
    legend_right(axes)
    return axes
