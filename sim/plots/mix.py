"""What accords contain: each option's share of them, issue by issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from sim.agreement.packages import Packages, packages_of
from sim.plots.axes import message, set_size, title
from sim.plots.data import Numbers
from sim.plots.shares import count_in_words, tallied
from sim.plots.style import GREY, Look, counted, outcome_looks, percent, short, wrapped
from sim.scenario.combinations import options_of
from sim.statistics import Mass, share_of

if TYPE_CHECKING:
    from sim.results import Run

_MOST_ROWS = 8  # of one issue; the rarest of more are put together


@dataclass(frozen=True)
class _Row:
    label: str
    count: float
    look: Look


def package_mix(run: Run, figure: FigureBase) -> list[Axes]:
    """Share of accords with each option; of those that raise the issue at all."""
    packages = packages_of(run.scenario)
    signed = signed_in(run)
    title(figure, f"What accords contain: {counted(signed.package.size, 'accord')} to the horizon")
    if not signed.package.size:
        set_size(figure, 8.4, 2.4)
        axes = figure.subplots()
        message(axes, f"No accord in {counted(run.worlds, 'world')}.")
        return [axes]
    issues = {name: _rows(run, packages, name, signed) for name in packages.issues}
    issues = {name: rows for name, rows in issues.items() if sum(row.count for row in rows)}
    heights = [len(rows) + 1.6 for rows in issues.values()]
    set_size(figure, 8.8, 1.2 + 0.23 * sum(heights))
    column = figure.subplots(len(issues), 1, sharex=True, squeeze=False, height_ratios=heights)
    for axes, (name, rows) in zip(column[:, 0], issues.items(), strict=True):
        _draw(axes, packages, name, rows, signed.that_raise(packages, name))
    column[-1, 0].set_xlabel("share of the accords that raise the issue, with 95 % interval")
    return list(column[:, 0])


@dataclass(frozen=True)
class Signed:
    """Accords: the ``package`` of each, (accords,), and the ``weights`` of their worlds, if any.

    A world that weighs nothing has none.
    """

    package: NDArray[np.int64]
    weights: Numbers | None = None

    def that_raise(self, packages: Packages, issue: str) -> Mass:
        """How many of them raise an issue."""
        raised, mass = packages.option[issue][self.package] >= 0, Mass()
        mass.add(int(raised.sum()), None if self.weights is None else self.weights[raised])
        return mass

    def by_option(self, packages: Packages, issue: str) -> NDArray[np.int64] | Numbers:
        """Accords with each option of an issue, (options,), or their weight.

        Those that do not raise it are in none.
        """
        chosen = packages.option[issue][self.package]
        weights = None if self.weights is None else self.weights[chosen >= 0]
        return tallied(chosen[chosen >= 0], weights, len(options_of(packages.issues[issue])))


def signed_in(run: Run) -> Signed:
    """The accords of a run."""
    package, weights = run.column("package"), run.weights
    if weights is None:
        return Signed(package[package >= 0])
    there = (package >= 0) & (weights > 0)
    return Signed(package[there], weights[there])


def _rows(run: Run, packages: Packages, issue: str, signed: Signed) -> list[_Row]:
    counts = signed.by_option(packages, issue)
    names = options_of(packages.issues[issue])
    rows = [
        _Row(packages.option_label(issue, name), count.item(), _look(run, packages, issue, name))
        for name, count in zip(names, counts, strict=True)
    ]
    if len(rows) <= _MOST_ROWS:
        return rows
    often = sorted(range(len(rows)), key=lambda i: (-rows[i].count, i))
    kept = sorted(often[: _MOST_ROWS - 1])
    others = sum(rows[i].count for i in often[_MOST_ROWS - 1 :])
    return [*(rows[i] for i in kept), _Row("others", others, Look("", GREY))]


def _look(run: Run, packages: Packages, issue: str, option: str) -> Look:
    """The ending's look for options that decide it; plain grey for all others."""
    options = packages.issues[issue].options
    outcome = options[option].outcome if options else None
    return outcome_looks(run)[outcome] if outcome else Look("", GREY)


def _draw(axes: Axes, packages: Packages, issue: str, rows: list[_Row], raised: Mass) -> None:
    for place, row in enumerate(rows):
        share = share_of(row.count, raised)
        error = [[share.value - share.low], [share.high - share.value]]
        axes.barh(
            place, share.value, 0.72, facecolor=row.look.colour, hatch=row.look.hatch,
            edgecolor="#333333", linewidth=0.4,
        )  # fmt: skip
        axes.errorbar(share.value, place, xerr=error, color="#222222", linewidth=1.0, capsize=2)
        text = f"{percent(share.value)} ({count_in_words(row.count)})"
        axes.text(share.high + 0.015, place, text, va="center", fontsize=8)
    axes.set_yticks(range(len(rows)), [wrapped(row.label, 34, 1) for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0.0, 1.17)
    axes.spines["bottom"].set_bounds(0.0, 1.0)  # beyond lies room for words only
    axes.set_xticks([0.0, 0.25, 0.5, 0.75, 1.0])
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    axes.tick_params(axis="y", length=0)
    heading = short(packages.issues[issue].label, 70)
    axes.set_title(f"{heading} (in {counted(raised.n, 'accord')})", fontsize=9, fontweight="bold")
