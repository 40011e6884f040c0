"""The page as Markdown: what comes from a file is text in it, never markup."""

from __future__ import annotations

import re

from sim.report.diary.plain.page import Page, Table
from sim.report.text import plain

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!$~&^=@:])")
_BEGINS = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))")


def markdown_page(page: Page) -> str:
    """The page."""
    parts = [f"# {_inert(page.title)}", _inert(page.lead)]
    for section in page.sections:
        parts += [f"## {_inert(section.title)}", *map(_inert, section.paragraphs)]
    if page.table is not None:
        parts += [f"## {_inert(page.table.caption)}", _table(page.table)]
    return "\n\n".join([*parts, *map(_inert, page.notes)]) + "\n"


def _table(table: Table) -> str:
    lines = [_row(table.header), "|" + "---|" * len(table.header), *map(_row, table.rows)]
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(_inert(cell) or ' ' for cell in cells)} |"


def _inert(text: str) -> str:
    """Text with a backslash before every sign that Markdown, or mathematics in it, would obey.

    A colon is one of them only where it would make an address a link.
    """
    line = " ".join(plain(text).split())
    escaped = _MARKUP.sub(lambda m: m[0] if m[0] == ":" else f"\\{m[0]}", line)
    escaped = re.sub(r":(?=//)", r"\\:", escaped)
    return _BEGINS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] in "-+" else m[0], escaped)
