"""Rival theories on one chart: accords over time by theory, and the share by the deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.ticker import PercentFormatter

from sim.plots.axes import date_axis, set_size, title
from sim.plots.data import Numbers, as_dates
from sim.plots.dated import Mark, mark_dates
from sim.plots.sheet import Sheet, add_caption
from sim.plots.style import (
    BLACK,
    BLUE,
    DARK,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    Look,
    lighter,
    plain,
    settings,
    wrapped,
)
from sim.statistics import Estimate
from sim.words import day_month, half_up

if TYPE_CHECKING:
    from sim.results import Run

_LOOKS = (
    (BLACK, "o", "-"), (BLUE, "s", "--"), (VERMILLION, "^", "-."), (GREEN, "D", ":"),
    (ORANGE, "v", (0, (6, 2))), (PURPLE, "P", (0, (3, 1, 1, 1))), (GREY, "X", (0, (1, 1))),
    (SKY, "*", "-"),
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What a theory says.

    Attributes
    ----------
    label, words : str
        What it is called; what it says where it knows no dates.
    share, low, high : Numbers or None
        Share of worlds with an accord by the end of each day, (days,), and its 95 % interval.
    by_deadline : Estimate or None
        The same by the deadline.
    """

    label: str
    words: str = ""
    share: Numbers | None = None
    low: Numbers | None = None
    high: Numbers | None = None
    by_deadline: Estimate | None = None


def rivals_sheet(run: Run, answers: Sequence[Answer], note: str = "") -> Sheet:
    """The figure on a sheet of its own.

    Parameters
    ----------
    run : Run
        Of the full model: it dates the axis, and the caption names it.
    answers : sequence of Answer
        At most eight; the full model's first.
    note : str
        What the caption adds.
    """
    with settings():
        sheet = Sheet()
        rivals(run, sheet, answers)
        add_caption(sheet, run, f"bands and bars: 95 % intervals{note and f'; {note}'}")
    return sheet


def rivals(run: Run, figure: FigureBase, answers: Sequence[Answer]) -> list[Axes]:
    """Draw accords over time to the left, the share by the deadline to the right."""
    set_size(figure, 10.4, 5.4)
    title(figure, "Accords by rival theories, each with a past of its own")
    left, right = figure.subplots(1, 2, width_ratios=[1.25, 1.0])
    looks = [Look(a.label, *_look(i)) for i, a in enumerate(answers)]
    most = 1.08 * max(float(a.high.max()) for a in answers if a.high is not None)
    draw_courses(left, run, answers, looks, most)
    draw_shares(right, run, answers, looks, most)
    return [left, right]


def _look(place: int) -> tuple[str, str, str, str]:
    """Colour, hatch, marker and line of the theory at a place."""
    colour, marker, dashes = _LOOKS[place % len(_LOOKS)]
    return colour, "", marker, dashes  # type: ignore[return-value]


def draw_courses(
    axes: Axes, run: Run, answers: Sequence[Answer], looks: Sequence[Look], most: float
) -> Axes:
    """Share of worlds with an accord by the end of each day, a line a theory, in its band."""
    for number, (answer, look) in enumerate(zip(answers, looks, strict=True)):
        if answer.share is None or answer.low is None or answer.high is None:
            continue
        x = as_dates(run, list(range(answer.share.size)))
        band = lighter(look.colour, 0.72)
        axes.fill_between(x, answer.low, answer.high, color=band, alpha=0.55, linewidth=0)
        every = max(x.size // 8, 1)
        axes.plot(
            x, answer.share, color=look.colour, linestyle=look.dashes, marker=look.marker,
            markersize=5, markevery=((number * every) // 8, every), label=plain(look.label),
        )  # fmt: skip
    axes.set(ylim=(0.0, most), ylabel="share of worlds with an accord so far")
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    date_axis(axes, run)
    deadline = Mark((run.deadline - run.start).days, "deadline", is_deadline=True)
    mark_dates(run, [deadline] if "deadline" in run.scenario.file.sections else [], axes)
    return axes


def draw_shares(
    axes: Axes, run: Run, answers: Sequence[Answer], looks: Sequence[Look], most: float
) -> Axes:
    """A point and its interval a theory, or what it says instead; the looks are the key."""
    if answers[0].by_deadline is not None:
        axes.axvline(answers[0].by_deadline.value, color=DARK, linewidth=0.8, linestyle=":")
    for row, (answer, look) in enumerate(zip(answers, looks, strict=True)):
        found = answer.by_deadline
        if found is None:
            _words(axes, (0.0, row), wrapped(answer.words, 46, 3))
            continue
        axes.plot([found.low, found.high], [row, row], color=look.colour, linestyle="-")
        axes.plot(found.value, row, color=look.colour, marker=look.marker, markersize=7)
        value, *ends = (half_up(x, 1, power=2) for x in (found.value, found.low, found.high))
        _words(axes, (found.high, row), f"{value} % ({' to '.join(ends)})")
    axes.set(xlim=(0.0, 1.45 * most), ylim=(len(answers) - 0.5, -0.5))
    axes.set_yticks(range(len(answers)), [wrapped(a.label, 22) for a in answers])
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    by = day_month(run.deadline, year=True, brief=True)
    axes.set_xlabel(f"share of worlds with an accord by {by}")
    return axes


def _words(axes: Axes, place: tuple[float, float], text: str) -> None:
    """Words to the right of a place, on white, so that no line runs through them."""
    axes.annotate(
        text, place, xytext=(7, 0), textcoords="offset points", va="center", fontsize=8,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
    )  # fmt: skip
