"""Runs compared: what changed, with its interval, and which worlds now end otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from sim.plots.axes import set_size, title
from sim.plots.sheet import Sheet, add_caption
from sim.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    VERMILLION,
    plain,
    settings,
    wrapped,
)
from sim.plots.style import short as cut
from sim.results.run import first_worlds
from sim.words import day_month, half_up, points

if TYPE_CHECKING:
    from sim.analysis.compare import Comparison, Difference
    from sim.plots.data import Numbers
    from sim.results import Run

_LOOKS = ((BLUE, "s"), (VERMILLION, "^"), (GREEN, "D"), (PURPLE, "P"), (ORANGE, "v"), (BLACK, "X"))
MOST = len(_LOOKS)
"""Runs that a figure holds beside the first."""
_GROUPS = ("outcomes", "by_deadline", "own")
_TOLD = 0.005  # share of worlds from which a cell of the flow is told in numbers


def comparison_sheet(found: Sequence[Comparison], names: Sequence[str]) -> Sheet:
    """The figure: shares of every run; of a pair also the flow of its worlds.

    Parameters
    ----------
    found : sequence of Comparison
        At most six, all with the same first run.
    names : sequence of str
        What the first run is called, then the others.
    """
    rows = _rows(found[0])
    pair = len(found) == 1
    with settings():
        sheet = Sheet()
        set_size(sheet, 13.2 if pair else 9.4, 2.2 + 0.42 * len(rows) + 0.2 * len(found))
        title(sheet, "What changes: the same worlds, with the same luck")
        if pair:
            left, right = sheet.subplots(1, 2, width_ratios=[1.0, 0.9])
            flow(right, found[0].a, found[0].b, names)
        else:
            left = sheet.subplots()
        dumbbells(left, found, names)
        add_caption(sheet, found[0].a, "lines and numbers: paired differences, 95 % intervals")
    return sheet


def dumbbells(axes: Axes, found: Sequence[Comparison], names: Sequence[str]) -> Axes:
    """The share in the first run, and in each other at the end of its paired interval."""
    rows = _rows(found[0])
    known = [{(r.group, r.name): r for r in each.differences} for each in found]
    for y, row in enumerate(rows):
        for i, others in enumerate(known):
            _dumbbell(axes, y + _offset(i, len(known)), others.get((row.group, row.name)), i)
        axes.plot(
            row.a, y, "o", color=GREY, markersize=7, zorder=3, label=names[0] if not y else ""
        )
    for i, name in enumerate(names[1:]):
        axes.plot([], [], _LOOKS[i][1], color=_LOOKS[i][0], label=plain(cut(name, 40)))
    axes.set_yticks(range(len(rows)), [wrapped(plain(label), 40) for label in _labels(found, rows)])
    axes.set(ylim=(len(rows) - 0.4, -0.6), xlabel="share of worlds; differences in points")
    axes.set_xlim(0.0, 1.32 * max(0.05, *(_reach(r) for each in known for r in _of(each, rows))))
    _only_shares(axes)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    axes.tick_params(axis="y", length=0)
    axes.legend(loc="lower right", fontsize=8)
    return axes


def _reach(row: Difference) -> float:
    """Where a row's words begin."""
    return float(np.nanmax([row.a, row.b, min(row.a + row.change.high, 1.0)]))


def _only_shares(axes: Axes) -> None:
    """No tick beyond 100 %: there is room for numbers, and for no share."""
    most = min(axes.get_xlim()[1], 1.0)
    axes.set_xticks([x for x in axes.get_xticks() if 0.0 <= x <= most + 1e-9])


def flow(axes: Axes, a: Run, b: Run, names: Sequence[str]) -> Axes:
    """How worlds end in one run (rows) and in the other (columns), as shares of all of them."""
    labels = [each.removeprefix("accord: ") for each in a.outcome("outcome").labels]
    there = _flow(a, b)
    moved = there - np.diag(np.diag(there))
    axes.imshow(moved, cmap="Blues", vmin=0.0, vmax=max(float(moved.max()), 1e-9), aspect="auto")
    for (i, j), share in np.ndenumerate(there):
        if share >= _TOLD:
            colour = "#888888" if i == j else "white" if share > 0.6 * moved.max() else "black"
            axes.text(
                j, i, half_up(share, 1, power=2), ha="center", va="center", fontsize=8, color=colour
            )
    words = [wrapped(plain(label), 24) for label in labels]
    axes.set_xticks(range(len(words)), words, rotation=40, ha="right", fontsize=7.5)
    axes.set_yticks(range(len(words)), words, fontsize=7.5)
    axes.set_ylabel(f"how worlds end in {cut(names[0], 40)}")
    axes.set_xlabel(f"how the same worlds end in {cut(names[1], 40)}")
    same = float(np.trace(there))
    head = f"% of worlds: {half_up(same, 1, power=2)} end alike (grey), blue ones switch"
    lost = 1.0 - float(there.sum())
    if lost > _TOLD:
        head += (
            f";\n{half_up(lost, 1, power=2)} end in a way that {cut(names[0], 30)} does not have"
        )
    axes.set_title(head, fontsize=9)
    return axes


def _flow(a: Run, b: Run) -> Numbers:
    """(endings, endings): share of the worlds that both hold, by how they end in each."""
    worlds = min(a.worlds, b.worlds)
    one, other = (first_worlds(each, worlds) for each in (a, b))
    categories = [a.outcome("outcome").categories, b.outcome("outcome").categories]
    place = np.array([categories[0].index(c) if c in categories[0] else -1 for c in categories[1]])
    rows, columns = one.column("outcome"), place[other.column("outcome")]
    weights = np.ones(worlds) if one.weights is None else one.weights
    there = np.zeros((len(categories[0]), len(categories[0])))
    known = columns >= 0
    np.add.at(there, (rows[known], columns[known]), weights[known])
    shares: Numbers = there / weights.sum()
    return shares


def _rows(found: Comparison) -> list[Difference]:
    """Shares of all worlds, in the order of the table."""
    return [
        r for r in found.differences if r.group in _GROUPS and r.unit == "share" and r.everywhere
    ]


def _labels(found: Sequence[Comparison], rows: Sequence[Difference]) -> list[str]:
    """What rows are; no deadline is named where runs have deadlines of their own."""
    if len({each.b.deadline for each in found} | {found[0].a.deadline}) == 1:
        return [row.label for row in rows]
    named = f" by {day_month(found[0].a.deadline, year=True)}"
    return [row.label.replace(named, " by its own deadline") for row in rows]


def _of(known: dict[tuple[str, str], Difference], rows: Sequence[Difference]) -> list[Difference]:
    return [known[key] for r in rows if (key := (r.group, r.name)) in known]


def _offset(place: int, several: int) -> float:
    """Runs stand a little below each other."""
    return 0.0 if several == 1 else 0.6 * (place / (several - 1) - 0.5)


def _dumbbell(axes: Axes, y: float, row: Difference | None, place: int) -> None:
    if row is None:
        return
    colour, marker = _LOOKS[place % MOST]
    change = row.change
    axes.plot([row.a, row.b], [y, y], color=colour, linewidth=2.2, alpha=0.5)
    ends = np.clip([row.a + change.low, row.a + change.high], 0.0, 1.0)  # of a share
    axes.plot(ends, [y, y], color=colour, linewidth=0.9)
    axes.plot(row.b, y, marker, color=colour, markersize=6, zorder=4)
    text = f"{points(change.value)} ({points(change.low)} to {points(change.high)})"
    axes.annotate(
        text, (_reach(row), y), xytext=(7, 0), textcoords="offset points", va="center", fontsize=7.5
    )
