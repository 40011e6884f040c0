"""What a page for people is made of: headings, plain sentences, a table; every form renders it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.report.diary.plain.page import Page, Section, Table
from sim.report.diary.plain.rendered import Rendered

MOST_WORDS = 500
"""A page has fewer, its table included; where that cannot be, what is read aloud has fewer."""

__all__ = ["MOST_WORDS", "Page", "Section", "Story", "Table"]


@dataclass(frozen=True)
class Story(Rendered):
    """One world for people, to be rendered.

    Attributes
    ----------
    scenario : str
        Its name.
    seed, world : int
    page : Page
        Title, sections, table of rounds, closing note.
    rounds : list[dict[str, Any]]
        Dates for talks from the start on: ``date`` (ISO), ``place``, ``fate``, ``text`` (a
        letter or None), ``tabled_by``, ``answers`` (who -> yes or no), ``from_seat`` (whose answer,
        and whether the ``text``, somebody decided who plays it), ``why_not``.
    texts : dict[str, list[dict[str, str]]]
        By letter, what each text says: ``issue`` and ``option`` in words, one after another.
    ending : dict[str, Any]
        ``outcome`` and ``date`` of the end, ``accord`` (in time), ``reason`` against one.
    """

    scenario: str
    seed: int
    world: int
    page: Page
    rounds: list[dict[str, Any]]
    texts: dict[str, list[dict[str, str]]]
    ending: dict[str, Any]

    @property
    def words(self) -> int:
        """Words of the page as text, table, notes and rules included, as ``wc -w`` counts them."""
        return len(self.text().split())

    def to_dict(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "scenario": self.scenario,
            "seed": self.seed,
            "world": self.world,
            "words": self.words,
            **self.page.to_dict(),
            "rounds": self.rounds,
            "texts": self.texts,
            "ending": self.ending,
        }

    def __str__(self) -> str:
        return self.text()
