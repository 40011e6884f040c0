"""Plain text for terminals: aligned columns, readable numbers, nothing that a terminal obeys."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Sequence

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


def percent(share: float | None, digits: int = 1) -> str:
    """``24.1 %``; a dash where there is no number."""
    return "-" if share is None or math.isnan(share) else f"{100 * share:.{digits}f} %"


def short(value: float | None) -> str:
    """Four significant digits, thousands separated; a dash where there is no number."""
    if value is None or not math.isfinite(value):
        return "-"
    if value == 0:
        return "0"
    digits = max(0, 3 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(digits, 6)}f}"


def columns(rows: Sequence[Sequence[str]], header: Sequence[str] = ()) -> str:
    """Rows as aligned columns: the first to the left, the others to the right."""
    cells = [[plain(cell) for cell in row] for row in ([header] if header else []) + list(rows)]
    if not cells:
        return ""
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    if header:
        lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)
