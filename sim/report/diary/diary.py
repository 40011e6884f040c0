"""Tell one world: run it alone, take notes, and write them up."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.journal import Entry, WorldJournal
from sim.meetings import Meeting
from sim.model import NegotiationModel
from sim.report.diary.ending import ending_words, outcome_facts
from sim.report.diary.entries import entries_of
from sim.report.diary.page import brief_page, page
from sim.report.diary.people import Profile, profile
from sim.report.diary.people_words import facts as people_facts
from sim.report.diary.teller import Teller
from sim.report.diary.why_not import why_facts, why_words
from sim.scenario import Scenario
from sim.simulation import Observer, simulate
from sim.trajectory import Trajectory

WIDTH = 92


class Introduction(Observer):
    """Meets the parties of a world on its first day, beside somebody else who looks on.

    Parameters
    ----------
    beside : Observer, optional
    """

    profile: Profile

    def __init__(self, beside: Observer | None = None) -> None:
        self.beside = beside or Observer()

    def before(self, model: NegotiationModel, day: int) -> None:
        """Take in who they are."""
        self.beside.before(model, day)
        if day == 0:
            self.profile = profile(model)

    def after(self, model: NegotiationModel, day: int) -> None:
        """Nothing more to take in."""
        self.beside.after(model, day)


def meetings_of(journal: WorldJournal) -> dict[int, Meeting]:
    """The dates for talks in a journal, by day; of several rounds on a day the last."""
    return {record.day: record["meeting"] for record in journal.of("meeting")}


@dataclass(frozen=True)
class Diary:
    """The diary of one world.

    Attributes
    ----------
    scenario : Scenario
    seed, world : int
    command : str
        Tells the same world again.
    journal : WorldJournal
        What happened, as the model wrote it down.
    profile : Profile
        Who the parties are in this world.
    trajectory : Trajectory
        The world alone.
    entries : list[Entry]
        In order of days; the past comes first, with days below zero.
    outcomes : dict[str, Any]
        The world's outcomes by name; classes by name, None where one does not apply.
    why : dict[str, Any] or None
        Why there was no accord by the deadline.
    """

    scenario: Scenario
    seed: int
    world: int
    command: str
    journal: WorldJournal
    profile: Profile
    trajectory: Trajectory
    entries: list[Entry]
    outcomes: dict[str, Any]
    why: dict[str, Any] | None

    @cached_property
    def told(self) -> Teller:
        """The world as its teller sees it."""
        return Teller(self.trajectory, self.journal, self.profile)

    @cached_property
    def meetings(self) -> dict[int, Meeting]:
        """Dates for talks by day; those before the start are the last past rounds of their days."""
        return meetings_of(self.journal)

    @property
    def rounds(self) -> list[Meeting]:
        """All dates for talks in their order; several past rounds may have been on one day."""
        return [record["meeting"] for record in self.journal.of("meeting")]

    @property
    def packages(self) -> dict[int, str]:
        """Every package that the diary names, by number, in words.

        Where the past is played by another scenario, which may number its packages otherwise, its
        own are named there alone.
        """
        named: dict[int, str] = {}
        for meeting in self.rounds:
            if meeting.day < 0 and self.scenario.origin is not self.scenario:
                continue
            if meeting.best is not None:
                named[meeting.best] = meeting.best_words
            for found in (meeting.text, meeting.fragile, meeting.missed):
                if found is not None:
                    named[found.package] = found.words
        return named

    def text(self, width: int = WIDTH, brief: bool = False) -> str:
        """The diary as plain text, at most ``width`` columns (>= 60); ``brief``: on a page."""
        return brief_page(self, width) if brief else page(self, width)

    def to_dict(self) -> dict[str, Any]:
        """The diary for scripts: what the text says, with the numbers behind it."""
        why = why_words(self.trajectory, self.why, self.meetings) if self.why else []
        return {
            "scenario": self.scenario.name,
            "title": self.scenario.file.title,
            "seed": self.seed,
            "world": self.world,
            "command": self.command,
            "parties": people_facts(self.profile),
            "entries": [e.to_dict(self.scenario.date(e.day).isoformat()) for e in self.entries],
            "packages": {str(number): words for number, words in self.packages.items()},
            "outcomes": self.outcomes,
            "ending": ending_words(self.trajectory, self.outcomes, self.told),
            "why_no_accord": {**self.why, "text": why} if self.why else None,
        }


def diary(
    scenario: Scenario,
    seed: int,
    world: int,
    command: str | None = None,
    beside: Observer | None = None,
) -> Diary:
    """The diary of one world: the same world, bit for bit, as in any run that contains it.

    Parameters
    ----------
    scenario : Scenario
    seed : int
        0 <= seed < 2**64.
    world : int
        Its number, >= 0.
    command : str, optional
        What the reader may type to read it again.
    beside : Observer, optional
        Who else is there, such as somebody who plays a seat (`sim.analysis.playing`).
    """
    journal, who = WorldJournal(), Introduction(beside)
    only = np.array([True])
    trajectory = simulate(scenario, seed, world, 1, only, observer=who, journal=journal)
    facts = outcome_facts(trajectory)
    words = ["sim", "trace", scenario.name, "--world", str(world), "--seed", str(seed)]
    return Diary(
        scenario=scenario,
        seed=seed,
        world=world,
        command=command or shlex.join(words),
        journal=journal,
        profile=who.profile,
        trajectory=trajectory,
        entries=entries_of(trajectory, Teller(trajectory, journal, who.profile)),
        outcomes=facts,
        why=why_facts(trajectory, facts, meetings_of(journal)),
    )
