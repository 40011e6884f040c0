"""Plain text in columns: headings, wrapped paragraphs, entries, a table."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from sim.report.text import plain

_INDENT = 4
_WIDEST_CELL = 24
_TIED = "\u00a0"
_UNIT = re.compile(r"(?<=\d) (?=(%|km2|GW|days?|hours?|years?|times)\b|%)")


def heading(title: str, width: int) -> list[str]:
    """A title with a rule under it."""
    return ["", title, "=" * min(width, len(title))]


def paragraph(text: str, width: int, indent: int = 0, hang: int = 0) -> list[str]:
    """Wrapped text, numbers kept with their units.

    Its own leading spaces indent it further; lines after the first hang by ``hang`` more.
    """
    deep = indent + len(text) - len(text.lstrip(" "))
    lines = textwrap.wrap(
        _UNIT.sub(_TIED, text.strip()),
        width,
        initial_indent=" " * deep,
        subsequent_indent=" " * (deep + hang),
        break_on_hyphens=False,
        break_long_words=False,
    )
    return [line.replace(_TIED, " ") for line in lines] or [""]


def item(title: str, body: Iterable[str], width: int) -> list[str]:
    """A dated entry: its title to the left, its paragraphs under it."""
    lines = paragraph(title, width, hang=_INDENT)
    for text in body:
        lines += paragraph(text, width, _INDENT, hang=2)
    return lines


def side_by_side(table: list[list[str]], width: int) -> list[str]:
    """A table whose first column wraps and whose others are narrow and to the right."""
    table = [[first, *map(_narrow, cells)] for first, *cells in table]
    others = [max(len(row[i]) for row in table) for i in range(1, len(table[0]))]
    room = width - sum(others) - 2 * len(others)
    lines = []
    for first, *cells in table:
        wrapped = textwrap.wrap(first, room, subsequent_indent="  ") or [""]
        lines += wrapped[:-1]
        right = "".join(f"  {cell:>{size}}" for cell, size in zip(cells, others, strict=True))
        lines.append(f"{wrapped[-1]:<{room}}{right}".rstrip())
    return lines


def _narrow(cell: str) -> str:
    """A cell that leaves room for the first column, however long a label is."""
    return cell if len(cell) <= _WIDEST_CELL else cell[: _WIDEST_CELL - 1] + "…"


def clean(lines: Iterable[str]) -> str:
    """Lines as one text without control characters."""
    return "\n".join(plain(line) for line in lines)
