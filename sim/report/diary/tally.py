"""What became of a world's dates for talks, and for how long talks were broken off."""

from __future__ import annotations

import numpy as np

from sim.report.diary.words import counted, listed, on
from sim.trajectory import CANCELLED, HELD, NOT_HELD, TALKS, Trajectory


def silent_from(fighting_until: float) -> int:
    """The first day without fighting, where it goes on to the end of a day or into the next."""
    return int(np.floor(fighting_until)) + 1


def dates_words(trajectory: Trajectory, until: int) -> str:
    """Dates set from day 0 to ``until``: held, not held, cancelled; days lost to a break."""
    dates = trajectory.daily["date"][: until + 1, 0]
    number = {fate: int((dates == fate).sum()) for fate in (HELD, NOT_HELD, CANCELLED)}
    shocks = "shocks" in trajectory.scenario.file.sections
    cancelled = f", {number[CANCELLED]} cancelled by a shock" if shocks else ""
    told = (
        f"{counted(sum(number.values()), 'date')} for talks: {number[HELD]} held, "
        f"{number[NOT_HELD]} not held{cancelled}."
    )
    breaks = broken_spells(trajectory, until)
    if not breaks:
        return told
    days = sum(last - first + 1 for first, last in breaks)
    spells = [
        f"from {on(trajectory.scenario, first)} to {on(trajectory.scenario, last)}"
        for first, last in breaks
    ]
    return f"{told} On {counted(days, 'day')} talks were broken off, {listed(spells)}."


def broken_spells(trajectory: Trajectory, until: int) -> list[tuple[int, int]]:
    """First and last days of the times when talks were broken off, from day 0 to ``until``."""
    series = trajectory.series()
    if "broken" not in series:
        return []
    broken = (series["broken"][:, 0] > 0) & (series["phase"][:, 0] == TALKS)
    turns = np.diff(np.concatenate([[0], broken[: until + 1], [0]]).astype(int))
    firsts, ends = np.flatnonzero(turns == 1), np.flatnonzero(turns == -1)
    return [(int(first), int(end) - 1) for first, end in zip(firsts, ends, strict=True)]
