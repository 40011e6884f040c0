"""`sim show`: every value of a scenario as a table, or some of them explained on cards."""

from __future__ import annotations

import shutil
import textwrap
from itertools import groupby
from typing import Any

from sim.cli.cards import Entry, card, chosen, entries, shown
from sim.cli.output import say, say_json
from sim.quantities.priors import Prior
from sim.scenario import Quantity, Scenario, load
from sim.scenario.coverage import coverage, paragraphs
from sim.scenario.declared import meaning
from sim.scenario.sources import kind
from sim.terminal import visible

# Beside the name: columns with their widths; the last ones only if there is room for them.
_COLUMNS = {"value": 22, "unit": 12, "range": 16}
_WITH_ROOM = {"mean": 8, "place": 40}
_NARROWEST_NAME = 24
_INDENT = "    "  # of a source, below the values that have it


def show_command(
    scenario: str, set_: list[str], json_: bool, schema: bool, keys: list[str] | None = None
) -> int:
    """Print a resolved scenario as a table, or cards of some of its values.

    Parameters
    ----------
    scenario : str
        Path or name.
    set_ : list[str]
        Changes, ``KEY=VALUE``.
    json_ : bool
        Print JSON instead of a table.
    schema : bool
        Print the JSON Schema of scenario files instead.
    keys : list[str], optional
        Dotted names, or beginnings of them, such as ``war``: these alone, explained.

    Returns
    -------
    int
        0.

    Raises
    ------
    Usage
        If a key means no value.
    """
    if schema:
        from sim.scenario.editors import json_schema_text

        say(json_schema_text().rstrip())
        return 0
    resolved = load(scenario, set_)
    wanted = chosen(resolved, keys) if keys else []
    if json_:
        say_json(**(_some_as_json(resolved, wanted) if keys else _as_json(resolved)))
        return 0
    width = shutil.get_terminal_size((100, 24)).columns
    if keys:
        say("\n\n".join(visible(card(resolved, entry, width)) for entry in wanted))
        return 0
    _paragraphs(width, f"{resolved.name}: {resolved.file.title}", resolved.file.question, "")
    _table([_cells(entry) for entry in _listed(resolved)], width)
    told = "explains one value, or all whose names begin so; --json prints everything."
    _paragraphs(width, "", f"sim show {scenario} KEY {told}", coverage(resolved))
    return 0


def _paragraphs(width: int, *texts: str) -> None:
    for text in texts:
        say(textwrap.fill(visible(text), width, break_long_words=False))


def _listed(scenario: Scenario) -> list[Entry]:
    """Parameters in the order of the file; then dates and scales: they have a source as well."""
    every = {entry.name: entry for entry in entries(scenario)}
    others = [name for name in scenario.sources if name not in scenario.quantities]
    return [every[name] for name in (*scenario.quantities, *others) if name in every]


def _cells(entry: Entry) -> dict[str, str]:
    value, cells = entry.value, {"source": entry.source, "place": entry.place or "default"}
    if isinstance(value, Quantity):
        cells |= {"value": str(value.prior), "unit": value.unit, "mean": f"{value.mean:.4g}"}
        cells["range"] = f"{value.low:g} to {value.high:g}"
    else:
        cells |= {"value": shown(value), "unit": "list" if isinstance(value, list) else "date"}
    return {"parameter": entry.name, **{key: visible(text) for key, text in cells.items()}}


def _table(rows: list[dict[str, str]], width: int) -> None:
    """A table that fits, and below neighbours of one source that source, whole.

    A name that is too long for its column has a line of its own.
    """
    columns = _widths(rows, width)
    say(_line({name: name for name in columns}, columns))
    for source, alike in groupby(rows, key=lambda row: row["source"]):
        for row in alike:
            say(_line(row, columns))
        told = f"source: {source}"
        say(textwrap.fill(told, width, initial_indent=_INDENT, subsequent_indent=_INDENT + "  "))


def _line(row: dict[str, str], columns: dict[str, int]) -> str:
    name, *cells = (row.get(column, "") for column in columns)
    name_width, *widths = columns.values()
    line = f"{name}\n{'':{name_width}}" if len(name) > name_width else name.ljust(name_width)
    for text, room in zip(cells, widths, strict=True):
        line += "  " + _cut(text, room).ljust(room)
    return line.rstrip()


def _widths(rows: list[dict[str, str]], width: int) -> dict[str, int]:
    """Columns that have room, in order, with their widths; the name takes what is left over."""
    longest = max(len(row["parameter"]) for row in rows)
    left = width - sum(_COLUMNS.values()) - 2 * len(_COLUMNS)
    columns = {"parameter": min(longest, max(_NARROWEST_NAME, left)), **_COLUMNS}
    left -= columns["parameter"]
    for name, room in _WITH_ROOM.items():
        if left < room + 2:
            break
        columns[name] = room
        left -= room + 2
    return columns


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 3]}..."


def _some_as_json(scenario: Scenario, wanted: list[Entry]) -> dict[str, Any]:
    return {
        "scenario": scenario.name,
        "fingerprint": scenario.fingerprint(),
        "parameters": [_entry_as_json(entry) for entry in wanted],
    }


def _entry_as_json(entry: Entry) -> dict[str, Any]:
    if isinstance(entry.value, Quantity):
        return _parameter(entry.value)
    value = entry.value if isinstance(entry.value, str | bool | list) else str(entry.value)
    return {
        "name": entry.name,
        "value": value,
        "source": entry.source,
        "place": entry.place or None,
        "description": meaning(entry.name),
    }


def _as_json(scenario: Scenario) -> dict[str, Any]:
    return {
        "scenario": scenario.name,
        "title": scenario.file.title,
        "question": scenario.file.question,
        "start": str(scenario.file.start),
        "horizon": str(scenario.file.horizon),
        "fingerprint": scenario.fingerprint(),
        "coverage": coverage(scenario),
        "paragraphs": {f"p{number}": names for number, names in paragraphs(scenario).items()},
        "parameters": [_parameter(q) for q in scenario.quantities.values()],
        "resolved": scenario.tree.plain(),
    }


def _parameter(q: Quantity) -> dict[str, Any]:
    known: dict[str, Any] = {"value": q.prior.value} if not isinstance(q.prior, Prior) else {}
    if isinstance(q.prior, Prior):
        cut = {"within": list(q.prior.within)} if q.prior.within else {}
        known = {"prior": {q.prior.family: list(q.prior.numbers), **cut}}
    return {
        "name": q.name,
        **known,
        "mean": q.mean,
        "unit": q.unit,
        "low": q.low,
        "high": q.high,
        "source": q.source,
        "source_kind": kind(q.source),
        "place": q.place,
        "description": q.description,
    }
