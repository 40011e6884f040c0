"""The page as plain text."""

from __future__ import annotations

import textwrap

from sim.report.diary.layout import clean, heading, paragraph
from sim.report.diary.plain.page import Page, Table

_GAP = 2
_NARROWEST = 8


def text_page(page: Page, width: int) -> str:
    """The page, at most ``width`` columns."""
    lines = heading(page.title, width)[1:] + paragraph(page.lead, width)
    for section in page.sections:
        lines += heading(section.title, width)
        for text in section.paragraphs:
            lines += paragraph(text, width)
    if page.table is not None:
        lines += [*heading(page.table.caption, width), *_table(page.table, width)]
    for note in page.notes:
        lines += ["", *paragraph(note, width)]
    return clean(lines)


def _table(table: Table, width: int) -> list[str]:
    """Columns to the left, wrapped where there is no room for the widest."""
    rows = [table.header, *table.rows]
    widths = _widths(rows, width)
    lines = []
    for row in rows:
        cells = [textwrap.wrap(cell, room) or [""] for cell, room in zip(row, widths, strict=True)]
        for i in range(max(map(len, cells))):
            parts = [cell[i] if i < len(cell) else "" for cell in cells]
            line = (" " * _GAP).join(p.ljust(room) for p, room in zip(parts, widths, strict=True))
            lines.append(line.rstrip())
    rule = (" " * _GAP).join("-" * room for room in widths)
    first = max(len(textwrap.wrap(c, room)) for c, room in zip(table.header, widths, strict=True))
    return [*lines[:first], rule, *lines[first:]]


def _widths(rows: list[list[str]], width: int) -> list[int]:
    """As wide as needed; the widest give way until all fit."""
    widths = [max(1, *(len(row[i]) for row in rows)) for i in range(len(rows[0]))]
    room = width - _GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths
