"""Questions to a world at the end of its horizon (ODD 7.16)."""

from __future__ import annotations

import math
from typing import Any

from tests.twin.packages import class_of, matches, outcome_issue
from tests.twin.state import ACCORD, FORCE, World
from tests.twin.table import best_margin, weighed_land
from tests.twin.values import penalty

NOTHING_HOLDS = -1e300
"""Margin of a date on which no package holds: below every other, and still a date."""


def outcomes(w: World, horizon: int) -> dict[str, Any]:
    """Every outcome by name; classes by their names, and a package by its options."""
    deadline = w.day_of(w.p.deadline.date)
    dates = [d for d in w.dates if d.day <= deadline]
    in_time = w.day_ended <= deadline
    accord = w.phase == ACCORD and in_time
    years = w.p.accord.durable_years
    renewed = -math.log(w.chance.uniform("accord.fate", 0)) / w.hazard
    scope = _scope(w) if w.phase == ACCORD else None
    reason, line = (None, None) if accord else why_no_accord(w, dates)
    return {
        "outcome": _class(w),
        "scope": scope,
        "reason": reason,
        "red_line": line,
        "outcome_day": horizon if w.open else w.day_ended,
        "package": w.packages[w.package].options if w.phase == ACCORD else None,
        "dates": len(w.dates),
        "rounds": sum(d.held for d in w.dates),
        "prisoners": w.prisoners,
        "accord": accord,
        "comprehensive": accord and scope == "comprehensive",
        "durable_peace": accord and renewed > years,
        "range_exists": any(d.table.margin >= 0 for d in dates),
        "range_exists_first": bool(dates) and dates[0].table.margin >= 0,
        "prisoner_exchange": any(day <= deadline for day in w.exchange_days),
        "truce": any(day <= deadline for day in w.truce_made_days),
        "taken_by_force": w.phase == FORCE and in_time,
        "p_hold": math.exp(-w.hazard * years),
        "renewed_after": renewed,
        "ceasefire_day": w.last_fighting if w.phase == ACCORD else math.nan,
        "mediator_left_day": w.left_on,
        "broken_off_day": w.broken_off_on,
        "truce_days": w.truce_days,
        "km2_changed": w.p.war.area - w.land,
        "killed": sum(side.killed for side in w.sides),
        "blackout_hours": w.blackout_hours,
        "best_margin": _largest_margin(dates),
        **_best_values(w),
    }


def _largest_margin(dates: list[Any]) -> float:
    """Of the dates by the deadline; no number if there were none, or never a package that holds."""
    margins = [d.table.margin for d in dates if d.table.margin > -math.inf]
    return max(margins, default=math.nan)


def noted(date: Any) -> float:
    """A date's margin as it is noted."""
    return max(date.table.margin, NOTHING_HOLDS)


def _class(w: World) -> str:
    if w.phase == ACCORD:
        return class_of(w.packages[w.package], w.p.issues)
    if w.phase == FORCE:
        return "taken_by_force"
    if w.left:
        return "mediator_left"
    return "collapsed" if w.broken_off else "talks_go_on"


def _scope(w: World) -> str:
    package, scopes = w.packages[w.package], w.p.accord.scopes
    if matches(package, w.p.rungs[scopes.comprehensive]):
        return "comprehensive"
    return "ceasefire_only" if matches(package, w.p.rungs[scopes.ceasefire_only]) else "partial"


def why_no_accord(w: World, dates: list[Any]) -> tuple[str, str | None]:
    """The reason, and the red line that keeps an empty range empty."""
    if not dates:
        return "no_round", None
    best = max(dates, key=noted)
    table = best.table
    if table.margin < 0:
        return _why_empty(w, table)
    if not best.held:
        return ("spoiler" if best.cancelled else "no_round"), None
    if best.both_accepted:
        return "not_ratified", None
    met = any(
        h and v1 >= table.targets[0] and v2 >= table.targets[1]
        for v1, v2, h in zip(table.values[0], table.values[1], table.holds, strict=True)
    )
    return ("not_tabled" if met else "aspiration"), None


def _why_empty(w: World, table: Any) -> tuple[str, str | None]:
    everything = [True] * len(w.packages)
    if best_margin(table.values, table.war, everything) >= 0:
        return "not_deterred", None
    drift, variance = sum(table.drifts) / 2, sum(table.variances) / 2
    agreed = [
        table.war_without_land[s] + weighed_land(w, w.sides[s], table.land, drift, variance)
        for s in (0, 1)
    ]
    if best_margin(table.values, agreed, table.holds) >= 0:
        return "beliefs", None
    return "empty_range", _red_line(w, table)


def _red_line(w: World, table: Any) -> str | None:
    """The red line without which the margin would be largest, if that raises it."""
    margins = {}
    for s, side in enumerate(w.sides):
        for key, line in side.party.red_lines.items():
            values = list(table.values)
            values[s] = [
                v + penalty(side.party, line, package)
                for v, package in zip(values[s], w.packages, strict=True)
            ]
            margins[f"{side.key}.{key}"] = best_margin(values, table.war, table.holds)
    most = max(margins.values(), default=-math.inf)
    if not most > best_margin(table.values, table.war, table.holds) + 1e-9:
        return None
    return next(key for key, margin in margins.items() if margin >= most - 1e-9)


def _best_values(w: World) -> dict[str, float]:
    """Of each class, what its best package is worth at the start."""
    result = {}
    issue, war = outcome_issue(w.p.issues), w.first_evening.war
    for option in w.p.issues[issue].options.values():
        of_class = [
            x
            for x, package in enumerate(w.packages)
            if w.p.issues[issue].options[package.options[issue]].outcome == option.outcome
        ]
        best = max(of_class, key=lambda x: min(w.values[s][x] - war[s] for s in (0, 1)))
        for s, side in enumerate(w.sides):
            result[f"best_value.{option.outcome}.{side.key}"] = w.values[s][best]
    return result
