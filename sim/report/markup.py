"""Pieces of HTML in which nothing of a file's own words is an instruction."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sim.report.text import plain


class Markup(str):
    """HTML that was made here; any other text is escaped before it is shown."""

    __slots__ = ()


def inert(text: str) -> Markup:
    """Escaped, and without the controls that would turn the direction of what follows."""
    return text if isinstance(text, Markup) else Markup(escape(plain(text)))


def paragraph(text: str, kind: str = "") -> Markup:
    """A paragraph, of a class if one is given."""
    return Markup(f'<p class="{kind}">{inert(text)}</p>' if kind else f"<p>{inert(text)}</p>")


def table(
    caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], kind: str = ""
) -> Markup:
    """A table with a caption, of a class if one is given; a row's first cell is its heading."""
    heads = "".join(f'<th scope="col">{inert(cell)}</th>' for cell in head)
    of = f' class="{kind}"' if kind else ""
    lines = [
        f'<div class="wide"><table{of}><caption>{inert(caption)}</caption>',
        f"<thead><tr>{heads}</tr></thead><tbody>",
    ]
    for first, *cells in rows:
        rest = "".join(f"<td>{inert(cell)}</td>" for cell in cells)
        lines.append(f'<tr><th scope="row">{inert(first)}</th>{rest}</tr>')
    return Markup("\n".join([*lines, "</tbody></table></div>"]))


def span_bar(low: float, high: float, most: float, rising: bool) -> Markup:
    """A bar between two shares on an axis from 0 to ``most``."""
    at, width = (100 * x / most for x in (low, max(high - low, most / 200)))
    kind = "fill" if rising else "fill down"
    return Markup(
        '<svg class="bar" aria-hidden="true" height="16" width="100%">'
        f'<rect x="{at:.2f}%" y="3" width="{width:.2f}%" height="10" class="{kind}"/></svg>'
    )


def section(name: str, title: str, *content: str) -> Markup:
    """A section with a heading that links can name."""
    head = f'<section id="{name}" aria-labelledby="h-{name}"><h2 id="h-{name}">{inert(title)}</h2>'
    return Markup("\n".join([head, *map(inert, content), "</section>"]))
