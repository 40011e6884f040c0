"""A page: a title, sections of sentences, a table, notes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Section:
    """A heading and its paragraphs."""

    title: str
    paragraphs: list[str]


@dataclass(frozen=True)
class Table:
    """A caption, a header, rows of as many cells."""

    caption: str
    header: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Page:
    """Everything that is shown, in its order.

    Attributes
    ----------
    title, lead : str
        The scenario's title; its question and which world it is.
    sections : list[Section]
    table : Table or None
    notes : list[str]
        What it is not, and how to read more.
    """

    title: str
    lead: str
    sections: list[Section]
    table: Table | None
    notes: list[str]

    @property
    def read_aloud(self) -> int:
        """Words of what is read aloud: headings and sentences, without table and notes."""
        said = [self.title, self.lead]
        for section in self.sections:
            said += [section.title, *section.paragraphs]
        return sum(len(text.split()) for text in said)

    def to_dict(self) -> dict[str, Any]:
        """For scripts."""
        return asdict(self)
