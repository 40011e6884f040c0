"""The page as one HTML file: escaped, without scripts, light and dark, and on paper."""

from __future__ import annotations

from sim.report.diary.plain.page import Page
from sim.report.markup import inert, paragraph, table

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fdfdfb; --rule: #b9b9b0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e0; --paper: #191a1c; --rule: #54565a; } }
body { color: var(--ink); background: var(--paper); font: 1.06rem/1.55 Georgia, serif;
  max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .3rem; }
p { margin: .4rem 0; } .note { font-size: .85rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; width: 100%; }
caption { text-align: left; font-weight: bold; font-size: 1.1rem; margin: 1.6rem 0 .3rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
  border-bottom: 1px solid var(--rule); overflow-wrap: normal; }
@media print { body { color: #000; background: #fff; font-size: 10.5pt; margin: 0;
  max-width: none; }
  h2, tr { break-inside: avoid; break-after: avoid; } }
"""


def html_page(page: Page) -> str:
    """The page."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'\">",
            f"<title>{inert(page.title)}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            *_told(page, 1),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def html_part(page: Page) -> str:
    """The page as part of another, such as a notebook, whose style it takes."""
    return "\n".join(['<article style="max-width: 44rem">', *_told(page, 3), "</article>"])


def _told(page: Page, top: int) -> list[str]:
    """What is told, below a heading of a level."""
    told: list[str] = [f"<h{top}>{inert(page.title)}</h{top}>", paragraph(page.lead)]
    for section in page.sections:
        told += ["<section>", f"<h{top + 1}>{inert(section.title)}</h{top + 1}>"]
        told += [*map(paragraph, section.paragraphs), "</section>"]
    if page.table is not None:
        told.append(table(page.table.caption, page.table.header, page.table.rows))
    return told + [paragraph(note, "note") for note in page.notes]
