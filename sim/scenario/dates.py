"""Do the dates of a scenario fit together, and was every source known at its start?

Checked on the tree, so that no other mistake hides it: dates that cannot be read are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import get_args

from pydantic import TypeAdapter, ValidationError

from sim.processes import PROCESSES
from sim.quantities.base import Date
from sim.scenario.mistakes import Found, Mistake, Place
from sim.scenario.nodes import Node
from sim.scenario.sources import Source

_MOST_DAYS = 3653  # every day of every world is kept until a block's questions are answered
_BEFORE_THE_START = {
    name
    for process in PROCESSES
    for event in process.dated
    if event.may_precede_the_start
    for name in get_args(event.model_fields["type"].annotation)
}
_DATE: TypeAdapter[dt.date] = TypeAdapter(Date)


def late_sources(root: Node, sources: list[tuple[Place, Source]]) -> list[Mistake]:
    """Sources that appeared after the start, unless the file admits hindsight."""
    start, hindsight = _date(root.at("start")), root.at("hindsight")
    if start is None or (hindsight and hindsight.content is True):
        return []
    return [
        Mistake(
            f"this source is of {date}, after the start {start}: nobody knew it then; "
            "take an earlier source or say 'hindsight: true'",
            place,
        )
        for place, source in sources
        for date in source.dates
        if date > start
    ]


def mistakes(root: Node) -> list[Mistake]:
    """Dates that do not fit to each other."""
    found = (told for check in (_horizon, _deadline, _past, _events) for told in check(root))
    return [
        Mistake(f"'{name}' {told}", node.place, "", name)
        for name, told in found
        if (node := root.at(name))
    ]


def _frame(root: Node) -> tuple[dt.date, dt.date]:
    """Start and horizon; one that cannot be read is so far off that nothing lies beyond it."""
    start, horizon = _date(root.at("start")), _date(root.at("horizon"))
    return start or dt.date.min, horizon or dt.date.max


def _horizon(root: Node) -> Found:
    start, horizon = _frame(root)
    if horizon <= start:
        yield "horizon", f"must be after the start {start}"
    if start > dt.date.min and horizon < dt.date.max and (horizon - start).days > _MOST_DAYS:
        yield "horizon", f"is too far: at most 10 years after the start {start} are allowed"


def _deadline(root: Node) -> Found:
    start, horizon = _frame(root)
    deadline = _date(root.at("deadline.date"))
    if deadline and not start < deadline <= horizon:
        bounds = [f"after the start {start}"] if start > dt.date.min else []
        bounds += [f"up to the horizon {horizon}"] if horizon < dt.date.max else []
        yield "deadline.date", f"must lie {', '.join(bounds)}"


def _past(root: Node) -> Found:
    start, _ = _frame(root)
    for name, date, _ in _dated(root, "history.rounds"):
        if start > dt.date.min and date >= start:
            yield f"{name}.date", f"must be before the start {start}"


def _events(root: Node) -> Found:
    """Dated events lie within the scenario's time, and their other dates fit to their own."""
    start, horizon = _frame(root)
    for name, date, event in _dated(root, "events"):
        kind = event.mapping.get("type")
        if date < start and (kind is None or kind.word not in _BEFORE_THE_START):
            yield (
                f"{name}.date",
                f"must not be before the start {start}: of what came before it, a scenario knows "
                "'assassination', 'back_channel' and the rounds of its 'history'",
            )
        if date > horizon:
            yield f"{name}.date", f"must not be after the horizon {horizon}"
        yield from _before_the_start(name, date, event, start)
        yield from _beside(name, date, event, horizon)


def _before_the_start(name: str, date: dt.date, event: Node, start: dt.date) -> Found:
    """What lies in the past came on its date, and asks nothing."""
    for key, told in (("later", "its date is known"), ("if", "nothing is asked of the past")):
        if key in event.mapping and date < start:
            yield f"{name}.{key}", f"belongs to an event from the start {start} on: {told}"


def _beside(name: str, date: dt.date, event: Node, horizon: dt.date) -> Found:
    """Its other dates."""
    keys = ("announced", "until", "through")
    announced, until, through = (_date(event.mapping.get(key)) for key in keys)
    if announced and announced > date:
        yield f"{name}.announced", f"must not be after its date {date}"
    if through and through < date:
        yield f"{name}.through", f"must not be before its date {date}"
    if through and through > horizon:
        yield f"{name}.through", f"must not be after the horizon {horizon}"
    last = max(date, through or date)
    if until and until <= last:
        yield f"{name}.until", f"must be after {'its date' if last == date else 'through'} {last}"


def _dated(root: Node, path: str) -> Iterator[tuple[str, dt.date, Node]]:
    """Dotted name, date and node of every entry that has a date."""
    above = root.at(path)
    for name, node in above.mapping.items() if above else ():
        if date := _date(node.mapping.get("date")):
            yield f"{path}.{name}", date, node


def _date(node: Node | None) -> dt.date | None:
    """The date that a node holds; None if there is none, or none that can be read."""
    try:
        return _DATE.validate_python(node.content) if node else None
    except ValidationError:
        return None
