"""Why there is no accord by the deadline, and whose red line keeps the range empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.ticker import PercentFormatter

from sim.outcomes.declared import going_on
from sim.plots.axes import message, set_size, title
from sim.plots.shares import count_in_words
from sim.plots.style import GREY, Look, counted, percent, short, side_looks, wrapped
from sim.statistics import share_of
from sim.words import day_month

if TYPE_CHECKING:
    from sim.results import Run

_PLAIN = Look("", GREY)
_MOST_LINES = 4  # red lines of a side that are shown one by one


@dataclass(frozen=True)
class Bar:
    """A bar: its words, its worlds, how it looks; is it part of the one above it?"""

    label: str
    count: float
    look: Look = _PLAIN
    is_part: bool = False


def why_no_accord(run: Run, figure: FigureBase) -> list[Axes]:
    """Bars of the reasons, and of the red lines, among worlds without an accord in time."""
    without = run.tally.no_accord
    by = day_month(run.deadline, year=True)
    title(figure, f"Why no accord by {by}: in {without:,} of {counted(run.tally.all.n, 'world')}")
    if not without:
        set_size(figure, 8.4, 2.4)
        axes = figure.subplots()
        message(axes, f"Without exception an accord in time, in {counted(run.worlds, 'world')}.")
        return [axes]
    reasons, lines = _reasons(run), red_line_bars(run)
    set_size(figure, 9.2, 1.6 + 0.36 * (len(reasons) + len(lines) + 1.2 * bool(lines)))
    rows = [len(reasons), len(lines)] if lines else [len(reasons)]
    column = figure.subplots(len(rows), 1, squeeze=False, sharex=True, height_ratios=rows)[:, 0]
    _draw(column[0], reasons, run)
    column[0].set_title("the reason on the best date for talks", fontsize=9)
    if lines:
        _draw(column[1], lines, run)
        empty = counts_of(run, "reason")["empty_range"]
        instead = going_on(run.scenario)
        heading = (
            "whose red line is most in the way, then which, in the "
            f"{counted(round(empty), 'world')} where\nno package was better than {instead} for "
            f"both (as above, shares of all {without:,})"
        )
        column[1].set_title(heading, fontsize=9)
    highest = max(share_of(bar.count, run.tally.without_accord).high for bar in reasons)
    column[-1].set_xlim(0.0, 1.25 * highest)  # red lines are shares of one of the reasons
    column[-1].set_xlabel(f"share of the {without:,} worlds without an accord, with 95 % interval")
    return list(column)


def counts_of(run: Run, name: str) -> dict[str, float]:
    """Worlds (or their weight) by category of a class that says why, the most frequent first."""
    counts, categories = run.tally.without[name], run.outcome(name).categories
    order = np.argsort(-counts, kind="stable")
    return {categories[i]: counts[i].item() for i in order}


def _reasons(run: Run) -> list[Bar]:
    labels = dict(zip(run.outcome("reason").categories, run.outcome("reason").labels, strict=True))
    counts = counts_of(run, "reason").items()
    return [Bar(wrapped(labels[name], 46), count) for name, count in counts]


def red_line_bars(run: Run) -> list[Bar]:
    """Of each side all its red lines together, then each; last the worlds that no line explains.

    The sums, and that last bar, add up to the worlds in which no package was better than war for
    both. Empty if there is no such world.
    """
    counts, total = counts_of(run, "red_line"), counts_of(run, "reason").get("empty_range", 0)
    if not total:
        return []
    lines = {side: _of_side(counts, side) for side in side_looks(run)}
    bars = []
    for side in sorted(lines, key=lambda side: -sum(lines[side].values())):
        bars += _side_bars(run, side, lines[side])
    unexplained = total - sum(counts.values())
    return [*bars, Bar("no single line:\nlifting any one helps nothing", unexplained)]


def _of_side(counts: dict[str, float], side: str) -> dict[str, float]:
    return {name: n for name, n in counts.items() if n and name.split(".")[0] == side}


def _side_bars(run: Run, side: str, lines: dict[str, float]) -> list[Bar]:
    """The side's sum, its most frequent lines, and the rest of them together."""
    look = side_looks(run)[side]
    often = list(lines.items())
    bars = [Bar(red_line_in_words(run, name), n, look, True) for name, n in often[:_MOST_LINES]]
    rest = [n for _, n in often[_MOST_LINES:]]
    if rest:
        bars.append(Bar(f"other red lines of {short(look.label, 28)}", sum(rest), look, True))
    total = Bar(f"{short(look.label, 30)}: red lines together", sum(lines.values()), look)
    return [total, *bars]


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
    return f"{short(label, 48)}\n({short(crossing, 58)})"


def _draw(axes: Axes, bars: list[Bar], run: Run) -> None:
    for place, bar in enumerate(bars):
        share = share_of(bar.count, run.tally.without_accord)
        error = [[share.value - share.low], [share.high - share.value]]
        axes.barh(
            place, share.value, 0.5 if bar.is_part else 0.72, facecolor=bar.look.colour,
            alpha=0.45 if bar.is_part else 0.8, hatch=bar.look.hatch, edgecolor="#333333",
            linewidth=0.4 if bar.is_part else 0.8,
        )  # fmt: skip
        axes.errorbar(share.value, place, xerr=error, color="#222222", linewidth=1.0, capsize=2)
        text = f"{percent(share.value)} ({count_in_words(bar.count)})"
        axes.text(share.high + 0.012, place, text, va="center", fontsize=8)
    axes.set_yticks(range(len(bars)), [bar.label for bar in bars], fontsize=8.5)
    for tick, bar in zip(axes.get_yticklabels(), bars, strict=True):
        tick.set_fontsize(7.5 if bar.is_part else 8.5)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    axes.tick_params(axis="y", length=0)
