"""Why there was no accord by the deadline: the best date, and what stood in its way."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.meetings.accounts import Meeting
from sim.outcomes.declared import reasons
from sim.outcomes.ending import deadline_day
from sim.outcomes.why import margins_if
from sim.report.diary.open_range import open_words, reason_words
from sim.report.diary.rounds import fragile_words
from sim.report.diary.tally import dates_words
from sim.report.diary.words import Names, amount, listed, on, signed
from sim.trajectory import Trajectory

_LINE = "red_line."
_CONDITIONS = {
    "any_may_be_signed": "if the sides had not asked that an accord hold",
    "beliefs_shared": "if both had read the front alike (by the mean of what they expect)",
}
_LEAST = 0.0005  # utility: less than a last digit


def why_facts(
    trajectory: Trajectory, facts: dict[str, Any], meetings: dict[int, Meeting]
) -> dict[str, Any] | None:
    """The best date by the deadline, and what the margin would have been; None after an accord."""
    if facts["reason"] is None:
        return None
    by = deadline_day(trajectory)
    dates = [meeting for day, meeting in sorted(meetings.items()) if 0 <= day <= by]
    if not dates:
        return {"reason": facts["reason"], "day": None}
    best = max(dates, key=lambda m: -np.inf if m.margin is None else m.margin)
    found = margins_if(trajectory, np.zeros(1, dtype=np.int64), np.array([best.day]))
    margins = {key: float(margin[0]) for key, margin in found.items()}
    return {
        "reason": facts["reason"],
        "day": best.day,
        "fate": best.fate,
        "margin_if": {k: m if np.isfinite(m) else None for k, m in margins.items()},
        "red_line": facts["red_line"],
    }


def why_words(
    trajectory: Trajectory, why: dict[str, Any], meetings: dict[int, Meeting]
) -> list[str]:
    """The reason, the best date, and its numbers."""
    names = Names(trajectory.scenario)
    reason = reasons(trajectory.scenario)[why["reason"]]
    by = deadline_day(trajectory)
    closing = f"Up to {on(trajectory.scenario, by)}: {dates_words(trajectory, by)}"
    if why["day"] is None:
        return [f"{reason}: no date was set at all.", closing]
    meeting = meetings[why["day"]]
    best = f"The best date was {on(trajectory.scenario, meeting.day)}."
    if meeting.margin is not None and meeting.margin >= 0:
        reason = reason_words(meeting, names) or reason
        return [f"{reason}.", best, *open_words(meeting, names), closing]
    told = [*_empty(meeting, names), *_if(why), *_red_lines(why, names)]
    return [f"{reason}.", best, *told, closing]


def _empty(meeting: Meeting, names: Names) -> list[str]:
    """How far the nearest package was from beating war for both."""
    fragile = []
    if meeting.fragile is not None:
        what = f"package {meeting.fragile.package} ({meeting.fragile.words})"
        fragile = [fragile_words(meeting.fragile, what, meeting.asked, names)]
    if meeting.margin is None:
        return ["No package at all was likely enough to hold for both to sign.", *fragile]
    worse = min(meeting.gains, key=lambda party: meeting.gains[party])
    return [
        f"The nearest package was {meeting.best} ({meeting.best_words}). Signing it instead of "
        f"{names.doing} would have cost {names.parties[worse]} {amount(-meeting.margin)}: the "
        f"margin was {signed(meeting.margin)}, and below zero there is no bargaining range.",
        *fragile,
    ]


def _if(why: dict[str, Any]) -> list[str]:
    """What the gate and the beliefs did to the margin."""
    margins = {
        when: why["margin_if"][name]
        for name, when in _CONDITIONS.items()
        if name in why["margin_if"]
    }
    there = [f"{signed(margin)} {when}" for when, margin in margins.items() if margin is not None]
    told = [f"The margin would have been {', '.join(there)}."] if there else []
    return told + [
        f"Even {when}, no package would have been likely enough to hold."
        for when, margin in margins.items()
        if margin is None
    ]


def _red_lines(why: dict[str, Any], names: Names) -> list[str]:
    """Whose red lines did most, taken away one at a time."""
    margins = why["margin_if"]
    now = margins["as_it_was"]
    found = {k.removeprefix(_LINE): m for k, m in margins.items() if k.startswith(_LINE)}
    raised = sorted(
        ((m, line) for line, m in found.items() if m is not None and _helps(m, now)),
        reverse=True,
    )
    if not raised:
        return ["No red line kept it down: without any single one it would be as it was."]
    told = [
        f"{signed(m)} without {names.red_line(line)}"
        + (f" (up by {amount(m - now)})" if now is not None else "")
        for m, line in raised[:3]
    ]
    return [
        "Of the red lines, taken away one at a time, these kept the margin down most: it would "
        f"have been {listed(told)}."
    ]


def _helps(margin: float, now: float | None) -> bool:
    """Does it raise the margin so far that it shows?"""
    return now is None or margin - now >= _LEAST
