"""Figures of a run: ``FIGURES[name](run)`` is a sheet; ``DRAWINGS`` draw on a given figure.

Nothing here touches pyplot, so there is no figure to close and no state to share.

>>> from sim.plots import FIGURES
>>> sorted(FIGURES)[:2]
['bargaining_range', 'front_fan']
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from sim.outcomes.declared import going_on
from sim.plots.bargaining import bargaining_range
from sim.plots.data import world_to_show, worlds_traced
from sim.plots.endings import outcomes_over_time
from sim.plots.front import front_fan
from sim.plots.grid import grid_and_weather
from sim.plots.mix import package_mix
from sim.plots.processes import panels, processes
from sim.plots.reasons import why_no_accord
from sim.plots.sheet import Sheet, add_caption
from sim.plots.style import counted, settings
from sim.plots.timeline import the_end, world_timeline
from sim.results.files import write_atomically

if TYPE_CHECKING:
    from sim.results import Run
    from sim.scenario import Scenario

DRAWINGS: dict[str, Callable[..., list[Axes]]] = {
    "outcomes_over_time": outcomes_over_time,
    "why_no_accord": why_no_accord,
    "package_mix": package_mix,
    "bargaining_range": bargaining_range,
    "front_fan": front_fan,
    "grid_and_weather": grid_and_weather,
    "processes": processes,
    "world_timeline": world_timeline,
}
"""By name: ``(run, figure, **options)`` draws on a figure or subfigure and returns the axes."""

_SHOWS: dict[str, Callable[[Scenario], object]] = {
    "front_fan": lambda scenario: scenario.file.sections >= {"war"},
    "grid_and_weather": lambda scenario: scenario.file.sections >= {"grid", "weather"},
    "processes": panels,
}
"""Whether a figure has something to show of a scenario; the others always have."""

ONE_WORLD = ("grid_and_weather", "world_timeline")
"""Names of the figures that show one world; they take the option ``world``."""

_NOTES = {
    "bargaining_range": (
        "margin: what the side that gains less gains over {instead}, in the package best for both "
        "that is likely enough to hold; utility of 1: from a side's worst to its best on every "
        "issue; above: of the first {told}, those without an ending yet"
    ),
    "front_fan": "bands over the first {told}; the line rests once a world has ended",
    "grid_and_weather": "bands over the first {told}; {end}",
    "processes": "bands over the first {told}; worlds that have ended stay among them",
    "world_timeline": "{end}",
}


def _note(run: Run, name: str, world: int | None) -> str:
    """What the caption adds about a figure."""
    told = counted(worlds_traced(run), "world")
    end = the_end(run, world_to_show(run) if world is None else world) if name in ONE_WORLD else ""
    return _NOTES.get(name, "").format(told=told, end=end, instead=going_on(run.scenario))


def draw(run: Run, name: str, **options: int | None) -> Sheet:
    """One figure on a sheet of its own, with title and caption.

    Parameters
    ----------
    run : Run
    name : str
        A key of ``FIGURES``.
    **options
        ``world`` for the figures of one world.

    Raises
    ------
    KeyError
        If there is no figure of that name.
    ValueError
        If a world is asked for that the run does not have.
    """
    with settings():
        sheet = Sheet()
        DRAWINGS[name](run, sheet, **options)
        add_caption(sheet, run, _note(run, name, options.get("world")))
    return sheet


def _maker(name: str) -> Callable[..., Sheet]:
    def figure(run: Run, **options: int | None) -> Sheet:
        return draw(run, name, **options)

    figure.__name__, figure.__doc__ = name, DRAWINGS[name].__doc__
    return figure


FIGURES: dict[str, Callable[..., Sheet]] = {name: _maker(name) for name in DRAWINGS}
"""By name: ``(run, **options)`` makes a sheet; options are those of the drawing."""


def figures_of(scenario: Scenario) -> list[str]:
    """Names of the figures that a scenario has something to show on."""
    return [name for name in FIGURES if name not in _SHOWS or _SHOWS[name](scenario)]


def write_main_figures(run: Run, folder: Path) -> list[Path]:
    """Write every figure as ``<name>.png`` into a folder, which is made if need be."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.png" for name in figures_of(run.scenario)]
    for path in paths:
        write_atomically(path, draw(run, path.stem).png())
    return paths


__all__ = ["DRAWINGS", "FIGURES", "ONE_WORLD", "Sheet", "draw", "figures_of", "write_main_figures"]
