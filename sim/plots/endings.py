"""How the worlds end, day by day, and how they stand at the horizon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from sim.plots.axes import date_axis, set_size, share_axis, spread, title
from sim.plots.data import Numbers, as_dates, days
from sim.plots.dated import dated_marks, mark_dates
from sim.plots.shares import tallied
from sim.plots.style import (
    BLACK,
    OPEN_ENDINGS,
    Look,
    accords_shown,
    outcome_looks,
    percent,
    wrapped,
)
from sim.results.ended import ended_on
from sim.statistics import share_of
from sim.words import day_month, half_up

if TYPE_CHECKING:
    from sim.results import Run

_FORCE, _NEVER_ENDS = "taken_by_force", "talks_go_on"
_LABELS = 8  # beside the bar on a sheet of the usual height
_NO_ENDING = Look("without an ending yet", "#FFFFFF")


@dataclass(frozen=True)
class Layer:
    """Endings that are drawn as one: their names, and how they look together."""

    names: tuple[str, ...]
    look: Look

    def count(self, run: Run) -> float:
        """Worlds with one of these endings, or their weight."""
        categories = run.outcome("outcome").categories
        codes = [categories.index(name) for name in self.names]
        return float(run.tally.counts["outcome"][codes].sum())


def layers(run: Run) -> tuple[list[Layer], list[Layer], list[Layer]]:
    """Accords (rare ones of many together), open endings, and what ended talks by force."""
    looks, shown = outcome_looks(run), accords_shown(run)
    rare = tuple(n for n in looks if n not in (*shown, *OPEN_ENDINGS, _FORCE))
    accords = [Layer((name,), looks[name]) for name in shown]
    if rare:
        together = replace(looks[rare[0]], label=f"accord: one of {len(rare)} others")
        accords.append(Layer(rare, together))
    still_open = [Layer((name,), looks[name]) for name in OPEN_ENDINGS[::-1] if name in looks]
    return accords, still_open, [Layer((_FORCE,), looks[_FORCE])] if _FORCE in looks else []


def outcomes_over_time(run: Run, figure: FigureBase) -> list[Axes]:
    """Shares of worlds by ending: accords below, what ended without one on top."""
    labels = sum(len(some) for some in layers(run))
    set_size(figure, 9.6, 5.2 + 0.4 * max(0, labels - _LABELS))
    title(figure, "How the worlds end, day by day")
    left, right = figure.subplots(1, 2, width_ratios=[2.0, 1.2])
    draw_shares_by_day(left, run)
    draw_shares_at_horizon(right, run)
    return [left, right]


def draw_shares_by_day(axes: Axes, run: Run) -> Axes:
    """Stacked shares of worlds that have ended by each day."""
    x, (accords, still_open, force) = as_dates(run, days(run)), layers(run)
    base, top = np.zeros(x.size), np.ones(x.size)
    for layer in accords:
        share = ended_by_day(run, *layer.names)
        _fill(axes, x, base, base + share, layer.look)
        base = base + share
    for layer in [*force[::-1], *still_open[::-1]]:
        if _NEVER_ENDS not in layer.names:
            share = ended_by_day(run, *layer.names)
            _fill(axes, x, top - share, top, layer.look)
            top = top - share
    _fill(axes, x, base, top, _NO_ENDING)
    early = x.size // 20
    place = (x[early], (base[early] + top[early]) / 2)
    if top[early] - base[early] > 0.1:  # room for the words
        axes.text(*place, _NO_ENDING.label, va="center", zorder=6, backgroundcolor="white")
    share_axis(axes)
    date_axis(axes, run)
    mark_dates(run, dated_marks(run), axes)
    return axes


def ended_by_day(run: Run, *endings: str) -> Numbers:
    """Share of worlds with one of these endings by the end of each day, shape (days,), rising.

    That of a mediator that left, and of talks broken off for good, begins on the day of that.
    """
    codes = [run.outcome("outcome").categories.index(ending) for ending in endings]
    ended, weights = np.isin(run.column("outcome"), codes), run.weights
    when, some = ended_on(run)[ended], None if weights is None else weights[ended]
    counts = tallied(when, some, days(run).size)[: days(run).size]
    return np.cumsum(counts.astype(np.float64)) / run.tally.all.weight


def draw_shares_at_horizon(axes: Axes, run: Run) -> Axes:
    """One stacked bar with each ending's share and its interval beside it."""
    accords, still_open, force = layers(run)
    stack = [*accords, *still_open, *force]
    counts = np.array([layer.count(run) for layer in stack])
    shares = counts / run.tally.all.weight
    base = np.cumsum(shares) - shares
    for layer, low, share in zip(stack, base, shares, strict=True):
        axes.bar(0.0, share, 0.3, low, **_paint(layer.look))
    gap = 0.125 if len(stack) <= _LABELS else 1.0  # of many, as much as there is room for
    places = spread(base + shares / 2, gap, 0.03, 0.95)
    for layer, count, at, place in zip(stack, counts, base + shares / 2, places, strict=True):
        text = f"{wrapped(layer.look.label, 36)}\n{in_words(count, run)}"
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


def in_words(count: float, run: Run) -> str:
    """A share of the worlds with its 95 % interval: ``0.3 % (0.1 to 0.7)``."""
    share = share_of(count, run.tally.all, len(run.failures))
    if run.tally.all.n_effective < 1000:  # the interval is wide: decimals would pretend
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
