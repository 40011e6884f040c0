"""From the merged tree to the typed scenario; mistakes are told in plain words, at their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.scenario import broken
from sim.scenario.declared import Location, keys
from sim.scenario.mistakes import Mistake, choices, did_you_mean
from sim.scenario.nodes import Node
from sim.scenario.schema import ScenarioFile

_EXPECTED = {
    "string_type": "expected text",
    "string_unicode": "expected text that can be written down",
    "string_too_long": "too long: at most 500 characters are allowed (64 in a name)",
    "bool_type": "expected true or false",
    "float_type": "expected a number",
    "int_type": "expected a number",
    "finite_number": "expected a finite number",
    "dict_type": "expected a mapping (key: value)",
    "model_type": "expected a mapping (key: value)",
    "model_attributes_type": "expected a mapping (key: value)",
    "list_type": "expected a list, such as [a, b]",
    "union_tag_not_found": "an event needs a 'type'",
    "date_type": "expected a date, such as 2026-06-30",
}
_MOST = 100  # nobody reads more
_NAME = "a name has small letters, digits and _ and begins with a letter"


def validated(root: Node) -> tuple[ScenarioFile | None, list[Mistake]]:
    """The typed scenario, or every mistake that keeps the tree from being one."""
    try:
        return ScenarioFile.model_validate(root.plain()), []
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)[:_MOST]
        found = [_mistake(root, details) for details in errors]
    # One value can fail in several ways (a union tries each of its types): the first is enough.
    return None, list({(m.place, m.parameter): m for m in reversed(found)}.values())


def _mistake(root: Node, details: ErrorDetails) -> Mistake:
    context = details.get("ctx", {})
    path, node = _walk(root, details["loc"])
    dotted, kind = ".".join(path), details["type"]
    last = str(details["loc"][-1]) if details["loc"] else ""
    if kind == "missing":
        return _missing(root, node, dotted, last, _meant(root, details["loc"]))
    if kind == "extra_forbidden":
        known = keys(details["loc"][:-1])
        hint = did_you_mean(last, known)
        if node.spot.file == "--set":  # where a parameter goes by its whole name
            hint = _whole(root, path[:-1], last, hint)
        if not hint and len(path) > 1:
            hint = f"there are: {choices(known)}"
        return Mistake(f"unknown parameter '{dotted}'", node.spot, hint, dotted)
    if last == "[key]":
        return Mistake(f"unusable name '{path[-1][:64]}': {_NAME}", node.spot, "", dotted)
    told, hint = _told(details, context, node)
    hint = hint or (_meant(root, details["loc"]) if kind == "union_tag_not_found" else "")
    _, node = _walk(node, context.get("within", ("type",) if kind == "union_tag_invalid" else ()))
    place = node.spot if context.get("known") or isinstance(node.content, dict) else node.place
    return Mistake(f"{dotted}: {told}" if dotted else told, place, hint, dotted)


def _whole(root: Node, above: list[str], last: str, hint: str) -> str:
    """A hint with the dotted name; where nothing is near, the one parameter that ends so."""
    if hint:
        return hint.replace("'", "'" + "".join(f"{part}." for part in above), 1)
    ending = [name for name in _dotted(root) if name.endswith(f".{last}")]
    return f"did you mean '{ending[0]}'?" if len(ending) == 1 else ""


def _dotted(node: Node, prefix: str = "") -> Iterator[str]:
    """The names of all entries below."""
    for key, below in node.mapping.items():
        yield f"{prefix}{key}"
        yield from _dotted(below, f"{prefix}{key}.")


def _set_without_its_section(root: Node, dotted: str) -> str:
    """The section of something, if no file has it and ``--set`` alone speaks of it."""
    section = dotted.split(".", maxsplit=1)[0]
    node = root.mapping.get(section)
    by_name = not keys((section,))  # its entries are set one by one
    return section if node is not None and not by_name and _only_set(node) else ""


def _only_set(node: Node) -> bool:
    inner = (*node.items, *node.mapping.values())
    return node.place.file == "--set" and all(_only_set(each) for each in inner)


def _missing(root: Node, node: Node, dotted: str, name: str, hint: str) -> Mistake:
    full = f"{dotted}.{name}" if dotted else name
    if section := _set_without_its_section(root, dotted):
        told = f"the scenario has no section '{section}': nothing in it can be set by itself"
        return Mistake(told, node.spot, "", section)
    if name in node.removed:
        return Mistake(f"'{full}' cannot be removed", node.removed[name], "", full)
    return Mistake(f"missing parameter '{full}': add it", node.spot, hint, full)


def _meant(root: Node, location: Location) -> str:
    """The name in another file that a new name on the way to a location may be a slip of."""
    for depth, part in enumerate(location):
        _, above = _walk(root, location[:depth])
        own = above.mapping.get(str(part))
        if own is None or keys(location[:depth]):  # a section refuses keys it does not know
            continue
        inherited = (k for k, node in above.mapping.items() if node.spot.file != own.spot.file)
        if hint := did_you_mean(str(part), inherited):
            return hint
    return ""


def _told(details: ErrorDetails, context: dict[str, Any], node: Node) -> tuple[str, str]:
    """What is wrong, and a hint."""
    kind, given = details["type"], node.word
    if kind == "quantity":
        within = str(context["within"][-1]) if context["within"] else ""
        hint = str(context["hint"]) or did_you_mean(within, context["known"])
        return str(context["message"]), hint
    if kind in {"literal_error", "union_tag_invalid"}:
        expected = str(context.get("expected") or context.get("expected_tags"))
        known = expected.replace("'", "").replace(" or ", ", ").split(", ")
        if kind == "union_tag_invalid":
            given = str(context.get("tag"))
        return (
            f"{'the type is' if 'tag' in kind else 'expected'} one of {', '.join(known)}",
            did_you_mean(given, known),
        )
    if kind == "value_error":
        return str(context["error"]), ""
    if kind in {"too_short", "too_long"}:
        low = kind == "too_short"
        bound = context["min_length" if low else "max_length"]
        return f"expected at {'least' if low else 'most'} {bound} entries", ""
    if kind in {"greater_than_equal", "less_than_equal"}:
        return f"out of range: {details['msg'].removeprefix('Input ')}", ""
    if kind == "string_pattern_mismatch":
        return _NAME, ""
    return _EXPECTED.get(kind, details["msg"]), broken.meant_as_entry(given)


def _walk(root: Node, location: Location) -> tuple[list[str], Node]:
    """The dotted path and the node of a location; what is not in the file (type tags) is passed."""
    path, node = [], root
    for part in location:
        if isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        elif str(part) in node.mapping:
            node = node.mapping[str(part)]
            path.append(str(part))
    return path, node
