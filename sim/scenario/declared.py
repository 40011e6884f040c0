"""What the schema declares at a place of a scenario: keys, meaning, and the words it can hold."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from sim.scenario.schema import ScenarioFile

Location = tuple[int | str, ...]
"""Keys and positions from the root; type tags of a union may stand among them."""


def keys(location: Location) -> list[str]:
    """Keys that the section at a location can have."""
    return [name for model in _at(location) for name in _fields(model)]


def meaning(name: str) -> str:
    """What a dotted name means; empty if the schema leaves it to the name itself.

    Entries of a mapping by name mean what the mapping says, as quantities do.
    """
    above, _, last = name.rpartition(".")
    for model in filter(_is_section, _at(tuple(above.split(".")) if above else ())):
        if field := model.model_fields.get(last):
            return field.description or ""
    return meaning(above) if above else ""


def words(name: str) -> list[str]:
    """The words of which a dotted name holds one; none if it holds something else."""
    members = [kind for kind in _at(tuple(name.split("."))) if get_origin(kind) is Literal]
    return [str(word) for kind in members for word in get_args(kind)]


def _at(location: Location) -> list[Any]:
    """Types that can stand at a location."""
    annotations: list[Any] = [ScenarioFile]
    for part in location:
        annotations = [inner for each in annotations for inner in _inside(each, part)]
    return [kind for each in annotations for kind in _members(each)]


def _is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _inside(annotation: Any, part: int | str) -> Iterator[Any]:
    """What stands under a key or a tag of something of this type."""
    for kind in _members(annotation):
        if _is_section(kind):
            if part in kind.model_fields:
                yield kind.model_fields[str(part)].annotation
            elif "type" in kind.model_fields and part in get_args(_type_of(kind)):
                yield kind
        elif get_origin(kind) is dict:
            yield get_args(kind)[1]
        elif get_origin(kind) is list:
            yield get_args(kind)[0]


def _members(annotation: Any) -> Iterator[Any]:
    """A type, or the members of a union, without their annotations."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _members(get_args(annotation)[0])
    elif origin in {Union, types.UnionType}:
        for member in get_args(annotation):
            yield from _members(member)
    else:
        yield annotation


def _fields(annotation: Any) -> Iterator[str]:
    for kind in _members(annotation):
        if _is_section(kind):
            yield from kind.model_fields


def _type_of(model: type[BaseModel]) -> Any:
    annotation = model.model_fields["type"].annotation
    return annotation if get_origin(annotation) is Literal else None
