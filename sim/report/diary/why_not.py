"""Why there was no accord by the deadline: the best date, and what stood in its way."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.outcomes.declared import REASONS
from sim.outcomes.ending import deadline_day
from sim.outcomes.why import margins_if
from sim.report.diary.accounts import Meeting
from sim.report.diary.rounds import fragile_words
from sim.report.diary.words import Names, amount, listed, on, share, signed
from sim.trajectory import Trajectory

_LINE = "red_line."
_FATES = {
    "held": "The round was held",
    "not_held": "It was not held",
    "cancelled": "A shock cancelled it",
}


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
    reason, names = REASONS[why["reason"]], Names(trajectory.scenario)
    if why["day"] is None:
        return [f"{reason}: no date was set at all."]
    meeting = meetings[why["day"]]
    best = f"The best date was {on(trajectory.scenario, meeting.day)}."
    if meeting.margin is not None and meeting.margin >= 0:
        return [f"{reason}.", best, *_open(meeting, names)]
    return [f"{reason}.", best, *_empty(meeting, names), *_if(why), *_red_lines(why, names)]


def _empty(meeting: Meeting, names: Names) -> list[str]:
    """How far the nearest package was from beating war for both."""
    fragile = [fragile_words(meeting.fragile, meeting.asked, names)] if meeting.fragile else []
    if meeting.margin is None:
        return ["No package at all was likely enough to hold for both to sign.", *fragile]
    worse = min(meeting.gains, key=lambda party: meeting.gains[party])
    return [
        f"The nearest package was {meeting.best} ({meeting.best_words}). Signing it instead of "
        f"fighting on would have cost {names.parties[worse]} {amount(-meeting.margin)}: the margin "
        f"was {signed(meeting.margin)}, and below zero there is no bargaining range.",
        *fragile,
    ]


def _if(why: dict[str, Any]) -> list[str]:
    """What the gate and the beliefs did to the margin."""
    margins = why["margin_if"]
    return [
        f"It would have been {_margin(margins['any_may_be_signed'])} if the sides had not asked "
        f"that an accord hold, {_margin(margins['beliefs_shared'])} if both had read the front "
        "alike (by the mean of what they expect)."
    ]


def _red_lines(why: dict[str, Any], names: Names) -> list[str]:
    """Whose red lines did most, taken away one at a time."""
    margins = why["margin_if"]
    now = margins["as_it_was"]
    found = {k.removeprefix(_LINE): m for k, m in margins.items() if k.startswith(_LINE)}
    raised = sorted(
        ((m, line) for line, m in found.items() if m is not None and (now is None or m > now)),
        reverse=True,
    )
    if not raised:
        return ["No red line kept it down: without any single one it would have been the same."]
    told = [
        f"{_margin(m)} without {names.red_line(line)}"
        + (f" (up by {amount(m - now)})" if now is not None else "")
        for m, line in raised[:3]
    ]
    return [f"Of the red lines, taken away one at a time, most had been gained: {listed(told)}."]


def _margin(margin: float | None) -> str:
    return "without anything to sign" if margin is None else signed(margin)


def _open(meeting: Meeting, names: Names) -> list[str]:
    """Where a range was open: what became of it."""
    gains = [f"{signed(gain)} to {names.parties[p]}" for p, gain in meeting.gains.items()]
    range_ = (
        f"A bargaining range was open: package {meeting.best} ({meeting.best_words}) was worth "
        f"{listed(gains)} over fighting on."
    )
    chance = "" if meeting.fate == "held" else f"; the chance was {share(meeting.chance)}"
    otherwise = " without the shock" if meeting.fate == "cancelled" else ""
    return [range_, f"{_FATES[meeting.fate]}{chance}{otherwise}.", *_round(meeting, names)]


def _round(meeting: Meeting, names: Names) -> list[str]:
    text = meeting.text
    if meeting.fate != "held":
        return []
    if text is None:
        return ["Nothing could be tabled from the rungs that were open."]
    said = [
        f"{names.parties[a.party]} {'accepted' if a.accepted else 'refused'} package "
        f"{text.package}: worth {amount(a.value)} to it, demanded {amount(a.target)}, fighting on "
        f"{amount(a.war_value)}."
        for a in text.answers
    ]
    failed = [names.parties[a.party] for a in text.answers if not a.backed]
    if all(a.accepted for a in text.answers):
        return [*said, f"The vote at home failed in {listed(failed)}."]
    if meeting.agreeable:
        return [*said, "A package that met both demands existed that day, but was not tabled."]
    return [*said, "No package met both demands: together they asked for more than there was."]
