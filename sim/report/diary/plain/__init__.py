"""One world on a page of plain sentences, for people."""

from __future__ import annotations

from sim.report.diary.plain.telling import story
from sim.report.diary.plain.two_courses import Parting, parting
from sim.report.diary.plain.world_page import MOST_WORDS, Page, Section, Story, Table

__all__ = ["MOST_WORDS", "Page", "Parting", "Section", "Story", "Table", "parting", "story"]
