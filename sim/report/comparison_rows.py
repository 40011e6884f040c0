"""The rows of a comparison's table: a quantity, its values, its differences, as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from sim.analysis.compare import Difference
from sim.words import percent, points, short

_GROUPS = {
    "outcomes": "how the worlds end",
    "by_deadline": "by the deadline",
    "own": "asked beside them",
    "measures": "measures",
    "reasons": "why no accord by the deadline",
}
_THEORY = ("on_frontier", "from_", "best_value.", "gain.")  # beginnings of names, told on demand


def key(row: Difference) -> tuple[str, str]:
    """What tells a row from the others."""
    return row.group, row.name


def grouped(
    keyed: Mapping[tuple[str, str], Difference],
    everything: bool,
    cells: Callable[[Difference], list[str]],
    width: int,
) -> list[list[str]]:
    """Rows group by group, each under its title."""
    empty: list[str] = [""] * width
    rows: list[list[str]] = []
    told = [row for row in keyed.values() if everything or not _is_theory(row)]
    for group, title in _GROUPS.items():
        some = [cells(row) for row in told if row.group == group]
        if some:
            rows += [empty] * bool(rows) + [[title, *empty[1:]], *some]
    return rows


def _is_theory(row: Difference) -> bool:
    return row.group == "measures" and row.name.startswith(_THEORY)


def label(row: Difference) -> str:
    """What it is, with its unit."""
    unit = "" if row.unit in ("share", "", "-") else f" [{row.unit}]"
    return f"  {row.label}{unit}"


def shown(row: Difference, which: Literal["a", "b"]) -> str:
    """The quantity in one of both, and over how many worlds it is, if not over all."""
    value, n, effective = (
        (row.a, row.n_a, row.n_effective_a) if which == "a" else (row.b, row.n_b, row.n_effective_b)
    )
    told = percent(value) if row.unit == "share" else short(value)
    if row.everywhere:
        return told
    weighed = "" if round(effective) == n else f", as {effective:,.0f}"
    return f"{told} (n={n:,}{weighed})"


def _changed(row: Difference) -> tuple[str, str]:
    """The difference, and its interval."""
    told = points if row.unit == "share" else short
    low, high = told(row.change.low), told(row.change.high)
    return told(row.change.value), "-" if low == high == "-" else f"{low} to {high}"


def pair_cells(row: Difference) -> list[str]:
    """A row of a table of two: both values, difference, interval, z."""
    z = f"{row.change.z:+.1f}" if row.change.standard_error > 0 else "-"
    return [label(row), shown(row, "a"), shown(row, "b"), *_changed(row), z]


def value_and_change(row: Difference | None) -> tuple[str, str]:
    """Two cells of a table of several; dashes where the quantity is unknown."""
    if row is None:
        return "-", "-"
    change, interval = _changed(row)
    return shown(row, "b"), change if interval == "-" else f"{change} ({interval})"
