"""Conditions of events that are valid and surely not meant: so already, asked once, adding up."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.processes.condition import Limit
from sim.quantities.quantity import Quantity
from sim.scenario.mistakes import Found
from sim.scenario.schema import ScenarioFile


def so_from_the_start(file: ScenarioFile, quantities: Mapping[str, Quantity]) -> Found:
    """Events that wait for land or losses to pass a limit which they have passed on the first day.

    Of other series it is not known beforehand where they start.
    """
    for name, event in file.events.items():
        condition = event.condition
        if condition is None:
            continue
        for what, sign in (("above", 1.0), ("below", -1.0)):
            limit: Limit | None = getattr(condition, what)
            start = None if limit is None else _start_of(limit.series, quantities)
            if limit is not None and start is not None:
                than = _middle(limit.than)
                if sign * (start - than) > 0:
                    yield (
                        f"events.{name}.if.{what}",
                        f"is so from the first day on: {limit.series} starts at {start:,.0f}, "
                        f"{what} {than:,.0f} already (medians of what is drawn)",
                    )


def asked_once(file: ScenarioFile) -> Found:
    """Events that wait for a limit, on one day alone."""
    for name, event in file.events.items():
        condition = event.condition
        limited = condition is not None and (condition.above or condition.below)
        if limited and event.through is None:
            yield (
                f"events.{name}.if",
                f"is asked on {event.date} alone: to wait for it, add 'through', a last day",
            )


def added_up(file: ScenarioFile) -> Found:
    """Events that repeat and each time change further what they changed before."""
    for name, event in file.events.items():
        if event.repeats and event.adds_up:
            yield (
                f"events.{name}.repeats",
                f"brings the event anew on every day on which its 'if' holds, and the "
                f"changes add up; without it, '{event.type}' comes once and lasts",
            )


def _start_of(series: str, quantities: Mapping[str, Quantity]) -> float | None:
    """Where a series of the war starts, as far as that is plain."""
    if series == "killed":
        return 0.0
    area = quantities.get("war.area") if series == "held_area" else None
    return None if area is None else _middle(area)


def _middle(quantity: Quantity) -> float:
    return float(quantity.ppf(np.array([0.5]))[0])
