"""What happened: records that the model writes where it happens, and entries made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from sim.worlds import Bools

ONLY = np.zeros(1, dtype=np.int64)
"""Position of the one world of a block whose journal is kept."""


@dataclass(frozen=True)
class Record:
    """Something that happened in a world on a day.

    Attributes
    ----------
    day : int
        Days from the start, below zero before it.
    what : str
        ``event``, ``meeting``, ``lapse``, ``assassination`` ...: whoever writes it names it, and
        the words of the same room tell it.
    facts : dict[str, Any]
        What is worth knowing of it, numbers as plain numbers.
    """

    day: int
    what: str
    facts: dict[str, Any]

    def __getitem__(self, fact: str) -> Any:
        return self.facts[fact]


class Journal:
    """The journal of a block of worlds keeps nothing: they are asked by their daily series.

    Attributes
    ----------
    keeps : bool
        Whether anything is kept, for whoever would have to compute what it writes.
    """

    keeps: ClassVar[bool] = False

    def write(self, day: int, what: str, where: Bools, **facts: Any) -> None:
        """It happened that day in the worlds ``where`` (worlds,); facts may be (worlds,) too."""

    def begin_anew(self) -> None:
        """The worlds are drawn again: what was written did not happen."""


class WorldJournal(Journal):
    """The journal of a block of one world.

    Attributes
    ----------
    records : list[Record]
        In the order in which they were written, which is that of the days and of the model's day.
    """

    keeps = True

    def __init__(self) -> None:
        self.records: list[Record] = []

    def write(self, day: int, what: str, where: Bools, **facts: Any) -> None:
        """Keep a record of it, if it happened."""
        if where[0]:
            plain = {name: _plain(value) for name, value in facts.items()}
            self.records.append(Record(day, what, plain))

    def begin_anew(self) -> None:
        """Strike out everything."""
        self.records.clear()

    def of(self, what: str) -> list[Record]:
        """All records of a kind."""
        return [record for record in self.records if record.what == what]

    def on(self, day: int) -> list[Record]:
        """All records of a day."""
        return [record for record in self.records if record.day == day]


def _plain(value: Any) -> Any:
    """The only world's number out of an array, anything else as it is."""
    return value[0].item() if isinstance(value, np.ndarray) else value


@dataclass(frozen=True)
class Entry:
    """A record in words, as the diary has it.

    Attributes
    ----------
    day : int
        Days from the start, below zero before it.
    kind : str
        What it is, for scripts: ``round``, ``date_missed``, ``deadline``, ``assassination`` ...
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
