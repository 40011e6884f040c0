"""Plain text for terminals: aligned columns, readable numbers, nothing that a terminal obeys."""

from __future__ import annotations

import datetime as dt
import math
import textwrap
import unicodedata
from collections.abc import Sequence

_WIDEST_LABEL = 56  # characters
_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip


def plain(text: str) -> str:
    """Text without control characters: a title from a file must not steer the terminal."""
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)


def day_month(date: dt.date, year: bool = False) -> str:
    """``30 June``, or ``30 June 2026``."""
    return f"{date.day} {_MONTHS[date.month - 1]}" + (f" {date.year}" if year else "")


def percent(share: float | None) -> str:
    """``24.1 %``; a dash where there is no number."""
    return "-" if share is None or math.isnan(share) else f"{100 * share:.1f} %"


def points(change: float) -> str:
    """A difference of shares in percentage points: ``+2.4``; a dash where there is no number."""
    return "-" if math.isnan(change) else f"{100 * change:+z.1f}"


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
