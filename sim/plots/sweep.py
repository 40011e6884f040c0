"""A sweep: lines with their bands, a heat map with its noise marked, or a panel an axis."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from sim.analysis.sweep.noise import half_width
from sim.errors import Usage
from sim.plots.axes import set_size, title
from sim.plots.sheet import NOT_A_FORECAST, Sheet
from sim.plots.style import DARK, plain, settings, short
from sim.plots.sweep_heat import draw_heat
from sim.plots.sweep_lines import MOST_LINES, draw_lines, draw_means
from sim.words import counted, half_up, percent
from sim.words import short as short_number

if TYPE_CHECKING:
    from sim.analysis.sweep.axis import Axis
    from sim.analysis.sweep.swept import Swept

_PER_LINE = 16.0  # characters of the caption an inch
_MOST_PANELS = 9


def sweep_sheet(swept: Swept, outcome: str = "accord") -> Sheet:
    """One outcome over the points on a sheet of its own, with title and caption."""
    with settings():
        sheet = Sheet()
        set_size(sheet, *_size(swept))
        title(sheet, plain(short(f"{_capital(swept.label(outcome))}", 90)))
        _draw(swept, outcome, sheet, None)
        _add_caption(sheet, swept, outcome)
    return sheet


def draw_sweep(swept: Swept, outcome: str, ax: Axes) -> list[Axes]:
    """Draw on given axes; where a sweep has a panel an axis, in their place.

    Returns
    -------
    list of Axes
        Those drawn on.

    Raises
    ------
    Usage
        If panels are needed, and ``ax`` has no place in a grid.
    """
    with settings():
        if _panels(swept):
            place, figure = ax.get_subplotspec(), ax.figure
            if place is None or figure is None:
                raise Usage("ax= takes axes of a grid, such as those of plt.subplots")
            ax.remove()
            return _draw(swept, outcome, figure.add_subfigure(place), None)
        return _draw(swept, outcome, ax.figure, ax)


def _draw(swept: Swept, outcome: str, figure: FigureBase, ax: Axes | None) -> list[Axes]:
    if several := _panels(swept):
        columns = _columns(len(several))
        rows = -(-len(several) // columns)
        grid = figure.subplots(rows, columns, sharey=True, squeeze=False)
        places = [place for row in grid for place in row]
        for place in places[len(several) :]:
            place.set_axis_off()
        for place, axis in zip(places, several, strict=False):
            draw_means(place, swept, outcome, axis)
            if place not in grid[:, 0]:
                place.set_ylabel("")
        return places[: len(several)]
    place = ax or figure.subplots()
    (draw_heat if _is_heat(swept) else draw_lines)(place, swept, outcome)
    return [place]


def _panels(swept: Swept) -> Sequence[Axis]:
    """The axes that have a panel each; none where one picture shows all points."""
    axes, on_a_grid = swept.plan.axes, swept.plan.design == "grid"
    words = [axis for axis in axes if axis.kind == "category"]
    few = not words or min(axis.size for axis in words) <= MOST_LINES
    if len(axes) == 1 or (len(axes) == 2 and on_a_grid and few):
        return ()
    return axes[:_MOST_PANELS]


def _columns(panels: int) -> int:
    return 2 if panels in (2, 4) else 3


def _size(swept: Swept) -> tuple[float, float]:
    if several := len(_panels(swept)):
        return 10.2, 1.5 + 3.0 * -(-several // _columns(several))
    return (8.4, 6.2) if _is_heat(swept) else (8.4, 5.0)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _add_caption(sheet: Sheet, swept: Swept, outcome: str) -> None:
    width = float(sheet.get_size_inches()[0])
    parts = [_about(swept), _noise(swept, outcome), NOT_A_FORECAST]
    told = "\n".join(fill(part, int(_PER_LINE * width)) for part in parts if part)
    sheet.supxlabel(told, x=0.012, ha="left", fontsize=7.5, color=DARK, linespacing=1.4)


def _about(swept: Swept) -> str:
    plan = swept.plan
    design = {"grid": "", "lhs": " of a Latin hypercube", "sobol": " of a Sobol sequence"}
    many = f"{counted(plan.many, 'point')}{design[plan.design]}"
    return f"{short(swept.title, 110)} | {many}, {plan.worlds:,} worlds each, seed {plan.seed}"


def _noise(swept: Swept, outcome: str) -> str:
    """What the marks mean, and how wide the noise is."""
    found, base = swept.of(outcome), swept.base_of(outcome)
    means = _panels(swept) and swept.plan.design == "grid"
    told = ["mean over the other axes in each panel"] if means else []
    told += [] if _is_heat(swept) else ["bands, bars: 95 % intervals; dashed, grey: the base"]
    if base["unit"] != "share":
        return "; ".join([*told, f"base, nothing varied: {short_number(base['value'])}"])
    alone, paired = (_points(half_width(found, what)) for what in ("", "difference_"))
    told += [f"base, nothing varied: {percent(base['value'])}"]
    told += ["dots: no clear difference from the base"] if _is_heat(swept) else []
    told += [f"noise (95 %): a point {alone}, its difference from the base {paired} points"]
    return "; ".join(told)


def _is_heat(swept: Swept) -> bool:
    axes = swept.plan.axes
    return not _panels(swept) and len(axes) == 2 and all(a.kind != "category" for a in axes)


def _points(width: float) -> str:
    return f"±{half_up(width, 1, power=2)}" if width >= 0 else "unknown"
