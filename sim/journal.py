"""An entry of the diary: a day, a title, some paragraphs, and the numbers behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entry:
    """Something that happened on a day.

    Attributes
    ----------
    day : int
        Days from the start, below zero before it.
    kind : str
        What it is, for scripts: ``round``, ``date_missed``, ``deadline``, ``shock`` ...
    title : str
        In a few words.
    body : list[str]
        Paragraphs; leading spaces indent one under another.
    facts : dict[str, Any]
        The numbers, ready for JSON.
    """

    day: int
    kind: str
    title: str
    body: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    def to_dict(self, date: str) -> dict[str, Any]:
        """For scripts; ``date`` in ISO form."""
        text = [line.strip() for line in self.body]
        return {"date": date, **vars(self), "body": text}
