"""A comparison as a table of words and as JSON."""

from __future__ import annotations

from textwrap import fill
from typing import Any

from sim.analysis.compare import Comparison, Difference
from sim.report.text import columns, day_month, percent, plain, points, short
from sim.results.run import Run
from sim.results.summary import number

_GROUPS = {
    "outcomes": "how the worlds end",
    "by_deadline": "by the deadline",
    "measures": "measures",
    "reasons": "why no accord by the deadline",
}

_EMPTY = [""] * 6
_WIDTH = 96  # characters of a line
_WIDEST_NAME = 24  # characters of a column's title
_THEORY = ("on_frontier", "from_", "best_value.", "gain.")  # beginnings of names, told on demand


def comparison_text(found: Comparison, everything: bool = False) -> str:
    """The change of the accords in a sentence, then the paired table.

    Its columns: the quantity in both, their difference, its interval, its z.

    Parameters
    ----------
    found : Comparison
    everything : bool
        Whether the rows of bargaining theory are told too.
    """
    a, b = _names(found)
    rows: list[list[str]] = []
    differences = [row for row in found.differences if everything or not _is_theory(row)]
    for group, title in _GROUPS.items():
        some = [_cells(row) for row in differences if row.group == group]
        if some:
            rows += [_EMPTY] * bool(rows) + [[title, *_EMPTY[1:]], *some]
    head = ["", a, b, "difference", "95 % interval", "z"]
    notes = [
        f"{found.worlds:,} paired worlds, seed {found.a.seed}; difference = {b} - {a}; "
        "shares differ in percentage points; intervals cover sampling error only; "
        "z is the difference in standard errors: by luck one row in twenty passes 2.",
        *_set(found),
        *found.notes,
        *([] if everything else ["--all adds the accord's place among the packages."]),
    ]
    told = "\n".join(fill(plain(note), _WIDTH) for note in notes)
    first = fill(plain(headline(found)), _WIDTH)
    return "\n\n".join([first, columns(rows, head), told])


def headline(found: Comparison) -> str:
    """What the change does to the accords in time: from, to, by how much, how surely."""
    a, b = _names(found)
    if _is_itself_changed(found):
        b = ", ".join(found.b.changes)
    rows = {(row.group, row.name): row for row in found.differences}
    row = rows.get(("by_deadline", "accord"))
    if row is None:
        return f"{b} against {a}"
    change = row.change
    if change.value == change.standard_error == 0:
        same = "the same in every world"
        return f"{b}: accords by {_deadlines(found)} {percent(row.a)}, {same} as in {a}."
    sure = "" if change.low > 0 or change.high < 0 else ", no more than chance might bring"
    return (
        f"{b}: accords by {_deadlines(found)} {percent(row.a)} -> {percent(row.b)}, "
        f"{points(change.value)} points ({points(change.low)} to {points(change.high)}{sure}), "
        f"against {a}."
    )


def _deadlines(found: Comparison) -> str:
    """The deadline, or both where they differ."""
    a, b = (day_month(run.deadline) for run in (found.a, found.b))
    return a if found.a.deadline == found.b.deadline else f"{a} and by {b}"


def _is_theory(row: Difference) -> bool:
    return row.group == "measures" and row.name.startswith(_THEORY)


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The comparison for scripts."""
    return {
        "a": _which(found.a),
        "b": _which(found.b),
        "seed": found.a.seed,
        "worlds": found.worlds,
        "notes": found.notes,
        "rows": [_record(row) for row in found.differences],
    }


def _which(run: Run) -> dict[str, Any]:
    return {"scenario": run.name, "changes": run.changes, "run_id": run.run_id}


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


_CHANGED = "changed"  # title of a column whose changes are too many to stand above it


def _names(found: Comparison) -> tuple[str, str]:
    """How the two are called: by what was set, by their scenarios, or by their folders."""
    if _is_itself_changed(found):
        set_ = ", ".join(found.b.changes)
        return found.a.name, set_ if len(set_) <= _WIDEST_NAME else _CHANGED
    if found.a.name != found.b.name:
        return found.a.name, found.b.name
    return found.a.run_id, found.b.run_id


def _is_itself_changed(found: Comparison) -> bool:
    return found.a.name == found.b.name and bool(found.b.changes) and not found.a.changes


def _set(found: Comparison) -> list[str]:
    """What was set beside the files, as far as the columns do not say it."""
    a, b = found.a, found.b
    if a.changes == b.changes:
        return [f"both with {', '.join(a.changes)}"] if a.changes else []
    if _is_itself_changed(found) and _names(found)[1] != _CHANGED:
        return []
    called = zip(_names(found), (a, b), strict=True)
    set_in = [(name if name == _CHANGED else f"set in {name}", run.changes) for name, run in called]
    return [f"{where}: {', '.join(changes)}" for where, changes in set_in if changes]


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
