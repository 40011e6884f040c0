"""Plain text for terminals: aligned columns, readable numbers, nothing that a terminal obeys."""

from __future__ import annotations

import datetime as dt
import math
import textwrap
import unicodedata
from collections.abc import Sequence

from sim.statistics import half_up

_WIDEST_LABEL = 56  # characters
_HALF_A_PERCENT, _HALF_A_TENTH, _FINEST = 0.005, 0.0005, 0.00005  # what rounds to 0, 0.0, 0.00 %
_NOTHING = 1e-12  # a share this small is what rounding leaves of no difference
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip


def plain(text: str) -> str:
    """Text without control characters: a title from a file must not steer the terminal."""
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)


def day_month(date: dt.date, year: bool = False) -> str:
    """``30 June``, or ``30 June 2026``."""
    return f"{date.day} {MONTHS[date.month - 1]}" + (f" {date.year}" if year else "")


def percent(share: float | None) -> str:
    """``24.1 %``, never a 0 or 100 that is none: ``0.04 %``; a dash where there is no number."""
    if share is None or math.isnan(share):
        return "-"
    near = min(share, 1 - share)  # to none or to all
    if 0 < near < _FINEST:
        return "under 0.01 %" if share < 0.5 else "over 99.99 %"
    return half_up(share, 2 if 0 < near < _HALF_A_TENTH else 1, power=2) + " %"


def whole_percent(share: float) -> str:
    """``24 %``, never a 0 or 100 that is none."""
    if 0 < share < _HALF_A_PERCENT:
        return "under 1 %"
    if 1 - _HALF_A_PERCENT <= share < 1:
        return "over 99 %"
    return half_up(share, 0, power=2) + " %"


def points(change: float) -> str:
    """A difference of shares in percentage points: ``+2.4``; a dash where there is no number.

    With further digits where it would look like none: ``-0.03``; what is no difference is ``0.0``.
    """
    if math.isnan(change):
        return "-"
    if abs(change) < _NOTHING:
        return "0.0"
    digits = 1 + sum(abs(change) < limit for limit in (_HALF_A_TENTH, _FINEST))
    return ("+" if change > 0 else "") + half_up(change, digits, power=2)


def short(value: float) -> str:
    """Four significant digits, in millions or billions if need be; a dash without a number."""
    if not math.isfinite(value):
        return "-"
    for size, name in ((1e9, " bn"), (1e6, " m")):
        if abs(value) >= size:
            return f"{value / size:.4g}{name}"
    if value == 0:
        return "0"
    digits = max(0, 3 - math.floor(math.log10(abs(value))))
    return f"{value:z,.{min(digits, 6)}f}"


def columns(rows: Sequence[Sequence[str]], header: Sequence[str]) -> str:
    """Rows as aligned columns: the first to the left and wrapped, the others to the right."""
    cells = [[plain(cell) for cell in row] for row in (header, *rows)]
    cells = [part for row in cells for part in _wrapped(row)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    lines = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _wrapped(row: list[str]) -> list[list[str]]:
    """A row whose label is too long as several; the numbers stand beside the last part."""
    indent = " " * (len(row[0]) - len(row[0].lstrip()))
    parts = textwrap.wrap(row[0], _WIDEST_LABEL, subsequent_indent=indent + "  ") or [""]
    return [[part, *[""] * (len(row) - 1)] for part in parts[:-1]] + [[parts[-1], *row[1:]]]
