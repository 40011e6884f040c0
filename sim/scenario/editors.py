"""The JSON Schema of scenario files: with it, editors complete keys and underline mistakes.

It is laxer than `load` in one way: nothing is required, because a file that extends another leaves
out what it does not change.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sim.quantities.families import FAMILIES
from sim.quantities.number import WITHIN
from sim.quantities.units import allowed
from sim.scenario.schema import ScenarioFile

Schema = dict[str, Any]

_NULL: Schema = {"type": "null"}
_SOURCE: Schema = {
    "type": "string",
    "description": "where the values from here downwards come from: 'article p10', "
    "'external 2026-01-15: who', 'assumed: why', joined by '; '",
}


def json_schema() -> Schema:
    """JSON Schema (2020-12) of a scenario file."""
    numbers: dict[str, Schema] = {}
    schema = _written_out(ScenarioFile.model_json_schema(), numbers)
    schema["$defs"].update(numbers)
    schema["$defs"]["Prior"] = {"anyOf": [_prior(name) for name in FAMILIES]}
    schema["$defs"]["Source"] = _SOURCE
    schema["properties"]["extends"] = {
        "type": "string",
        "pattern": r"^[^/\\]+\.ya?ml$",
        "description": "file that this one changes: beside it, or one of the shipped scenarios",
    }
    schema["properties"]["origin"] = {
        "$ref": "#",
        "description": "written by the program: the scenario that plays the history",
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {**head, **schema, "title": "Scenario of negotiation-sim"}


def json_schema_text() -> str:
    """The same as text, as it is kept in `scenarios/schema.json`."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _written_out(part: Any, numbers: dict[str, Schema]) -> Any:
    """Pydantic's schema, with sources, nulls and written-out numbers, and nothing required.

    Every kind of number is put into `numbers` once, and referred to.
    """
    if isinstance(part, list):
        return [_written_out(item, numbers) for item in part]
    if not isinstance(part, dict):
        return part
    if "x-unit" in part:
        name = re.sub("[^a-z0-9.]+", "_", f"number {_range(part)}".lower())
        numbers[name] = _number(part)
        return {"description": part.get("description", ""), "$ref": f"#/$defs/{name}"}
    if part.get("format") == "date" or _is_scale(part):
        return _with_value(part)
    inner = {
        key: _written_out(value, numbers) for key, value in part.items() if key not in _DROPPED
    }
    for keyword in ("properties", "$defs"):  # here the keys are names, and none is dropped
        if keyword in part:
            inner[keyword] = {
                name: _written_out(each, numbers) for name, each in part[keyword].items()
            }
    if "oneOf" in inner:  # events without a type, in a child, fit several
        inner["anyOf"] = inner.pop("oneOf")
    if inner.get("type") == "object":
        _open_for_sources(inner)
    return inner


def _open_for_sources(section: Schema) -> None:
    """Any mapping can say `source`; in one by name, null takes an entry away."""
    section["properties"] = {**section.get("properties", {}), "source": {"$ref": _SOURCE_REF}}
    section["additionalProperties"] = False
    if "patternProperties" in section:
        (entry,) = section["patternProperties"].values()
        section["patternProperties"] = {_NAME: {"anyOf": [entry, _NULL]}}


_DROPPED = {"required", "discriminator", "title", "minProperties", "maxProperties", "default"}
_SOURCE_REF = "#/$defs/Source"
_NAME = "^(?!source$)[a-z][a-z0-9_]*$"


def _number(part: Schema) -> Schema:
    """What `Number.read` takes."""
    unit = part["x-unit"]
    words = "|".join(re.escape(word) for word in allowed(unit))
    number = {"type": "number", "minimum": part["minimum"], "maximum": part["maximum"]}
    text = {"type": "string", "pattern": f"^[-+.0-9eE]+ *({words})?$"}
    prior = {"$ref": "#/$defs/Prior"}
    return {"description": _range(part), "anyOf": [number, text, _wrapped([number, text]), prior]}


def _is_scale(part: Schema) -> bool:
    """Whether it is a list of plain numbers, which can have a source."""
    items = part.get("items")
    return isinstance(items, dict) and items.get("type") == "number"


def _range(part: Schema) -> str:
    unit = "" if part["x-unit"] == "-" else f" {part['x-unit']}"
    return f"{part['minimum']:.15g} to {part['maximum']:.15g}{unit}"


def _with_value(part: Schema) -> Schema:
    plain = {key: value for key, value in part.items() if key not in _DROPPED}
    return {"anyOf": [plain, _wrapped([plain])]}


def _wrapped(kinds: list[Schema]) -> Schema:
    return {
        "type": "object",
        "properties": {"value": {"anyOf": kinds}, "source": {"$ref": _SOURCE_REF}},
        "required": ["value"],
        "additionalProperties": False,
    }


_ENDS = {
    "type": "array",
    "items": {"type": ["number", "string"]},
    "minItems": 2,
    "maxItems": 2,
    "description": "[low, high]: the ends that cut the prior off inside the parameter's range",
}


def _prior(name: str) -> Schema:
    family = FAMILIES[name]
    count = len(family.parameters)
    numbers = {
        "type": "array",
        "items": {"type": ["number", "string"]},
        "minItems": count,
        "maxItems": count,
        "description": f"[{', '.join(family.parameters)}]",
    }
    return {
        "type": "object",
        "properties": {name: numbers, WITHIN: _ENDS, "source": {"$ref": _SOURCE_REF}},
        "required": [name],
        "additionalProperties": False,
    }
