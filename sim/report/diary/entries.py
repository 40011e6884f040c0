"""The diary's entries: dates for talks, what else happened, how it ended, and every month's sum."""

from __future__ import annotations

import numpy as np

from sim.journal import Entry
from sim.outcomes.declared import statuses
from sim.report.diary.happenings import Chronicle
from sim.report.diary.months import month_facts, month_words
from sim.report.diary.rounds import Secretary
from sim.report.diary.witness import Notes
from sim.report.diary.words import on
from sim.trajectory import ACCORD, FORCE, Trajectory


def entries_of(trajectory: Trajectory, notes: Notes) -> list[Entry]:
    """The diary's entries, in order of days and, within one, in the order of the model's day."""
    secretary, told = Secretary(trajectory.scenario), Chronicle(trajectory, notes)
    entries: list[Entry] = []
    first = min([0, *notes.meetings, *notes.dated])
    last = _last_day(trajectory)
    for day in range(first, trajectory.days):
        happened = told.of(day)
        if day in notes.meetings:
            meeting = notes.meetings[day]
            # deals and rungs are what a round leaves behind
            left = [e for e in happened if e.kind in ("deal", "rung")]
            happened = [e for e in happened if e not in left]
            happened += [secretary.entry(meeting), *left]
        entries += happened + _endings(trajectory, day)
        if day >= 0 and (day == last or _ends_month(trajectory, day)) and day <= last:
            entries.append(_month(trajectory, told, day))
    return entries


def _last_day(trajectory: Trajectory) -> int:
    """Last day worth telling: the ceasefire, if there is one, else the horizon or the end."""
    until = trajectory.final["fighting_until"][0]
    ended = int(trajectory.final["ended_on"][0])
    if trajectory.daily["phase"][-1, 0] == FORCE:
        return ended
    return (
        min(trajectory.days - 1, int(np.ceil(until))) if np.isfinite(until) else trajectory.days - 1
    )


def _endings(trajectory: Trajectory, day: int) -> list[Entry]:
    """The day the war ends, by force or by ceasefire."""
    phase = trajectory.daily["phase"][-1, 0]
    if phase == FORCE and day == trajectory.final["ended_on"][0]:
        label = statuses(trajectory.scenario)["taken_by_force"]
        return [Entry(day, "force", f"{label}: talks end")]
    until = trajectory.final["fighting_until"][0]
    at_war = "war" in trajectory.scenario.file.sections
    if at_war and phase == ACCORD and day == np.ceil(until):
        return [Entry(day, "ceasefire", "the guns fall silent: the ceasefire holds from now on")]
    return []


def _ends_month(trajectory: Trajectory, day: int) -> bool:
    date = trajectory.scenario.date
    return date(day).month != date(day + 1).month


def _month(trajectory: Trajectory, told: Chronicle, day: int) -> Entry:
    date = trajectory.scenario.date(day)
    days = range(max(0, day - date.day + 1), day + 1)
    title = f"The month to {on(trajectory.scenario, day)}"
    return Entry(day, "month", title, month_words(told, days), month_facts(told, days))
