"""Questions to a world at the end of its horizon (ODD 7.16)."""

from __future__ import annotations

import math
from typing import Any

from tests.twin.accord import holds
from tests.twin.packages import class_of, matches, outcome_issue
from tests.twin.reasons import why_no_accord
from tests.twin.state import ACCORD, FORCE, World


def outcomes(w: World, horizon: int) -> dict[str, Any]:
    """Every outcome by name; classes by their names, and a package by its options."""
    deadline = w.day_of(w.p.deadline.date)
    dates = [d for d in w.dates if d.day <= deadline]
    in_time = w.day_ended <= deadline
    accord = w.phase == ACCORD and in_time
    years = w.p.accord.durable_years
    renewed, settled = _fate(w)
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
        "durable_peace": accord and (settled < renewed or renewed > years),
        "range_exists": any(d.table.margin >= 0 for d in dates),
        "range_exists_first": bool(dates) and dates[0].table.margin >= 0,
        "prisoner_exchange": any(day <= deadline for day in w.exchange_days),
        "truce": any(day <= deadline for day in w.truce_made_days),
        "taken_by_force": w.phase == FORCE and in_time,
        "p_hold": holds(w.hazard, w.settles, years),
        "renewed_after": math.nan if settled < renewed else renewed,
        **(
            {"settled_after": settled if settled < renewed else math.nan}
            if w.p.accord.settles
            else {}
        ),
        "ceasefire_day": w.last_fighting if w.phase == ACCORD else math.nan,
        "mediator_left_day": w.left_on,
        "broken_off_day": w.broken_off_on,
        "truce_days": w.truce_days,
        "km2_changed": w.p.war.area - w.land,
        "killed": sum(side.killed for side in w.sides),
        "blackout_hours": w.blackout_hours,
        "best_margin": _largest_margin(dates),
        **({} if w.p.sanctions is None else {"sanctions_days": w.sanctions_days}),
        **_best_values(w),
    }


def _fate(w: World) -> tuple[float, float]:
    """Years until war returns, and until the rest is settled."""
    renewed = -math.log(w.chance.uniform("accord.fate", 0)) / w.hazard
    if not w.settles:
        return renewed, math.inf
    return renewed, -math.log(w.chance.uniform("accord.settling", 0)) / w.settles


def _largest_margin(dates: list[Any]) -> float:
    """Of the dates by the deadline; no number if there were none, or never a package that holds."""
    margins = [d.table.margin for d in dates if d.table.margin > -math.inf]
    return max(margins, default=math.nan)


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
        best = max(
            of_class, key=lambda x: min(w.values[s][x] - war[s] for s in (0, 1)), default=None
        )
        for s, side in enumerate(w.sides):
            value = math.nan if best is None else w.values[s][best]
            result[f"best_value.{option.outcome}.{side.key}"] = value
    return result
