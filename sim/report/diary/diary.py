"""Tell one world: run it alone, take notes, and write them up."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.journal import Entry
from sim.report.diary.ending import ending_words, outcome_facts
from sim.report.diary.entries import entries_of
from sim.report.diary.happenings import Chronicle
from sim.report.diary.page import brief_page, page
from sim.report.diary.people_words import facts as people_facts
from sim.report.diary.why_not import why_facts, why_words
from sim.report.diary.witness import Notes
from sim.scenario import Scenario
from sim.simulation import simulate
from sim.trajectory import Trajectory

WIDTH = 92


@dataclass(frozen=True)
class Diary:
    """The diary of one world.

    Attributes
    ----------
    scenario : Scenario
    seed, world : int
    command : str
        Tells the same world again.
    notes : Notes
        Dates for talks and their numbers; who the parties are.
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
    notes: Notes
    trajectory: Trajectory
    entries: list[Entry]
    outcomes: dict[str, Any]
    why: dict[str, Any] | None

    @cached_property
    def told(self) -> Chronicle:
        """The world as its teller sees it."""
        return Chronicle(self.trajectory, self.notes)

    @property
    def packages(self) -> dict[int, str]:
        """Every package that the diary names, by number, in words.

        Where the past is played by another scenario, which may number its packages otherwise, its
        own are named there alone.
        """
        named: dict[int, str] = {}
        for meeting in self.notes.meetings.values():
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
        why = why_words(self.trajectory, self.why, self.notes.meetings) if self.why else []
        return {
            "scenario": self.scenario.name,
            "title": self.scenario.file.title,
            "seed": self.seed,
            "world": self.world,
            "command": self.command,
            "parties": people_facts(self.notes.profile),
            "entries": [e.to_dict(self.scenario.date(e.day).isoformat()) for e in self.entries],
            "packages": {str(number): words for number, words in self.packages.items()},
            "outcomes": self.outcomes,
            "ending": ending_words(self.trajectory, self.outcomes, self.told),
            "why_no_accord": {**self.why, "text": why} if self.why else None,
        }


def diary(scenario: Scenario, seed: int, world: int, command: str | None = None) -> Diary:
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
    """
    notes = Notes()
    trajectory = simulate(scenario, seed, world, 1, told=np.array([True]), witness=notes)
    facts = outcome_facts(trajectory)
    words = ["sim", "trace", scenario.name, "--world", str(world), "--seed", str(seed)]
    return Diary(
        scenario=scenario,
        seed=seed,
        world=world,
        command=command or shlex.join(words),
        notes=notes,
        trajectory=trajectory,
        entries=entries_of(trajectory, notes),
        outcomes=facts,
        why=why_facts(trajectory, facts, notes.meetings),
    )
