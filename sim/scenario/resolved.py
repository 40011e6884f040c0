"""Writing a resolved scenario down, and the fingerprint of its values."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from sim.quantities.priors import Fixed
from sim.quantities.quantity import Quantity
from sim.scenario.merge import is_section
from sim.scenario.nodes import Node
from sim.scenario.parse import scalar

Sourced = tuple[Node, Mapping[str, str]]
"""A tree, and the sources of its values by dotted name."""

_WORDS = {"title", "question", "label", "spoken", "hindsight"}  # they change no world
_ESCAPED = {"\x85", "\u2028", "\u2029", "\ufeff"}


def yaml_text(scenario: Sourced, origin: Sourced | None) -> str:
    """A tree as YAML, with the sources of its values.

    `origin` is the scenario that plays the history, if it is another one.
    """
    lines = ["# Resolved: parents and command line merged in, every value with its source."]
    lines += _section(*scenario, level=0)
    if origin is not None:
        lines += ["", "# The scenario that plays the history before the start.", "origin:"]
        lines += _section(*origin, level=1)
    return "\n".join(lines) + "\n"


def fingerprint(files: list[BaseModel]) -> str:
    """SHA-256 (hex) of the values of typed scenarios.

    Order counts inside mappings by name (sums over issues run in it), not between parameters.
    """
    text = json.dumps([_values(file) for file in files], separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _values(value: Any) -> Any:
    """What decides about worlds, as plain lists and numbers."""
    if isinstance(value, Quantity):
        prior = value.prior
        if isinstance(prior, Fixed):
            return prior.value
        cut = ["within", *prior.within] if prior.within else []
        return [prior.family, *prior.numbers, *cut]
    if isinstance(value, BaseModel):
        names = [name for name in type(value).model_fields if name not in _WORDS]
        return [[name, _values(getattr(value, name))] for name in names]
    if isinstance(value, dict):
        return [[name, _values(entry)] for name, entry in value.items()]
    if isinstance(value, list):
        return [_values(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else value


def _section(node: Node, sources: Mapping[str, str], level: int, above: str = "") -> list[str]:
    """The entries of a mapping as lines."""
    indent, lines = "  " * level, []
    for key, entry in node.mapping.items():
        start, name = f"{indent}{quoted(key)}:", f"{above}{key}"
        if not is_section(entry):
            lines.append(f"{start} {_leaf(entry, sources.get(name))}")
        elif entry.mapping:
            lines += [start, *_section(entry, sources, level + 1, f"{name}.")]
        else:
            lines.append(f"{start} {{}}")
    return lines


def _leaf(node: Node, source: str | None) -> str:
    """A value on one line, with its source if it has one."""
    if source is None:
        return _flow(node)
    if isinstance(node.content, dict):
        return f"{_flow(node)[:-1]}, source: {quoted(source)}}}"
    return f"{{value: {_flow(node)}, source: {quoted(source)}}}"


def _flow(node: Node) -> str:
    if isinstance(node.content, list):
        return f"[{', '.join(_flow(item) for item in node.content)}]"
    if isinstance(node.content, dict):
        return f"{{{', '.join(f'{quoted(k)}: {_flow(v)}' for k, v in node.content.items())}}}"
    if isinstance(node.content, str):
        return quoted(node.content)
    return "null" if node.content is None else json.dumps(node.content)


def quoted(text: str) -> str:
    """Text as YAML: in quotes, unless it is a plain word or date."""
    plain = text.replace("_", "").replace("-", "").isalnum() and text.isascii()
    if plain and not text.startswith("-") and isinstance(scalar(text), str):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() and c not in _ESCAPED else _escape(c) for c in quoted)


def _escape(character: str) -> str:
    return f"\\U{ord(character):08X}"
