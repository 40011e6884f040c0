"""One world under two scenarios: up to where they are the same, where they part, how each ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.errors import Usage
from sim.report.diary.plain.beats import MISSED, ROUND, SHOCK, Beat
from sim.report.diary.plain.page import Page, Section, Table
from sim.report.diary.plain.prose import Prose, begin
from sim.report.diary.plain.refusals import refusals
from sim.report.diary.plain.rendered import Rendered
from sim.report.diary.plain.telling import Telling
from sim.report.diary.words import listed
from sim.words import day_month

if TYPE_CHECKING:
    from sim.report.diary.diary import Diary

_SAME = "the same"
_NOTE = "The same luck in both, one world of many: no forecast, and no effect on average."


@dataclass(frozen=True)
class Parting(Rendered):
    """Where two courses of one world part.

    Attributes
    ----------
    scenarios : tuple[str, str]
    seed, world : int
    day : int or None
        Days from the start on which something differs for the first time; None if nothing does.
    date : str or None
        The same as an ISO date.
    first : tuple[list[str], list[str]]
        What happened under each on that day.
    page : Page
    endings : tuple[dict[str, Any], dict[str, Any]]
    """

    scenarios: tuple[str, str]
    seed: int
    world: int
    day: int | None
    date: str | None
    first: tuple[list[str], list[str]]
    page: Page
    endings: tuple[dict[str, Any], dict[str, Any]]

    def to_dict(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "scenarios": list(self.scenarios),
            "seed": self.seed,
            "world": self.world,
            "parts_on": self.date,
            "first": dict(zip(("a", "b"), self.first, strict=True)),
            "endings": dict(zip(("a", "b"), self.endings, strict=True)),
            **self.page.to_dict(),
        }

    def __str__(self) -> str:
        return self.text()


def parting(a: Diary, b: Diary, called: tuple[str, str] | None = None) -> Parting:
    """Where the same world parts under two scenarios.

    Parameters
    ----------
    called : tuple of str, optional
        What two courses of one scenario are called, where somebody played in it.

    Raises
    ------
    Usage
        If they do not begin on one day, or are not the same world of the same seed.
    """
    if a.scenario.file.start != b.scenario.file.start:
        starts = [day_month(x.scenario.file.start, year=True) for x in (a, b)]
        raise Usage(
            f"{a.scenario.name} starts on {starts[0]}, {b.scenario.name} on {starts[1]}: "
            "their worlds share no days and cannot be told side by side"
        )
    if (a.seed, a.world) != (b.seed, b.world):
        raise Usage("two courses can only be told side by side of one world under one seed")
    if a.profile.attempt != b.profile.attempt:
        raise Usage(
            f"world {a.world} lived through the past of {a.scenario.name} with another draw than "
            f"through that of {b.scenario.name}: the two share no luck (each has a past of its own)"
        )
    if set(a.scenario.file.parties) != set(b.scenario.file.parties):
        raise Usage(f"{a.scenario.name} and {b.scenario.name} are talks between other parties")
    return _Side.parted(_Side(a), _Side(b), called)


class _Side:
    """One course: what can be seen of it, day by day."""

    def __init__(self, diary: Diary) -> None:
        self.diary, self.telling = diary, Telling(diary, None)
        self.prose = self.telling.prose
        self.days: dict[int, list[str]] = {}
        for beat in self.telling.beats:
            self.days.setdefault(beat.day, []).append(self._clause(beat))

    @property
    def name(self) -> str:
        return self.diary.scenario.name

    def _clause(self, beat: Beat) -> str:
        """What anybody could have seen."""
        meeting = beat.meeting
        if beat.kind == MISSED:
            return f"a date for talks came to nothing, {beat.said}"
        if beat.kind == SHOCK:
            return f"{beat.brief.noun}, by chance"
        if beat.kind != ROUND or meeting is None:
            return beat.said
        if meeting.text is None:
            return "they met and nothing was tabled"
        words = "; ".join(self.telling.texts.said(meeting.text.package))
        who = self.prose.proposer(meeting.text.proposer)
        return f"{who} tabled a text ({words}): {self._verdict(beat)}"

    def _verdict(self, beat: Beat) -> str:
        assert beat.meeting is not None
        text = beat.meeting.text
        if text is None:
            return "nothing tabled"
        if text.signed:
            return "signed"
        no = [self.prose.parties[n.party] for n in refusals(text, self.prose)]
        return f"no from {listed(no)}" if no else "accepted by both, but not at home or by others"

    def cell(self, day: int) -> str:
        """A date for talks in a few words."""
        for beat in self.telling.beats:
            if beat.day != day or beat.meeting is None:
                continue
            if beat.kind == MISSED:
                return f"not held: {beat.short}"
            text = beat.meeting.text
            what = f"{self.telling.texts.short(text.package)}: " if text else ""
            return f"{what}{self._verdict(beat)}"
        return ""

    def ending(self) -> str:
        """How it ended, and what it came to."""
        said = [self.telling.outcome(), *self.telling.costs()]
        return " ".join(said)

    @staticmethod
    def parted(a: _Side, b: _Side, called: tuple[str, str] | None) -> Parting:
        day = _first_difference(a, b)
        scenario = a.diary.scenario
        first = tuple([] if day is None else side.days.get(day, []) for side in (a, b))
        endings = tuple(side.telling.ending() for side in (a, b))
        return Parting(
            scenarios=(a.name, b.name),
            seed=a.diary.seed,
            world=a.diary.world,
            day=day,
            date=None if day is None else scenario.date(day).isoformat(),
            first=(first[0], first[1]),
            page=_page(a, b, day, called),
            endings=(endings[0], endings[1]),
        )


def _first_difference(a: _Side, b: _Side) -> int | None:
    """The first day on which something that can be seen differs."""
    days = sorted(set(a.days) | set(b.days))
    return next((day for day in days if a.days.get(day) != b.days.get(day)), None)


def _page(a: _Side, b: _Side, day: int | None, called: tuple[str, str] | None) -> Page:
    file, names = a.diary.scenario.file, called or _names(a, b)
    other = b.diary.scenario.file
    lead = f"World {a.diary.world} under two scenarios. {names[0]}: {file.question}"
    lead += f" {names[1]}: {other.question}"
    if called:
        lead = f"World {a.diary.world} twice, with the same luck. {file.question}"
    ends = [f"{begin(name)}. {side.ending()}" for name, side in zip(names, (a, b), strict=True)]
    sections = [
        Section("Where they part", _where(a, b, day, names)),
        Section("How each ended", ends),
    ]
    commands = [f"{side.diary.command} --brief" for side in (a, b)]
    notes = [_NOTE, f"Each for itself: {' and '.join(dict.fromkeys(commands))}"]
    notes = notes[:1] if called else notes
    title = f"{file.title} and {other.title}" if file.title != other.title else file.title
    return Page(title, lead, sections, _table(a, b, names), notes)


def _names(a: _Side, b: _Side) -> tuple[str, str]:
    """How the page calls the two: by their titles, or their numbers where these are alike."""
    one, other = a.diary.scenario.file.title, b.diary.scenario.file.title
    return (one, other) if one != other else (f"{one} (first)", f"{other} (second)")


def _where(a: _Side, b: _Side, day: int | None, names: tuple[str, str]) -> list[str]:
    if day is None:
        return ["Nothing that can be seen differs: day by day both go the same way."]
    when = a.prose.date(day)
    shared = sum(1 for each in a.days if each < day)
    until = f"Up to {when} nothing that can be seen differs." if shared else "They part at once."
    one, other = a.days.get(day, []), b.days.get(day, [])
    both = [clause for clause in one if clause in other]
    said = [until]
    for name, clauses in zip(names, (one, other), strict=True):
        own = [clause for clause in clauses if clause not in both]
        said.append(f"On {when}, {name}: {'; '.join(own) or 'nothing of the kind'}.")
    return said


def _table(a: _Side, b: _Side, names: tuple[str, str]) -> Table | None:
    """Dates for talks side by side."""
    days = sorted({x.day for side in (a, b) for x in side.telling.beats if x.meeting is not None})
    if not days:
        return None
    rows = []
    for day in days:
        one, other = a.cell(day), b.cell(day)
        rows.append([_short_date(a.prose, day), one, _SAME if one and one == other else other])
    return Table("The rounds, side by side", ["Date", *map(begin, names)], rows)


def _short_date(prose: Prose, day: int) -> str:
    date = prose.scenario.date(day)
    return day_month(date, year=date.year != prose.file.start.year, brief=True)
