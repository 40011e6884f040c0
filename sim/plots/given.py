"""Figures in the place of axes that the caller made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import SubFigure

from sim.errors import Usage
from sim.plots import DRAWINGS
from sim.plots.style import settings

if TYPE_CHECKING:
    from sim.results import Run


def draw_in_place_of(ax: Axes, run: Run, name: str, **options: int | None) -> list[Axes]:
    """Draw a figure where ``ax`` stands: most have several panels, so axes of their own replace it.

    Parameters
    ----------
    ax : Axes
        Made by ``subplots`` or ``subplot_mosaic``; it is removed from its figure.
    name : str
        A key of ``DRAWINGS``.
    **options
        Those of the drawing.

    Returns
    -------
    list of Axes
        The figure's panels, in a subfigure with its title.

    Raises
    ------
    Usage
        If ``ax`` has no place in a grid.
    """
    place, figure = ax.get_subplotspec(), ax.figure
    if place is None or figure is None:
        raise Usage("ax= takes axes of a grid, such as those of plt.subplots")
    ax.remove()
    room: SubFigure = figure.add_subfigure(place)
    with settings():
        return DRAWINGS[name](run, room, **options)
