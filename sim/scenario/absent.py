"""Does a file speak of a section that it does not have, or leave out what its sections need?"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

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


class Spoken(NamedTuple):
    """What speaks of a section that the file lacks: its dotted name, that section, what to say."""

    name: str
    section: str
    told: str


def sections(file: ScenarioFile, root: Node) -> Found:
    """Values and events of absent sections, and values that a section needs."""
    yield from ((spoken.name, spoken.told) for spoken in _spoken(file, root))
    yield from _lacking(file, "", file.sections)


def orphans(file: ScenarioFile, root: Node, layers: list[str]) -> list[str]:
    """Names of what was inherited and speaks of a section that a file nearer to the user removed.

    ``layers`` are the files by name, the one that has the last word first.
    """

    def inherited(spoken: Spoken) -> bool:
        removed, node = root.removed.get(spoken.section), root.at(spoken.name)
        if removed is None or node is None:
            return False
        return layers.index(node.spot.file) > layers.index(removed.file)

    return [spoken.name for spoken in _spoken(file, root) if inherited(spoken)]


def _spoken(file: ScenarioFile, root: Node) -> Iterator[Spoken]:
    yield from _values(file, root, "", file.sections)
    for name, event in file.events.items():
        section = _SECTION_OF.get(type(event))
        if section and section not in file.sections:
            told = f"of type '{event.type}' needs the section '{section}', which this file lacks"
            yield Spoken(f"events.{name}", section, told)


def _values(value: object, node: Node | None, name: str, present: Set[str]) -> Iterator[Spoken]:
    for key, inner_value, wanted in _entries(value):
        inner = node.mapping.get(key) if node else None
        dotted = f"{name}.{key}" if name else key
        if wanted is None or wanted in present:
            yield from _values(inner_value, inner, dotted, present)
        elif inner is not None:
            told = f"speaks of the section '{wanted}', which this file lacks: remove it"
            yield Spoken(dotted, wanted, told)


def _lacking(value: object, name: str, present: Set[str]) -> Found:
    for key, inner, wanted in _entries(value):
        dotted = f"{name}.{key}" if name else key
        if wanted is None or wanted in present:
            if inner is None and isinstance(value, BaseModel) and must_be_given(_field(value, key)):
                yield name, f"lacks '{key}', which the section '{wanted}' needs: add it"
            yield from _lacking(inner, dotted, present)


def _entries(value: object) -> Iterator[tuple[str, object, str | None]]:
    """What a section or a mapping holds: key, value, and the section that it speaks of."""
    if isinstance(value, BaseModel):
        for key in type(value).model_fields:
            yield key, getattr(value, key), needs(_field(value, key))
    elif isinstance(value, dict):
        yield from ((key, entry, None) for key, entry in value.items())


def _field(section: BaseModel, key: str) -> FieldInfo:
    return type(section).model_fields[key]
