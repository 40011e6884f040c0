"""Dated events that ask nothing: whether they happen, and when (ODD 7.12, 7.15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.twin.state import World


def happens(w: World, key: str) -> bool:
    """Whether an event happens at all, its condition granted."""
    return w.chance.uniform(f"event.{key}", 0) < w.p.events[key].probability


def condition(event: Any) -> Any:
    """What must be so for an event to happen, if anything must."""
    return getattr(event, "if")


def first_day(w: World, event: Any) -> int:
    """The day of its date, moved by its `later`; one before the start stays where it is."""
    day = w.day_of(event.date)
    return day if day < 0 else max(day + round(event.later), 0)


def own_day(w: World, key: str, event: Any) -> int:
    """The day on which an event falls that asks nothing; a round may slip."""
    slips = w.chance.count(f"event.{key}.slips", 0, event.slips) if event.type == "round" else 0
    return first_day(w, event) + slips


@dataclass
class Foreseen:
    """A dated round that surely comes, and since when that is known."""

    announced: int
    day: int


def foreseen(w: World) -> list[Foreseen]:
    """All of them, past ones too."""
    rounds = []
    for key, event in w.p.events.items():
        if event.type == "round" and condition(event) is None and happens(w, key):
            announced = event.date if event.announced is None else event.announced
            rounds.append(Foreseen(w.day_of(announced), own_day(w, key, event)))
    return rounds
