"""Why a world has no accord (ODD 7.16)."""

from __future__ import annotations

import math
from typing import Any

from tests.twin.going_on import from_a_new_line, war_value
from tests.twin.state import World
from tests.twin.table import best_margin, prospects
from tests.twin.values import penalty

NOTHING_HOLDS = -1e300
"""Margin of a date on which no package holds: below every other, and still a date."""


def noted(date: Any) -> float:
    """A date's margin as it is noted."""
    return max(date.table.margin, NOTHING_HOLDS)


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
        return ("not_ratified" if best.failed_at_home else "vetoed"), None
    return why_refused(table), None


def why_refused(table: Any) -> str:
    """Why an open range gave no text that both accepted."""
    met = table.agreeable()
    if not met:
        return "aspiration"
    if all(table.refused_at_home[x] for x in met):
        return "not_ratified"
    return "vetoed" if all(table.barred(x) for x in met) else "not_tabled"


def _why_empty(w: World, table: Any) -> tuple[str, str | None]:
    everything = [True] * len(w.packages)
    if best_margin(table.values, table.war, everything) >= 0:
        return "not_deterred", None
    if _margin(w, table, table.plain, *_of_one_belief(w, table)) >= 0:
        return "beliefs", None
    return "empty_range", _red_line(w, table)


def _margin(
    w: World, table: Any, plain: list[list[float]], war: list[float], new_line: list[float]
) -> float:
    """The margin of the day if other things were so."""
    _, _, values, holds = prospects(w, table, plain, war, new_line)
    return best_margin(values, war, holds)


def _of_one_belief(w: World, table: Any) -> tuple[list[float], list[float]]:
    """War values of both sides if they believed the same of the front; and from a new line."""
    belief = sum(table.drifts) / 2, sum(table.variances) / 2
    war = [
        war_value(w, side, table.beside[s], table.turns[s], table.land, *belief)
        for s, side in enumerate(w.sides)
    ]
    return war, [
        from_a_new_line(w, side, table.turns[s], table.land, *belief)
        for s, side in enumerate(w.sides)
    ]


def _red_line(w: World, table: Any) -> str | None:
    """The red line without which the margin would be largest, if that raises it."""
    margins = {}
    for s, side in enumerate(w.sides):
        for key, line in side.party.red_lines.items():
            values = list(table.plain)
            values[s] = [
                v + penalty(side.party, line, package)
                for v, package in zip(values[s], w.packages, strict=True)
            ]
            margins[f"{side.key}.{key}"] = _margin(w, table, values, table.war, table.new_line)
    most = max(margins.values(), default=-math.inf)
    if not most > best_margin(table.values, table.war, table.holds) + 1e-9:
        return None
    return next(key for key, margin in margins.items() if margin >= most - 1e-9)
