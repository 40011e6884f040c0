"""Do the dates of a scenario fit together, and was every source known at its start?"""

from __future__ import annotations

import datetime as dt

from sim.processes.deadline.section import DeadlineEvent
from sim.scenario.mistakes import Found, Mistake, Place
from sim.scenario.nodes import Node
from sim.scenario.schema import ScenarioFile
from sim.scenario.schema.meetings import RoundEvent
from sim.scenario.sources import Source

_MOST_DAYS = 3653  # every day of every world is kept until a block's questions are answered


def late_sources(root: Node, sources: list[tuple[Place, Source]]) -> list[Mistake]:
    """Sources that appeared after the start, unless the file admits hindsight."""
    start, hindsight = root.at("start"), root.at("hindsight")
    if start is None or (hindsight and hindsight.content is True):
        return []
    try:
        first = dt.date.fromisoformat(str(start.content))
    except ValueError:
        return []
    return [
        Mistake(
            f"this source is of {date}, after the start {first}: nobody knew it then; "
            "take an earlier source or say 'hindsight: true'",
            place,
        )
        for place, source in sources
        for date in source.dates
        if date > first
    ]


def frame(file: ScenarioFile) -> Found:
    """Start, horizon, deadline and history."""
    start, horizon = file.start, file.horizon
    if horizon <= start:
        yield "horizon", f"must be after the start {start}"
    if (horizon - start).days > _MOST_DAYS:
        yield "horizon", f"is too far: at most 10 years after the start {start} are allowed"
    if file.deadline and not start < file.deadline.date <= horizon:
        yield ("deadline.date", f"must lie after the start {start}, up to the horizon {horizon}")
    for name, past in file.history.rounds.items():
        if past.date >= start:
            yield f"history.rounds.{name}.date", f"must be before the start {start}"


def events(file: ScenarioFile) -> Found:
    """Dated events lie within the scenario's time."""
    start, horizon = file.start, file.horizon
    for name, event in file.events.items():
        if event.date < start and not event.may_precede_the_start:
            yield (
                f"events.{name}.date",
                f"must not be before the start {start}: of what came before it, a scenario knows "
                "'assassination', 'back_channel' and the rounds of its 'history'",
            )
        if event.date > horizon:
            yield f"events.{name}.date", f"must not be after the horizon {horizon}"
        if isinstance(event, RoundEvent) and event.announced and event.announced > event.date:
            yield f"events.{name}.announced", f"must not be after its date {event.date}"
        if isinstance(event, DeadlineEvent) and event.until <= event.date:
            yield f"events.{name}.until", f"must be after its date {event.date}"
