"""The front of a search: two aims, every point that was played, and the best of them judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from sim.plots.axes import set_size, title
from sim.plots.sheet import Sheet, write_caption
from sim.plots.style import BLUE, DARK, GREEN, GREY, VERMILLION, plain, settings, wrapped
from sim.plots.style import short as cut

if TYPE_CHECKING:
    from sim.analysis.searching import Found, Judged
    from sim.analysis.searching.front import Aim
    from sim.statistics import Estimate


def search_sheet(found: Found) -> Sheet:
    """The figure on a sheet of its own: the first two aims."""
    plan = found.stages[0].plan
    with settings():
        sheet = Sheet()
        set_size(sheet, 8.8, 6.2)
        title(sheet, f"What can be had at once: {found.aims[0].words}, {found.aims[1].words}")
        front(sheet.subplots(), found)
        played = sum(stage.plan.many for stage in found.stages)
        note = (
            f"{cut(found.stages[0].title, 80)} | {played} points, {plan.worlds:,} worlds each "
            f"(seed {plan.seed}); front judged in other worlds (seed {found.seed}), 95 % intervals"
        )
        write_caption(sheet, note)
    return sheet


def front(axes: Axes, found: Found) -> Axes:
    """Draw points as they were found, and as they were judged."""
    x, y = found.aims[:2]
    values, _ = found.scores()
    axes.plot(values[:, 0], values[:, 1], ".", color=GREY, alpha=0.6, label="played", markersize=5)
    _several(axes, found.front, (x, y), "o", BLUE, "the front, judged in other worlds")
    _several(axes, [found.base], (x, y), "*", VERMILLION, "the base")
    _several(axes, found.beside, (x, y), "D", GREEN, "scenarios beside it")
    for axis, aim in ((axes.xaxis, x), (axes.yaxis, y)):
        axis.set_label_text(_label(found, aim))
        if _unit(found, aim) == "share":
            axis.set_major_formatter(PercentFormatter(1.0, symbol=" %", decimals=0))
    axes.margins(0.08)
    axes.legend(fontsize=8, loc="best")
    return axes


def _unit(found: Found, aim: Aim) -> str:
    return str(found.stages[0].of(aim.outcome)["unit"].iloc[0])


def _label(found: Found, aim: Aim) -> str:
    unit = _unit(found, aim)
    of = "share of worlds" if unit == "share" else unit
    way = "more" if aim.sign > 0 else "less"
    return wrapped(plain(f"{found.stages[0].label(aim.outcome)} ({of}; {way} is sought)"), 70)


def _several(
    axes: Axes, points: list[Judged], aims: tuple[Aim, Aim], marker: str, colour: str, label: str
) -> None:
    there = [p for p in points if all(aim.outcome in p.aims for aim in aims)]
    for i, point in enumerate(there):
        x, y = (point.aims[aim.outcome] for aim in aims)
        axes.errorbar(
            x.value, y.value, xerr=_bars(x), yerr=_bars(y), fmt=marker, color=colour, capsize=2,
            markersize=11 if marker == "*" else 6, elinewidth=0.9, label=label if not i else None,
        )  # fmt: skip
        axes.annotate(
            cut(point.name, 28), (x.value, y.value), xytext=(6, 5), textcoords="offset points",
            fontsize=8, color=DARK,
        )  # fmt: skip


def _bars(found: Estimate) -> list[list[float]]:
    ends = [[found.value - found.low], [found.high - found.value]]
    return [[0.0 if np.isnan(x[0]) else x[0]] for x in ends]
