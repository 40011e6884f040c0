"""Why no accord: a waterfall from the worlds as they are to all mechanisms taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from sim.plots.axes import set_size, title
from sim.plots.sheet import Sheet, add_caption
from sim.plots.style import BLUE, DARK, GREY, ORANGE, plain, settings, wrapped
from sim.words import day_month, half_up, points

if TYPE_CHECKING:
    from sim.analysis.explaining import Explanation
    from sim.statistics import Estimate

_SHOWN = 14  # bars; smaller ones are summed up in one
_FULL = 1.0  # all worlds
_ROOM = 0.24  # to the right, for numbers
_HEIGHT = 0.36  # inches a bar


@dataclass(frozen=True)
class _Bar:
    label: str
    value: float
    low: float
    high: float


def explanation_sheet(found: Explanation, measure: str = "accord") -> Sheet:
    """The figure on a sheet of its own."""
    with settings():
        sheet = Sheet()
        set_size(sheet, 9.6, 2.6 + _HEIGHT * (min(len(found.worths), _SHOWN + 1) + 2))
        title(sheet, "Why no accord: what each mechanism is worth, others gone as well")
        waterfall(sheet.subplots(), found, measure)
        note = (
            f"Shapley values over {found.worlds:,} worlds; lines: 95 % intervals; "
            "orange: it helps, and without it accords are lost"
        )
        add_caption(sheet, found.run, note)
    return sheet


def waterfall(axes: Axes, found: Explanation, measure: str = "accord") -> Axes:
    """Bars from the share of worlds as they are to that with every mechanism taken away."""
    before, after = found.before[measure], found.after[measure]
    bars, level, farthest = _bars(found, measure), before.value, _FULL
    _whole(axes, 0, before)
    for row, bar in enumerate(bars, start=1):
        colour = BLUE if bar.value >= 0 else ORANGE
        axes.barh(row, bar.value, left=level, color=colour, height=0.62)
        ends = [level + bar.low, level + bar.high]
        axes.plot(ends, [row, row], color=DARK, linewidth=1.1)
        right = max(level, level + bar.value, *ends)
        farthest = max(farthest, right)
        _words(axes, right, row, f"{points(bar.value)} ({points(bar.low)} to {points(bar.high)})")
        axes.plot([level + bar.value] * 2, [row, row + 1], color=GREY, linewidth=0.7)
        level += bar.value
    _whole(axes, len(bars) + 1, after)
    names = ["as it is", *(wrapped(plain(bar.label), 46) for bar in bars), "all taken away"]
    axes.set_yticks(range(len(names)), names)
    axes.set(ylim=(len(names) - 0.4, -0.6), xlim=(0, farthest + _ROOM))
    axes.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1.0])
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    by = day_month(found.run.deadline, year=True, brief=True)
    what = {"accord": "an accord", "durable_peace": "a durable peace"}[measure]
    axes.set_xlabel(f"share of worlds with {what} by {by}; changes in percentage points")
    return axes


def _bars(found: Explanation, measure: str) -> list[_Bar]:
    """The largest by themselves, what is left in one."""
    order = sorted(found.worths, key=lambda each: -abs(each.value[measure].value))
    shown, rest = order[:_SHOWN], order[_SHOWN:]
    bars = [_bar(each.mechanism.label, each.value[measure]) for each in shown]
    if rest:
        bars.append(_sum(f"{len(rest)} others together", [each.value[measure] for each in rest]))
    return bars


def _bar(label: str, found: Estimate) -> _Bar:
    return _Bar(label, found.value, found.low, found.high)


def _sum(label: str, found: Sequence[Estimate]) -> _Bar:
    """Several as one; their errors are taken as independent."""
    value = sum(each.value for each in found)
    half = sum(((each.high - each.low) / 2) ** 2 for each in found) ** 0.5
    return _Bar(label, value, value - half, value + half)


def _whole(axes: Axes, row: int, found: Estimate) -> None:
    axes.barh(row, found.value, color=GREY, height=0.62)
    axes.plot([found.low, found.high], [row, row], color=DARK, linewidth=1.1)
    _words(axes, found.high, row, f"{half_up(found.value, 1, power=2)} %")


def _words(axes: Axes, x: float, row: int, text: str) -> None:
    axes.annotate(
        text, (x, row), xytext=(6, 0), textcoords="offset points", va="center", fontsize=8,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4},
    )  # fmt: skip
