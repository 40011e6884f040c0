"""What is dated, on a date axis: the scenario's events with their labels, and the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from matplotlib.axes import Axes

from sim.calendar import dated_rounds
from sim.journal import WorldJournal
from sim.plots.data import as_dates, date_of, days
from sim.plots.style import BLACK, DARK, percent, short
from sim.processes.dated import Dated, Events
from sim.quantities.draw import Draw
from sim.simulation import simulate
from sim.worlds import Floats, Noise

if TYPE_CHECKING:
    from sim.quantities.quantity import Quantity
    from sim.results import Run

ROW = 10.5  # points: height of a label's row above the axes
_MOST_LABELS = 6  # of events; all further ones have their line, and are counted
_WIDEST = 42  # characters of an event's label
_LATE = 0.55  # share of the axis from which on a label stands to the left of its line


@dataclass(frozen=True)
class Mark:
    """A day with something dated on it, in a few words."""

    day: int
    label: str
    is_deadline: bool = False


def dated_marks(run: Run, world: int | None = None, until: int | None = None) -> list[Mark]:
    """The scenario's events and its first deadline, by day, from the start to the horizon.

    Parameters
    ----------
    run : Run
    world : int, optional
        Only what happens in this world, a round on the day to which it slips there; otherwise what
        the scenario dates, with the probability that it happens.
    until : int, optional
        The last day of events.
    """
    events = _of_all(run) if world is None else _of_world(run, world)
    last = int(days(run)[-1])
    shown = [mark for mark in events if 0 <= mark.day <= (last if until is None else until)]
    deadline = Mark((run.deadline - run.start).days, "deadline", is_deadline=True)
    there = "deadline" in run.scenario.file.sections and 0 <= deadline.day <= last
    shown += [deadline] if there else []
    return sorted(shown, key=lambda mark: mark.day)


def room_above(marks: list[Mark]) -> float:
    """Height of the labels above the axes, in points."""
    return 3.0 + ROW * len(_labelled(marks))


def mark_dates(run: Run, marks: list[Mark], *panels: Axes) -> None:
    """A line for each mark through all panels, and its label above the first of them.

    Each label has a row of its own, so that none can run into another; the earliest stands highest
    and the line of a mark ends at its label.
    """
    for axes in panels:
        _lines(axes, run, [mark for mark in marks if mark.is_deadline], "--", BLACK)
        _lines(axes, run, [mark for mark in marks if not mark.is_deadline], ":", DARK)
    rows = _labelled(marks)
    for row, mark in enumerate(reversed(rows)):
        _label(panels[0], run, mark, 2.0 + ROW * row)


def _lines(axes: Axes, run: Run, marks: list[Mark], style: Literal["--", ":"], colour: str) -> None:
    """Upright lines from the bottom of the axes to the top: one artist, however many they are."""
    axes.vlines(
        as_dates(run, [mark.day for mark in marks]), 0.0, 1.0, colors=colour, linestyles=style,
        linewidth=1.0, transform=axes.get_xaxis_transform(), zorder=5,
    )  # fmt: skip


def _label(axes: Axes, run: Run, mark: Mark, height: float) -> None:
    """A label above the axes with a thin line down to its day."""
    late = mark.day > _LATE * days(run)[-1]
    when = date_of(run, mark.day)
    text = f"{mark.label} {when.day} {when:%b %Y}"
    if not mark.is_deadline:
        text = f"{when.day} {when:%b}: {mark.label}"
    x = as_dates(run, [mark.day])[0]
    colour = BLACK if mark.is_deadline else DARK
    at: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points"}
    line = {"arrowstyle": "-", "linewidth": 0.6, "color": colour, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (x, 1.0), xytext=(0, height + ROW - 2), arrowprops=line, **at)
    axes.annotate(
        text, (x, 1.0), xytext=(-3 if late else 3, height), ha="right" if late else "left",
        va="bottom", fontsize=8, color=colour,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4}, **at,
    )  # fmt: skip


def _labelled(marks: list[Mark]) -> list[Mark]:
    """The marks that have a label: the deadline, and the first events; the last counts the rest."""
    events = [mark for mark in marks if not mark.is_deadline]
    if len(events) > _MOST_LABELS:
        last = events[_MOST_LABELS - 1]
        more = f"{last.label}; later events: {len(events) - _MOST_LABELS}"
        events = [*events[: _MOST_LABELS - 1], Mark(last.day, more)]
    found = [*events, *(mark for mark in marks if mark.is_deadline)]
    return sorted(found, key=lambda mark: mark.day)


def _of_all(run: Run) -> list[Mark]:
    scenario = run.scenario
    return [
        Mark(scenario.day(event.date), _words(name, event) + _chance(event))
        for name, event in scenario.file.events.items()
    ]


def _of_world(run: Run, world: int) -> list[Mark]:
    scenario = run.scenario
    drawn, noise = _Drawn(run, world), Noise(run.seed, world, 1)
    events = Events(scenario.file.events, scenario.day, drawn, noise)
    rounds = {name: (happens, day) for name, _, happens, day in dated_rounds(events)}
    marks = _of_conditions(run, world)
    for name, event in scenario.file.events.items():
        if event.condition is None:
            known = events.happens(name, event), events.first_day(event)
            happens, day = rounds.get(name, known)
            marks += [Mark(int(day[0]), _words(name, event))] if happens[0] else []
    return marks


def _of_conditions(run: Run, world: int) -> list[Mark]:
    """What happens on a condition: that is known only by playing the world again."""
    file, journal = run.scenario.file, WorldJournal()
    if not any(event.condition for event in file.events.values()):
        return []
    simulate(run.scenario, run.seed, world, 1, journal=journal)
    told = ((record.day, record["event"]) for record in journal.of("event"))
    return [
        Mark(day, _words(name, file.events[name]))
        for day, name in told
        if file.events[name].condition
    ]


def _words(name: str, event: Dated) -> str:
    return short(event.label or name.replace("_", " "), _WIDEST)


def _chance(event: Dated) -> str:
    """How often it happens, where that is not always, and whether on that day."""
    probability = event.probability
    if event.condition is not None:
        return " (at the earliest, on a condition)"
    if event.waits:
        return " (give or take)"
    if not probability.fixed:
        return " (not in all worlds)"
    return "" if probability.value == 1 else f" (in {percent(probability.value)} of worlds)"


class _Drawn(Draw):
    """What one world of a run drew, as its row says."""

    def __init__(self, run: Run, world: int) -> None:
        super().__init__(lambda name: run.column(name)[[world]], worlds=1)

    def __call__(self, q: Quantity) -> Floats:
        return super().__call__(q) if q.fixed else self._coordinate(q.name)
