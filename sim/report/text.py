"""Plain text for terminals: aligned columns, nothing that a terminal obeys."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

_WIDEST_LABEL = 56  # characters


def plain(text: str) -> str:
    """Text without control characters: a title from a file must not steer the terminal."""
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)


def columns(
    rows: Sequence[Sequence[str]], header: Sequence[str], widest: int = _WIDEST_LABEL
) -> str:
    """Rows as aligned columns: the first to the left and wrapped, the others to the right.

    Parameters
    ----------
    widest : int
        Characters from which a label is wrapped.
    """
    cells = [[plain(cell) for cell in row] for row in (header, *rows)]
    cells = [part for row in cells for part in _wrapped(row, widest)]
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


def _wrapped(row: list[str], widest: int) -> list[list[str]]:
    """A row whose label is too long as several; the numbers stand beside the last part."""
    indent = " " * (len(row[0]) - len(row[0].lstrip()))
    parts = textwrap.wrap(row[0], widest, subsequent_indent=indent + "  ") or [""]
    return [[part, *[""] * (len(row) - 1)] for part in parts[:-1]] + [[parts[-1], *row[1:]]]
