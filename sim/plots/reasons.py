"""Why there is no accord by the deadline, and whose red line keeps the range empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.ticker import PercentFormatter

from sim.plots.axes import message, set_size, title
from sim.plots.style import GREY, Look, counted, percent, short, side_looks, wrapped
from sim.statistics import wilson
from sim.words import day_month

if TYPE_CHECKING:
    from sim.results import Run

_MOST_LINES = 6  # red lines shown


def why_no_accord(run: Run, figure: FigureBase) -> list[Axes]:
    """Bars of the reasons, and of the red lines, among worlds without an accord in time."""
    without = run.tally.no_accord
    by = day_month(run.deadline, year=True)
    title(figure, f"Why no accord by {by}: in {without:,} of {counted(run.worlds, 'world')}")
    if not without:
        set_size(figure, 8.4, 2.4)
        axes = figure.subplots()
        message(axes, f"Without exception an accord in time, in {counted(run.worlds, 'world')}.")
        return [axes]
    reasons, lines = _reasons(run), _lines(run)
    set_size(figure, 9.2, 1.6 + 0.36 * (len(reasons) + len(lines) + 1.2 * bool(lines)))
    rows = [len(reasons), len(lines)] if lines else [len(reasons)]
    column = figure.subplots(len(rows), 1, squeeze=False, sharex=True, height_ratios=rows)[:, 0]
    _bars(column[0], reasons, without)
    column[0].set_title("the reason on the best date for talks", fontsize=9)
    if lines:
        _bars(column[1], lines, without)
        empty = counts_of(run, "reason")["empty_range"]
        heading = (
            f"the red line most in the way where no package was better than war for both ({empty:,}"
            f"\nworlds; as shares, like those above, of all {without:,} without an accord)"
        )
        column[1].set_title(heading, fontsize=9)
    highest = max(wilson(count, without).high for _, count, _ in reasons)
    column[-1].set_xlim(0.0, 1.25 * highest)  # red lines are shares of one of the reasons
    column[-1].set_xlabel(f"share of the {without:,} worlds without an accord, with 95 % interval")
    return list(column)


def counts_of(run: Run, name: str) -> dict[str, int]:
    """Worlds of each category of a class, the most frequent first."""
    codes = run.column(name)
    categories = run.outcome(name).categories
    counts = np.bincount(codes[codes >= 0], minlength=len(categories))
    order = np.argsort(-counts, kind="stable")
    return {categories[i]: int(counts[i]) for i in order}


def _reasons(run: Run) -> list[tuple[str, int, Look]]:
    labels = dict(zip(run.outcome("reason").categories, run.outcome("reason").labels, strict=True))
    counts = counts_of(run, "reason").items()
    return [(wrapped(labels[name], 46), count, Look("", GREY)) for name, count in counts]


def _lines(run: Run) -> list[tuple[str, int, Look]]:
    looks = side_looks(run)
    found = [(name, count) for name, count in counts_of(run, "red_line").items() if count]
    rows = [
        (red_line_in_words(run, name), count, looks[name.split(".")[0]])
        for name, count in found[:_MOST_LINES]
    ]
    others = sum(count for _, count in found[_MOST_LINES:])
    without_one = counts_of(run, "reason").get("empty_range", 0) - sum(n for _, n in found)
    more = {"other red lines": others, "no single line: lifting one helps none": without_one}
    return rows + [(words, n, Look("", GREY)) for words, n in more.items() if rows and n > 0]


def red_line_in_words(run: Run, name: str) -> str:
    """Whose red line "party.line" is, on what, and what crosses it."""
    party, line = name.split(".", 1)
    spec = run.scenario.file.parties[party].red_lines[line]
    issue = run.scenario.file.issues[spec.issue]
    if spec.option is not None and issue.options:
        crossing = issue.options[spec.option].label or spec.option
    else:
        crossing = f"too {'low' if spec.below is not None else 'high'}: {issue.label}"
    outcome = run.outcome("red_line")
    label = dict(zip(outcome.categories, outcome.labels, strict=True))[name]
    return f"{short(label, 48)}\n({short(crossing, 46)})"


def _bars(axes: Axes, rows: list[tuple[str, int, Look]], n: int) -> None:
    for place, (_, count, look) in enumerate(rows):
        share = wilson(count, n)
        error = [[share.value - share.low], [share.high - share.value]]
        axes.barh(
            place, share.value, 0.66, facecolor=look.colour, alpha=0.8, hatch=look.hatch,
            edgecolor="#333333", linewidth=0.4,
        )  # fmt: skip
        axes.errorbar(share.value, place, xerr=error, color="#222222", linewidth=1.0, capsize=2)
        text = f"{percent(share.value)} ({count:,})"
        axes.text(share.high + 0.012, place, text, va="center", fontsize=8)
    axes.set_yticks(range(len(rows)), [label for label, _, _ in rows], fontsize=8.5)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    axes.tick_params(axis="y", length=0)
