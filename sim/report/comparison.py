"""A comparison as a table of words and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from textwrap import fill
from typing import Any

from sim.analysis.compare import Comparison, Difference
from sim.report.comparison_rows import grouped, key, label, pair_cells, shown, value_and_change
from sim.report.text import columns, plain
from sim.results.run import Run
from sim.results.summary import number
from sim.words import day_month, percent, points

_WIDTH = 96  # characters of a line
_WIDEST_LABEL = 46  # characters of a row's label
_WIDEST_NAME = 24  # characters of a column's title
_READ = (
    "shares differ in percentage points; n is how many worlds a figure is over, where not over "
    "all; intervals cover sampling error only"
)
_TWO_NUMBERS = re.compile(r"\(n=([\d,]+), as ([\d,]+)\)")
_MORE = "--all adds the accord's place among the packages."


def comparison_text(found: Comparison, everything: bool = False) -> str:
    """The change of the accords in a sentence, then the paired table.

    Its columns: the quantity in both, their difference, its interval, its z. Where a quantity is
    not over all worlds, the number of worlds that it is over stands beside it.

    Parameters
    ----------
    found : Comparison
    everything : bool
        Whether the rows of bargaining theory are told too.
    """
    a, b = _names(found)
    head = ["", a, b, "difference", "95 % interval", "z"]
    rows = grouped({key(row): row for row in found.differences}, everything, pair_cells, len(head))
    notes = [
        *_weighed(rows),
        f"{found.worlds:,} paired worlds, seed {found.a.seed}; difference = {b} - {a}; "
        f"{_READ}; z is the difference in standard errors: by luck one row in twenty passes 2.",
        *_set(found),
        *found.notes,
        *([] if everything else [_MORE]),
    ]
    return _page([headline(found)], columns(rows, head, _WIDEST_LABEL), notes)


def comparisons_text(found: Sequence[Comparison], everything: bool = False) -> str:
    """Several comparisons with the same first run, side by side in one table.

    Parameters
    ----------
    found : sequence of Comparison
        At least one; each of another run with the first.
    everything : bool
        Whether the rows of bargaining theory are told too.
    """
    if len(found) == 1:
        return comparison_text(found[0], everything)
    names = _several_names(found)
    known = [{key(row): row for row in each.differences} for each in found]
    every = {which: row for rows in known for which, row in rows.items()}
    head = ["", names[0], *(cell for name in names[1:] for cell in (name, "difference"))]
    table = grouped(every, everything, partial(_beside, known), len(head))
    said = dict.fromkeys(note for each in found for note in [*_set(each), *each.notes])
    notes = [
        *_weighed(table),
        f"{_spanned([each.worlds for each in found])} paired worlds, seed {found[0].a.seed}; "
        f"a difference is that from {names[0]}, with its 95 % interval; {_READ}.",
        *said,
        *([] if everything else [_MORE]),
    ]
    return _page(map(headline, found), columns(table, head, _WIDEST_LABEL), notes)


def _weighed(rows: Sequence[Sequence[str]]) -> list[str]:
    """What a second number of worlds means, where one stands in the table; with its own numbers."""
    shown = (_TWO_NUMBERS.search(cell) for row in rows for cell in row)
    first = next((match for match in shown if match), None)
    if first is None:
        return []
    n, alike = first.groups()
    return [
        f"n={n}, as {alike}: {n} worlds that do not count alike tell as much as {alike} that do "
        "(Kish's effective number)."
    ]


def _beside(known: list[dict[tuple[str, str], Difference]], row: Difference) -> list[str]:
    """A row of a table of several: the first run's value, then value and difference of each."""
    several = [rows.get(key(row)) for rows in known]
    first = next(each for each in several if each is not None)
    told = [value_and_change(each) for each in several]
    return [label(row), shown(first, "a"), *(cell for pair in told for cell in pair)]


def _spanned(numbers: Sequence[int]) -> str:
    least, most = min(numbers), max(numbers)
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def _page(first: Iterable[str], table: str, notes: Iterable[str]) -> str:
    said, told = ("\n".join(fill(plain(x), _WIDTH) for x in lines) for lines in (first, notes))
    return f"{said}\n\n{table}\n\n{told}"


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


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The comparison for scripts."""
    return {
        "a": _which(found.a),
        "b": _which(found.b),
        "seed": found.a.seed,
        "worlds": found.worlds,
        "notes": found.notes,
        "rows": [_record(row) | found.effective(row) for row in found.differences],
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
        "n_a": row.n_a,
        "n_b": row.n_b,
    }


_CHANGED = "changed"  # title of a column whose changes are too many to stand above it


def _names(found: Comparison) -> tuple[str, str]:
    """How the two are called: by the user, by what was set, by their scenarios or folders."""
    called = found.a.called, found.b.called
    if called[0] != called[1] and called != (found.a.name, found.b.name):
        return called
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


def names_of(found: Sequence[Comparison]) -> list[str]:
    """What the first run and the others are called where they are drawn."""
    return [*_names(found[0])] if len(found) == 1 else _several_names(found)


def _several_names(found: Sequence[Comparison]) -> list[str]:
    """How the first run and the others are called: by their folders where names are not enough."""
    runs = [found[0].a, *(each.b for each in found)]
    names = [run.called for run in runs]
    return names if len(set(names)) == len(names) else [run.run_id for run in runs]
