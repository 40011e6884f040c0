"""How the worlds end, day by day, and how they stand at the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from sim.plots.axes import date_axis, mark_deadline, set_size, share_axis, spread, title
from sim.plots.data import Numbers, as_dates, days
from sim.plots.style import BLACK, OPEN_ENDINGS, Look, outcome_looks, percent, wrapped
from sim.statistics import wilson
from sim.words import day_month, half_up

if TYPE_CHECKING:
    from sim.results import Run

_NO_ENDING = Look("neither an accord\nnor taken by force yet", "#FFFFFF")


def outcomes_over_time(run: Run, figure: FigureBase) -> list[Axes]:
    """Shares of worlds by ending: accords below, force on top, the open ones between."""
    set_size(figure, 9.6, 5.2)
    title(figure, "How the worlds end, day by day")
    left, right = figure.subplots(1, 2, width_ratios=[2.0, 1.2])
    draw_shares_by_day(left, run)
    draw_shares_at_horizon(right, run)
    return [left, right]


def draw_shares_by_day(axes: Axes, run: Run) -> Axes:
    """Stacked shares of worlds that have ended by each day."""
    looks, x = outcome_looks(run), as_dates(run, days(run))
    shares = {name: ended_by_day(run, name) for name in looks if name not in OPEN_ENDINGS}
    accords = {name: share for name, share in shares.items() if name != "taken_by_force"}
    base = np.zeros(x.size)
    for name, share in accords.items():
        _fill(axes, x, base, base + share, looks[name])
        base = base + share
    top = 1.0 - shares["taken_by_force"]
    _fill(axes, x, base, top, _NO_ENDING)
    _fill(axes, x, top, np.ones(x.size), looks["taken_by_force"])
    early = x.size // 20
    place = (x[early], (base[early] + top[early]) / 2)
    if top[early] - base[early] > 0.1:  # room for the words
        axes.text(*place, _NO_ENDING.label, va="center", zorder=6, backgroundcolor="white")
    share_axis(axes)
    date_axis(axes, run)
    mark_deadline(axes, run)
    return axes


def ended_by_day(run: Run, ending: str) -> Numbers:
    """Share of worlds with that ending on or before each day, shape (days,), rising."""
    code = run.outcome("outcome").categories.index(ending)
    when = run.column("outcome_day")[run.column("outcome") == code]
    counts = np.bincount(when, minlength=days(run).size)[: days(run).size]
    return np.cumsum(counts) / run.worlds


def draw_shares_at_horizon(axes: Axes, run: Run) -> Axes:
    """One stacked bar with each ending's share and its interval beside it."""
    looks = outcome_looks(run)
    order = [name for name in looks if name not in (*OPEN_ENDINGS, "taken_by_force")]
    order += [*OPEN_ENDINGS[::-1], "taken_by_force"]
    codes = [run.outcome("outcome").categories.index(name) for name in order]
    counts = run.tally.counts["outcome"][codes]
    shares = counts / run.worlds
    base = np.cumsum(shares) - shares
    for name, low, share in zip(order, base, shares, strict=True):
        axes.bar(0.0, share, 0.3, low, **_paint(looks[name]))
    places = spread(base + shares / 2, 0.125, 0.03, 0.95)
    for name, count, at, place in zip(order, counts, base + shares / 2, places, strict=True):
        text = f"{wrapped(looks[name].label, 36)}\n{in_words(int(count), run)}"
        axes.plot([0.16, 0.24, 0.29], [at, place, place], color=BLACK, linewidth=0.5)
        words = axes.text(0.31, place, text, va="center", fontsize=8, linespacing=1.1)
        words.set_in_layout(False)  # the panel is wide enough; long words must not squeeze it
    axes.set(xlim=(-0.16, 1.6), ylim=(0.0, 1.0))
    axes.set_title(
        f"at the horizon, {day_month(run.horizon, year=True, brief=True)} (95 % interval)",
        fontsize=9,
        pad=14,
    )
    axes.set_axis_off()
    return axes


def in_words(count: int, run: Run) -> str:
    """A share of the worlds with its 95 % interval: ``0.3 % (0.1 to 0.7)``."""
    share = wilson(count, run.worlds, len(run.failures))
    if run.worlds < 1000:  # the interval is wide: decimals would pretend
        return f"{percent(share.value)} ({_per_cent(share.low, 0)} to {_per_cent(share.high, 0)})"
    low, high = (_per_cent(end, 1) for end in (share.low, share.high))
    return f"{_per_cent(share.value, 1)} % ({low} to {high})"


def _per_cent(share: float, digits: int) -> str:
    return half_up(share, digits, power=2)


def _fill(axes: Axes, x: Numbers, low: Numbers, high: Numbers, look: Look) -> None:
    axes.fill_between(x, low, high, step="post", **_paint(look))


def _paint(look: Look) -> dict[str, Any]:
    """Fill, hatch and thin edge; dark things get no dark edge on dark."""
    return {"facecolor": look.colour, "hatch": look.hatch, "edgecolor": "#555555", "linewidth": 0.4}
