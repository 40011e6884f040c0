"""A calibration: anchors before and after, and the parameters that move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.ticker import PercentFormatter

from sim.analysis.sensitivity.factors import in_words, parties_of
from sim.plots.axes import message, set_size, title
from sim.plots.sheet import Sheet, add_caption
from sim.plots.style import BLUE, DARK, GREY, ORANGE, PALE, plain, settings, wrapped
from sim.words import day_month

if TYPE_CHECKING:
    from sim.analysis.calibrating import Calibrated, Point
    from sim.analysis.calibrating.learnt import Parameter
    from sim.statistics import Estimate

ROWS = 12
_BEFORE, _AFTER = (GREY, "o"), (BLUE, "s")


def calibration_sheet(found: Calibrated, rows: int = ROWS) -> Sheet:
    """The figure on a sheet of its own; at most ``rows`` parameters."""
    with settings():
        sheet = Sheet()
        draw_calibration(found, sheet, rows)
        note = (
            f"calibrated: as good as {found.ess:,.0f} worlds; thin bars: 95 % intervals, of "
            "anchors one sd either way; pale bars: one standard deviation either way"
        )
        add_caption(sheet, found.before, note)
    return sheet


def draw_calibration(found: Calibrated, figure: FigureBase, rows: int = ROWS) -> list[Axes]:
    """Anchors on the left, parameters that move beyond chance on the right."""
    some = sorted(
        (each for each in found.learnt.parameters if each.moved),
        key=lambda each: -abs(each.shift.value),
    )[:rows]
    set_size(figure, 11.6, 2.6 + 0.36 * max(len(some), 2 * len(found.points), 4))
    title(figure, "What the model would have to believe")
    left, right = figure.subplots(1, 2, width_ratios=[1.0, 1.1])
    draw_anchors(found, left)
    draw_parameters(found, some, right)
    return [left, right]


def draw_anchors(found: Calibrated, axes: Axes) -> Axes:
    """Of each anchor: what it says, and the share of worlds before and after."""
    for place, each in enumerate(found.points):
        first = not place
        _dot(axes, place - 0.22, each.before, _BEFORE, "uncalibrated" if first else "")
        _dot(axes, place, each.after, _AFTER, "calibrated" if first else "")
        sd = each.anchor.sd or 0.0
        axes.errorbar(
            each.anchor.says, place + 0.22, xerr=[[min(sd, each.anchor.says)], [sd]], fmt="D",
            color=ORANGE, markersize=5, linewidth=1.0, capsize=2, label="anchor" if first else "",
        )  # fmt: skip
    texts = [_asked(each) for each in found.points]
    axes.set_yticks(range(len(texts)), texts)
    axes.set_ylim(len(texts) - 0.5, -0.5)
    axes.set_xlim(left=0.0)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    axes.set_xlabel("share of worlds")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    return axes


def draw_parameters(found: Calibrated, some: list[Parameter], axes: Axes) -> Axes:
    """Where each parameter stood (0, one standard deviation either way), and stands."""
    if not some:
        message(axes, "No parameter moves beyond chance.")
        return axes
    called = parties_of(found.before.scenario)
    for place, each in enumerate(some):
        low, high = each.shift.value - each.spread.value, each.shift.value + each.spread.value
        axes.barh(place - 0.17, 2.0, 0.22, left=-1.0, color=PALE)
        axes.barh(place + 0.13, high - low, 0.22, left=low, color=BLUE, alpha=0.25)
        axes.plot(
            0.0, place - 0.17, "o", color=GREY, markersize=4.5, label="" if place else "prior"
        )
        _dot(axes, place + 0.13, each.shift, _AFTER, "" if place else "posterior")
    axes.axvline(0.0, color=DARK, linewidth=0.8, linestyle=":")
    axes.set_yticks(
        range(len(some)), [wrapped(plain(in_words(each.name, called)), 34) for each in some]
    )
    axes.set_ylim(len(some) - 0.5, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.use_sticky_edges = False
    axes.margins(x=0.05)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    axes.set_xlabel("mean, in standard deviations of the prior from the prior's mean")
    return axes


def _dot(axes: Axes, place: float, value: Estimate, look: tuple[str, str], label: str = "") -> None:
    ends = np.array([[value.value - value.low], [value.high - value.value]])
    axes.errorbar(
        value.value, place, xerr=np.maximum(ends, 0.0), fmt=look[1], color=look[0], markersize=5,
        linewidth=1.0, capsize=2, label=label,
    )  # fmt: skip


def _asked(each: Point) -> str:
    what = wrapped(plain(each.anchor.outcome.replace("_", " ")), 22)
    return f"{what}\nby {day_month(each.anchor.by, year=True)}" if each.anchor.by else what
