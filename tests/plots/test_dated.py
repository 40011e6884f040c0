"""What is dated stands on the figures over time: events by their labels, deadline, endings."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

import sim
from sim.plots import DRAWINGS, draw
from sim.plots.data import as_dates, date_of, days, world_series
from sim.plots.dated import Mark, dated_marks, mark_dates
from sim.plots.sheet import Sheet
from sim.results import Run
from sim.trajectory import NO_DATE, TALKS

OVER_TIME = ("outcomes_over_time", "bargaining_range", "world_timeline", "front_fan")


def written(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts if text.get_text()]


def lines_at(axes: Axes, run: Run, day: int) -> int:
    """Upright lines through axes on a day."""
    lines = [c for c in axes.collections if isinstance(c, LineCollection)]
    at = [segment[:, 0].tolist() for drawn in lines for segment in drawn.get_segments()]
    return at.count(2 * as_dates(run, [day]).tolist())


def in_words(date: dt.date) -> str:
    return f"{date.day} {date:%b %Y}"


def worlds_ending(run: Run, ending: str) -> np.ndarray:
    code = run.outcome("outcome").categories.index(ending)
    return np.flatnonzero(run.column("outcome") == code)


def test_a_world_that_the_mediator_left_says_since_when(some: Run) -> None:
    for world in worlds_ending(some, "mediator_left")[:3]:
        there = world_series(some, int(world))["mediator_present"] > 0
        left = date_of(some, int(np.flatnonzero(~there)[0]))
        assert left < some.horizon
        heading = draw(some, "world_timeline", world=int(world)).get_suptitle()
        assert heading.endswith(f"(since {in_words(left)})")


def test_a_world_whose_talks_broke_off_says_since_when(some: Run) -> None:
    for world in worlds_ending(some, "collapsed"):
        talking = world_series(some, int(world))["broken"] == 0
        off = date_of(some, int(np.flatnonzero(talking)[-1]) + 1)
        heading = draw(some, "world_timeline", world=int(world)).get_suptitle()
        assert heading.endswith(f"(since {in_words(off)})")


def test_talks_that_are_still_open_are_so_at_the_horizon(some: Run) -> None:
    world = int(worlds_ending(some, "talks_go_on")[0])
    heading = draw(some, "world_timeline", world=world).get_suptitle()
    assert heading.endswith(f"(at the horizon, {in_words(some.horizon)})")


@pytest.mark.parametrize("name", OVER_TIME)
def test_dated_events_and_the_deadline_are_on_the_figures_over_time(some: Run, name: str) -> None:
    axes = DRAWINGS[name](some, Figure())[0]
    words = written(axes)
    assert f"deadline {in_words(some.deadline)}" in words
    assert lines_at(axes, some, (some.deadline - some.start).days)
    events = some.scenario.file.events.values()
    for event in (event for event in events if event.date >= some.start):
        assert any(text.endswith(f": {event.label}") for text in words), event.label
    if name != "world_timeline":
        assert "14 Feb: the round offered in Florida" in words
        assert lines_at(axes, some, 7)


def test_what_was_before_the_start_has_no_place_on_the_axis(some: Run) -> None:
    assert not any("general" in mark.label for mark in dated_marks(some))


def test_in_a_world_a_dated_round_stands_on_the_day_to_which_it_slipped(some: Run) -> None:
    moved = 0
    for world in range(20):
        told = world_series(some, world)
        (day,) = (m.day for m in dated_marks(some, world) if "Florida" in m.label)
        before = told["broken"][day - 1] > 0 or told["broken"][day] > 0
        assert told["date"][day] != NO_DATE or before or told["phase"][day - 1] != TALKS
        moved += day != 7
    assert moved


def test_in_a_world_only_what_happens_there_is_marked() -> None:
    event = "events.florida_round.probability"
    run = sim.run("baseline", worlds=30, set={event: 0.5, "horizon": "2026-07-30"})
    rounds = [any("Florida" in m.label for m in dated_marks(run, w)) for w in range(30)]
    assert 3 < sum(rounds) < 27
    assert "the round offered in Florida (in 50 % of worlds)" in [m.label for m in dated_marks(run)]


def test_labels_of_many_events_do_not_run_into_each_other(some: Run) -> None:
    last = int(days(some)[-1])
    marks = [Mark(day, f"an event with a name of some length {day}") for day in range(0, last, 30)]
    marks += [Mark(0, "another on that day"), Mark(143, "deadline", is_deadline=True)]
    sheet = Sheet()
    axes = sheet.subplots()
    axes.set_xlim(*as_dates(some, [0, last]))
    mark_dates(some, sorted(marks, key=lambda mark: mark.day), axes)
    sheet.canvas.draw()
    texts = [text for text in axes.texts if text.get_text()]
    assert len(texts) == 7
    assert any(text.get_text().endswith("later events: 6") for text in texts)
    for one, other in combinations(texts, 2):
        a, b = (text.get_window_extent().padded(-1.0) for text in (one, other))
        assert not a.overlaps(b)
    for mark in marks:
        assert lines_at(axes, some, mark.day)


def test_strikes_are_said_to_go_on_only_where_they_do(some: Run) -> None:
    said = {}
    for world in range(30):
        caption = draw(some, "world_timeline", world=world).get_supxlabel().replace("\n", " ")
        end = int(some.column("outcome_day")[world])
        after = world_series(some, world)["strikes"][end + 1 :].sum() > 0
        signed = bool(some.column("package")[world] >= 0)
        said[world] = "strikes go on until the ceasefire" in caption
        assert said[world] == (signed and after)
    assert 0 < sum(said.values()) < 30


@pytest.mark.parametrize("name", ["grid_and_weather", "processes"])
def test_dated_events_and_the_deadline_are_on_the_figures_of_processes(
    some: Run, name: str
) -> None:
    axes = DRAWINGS[name](some, Figure())[0]
    words = written(axes)
    assert any("the round offered in Florida" in text for text in words)
    assert f"deadline {in_words(some.deadline)}" in words
    assert lines_at(axes, some, (some.deadline - some.start).days)
