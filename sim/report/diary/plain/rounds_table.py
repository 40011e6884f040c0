"""The rounds as a table, and as records for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sim.meetings.accounts import Answer, Meeting, Text
from sim.report.diary.plain.beats import MISSED, ROUND, Beat, called
from sim.report.diary.plain.page import Table
from sim.report.diary.plain.prose import Prose, begin
from sim.report.diary.plain.refusals import refusals
from sim.report.diary.plain.tabled import failed
from sim.report.diary.plain.texts import Texts
from sim.words import day_month

_ONLY_HELD, _BY_TEXT = 2, 4  # how briefly a page must be told


class Rounds:
    """Rows of dates for talks."""

    def __init__(self, prose: Prose, texts: Texts) -> None:
        self.prose, self.texts = prose, texts

    def records(self, beats: Sequence[Beat]) -> list[dict[str, Any]]:
        """For scripts, a record a date."""
        return [self._record(b, b.meeting) for b in beats if b.meeting is not None]

    def table(self, beats: Sequence[Beat], briefly: int = 0) -> Table | None:
        """Rounds by date; neighbours that are alike, and dates not held, share a row.

        ``briefly``: from 2 on without the dates that were not held, and without what the texts say;
        from 4 on all rounds of a text that met the same answers share a row.
        """
        only_held = briefly >= _ONLY_HELD
        kinds = (ROUND,) if only_held else (ROUND, MISSED)
        dates = [beat for beat in beats if beat.kind in kinds]
        if not dates:
            return None
        places = briefly < _BY_TEXT and any(self.cells(beat)[0] for beat in dates)
        header = ["Date", "Place", "Text", *map(begin, self.prose.parties.values()), "Why not"]
        rows, seen = [], set[str]()
        cells = [(tuple(self.cells(beat)), beat) for beat in dates]
        for some in _alike(cells, briefly >= _BY_TEXT):
            place, text, *answers = self.cells(some[0])
            if some[0].kind == MISSED:
                answers[-1] = ", ".join(dict.fromkeys(beat.short for beat in some))
            elif not only_held and text not in seen and some[0].meeting and some[0].meeting.text:
                seen.add(text)
                text = f"{text}: {self.texts.short(some[0].meeting.text.package)}"
            rows.append([self._dates(some), *([place] if places else []), text, *answers])
        header = header if places else [header[0], *header[2:]]
        return Table("The rounds that were held" if only_held else "The rounds", header, rows)

    def cells(self, beat: Beat) -> list[str]:
        """Place, text, each side's answer, why not; without a reason where it was not held."""
        meeting, sides = beat.meeting, ["" for _ in self.prose.parties]
        assert meeting is not None
        if beat.kind == MISSED:
            return [called(meeting), "not held", *sides, ""]
        text, place, by_seat = meeting.text, meeting.place or meeting.occasion, meeting.from_seat
        if text is None:
            return [place, "none", *sides, "from the seat" if by_seat else "nothing to table"]
        answers = [f"{_said(a)}{' (seat)' if a.from_seat else ''}" for a in text.answers]
        letter = self.texts.letters[text.package]
        return [place, letter, *answers, "signed" if text.signed else self._why(text)]

    def _why(self, text: Text) -> str:
        no = refusals(text, self.prose)
        if no:
            return "; ".join(dict.fromkeys(each.short for each in no))
        return "vote at home" if not all(a.backed for a in text.answers) else "veto"

    def _dates(self, some: list[Beat]) -> str:
        first, last = self._date(some[0].day), self._date(some[-1].day)
        return first if len(some) == 1 else f"{first} to {last} ({len(some)})"

    def _date(self, day: int) -> str:
        """``14 Feb``."""
        date, start = self.prose.scenario.date(day), self.prose.file.start
        return day_month(date, year=date.year != start.year, brief=True)

    def _record(self, beat: Beat, meeting: Meeting) -> dict[str, Any]:
        text = meeting.text
        facts: dict[str, Any] = {
            "date": self.prose.scenario.date(meeting.day).isoformat(),
            "place": meeting.place,
            "occasion": meeting.occasion or None,
            "fate": meeting.fate,
            "text": None,
            "tabled_by": None,
            "answers": {},
            "from_seat": self._from_seat(meeting),
            "why_not": beat.said or None,
        }
        if text is None:
            return facts
        no = {self.prose.parties[n.party]: n.words for n in refusals(text, self.prose)}
        why = "; ".join(f"{who}: {words}" for who, words in no.items())
        return facts | {
            "text": self.texts.letters[text.package],
            "tabled_by": self.prose.proposer(text.proposer),
            "answers": {self.prose.parties[a.party]: _said(a) for a in text.answers},
            "why_not": why or (None if text.signed else failed(text, self.prose)),
        }

    def _from_seat(self, meeting: Meeting) -> list[str]:
        """What was decided from a seat: ``text``, or whose answer."""
        answers = meeting.text.answers if meeting.text else ()
        said = [self.prose.parties[a.party] for a in answers if a.from_seat]
        return [*(["text"] if meeting.from_seat else []), *said]


def _said(answer: Answer) -> str:
    return "yes" if answer.accepted else "no"


def _alike(beats: list[tuple[tuple[str, ...], Beat]], by_text: bool) -> list[list[Beat]]:
    """Beats whose cells are alike: neighbours, or all where they go ``by_text``."""
    if by_text:
        found: dict[tuple[str, ...], list[Beat]] = {}
        for cells, beat in beats:
            found.setdefault(cells, []).append(beat)
        return list(found.values())
    return [[b for _, b in some] for _, some in groupby(beats, key=lambda pair: pair[0])]
