"""Slips of one word that would raise dozens of mistakes: each is told once, and the rest is read.

An unknown party would lack everything a party needs, a file without its `extends` every section,
and a source without quotes is no YAML at all, which a parser tells in words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from sim.scenario import files
from sim.scenario.mistakes import Mistake, Place, ScenarioError, choices, did_you_mean
from sim.scenario.nodes import Node
from sim.scenario.schema import ScenarioFile

_USUAL_PARENT = "baseline.yaml"
_NEEDED = [name for name, field in ScenarioFile.model_fields.items() if field.is_required()]
_MOST = 100  # of one kind; nobody reads more
# A source whose words hold a colon. Lengths are bounded, so that no line makes the search slow.
_UNQUOTED = re.compile(
    r"\bsource:[ \t]{1,40}((?:article|external|assumed|neutral)\b[^:\"'#]{0,200}:(?:[ \t]|$))"
)


def decimal_comma(section: Node, key: str) -> str:
    """A question about ``{drift: 0,3}``, which YAML reads as a drift of 0 and a key 3."""
    names = list(section.mapping)
    if not key.isdecimal() or key not in names[1:] or section.mapping[key].content is not None:
        return ""
    before = names[names.index(key) - 1]
    whole = section.mapping[before].content
    is_whole = isinstance(whole, int) and not isinstance(whole, bool)
    return f"did you mean {before}: {whole}.{key}?" if is_whole else ""


def without_unknown_names(parent: Node, child: Node, mistakes: list[Mistake]) -> Node:
    """A tree without parties that are too many beside those it inherits; each is a mistake.

    One that takes the place of a party which the tree removes is none too many.
    """
    own, inherited = child.mapping.get("parties"), parent.mapping.get("parties")
    if own is None or inherited is None:
        return child
    given = [name for name, node in own.mapping.items() if node.content is not None]
    unknown = [name for name in given if name not in inherited.mapping]
    staying = [name for name in inherited.mapping if name in given or name not in own.mapping]
    if len(staying) + len(unknown) <= 2:
        return child
    for name in unknown:
        told = f"unknown party '{name}': the parties are {choices(inherited.mapping)}"
        hint = did_you_mean(name.lower(), inherited.mapping)
        mistakes.append(Mistake(told, own.mapping[name].spot, hint, f"parties.{name}"))
    kept = {name: node for name, node in own.mapping.items() if name not in unknown}
    return replace(child, content={**child.mapping, "parties": replace(own, content=kept)})


def spell_extends(root: Node, mistakes: list[Mistake]) -> None:
    """Read a misspelt `extends` as what it must mean."""
    if "extends" in root.mapping:
        return
    unknown = (key for key in root.mapping if key not in ScenarioFile.model_fields)
    for key in islice(unknown, _MOST):
        if hint := did_you_mean(key.lower(), ["extends"]):
            node = root.mapping.pop(key)
            mistakes.append(Mistake(f"unknown parameter '{key}'", node.spot, hint, key))
            root.mapping["extends"] = node
            return


def forgotten_parent(root: Node, path: Path, mistakes: list[Mistake]) -> Path | None:
    """The file that a tree without `extends` surely means to extend; None if it stands alone.

    Only a file at the root has a `start`, and it has most of the sections that a scenario needs.
    """
    lacking = [name for name in _NEEDED if name not in root.mapping]
    if "start" in root.mapping or 2 * len(lacking) < len(_NEEDED):
        return None
    try:
        parent = files.parent(_USUAL_PARENT, path, root.place)
    except ScenarioError:
        return None
    if parent.resolve() == path.resolve():
        return None
    told = f"this file has no 'extends:'; did you mean it to extend {_USUAL_PARENT}?"
    hint = f"write 'extends: {_USUAL_PARENT}' above this line"
    mistakes.append(Mistake(told, replace(root.place, column=1), hint, "extends"))
    return parent


def unquoted_sources(lines: list[str], line: int, file: str) -> list[Mistake]:
    """Every source that lacks its quotes, if the line at which YAML ends (from 0) has one."""
    if not any(_unquoted(lines[line : line + 1], file, line)):
        return []
    return list(islice(_unquoted(lines, file), _MOST))


def _unquoted(lines: list[str], file: str, first: int = 0) -> Iterator[Mistake]:
    for number, text in enumerate(lines, start=first + 1):
        match = _UNQUOTED.search(text)
        if match is None or "#" in text[: match.start()]:
            continue
        rest = re.match(r"[^}#,]{0,200}", text[match.end(1) :])
        meant = (match[1] + (rest[0] if rest else "")).strip()
        told = "put the source in quotes: it has a colon, which YAML takes for a key's"
        place = Place(file, number, match.start(1) + 1, text, len(meant))
        yield Mistake(told, place, f'write source: "{meant}"')
