"""Which dated events happen on a day (ODD 7.15)."""

from __future__ import annotations

from typing import Any

from tests.twin.appointed import condition, first_day, happens, own_day
from tests.twin.conditions import holds
from tests.twin.state import World


def dawn(w: World, day: int) -> None:
    """Decide which events happen today, before the first step of the day."""
    events = w.p.events.items()
    w.happening = {key: event for key, event in events if _today(w, key, event, day)}
    w.happened.update(w.happening.keys())


def _today(w: World, key: str, event: Any, day: int) -> bool:
    asked = condition(event)
    if asked is None:
        return own_day(w, key, event) == day and happens(w, key)
    spent = key in w.happened and not event.repeats
    may = not spent and first_day(w, event) <= day <= _last_day(w, event)
    return may and happens(w, key) and holds(w, asked, day)


def _last_day(w: World, event: Any) -> int:
    """The last day on which an event's condition is asked."""
    first = first_day(w, event)
    return first if event.through is None else max(first, w.day_of(event.through))
