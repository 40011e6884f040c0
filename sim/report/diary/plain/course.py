"""What else happened: turns of the talks, dates that came to nothing, events, chance."""

from __future__ import annotations

from collections.abc import Sequence

from sim.meetings.accounts import Meeting
from sim.report.diary.missed import is_free
from sim.report.diary.plain.beats import EVENT, MISSED, ROUND, SHOCK, TURN, Beat, called
from sim.report.diary.plain.prose import Prose, begin, number
from sim.report.diary.words import listed

_IN_A_PARAGRAPH, _FEW = 4, 3


class Course:
    """Tells beats in their order; rounds with a text are told with their texts.

    Parameters
    ----------
    briefly : int
        From 1 on dates that came to nothing are summed up by reason, and what is minor is left out.
    """

    def __init__(self, prose: Prose, briefly: int = 0) -> None:
        self.prose, self.briefly = prose, briefly

    def paragraphs(self, beats: Sequence[Beat]) -> list[str]:
        """Paragraphs of a few sentences each."""
        by_day = sorted([*self._events(beats), *self._turns(beats)], key=lambda each: each[0])
        said = [
            *(sentence for _, sentence in by_day),
            *self._without_text(beats),
            *self._missed(beats),
        ]
        starts = range(0, len(said), _IN_A_PARAGRAPH)
        told = [" ".join(said[i : i + _IN_A_PARAGRAPH]) for i in starts]
        return [*told, *_counted(beats)]

    def _turns(self, beats: Sequence[Beat]) -> list[tuple[int, str]]:
        """Turns, and dates of the file's own that came to nothing; what repeats is told once."""
        clauses: dict[str, list[int]] = {}
        for beat in beats:
            day = beat.day
            if beat.kind == TURN and not (beat.minor and self.briefly):
                clauses.setdefault(beat.said, []).append(day)
            if beat.kind == MISSED and beat.meeting and beat.meeting.occasion:
                said = f"{called(beat.meeting)} came to nothing, {beat.said}"
                clauses.setdefault(said, []).append(day)
        return [(days[0], f"On {self._days(days)} {said}.") for said, days in clauses.items()]

    def _events(self, beats: Sequence[Beat]) -> list[tuple[int, str]]:
        """What the file dates, by day; what repeats is told once."""
        times: dict[str, list[int]] = {}
        for beat in beats:
            if beat.kind == EVENT:
                times.setdefault(beat.said, []).append(beat.day)
        often = {said: days for said, days in times.items() if len(days) > _FEW}
        by_day: dict[int, list[str]] = {}
        for said, days in times.items():
            for day in days if said not in often else []:
                by_day.setdefault(day, []).append(said)
        return [
            *((day, f"On {self.prose.date(day)}: {listed(each)}.") for day, each in by_day.items()),
            *((days[0], f"On {self._days(days)}: {said}.") for said, days in often.items()),
        ]

    def _days(self, days: Sequence[int]) -> str:
        """Dates; of many the first, how many more, and the last."""
        if len(days) <= _FEW:
            return listed([self.prose.date(day) for day in days])
        first, last = self.prose.date(days[0]), self.prose.date(days[-1])
        return f"{first} and {number(len(days) - 1)} times more until {last}"

    def _without_text(self, beats: Sequence[Beat]) -> list[str]:
        """Rounds on which nothing was tabled."""
        empty = [b.meeting for b in beats if b.kind == ROUND and b.meeting and not b.meeting.text]
        reasons: dict[str, list[str]] = {}
        for meeting in empty:
            day = self.prose.date(meeting.day)
            reasons.setdefault(self._why_nothing(meeting), []).append(day)
        return [
            f"On {listed(days)} they met and nothing was tabled: {why}."
            for why, days in reasons.items()
        ]

    def _why_nothing(self, meeting: Meeting) -> str:
        if meeting.from_seat:
            return "so it was decided from the seat whose turn it was"
        if is_free(meeting, self.prose.names):
            return "whoever had the turn to offer saw nothing to gain by it"
        return "nothing that could be tabled was likely enough to hold or still worth trying"

    def _missed(self, beats: Sequence[Beat]) -> list[str]:
        """All other dates that came to nothing, by reason."""
        reasons: dict[str, list[str]] = {}
        for beat in beats:
            if beat.kind == MISSED and beat.meeting and not beat.meeting.occasion:
                reasons.setdefault(beat.said, []).append(self.prose.date(beat.day))
        total = sum(map(len, reasons.values()))
        if not total:
            return []
        told = any(b.kind == MISSED and b.meeting and b.meeting.occasion for b in beats)
        other = "other " if told else ""
        dates = f"{begin(number(total))} {other}date{'s' * (total > 1)} came to nothing"
        if len(reasons) == 1 and self.briefly:
            return [f"{dates}, {next(iter(reasons))}."]
        parts = [
            f"{number(len(days)) if self.briefly else listed(days)} {why}"
            for why, days in reasons.items()
        ]
        return [f"{dates}: {listed(parts) if self.briefly else '; '.join(parts)}."]


def _counted(beats: Sequence[Beat]) -> list[str]:
    """Shocks that luck brought, counted by kind."""
    kinds: dict[tuple[str, str], int] = {}
    for beat in beats:
        if beat.kind == SHOCK:
            names = beat.brief.noun, beat.brief.nouns
            kinds[names] = kinds.get(names, 0) + 1
    said = [one if n == 1 else f"{number(n)} {many}" for (one, many), n in kinds.items()]
    return [f"By chance came {listed(said)}."] if said else []
