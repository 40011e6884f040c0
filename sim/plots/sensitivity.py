"""What an outcome varies with: a tornado, coloured by where each parameter comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import blended_transform_factory

from sim.analysis.sensitivity import Sensitivity
from sim.analysis.sensitivity.factors import LUCK, LUCK_GIVEN_PAST
from sim.analysis.sensitivity.outcomes import Values
from sim.errors import UnknownColumn, not_among
from sim.plots.axes import message, set_size, title
from sim.plots.sheet import NOT_A_FORECAST, Sheet, add_caption
from sim.plots.style import (
    BLACK,
    BLUE,
    DARK,
    GREEN,
    GREY,
    ORANGE,
    PALE,
    counted,
    plain,
    settings,
    short,
    wrapped,
)
from sim.words import half_up

if TYPE_CHECKING:
    import pandas as pd

ROWS = 12
_LOOKS = {
    "article": (BLUE, "", "the article"),
    "external": (GREEN, "//", "an external source"),
    "assumed": (ORANGE, "..", "assumed"),
    "neutral": (GREY, "--", "set in no file"),
    "several": (PALE, "xx", "several sources"),
    "luck": ("#FFFFFF", "", "luck"),
}
_EDGE = "#333333"


def _percent(share: float, _: object) -> str:
    """A tick with the digits that it needs: 2.5 %, 5 %."""
    return f"{round(100 * share, 6):g} %"


def sensitivity_sheet(found: Sensitivity, outcome: str = "", rows: int = ROWS) -> Sheet:
    """The figure of one outcome on a sheet of its own.

    Parameters
    ----------
    outcome : str
        Its name; default: the first that was asked about.
    rows : int
        How many parameters, or groups, at most.

    Raises
    ------
    UnknownColumn
        If that was not asked about.
    """
    with settings():
        sheet = Sheet()
        draw_sensitivity(found, sheet, outcome, rows)
        _add_caption(sheet, found)
    return sheet


def draw_sensitivity(
    found: Sensitivity, figure: FigureBase, outcome: str = "", rows: int = ROWS
) -> list[Axes]:
    """Draw what an outcome varies with, as the method has it; see `sensitivity_sheet`."""
    names = [each.name for each in found.outcomes]
    if outcome and outcome not in names:
        raise UnknownColumn(not_among("outcome that was asked about", outcome, names))
    asked = found.outcomes[names.index(outcome) if outcome else 0]
    frame = found.frame.loc[asked.name]
    title(figure, f"What it varies with: {plain(asked.label)}")
    draw = {"plain": _plain, "sobol": _sobol, "morris": _morris}[found.method]
    return draw(figure, asked, frame, rows)


def _add_caption(sheet: Sheet, found: Sensitivity) -> None:
    """Of a run its usual caption; of a design how many worlds it took, all of one weight."""
    if found.method == "plain":
        add_caption(
            sheet,
            found.run,
            "colour: the source named first; bars: 95 % intervals; pale: not beyond chance among "
            "all parameters (Holm)",
        )
        return
    run = found.run
    first = f"{short(run.heading, 100)} | {counted(found.worlds, 'world')}, seed {run.seed} | "
    text = f"{first}bars: 95 % intervals\n{NOT_A_FORECAST}"
    sheet.supxlabel(text, x=0.012, ha="left", fontsize=7.5, color=DARK, linespacing=1.4)


def _plain(figure: FigureBase, asked: Values, frame: pd.DataFrame, rows: int) -> list[Axes]:
    """The outcome at both ends of each parameter; and what it explains of the variance."""
    first = frame[frame["share"].notna()]
    some = first.sort_values("share", ascending=False, kind="stable").head(rows)
    if some.empty:
        return _nothing(figure)
    set_size(figure, 10.4, 2.3 + 0.33 * len(some))
    left, right = figure.subplots(1, 2, width_ratios=[1.35, 1.0], sharey=True)
    whole = float(np.average(asked.values[asked.there], weights=asked.weights[asked.there]))
    left.axvline(whole, color=DARK, linewidth=0.8, linestyle=":")
    for place, (_, row) in enumerate(some.iterrows()):
        _swing(left, place, row)
        _bar(right, place, (row["share"], row["share_low"], row["share_high"]), row)
    _labels(left, some)
    left.set_xlabel(f"{_of(asked)},\nwhere the parameter is lowest, and where it is highest")
    _unit(left, asked)
    right.axvline(0.0, color=DARK, linewidth=0.8)
    right.set_xlabel("share of the variance\nthat it explains alone")
    right.xaxis.set_major_formatter(FuncFormatter(_percent))
    right.tick_params(axis="y", length=0)
    ends = [_end("lowest fifth", "white"), _end("highest fifth", BLACK)]
    line = Line2D([], [], color=DARK, linewidth=0.8, linestyle=":", label="all worlds")
    _legend(left, some, [*ends, line])
    return [left, right]


def _swing(axes: Axes, place: int, row: pd.Series) -> None:
    """From the outcome in the lowest fifth of a parameter to that in its highest."""
    colour, hatch, _ = _LOOKS[row["kind"]]
    ends = row["lowest_fifth"], row["highest_fifth"]
    axes.barh(
        place, ends[1] - ends[0], 0.62, left=ends[0], facecolor=colour, hatch=hatch,
        edgecolor=_EDGE, linewidth=0.4, alpha=_alpha(row),
    )  # fmt: skip
    for name, fill, shift in (("lowest", "white", -0.1), ("highest", BLACK, 0.1)):
        value = row[f"{name}_fifth"]
        error = [[value - row[f"{name}_low"]], [row[f"{name}_high"] - value]]
        axes.errorbar(
            value, place + shift, xerr=error, fmt="o", markersize=4.5, markerfacecolor=fill,
            markeredgecolor=BLACK, color="#222222", linewidth=0.9, capsize=2,
        )  # fmt: skip


def _bar(
    axes: Axes,
    place: float,
    value: tuple[float, float, float],
    row: pd.Series,
    height: float = 0.62,
) -> None:
    """A bar from zero with its interval."""
    colour, hatch, _ = _LOOKS[row["kind"]]
    axes.barh(
        place, value[0], height, facecolor=colour, hatch=hatch, edgecolor=_EDGE, linewidth=0.4,
        alpha=_alpha(row),
    )  # fmt: skip
    error = [[value[0] - value[1]], [value[2] - value[0]]]
    axes.errorbar(value[0], place, xerr=error, color="#222222", linewidth=0.9, capsize=2)


def _alpha(row: pd.Series) -> float:
    """Pale where it may be chance."""
    return 0.35 if not row.get("beyond_noise", True) else 1.0


def _sobol(figure: FigureBase, asked: Values, frame: pd.DataFrame, rows: int) -> list[Axes]:
    """Each group's share of the variance, alone and in all; luck below."""
    lucks = [name for name in (LUCK, LUCK_GIVEN_PAST) if name in frame.index]
    others = frame.drop(lucks).sort_values("total", ascending=False, kind="stable").head(rows)
    some = [*others.iterrows(), *((name, frame.loc[name]) for name in lucks)]
    set_size(figure, 9.2, 2.3 + 0.5 * len(some))
    axes = figure.subplots()
    for place, (_, row) in enumerate(some):
        for shift, order in ((-0.19, "first"), (0.19, "total")):
            value = row[order], row[f"{order}_low"], row[f"{order}_high"]
            if np.isnan(value[0]):
                continue
            _bar(axes, place + shift, value, row, 0.34)
            label = " alone" if order == "first" else " in all"
            axes.annotate(
                f"{_whole(value[0])} %{label}", (max(value[2], 0.0), place + shift),
                xytext=(5, 0), textcoords="offset points", va="center", fontsize=7.5,
            )  # fmt: skip
    counts = {name: f" ({row['parameters']})" if row["parameters"] else "" for name, row in some}
    texts = [wrapped(row["label"] + counts[name], 34) for name, row in some]
    axes.set_yticks(range(len(some)), texts)
    axes.set_ylim(len(some) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.axvline(0.0, color=DARK, linewidth=0.8)
    axes.set_xlim(right=1.12 * max(axes.get_xlim()[1], 0.1))
    axes.xaxis.set_major_formatter(FuncFormatter(_percent))
    axes.set_xlabel("share of the variance; in parentheses: how many parameters a group has")
    kinds = frame.loc[[name for name, _ in some]]
    _legend(axes, kinds, [])
    return [axes]


def _whole(share: float) -> str:
    text = half_up(share, 0, power=2)
    return "0" if text == "-0" else text


def _morris(figure: FigureBase, asked: Values, frame: pd.DataFrame, rows: int) -> list[Axes]:
    """Mean size of each parameter's effects, and the mean effect."""
    some = frame.sort_values("mu_star", ascending=False, kind="stable").head(rows)
    set_size(figure, 9.2, 2.3 + 0.33 * len(some))
    axes = figure.subplots()
    for place, (_, row) in enumerate(some.iterrows()):
        _bar(axes, place, (row["mu_star"], row["mu_star_low"], row["mu_star_high"]), row)
        axes.plot(row["mu"], place, marker="D", markersize=5, color=BLACK, markerfacecolor="white")
    _labels(axes, some)
    axes.axvline(0.0, color=DARK, linewidth=0.8)
    unit = "points" if asked.unit == "share" else asked.unit
    axes.set_xlabel(
        "change of the outcome from the 12.5 % to the 87.5 % point of the prior"
        + (f" ({plain(unit)})" if unit not in ("", "-") else "")
    )
    if asked.unit == "share":
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{100 * x:.0f}"))
    mark = Line2D(
        [], [], marker="D", color=BLACK, markerfacecolor="white", linestyle="", markersize=5,
        label="mean change (mu)",
    )  # fmt: skip
    bar = Patch(facecolor="white", edgecolor=_EDGE, label="mean size (mu*), by source:")
    _legend(axes, some, [mark, bar], first=True)
    return [axes]


def _labels(axes: Axes, some: pd.DataFrame) -> None:
    axes.set_yticks(range(len(some)), [wrapped(label, 38) for label in some["label"]])
    axes.set_ylim(len(some) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)


def _of(asked: Values) -> str:
    label = plain(asked.label)
    return f"share of worlds with {label}" if asked.unit == "share" else label


def _unit(axes: Axes, asked: Values) -> None:
    if asked.unit == "share":
        axes.xaxis.set_major_formatter(FuncFormatter(_percent))
    elif asked.unit not in ("", "-"):
        axes.set_xlabel(f"{axes.get_xlabel()} ({plain(asked.unit)})")


def _end(label: str, colour: str) -> Line2D:
    return Line2D(
        [], [], marker="o", color=BLACK, markerfacecolor=colour, linestyle="", markersize=4.5,
        label=label,
    )  # fmt: skip


def _legend(axes: Axes, some: pd.DataFrame, more: list[Artist], first: bool = False) -> None:
    """Kinds of source that are there, and what marks mean, in a line above the axes."""
    there = [look for kind, look in _LOOKS.items() if kind in set(some["kind"])]
    kinds: list[Artist] = [
        Patch(facecolor=colour, hatch=hatch, edgecolor=_EDGE, linewidth=0.4, label=label)
        for colour, hatch, label in there
    ]
    handles = [*more, *kinds] if first else [*kinds, *more]
    axes.set_title(" ")  # room above: the legend begins at the left of the picture
    assert axes.figure is not None
    place = blended_transform_factory(axes.figure.transSubfigure, axes.transAxes)
    legend = axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0.005, 1.0), ncols=len(handles),
        bbox_transform=place,
        borderaxespad=0.3, columnspacing=1.2, handletextpad=0.5,
    )  # fmt: skip
    legend.set_in_layout(False)


def _nothing(figure: FigureBase) -> list[Axes]:
    set_size(figure, 8.4, 2.4)
    axes = figure.subplots()
    message(axes, "No single parameter was asked about.")
    return [axes]
