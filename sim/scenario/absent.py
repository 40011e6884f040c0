"""Does a file speak of a section that it does not have, or leave out what its sections need?"""

from __future__ import annotations

from collections.abc import Iterator, Set

from pydantic import BaseModel

from sim.processes import PROCESSES
from sim.processes.dated import Dated
from sim.processes.deadline.section import DeadlineEvent
from sim.quantities.base import must_be_given, needs
from sim.scenario.mistakes import Found
from sim.scenario.nodes import Node
from sim.scenario.schema import ScenarioFile
from sim.scenario.schema.meetings import DistractionEvent, MediatorLeavesEvent

_SECTION_OF: dict[type[Dated], str] = {
    DistractionEvent: "mediator",
    MediatorLeavesEvent: "mediator",
    DeadlineEvent: "deadline",
    **{event: process.name for process in PROCESSES for event in process.dated},
}


def sections(file: ScenarioFile, root: Node) -> Found:
    """Values and events of absent sections, and values that a section needs."""
    yield from _values(file, root, "", file.sections)
    for name, event in file.events.items():
        section = _SECTION_OF.get(type(event))
        if section and section not in file.sections:
            told = f"of type '{event.type}' needs the section '{section}', which this file lacks"
            yield f"events.{name}", told


def _values(section: BaseModel, node: Node | None, name: str, present: Set[str]) -> Found:
    for key, field in type(section).model_fields.items():
        inner = node.mapping.get(key) if node else None
        dotted, value = f"{name}.{key}" if name else key, getattr(section, key)
        wanted = needs(field)
        if wanted is not None and wanted not in present:
            if inner is not None:
                yield dotted, f"speaks of the section '{wanted}', which this file lacks: remove it"
        elif value is None and must_be_given(field):
            yield name, f"lacks '{key}', which the section '{wanted}' needs: add it"
        else:
            yield from _below(value, inner, dotted, present)


def _below(
    value: object, node: Node | None, name: str, present: Set[str]
) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        yield from _values(value, node, name, present)
    elif isinstance(value, dict):
        for key, entry in value.items():
            inner = node.mapping.get(key) if node else None
            yield from _below(entry, inner, f"{name}.{key}", present)
