"""How a process is told: what a diary needs of its room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, Protocol

from sim.journal import Entry, Record


class Told(Protocol):
    """A world as its teller sees it: journal, daily series, names of parties, dates in words.

    Attributes
    ----------
    parties : dict[str, str]
        Labels by name.
    file : Any
        The scenario's file.
    """

    parties: dict[str, str]
    file: Any

    def at(self, key: str, day: int) -> float:
        """A series on a day; before the first day as it began."""

    def over(self, key: str, days: range) -> Any:
        """A series over some days."""

    def on_the_day(self, record: Record, what: str) -> list[Record]:
        """Records of a kind of the day of another."""

    def is_settled(self, day: int) -> bool:
        """Is an accord signed by the end of that day?"""

    def is_dated(self, kind: str, day: int) -> bool:
        """Is such an event told as a dated one?"""

    def ending(self, name: str) -> str:
        """What the file calls an ending."""

    def on(self, day: int) -> str:
        """A day in words: ``14 Feb 2026 (day 7)``."""

    def date(self, day: int) -> str:
        """A day in a sentence: ``14 February``."""

    def minds(self, trait: str) -> list[str]:
        """Labels of the parties that have a trait above zero."""


class Trait(NamedTuple):
    """A parameter that the diary tells of a world: its name, and what it means."""

    rank: int
    key: str
    meaning: str


class Term(NamedTuple):
    """A term of the worth of going on: its name, and what an accord does to it.

    ``lost`` is what a side that would miss it minds about an accord, for plain sentences.
    """

    name: str
    gone: str = ""
    lost: str = ""


class Line(NamedTuple):
    """A line of a month's sum, or of the ending, and where it stands among the others."""

    rank: int
    text: str


class Brief(NamedTuple):
    """What happened, for a page of plain sentences.

    Attributes
    ----------
    clause : str
        What follows a date in a sentence, in the past tense: ``the talks broke off``. Empty where
        it is only counted.
    noun, nouns : str
        The same as a cause, and several of them to be counted: ``an assassination``,
        ``assassinations``.
    chance : bool
        Whether it was drawn.
    cancels : bool
        Whether a date for talks right after it is cancelled because of it.
    minor : bool
        Whether a page that would grow too long may leave it out.
    """

    clause: str = ""
    noun: str = ""
    nouns: str = ""
    chance: bool = False
    cancels: bool = False
    minor: bool = False


class Words:
    """What a process says of a world: nothing, unless its room says otherwise.

    Attributes
    ----------
    instead, doing : str
        Going on without an accord, as a noun and as a deed; empty if it is not the process's.
    disagreement : str
        What keeps the sides apart where they read the process differently.
    worth : str
        What going on is worth, for the note on how to read a diary.
    traits, world : tuple[Trait, ...]
        Parameters told of every party, and of the world.
    terms : Mapping[str, Term]
        By name, its terms of the worth of going on.
    """

    instead: ClassVar[str] = ""
    doing: ClassVar[str] = ""
    disagreement: ClassVar[str] = ""
    worth: ClassVar[str] = ""
    traits: ClassVar[tuple[Trait, ...]] = ()
    world: ClassVar[tuple[Trait, ...]] = ()
    terms: ClassVar[Mapping[str, Term]] = {}

    def entry(self, told: Told, record: Record) -> Entry | None:
        """What it wrote into the journal, in words; None for what others wrote."""
        return None

    def in_brief(self, told: Told, record: Record) -> Brief | None:
        """The same for a page of plain sentences; None for what others wrote or nobody misses."""
        return None

    def means(self, told: Told, event: Record) -> str:
        """What a dated event changes from then on, as a clause; empty where its name says it."""
        return ""

    def brought(self, told: Told, event: Record) -> tuple[str, dict[str, Any]]:
        """What a dated event brought, in words and as numbers."""
        return "", {}

    def month(self, told: Told, days: range) -> list[Line]:
        """What a month's days add up to."""
        return []

    def month_facts(self, told: Told, days: range) -> dict[str, float]:
        """The same numbers, for scripts."""
        return {}

    def reading(self, outlook: Mapping[str, float], parties: Mapping[str, str], file: Any) -> str:
        """What a side expects, as the rest of a sentence on what going on is worth to it."""
        return ""

    def expects(self, outlook: Mapping[str, float], file: Any) -> str:
        """What a side expects if there is no accord, in a plain clause that follows ``it``."""
        return ""

    def ends(self, told: Told, facts: dict[str, Any]) -> list[Line]:
        """What the process had brought by the end."""
        return []

    def ends_in_brief(self, told: Told, facts: dict[str, Any]) -> list[Line]:
        """The same for a page of plain sentences, each a clause in the past tense."""
        return self.ends(told, facts)
