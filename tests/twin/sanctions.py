"""Sanctions: what they cost a side, and what it reckons with (ODD 7.18)."""

from __future__ import annotations

import math
from typing import Any

from tests.twin.state import ACCORD, World


def begins(w: World) -> int:
    """The day on which they begin: the file's, or the morrow of the first deadline."""
    stated = w.p.sanctions.begins
    return w.day_of(w.p.deadline.date) + 1 if stated is None else w.day_of(stated)


def count(w: World, day: int) -> None:
    """A day of them, if it is one; what it costs whom they hit."""
    if w.p.sanctions is None:
        return
    lasts = w.phase != ACCORD
    w.sanctions_days += lasts and day >= begins(w)
    w.seen["sanctions_days"] = float(w.sanctions_days)
    for side in w.sides:
        if side.key in w.p.sanctions.costs:
            w.seen[f"sanctions_cost.{side.key}"] = lasts * cost_of_a_day(w, side, day)


def _age(w: World, day: int) -> int:
    return max(0, day - begins(w) + 1)


def cost_of_a_day(w: World, side: Any, day: int) -> float:
    """What a day of them costs a side today."""
    stated = w.p.sanctions
    if stated is None:
        return 0.0
    n, size = _age(w, day), stated.costs.get(side.key, 0.0)
    return float(size * -math.expm1(-n / stated.bites_after) * math.exp(-n / stated.adapts_after))


def reckoned_with(w: World, side: Any, day: int) -> float:
    """What those within a side's horizon will cost it, as far as it believes in them."""
    stated = w.p.sanctions
    if stated is None:
        return 0.0
    n, begin = _age(w, day), begins(w)
    ahead = max(0.0, stated.looks_ahead - max(0, begin - day))
    both = 1 / (1 / stated.adapts_after + 1 / stated.bites_after)
    total = sum(
        sign * memory * math.exp(-n / memory) * -math.expm1(-ahead / memory)
        for sign, memory in ((1, stated.adapts_after), (-1, both))
    )
    believed = stated.believed if day < begin else 1.0
    return float(believed * stated.costs.get(side.key, 0.0) * total)
