"""The diary's entries: what happened, and every month's sum."""

from __future__ import annotations

import numpy as np

from sim.journal import Entry
from sim.report.diary.months import month_facts, month_words
from sim.report.diary.tally import silent_from
from sim.report.diary.teller import Teller
from sim.report.diary.words import on
from sim.trajectory import FORCE, Trajectory


def entries_of(trajectory: Trajectory, told: Teller) -> list[Entry]:
    """The diary's entries, in order of days and, within one, in the order of the model's day."""
    last = _last_day(trajectory)
    months = [
        _month(trajectory, told, day)
        for day in range(last + 1)
        if day == last or _ends_month(trajectory, day)
    ]
    return sorted([*told.entries(), *months], key=lambda entry: entry.day)


def _last_day(trajectory: Trajectory) -> int:
    """Last day worth telling: the ceasefire, if there is one, else the horizon or the end."""
    until = trajectory.final["fighting_until"][0]
    ended = int(trajectory.final["ended_on"][0])
    if trajectory.daily["phase"][-1, 0] == FORCE:
        return ended
    if "war" in trajectory.scenario.file.sections:
        ended = silent_from(until) if np.isfinite(until) else -1
    return ended if 0 <= ended < trajectory.days else trajectory.days - 1


def _ends_month(trajectory: Trajectory, day: int) -> bool:
    date = trajectory.scenario.date
    return date(day).month != date(day + 1).month


def _month(trajectory: Trajectory, told: Teller, day: int) -> Entry:
    date = trajectory.scenario.date(day)
    days = range(max(0, day - date.day + 1), day + 1)
    title = f"The month to {on(trajectory.scenario, day)}"
    return Entry(day, "month", title, month_words(told, days), month_facts(told, days))
