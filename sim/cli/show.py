"""`sim show`: every value of a scenario, with unit, range, source and place."""

from __future__ import annotations

import sys
from typing import Any

from sim.cli.output import say, say_json
from sim.scenario import Quantity, Scenario, load
from sim.scenario.coverage import coverage, paragraphs
from sim.scenario.mistakes import visible
from sim.scenario.priors import Prior
from sim.scenario.sources import kind

_COLUMNS = ("parameter", "value", "unit", "range", "mean", "source", "place")


def show_command(scenario: str, set_: list[str], json_: bool, schema: bool) -> int:
    """Print a resolved scenario as a table.

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

    Returns
    -------
    int
        0.
    """
    if schema:
        from sim.scenario.editors import json_schema_text

        say(json_schema_text().rstrip())
        return 0
    resolved = load(scenario, set_)
    if json_:
        say_json(**_as_json(resolved))
        return 0
    rows = [_row(q) for q in resolved.quantities.values()] + _other_rows(resolved)
    say(visible(f"{resolved.name}: {resolved.file.title}\n{resolved.file.question}\n"))
    _table([tuple(visible(cell) for cell in row) for row in rows])
    say(f"\n{coverage(resolved)}")
    return 0


def _row(q: Quantity) -> tuple[str, ...]:
    place = q.place or "default"
    return (
        q.name,
        str(q.prior),
        q.unit,
        f"{q.low:g} to {q.high:g}",
        f"{q.mean:.4g}",
        q.source,
        place,
    )


def _other_rows(scenario: Scenario) -> list[tuple[str, ...]]:
    """Dates and scales: values with a source that are no parameters."""
    names = [name for name in scenario.sources if name not in scenario.quantities]
    rows: list[tuple[str, ...]] = []
    for name in names:
        if node := scenario.tree.at(name):
            is_list = isinstance(node.content, list)
            unit, source = "list" if is_list else "date", scenario.sources[name]
            rows.append((name, str(node.plain()), unit, "", "", source, str(node.place)))
    return rows


def _table(rows: list[tuple[str, ...]]) -> None:
    """A table: drawn on a terminal, plain columns in a pipe."""
    if not sys.stdout.isatty():
        widths = [max(map(len, column)) for column in zip(_COLUMNS, *rows, strict=True)]
        for row in (_COLUMNS, *rows):
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            say("  ".join(cells).rstrip())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*_COLUMNS, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    Console().print(table)


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
        known = {"prior": {q.prior.family: list(q.prior.numbers)}}
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
