"""Giving every quantity of a typed scenario its name, meaning, source and place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.quantities.base import needs
from sim.quantities.quantity import Quantity
from sim.scenario.mistakes import Mistake
from sim.scenario.nodes import Node
from sim.scenario.sources import NEUTRAL

_FRAME = {"start", "horizon"}  # they frame the question and need no source


class Binder:
    """Walks a scenario and its tree side by side.

    Attributes
    ----------
    quantities : dict[str, Quantity]
        All of them by dotted name: those in the files in their order, then those left neutral.
    sources : dict[str, str]
        Source of every quantity, date and scale that the files mention, by dotted name.
    mistakes : list[Mistake]
        Values without a source.

    Parameters
    ----------
    present : AbstractSet[str]
        Sections that the file has: what speaks of others is named, but is no parameter.
    """

    def __init__(self, present: AbstractSet[str]) -> None:
        self._present = present
        self.quantities: dict[str, Quantity] = {}
        self.sources: dict[str, str] = {}
        self.mistakes: list[Mistake] = []

    @property
    def _absent(self) -> Binder:
        """Gives names to what speaks of a section that is not there, and lists none of it."""
        return Binder(self._present)

    def _is_absent(self, field: FieldInfo) -> bool:
        section = needs(field)
        return section is not None and section not in self._present

    def section(self, section: BaseModel, node: Node | None, name: str = "") -> None:
        """Bind what a section holds, in place."""
        fields = type(section).model_fields
        for key in _in_file_order(list(fields), node):
            inner = node.mapping.get(key) if node else None
            dotted = f"{name}.{key}" if name else key
            meaning = fields[key].description or ""
            value = getattr(section, key)
            if inner and _is_fact(value) and key not in _FRAME:
                self._note_source(inner, dotted)
            bound = self._absent if self._is_absent(fields[key]) else self
            setattr(section, key, bound._bound(value, inner, dotted, meaning))

    def _bound(self, value: Any, node: Node | None, name: str, meaning: str) -> Any:
        if isinstance(value, Quantity):
            if node:
                self._note_source(node, name)
            return self._quantity(value, node, name, meaning)
        if isinstance(value, BaseModel):
            self.section(value, node, name)
        elif isinstance(value, dict):
            for key, entry in value.items():
                inner = node.mapping.get(key) if node else None
                value[key] = self._bound(entry, inner, f"{name}.{key}", meaning)
        return value

    def _note_source(self, node: Node, name: str) -> None:
        if node.source is not None:
            self.sources[name] = node.source
            return
        told = f"'{name}' needs a source: add 'source:' to it or above it, in this file"
        self.mistakes.append(Mistake(told, node.spot, "", name))

    def _quantity(self, value: Quantity, node: Node | None, name: str, meaning: str) -> Quantity:
        source = (node.source or "") if node else NEUTRAL
        place = str(node.place) if node else None
        bound = replace(value, name=name, description=meaning, source=source, place=place)
        self.quantities[name] = bound
        return bound


def _in_file_order(fields: list[str], node: Node | None) -> Iterator[str]:
    written = [key for key in node.mapping if key in fields] if node else []
    yield from written
    yield from (key for key in fields if key not in written)


def _is_fact(value: object) -> bool:
    """Dates and scales say something about the world too; names and texts do not."""
    numbers = isinstance(value, list) and any(isinstance(item, float) for item in value)
    return numbers or isinstance(value, dt.date)
