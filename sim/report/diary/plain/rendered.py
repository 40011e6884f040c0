"""A page in every form in which it is given."""

from __future__ import annotations

from sim.report.diary.plain.as_html import html_page, html_part
from sim.report.diary.plain.as_markdown import markdown_page
from sim.report.diary.plain.as_text import text_page
from sim.report.diary.plain.page import Page


class Rendered:
    """Whatever has a ``page`` is text, Markdown and HTML.

    Attributes
    ----------
    page : Page
    """

    page: Page

    def text(self, width: int = 92) -> str:
        """Plain text, at most ``width`` columns (>= 60)."""
        return text_page(self.page, width)

    def markdown(self) -> str:
        """Markdown in which nothing of the file's own words is an instruction."""
        return markdown_page(self.page)

    def html(self) -> str:
        """One file that needs no other: light and dark, on paper too, without scripts."""
        return html_page(self.page)

    def _repr_html_(self) -> str:
        return html_part(self.page)
