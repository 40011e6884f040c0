"""The diary as a page of plain text, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from sim.journal import Entry
from sim.report.diary.ending import ending_words
from sim.report.diary.layout import clean, heading, item, paragraph, side_by_side
from sim.report.diary.people_words import (
    ladder_words,
    names_words,
    rows,
    unusual_words,
    world_rows,
)
from sim.report.diary.why_not import why_words
from sim.report.diary.words import Names, month, on
from sim.words import day_month

if TYPE_CHECKING:
    from sim.report.diary.diary import Diary

_HOW_TO_READ = (
    "How to read it. Worth is counted in utility: 1 is a side's own best on every issue, for good. "
    "{worth} A side demands that, and a share of what it thinks can be had beyond it; it signs "
    "{signs}. The bargaining range is open if some package is better than {doing} for both. "
    "Numbers are rounded after the sums are taken."
)

_RANKS = "In brackets: in how many of 100 worlds of this scenario the number is lower."


def brief_page(diary: Diary, width: int) -> str:
    """The diary in short: how it ends, why, and what is unusual about the world."""
    lines = [*_head(diary, width), *_unusual(diary, width), *_end(diary, width)]
    whole = f"The whole diary, day by day: {diary.command}"
    return clean([*lines, "", *paragraph(whole, width)])


def page(diary: Diary, width: int) -> str:
    """The diary as text, at most ``width`` columns."""
    lines = [*_head(diary, width), "", *paragraph(f"Told again by: {diary.command}", width)]
    lines += ["", *paragraph(_how_to_read(diary), width)]
    lines += [*_people(diary, width), *_past(diary, width)]
    ahead = (entry for entry in diary.entries if entry.day >= 0)
    for title, some in groupby(ahead, key=lambda e: month(diary.scenario.date(e.day))):
        lines += heading(title, width)
        for entry in some:
            lines += item(_title(diary, entry), entry.body, width)
    return clean([*lines, *_end(diary, width), *_packages(diary, width)])


def _how_to_read(diary: Diary) -> str:
    names = Names(diary.scenario)
    signs = diary.scenario.rules.acceptance.signs
    return _HOW_TO_READ.format(worth=names.worth, signs=signs, doing=names.doing)


def _title(diary: Diary, entry: Entry) -> str:
    when = "" if entry.kind == "month" else f"{on(diary.scenario, entry.day)}  "
    return when + entry.title


def _head(diary: Diary, width: int) -> list[str]:
    file = diary.scenario.file
    lines = heading(f"World {diary.world} of {diary.scenario.name}, seed {diary.seed}", width)[1:]
    for text in (
        f"{file.title}: {file.question}",
        "One world of many, a conditional scenario: what follows from its numbers, not a forecast.",
        "Any world's number can be told, also beyond those of a run.",
        "",
        "In short. " + " ".join(_in_short(diary)),
    ):
        lines += paragraph(text, width)
    return lines


def _in_short(diary: Diary) -> list[str]:
    told = ending_words(diary.trajectory, diary.outcomes, diary.told)
    why = why_words(diary.trajectory, diary.why, diary.meetings)[:2] if diary.why else []
    return told[:2] + (
        [f"Without an accord by the deadline because {why[0]}", *why[1:]] if why else []
    )


def _people(diary: Diary, width: int) -> list[str]:
    who, labels = diary.profile, Names(diary.scenario).parties
    lines = heading("Who they are in this world", width)
    told = f"{_RANKS} {names_words(who)}"
    lines += [*paragraph(told, width), "", *side_by_side(rows(who, labels), width)]
    lines += ["", *side_by_side(world_rows(who), width), ""]
    mediated = diary.scenario.file.mediated
    for text in [*who.backers, *([ladder_words(diary.scenario)] if mediated else [])]:
        lines += paragraph(text, width)
    return lines


def _unusual(diary: Diary, width: int) -> list[str]:
    who, labels = diary.profile, Names(diary.scenario).parties
    lines = heading("What is unusual in this world", width)
    told = "Drawn lower, or higher, than in nine of ten worlds. " + _RANKS
    found = unusual_words(who, labels)
    if not found:
        return [*lines, "Nothing: no number is lower, or higher, than in nine of ten worlds."]
    lines += paragraph(told, width)
    for text in found:
        lines += paragraph(text, width, hang=4)
    return lines


def _past(diary: Diary, width: int) -> list[str]:
    entries = [entry for entry in diary.entries if entry.day < 0]
    if not entries:
        return []
    lines = heading("Before the start", width)
    again = diary.profile.attempt
    drawn = f" That happened to this one {again} time{'s' if again > 1 else ''}." if again else ""
    if diary.scenario.file.past_of == "nobody":
        lines += paragraph("The rounds before the start are left out (past_of: nobody).", width)
        return [*lines, *_told(diary, entries, width)]
    said = (
        "The rounds before the start are known to have brought no accord: a world in which they "
        f"would have is drawn again.{drawn}"
    )
    lines += paragraph(said, width)
    if diary.scenario.origin is not diary.scenario:
        told = (
            f"They are played by {diary.scenario.origin.name} as it is: changes count from day 0."
        )
        lines += paragraph(told, width)
    return [*lines, *_told(diary, entries, width)]


def _told(diary: Diary, entries: Sequence[Entry], width: int) -> list[str]:
    return [line for each in entries for line in item(_title(diary, each), each.body, width)]


def _end(diary: Diary, width: int) -> list[str]:
    lines = heading("How it ends", width)
    for text in ending_words(diary.trajectory, diary.outcomes, diary.told):
        lines += paragraph(text, width)
    if diary.why:
        by = diary.scenario.file.due
        lines += heading(f"Why no accord by {day_month(by, year=True)}", width)
        first, *more = why_words(diary.trajectory, diary.why, diary.meetings)
        for text in [first[0].upper() + first[1:], *more]:
            lines += paragraph(text, width)
    return lines


def _packages(diary: Diary, width: int) -> list[str]:
    """Every package the diary names, in full."""
    if not diary.packages:
        return []
    lines = heading("Packages named above", width)
    for number, words in sorted(diary.packages.items()):
        lines += paragraph(f"{number}: {words}", width, hang=5)
    return lines
