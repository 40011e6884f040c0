"""A comparison as a table of words and as JSON."""

from __future__ import annotations

from typing import Any

from sim.analysis.compare import Comparison, Difference
from sim.report.text import columns, percent, plain, points, short
from sim.results.summary import number

_GROUPS = {
    "outcomes": "how the worlds end",
    "by_deadline": "by the deadline",
    "measures": "measures",
    "reasons": "why no accord by the deadline",
}

_EMPTY = [""] * 6


def comparison_text(found: Comparison) -> str:
    """The paired table: the quantity in both, their difference, its interval, its z."""
    a, b = _name(found, 0), _name(found, 1)
    rows: list[list[str]] = []
    for group, title in _GROUPS.items():
        some = [_cells(row) for row in found.differences if row.group == group]
        if some:
            rows += [_EMPTY] * bool(rows) + [[title, *_EMPTY[1:]], *some]
    head = ["", a, b, "difference", "95 % interval", "z"]
    notes = [
        f"{found.worlds:,} paired worlds, seed {found.a.seed}; difference = {b} - {a}; "
        "shares differ in percentage points; intervals cover sampling error only; "
        "|z| > 3 is beyond three standard errors.",
        *found.notes,
    ]
    return columns(rows, head) + "\n\n" + "\n".join(plain(note) for note in notes)


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The comparison for scripts."""
    return {
        "a": {"scenario": found.a.name, "run_id": found.a.run_id},
        "b": {"scenario": found.b.name, "run_id": found.b.run_id},
        "seed": found.a.seed,
        "worlds": found.worlds,
        "notes": found.notes,
        "rows": [_record(row) for row in found.differences],
    }


def _record(row: Difference) -> dict[str, Any]:
    change = row.change
    return {
        "group": row.group,
        "name": row.name,
        "label": row.label,
        "unit": row.unit,
        "a": number(row.a),
        "b": number(row.b),
        "difference": number(change.value),
        "low": number(change.low),
        "high": number(change.high),
        "standard_error": number(change.standard_error),
        "z": number(change.z),
    }


def _name(found: Comparison, which: int) -> str:
    runs = (found.a, found.b)
    if found.a.name != found.b.name:
        return runs[which].name
    return (found.a.name, "changed")[which]


def _cells(row: Difference) -> list[str]:
    is_share = row.unit == "share"
    shown, changed = (percent, points) if is_share else (short, short)
    unit = "" if is_share or row.unit in ("", "-") else f" [{row.unit}]"
    low, high = changed(row.change.low), changed(row.change.high)
    interval = "-" if low == high == "-" else f"{low} to {high}"
    z = f"{row.change.z:+.1f}" if row.change.standard_error > 0 else "-"
    return [
        f"  {row.label}{unit}",
        shown(row.a),
        shown(row.b),
        changed(row.change.value),
        interval,
        z,
    ]
