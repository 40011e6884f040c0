"""What happened, day by day, as clauses: rounds, dates that came to nothing, turns, shocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sim.journal import Record
from sim.meetings.accounts import Meeting
from sim.processes.words import Brief
from sim.report.diary.plain.prose import Prose
from sim.report.diary.teller import Teller
from sim.report.diary.words import listed, name

ROUND, MISSED, TURN, SHOCK, EVENT = "round", "missed", "turn", "shock", "event"
_BUSY = 0.5  # attention below which the mediator is elsewhere
NO_REASON = "for no reason that is told"


@dataclass(frozen=True)
class Beat:
    """Something that happened.

    Attributes
    ----------
    day : int
    kind : str
        ROUND, MISSED, TURN (told where it happens), SHOCK (counted) or EVENT of the file.
    said : str
        A turn's clause; why a date came to nothing.
    short : str
        The latter in a few words.
    brief : Brief
        The words of whoever wrote it.
    meeting : Meeting or None
        Of a round or a date.
    minor : bool
        Left out where the page would be too long.
    """

    day: int
    kind: str
    said: str = ""
    short: str = ""
    brief: Brief = field(default_factory=Brief)
    meeting: Meeting | None = None
    minor: bool = False


class Beats:
    """Reads a journal."""

    def __init__(self, told: Teller, prose: Prose) -> None:
        self.told, self.prose = told, prose
        self._core: dict[str, Callable[[Record], Beat | None]] = {
            "event": self._event,
            "not_met": self._not_met,
            "mediator_leaves": self._leaves,
            "distraction": self._distraction,
            "rung": self._rung,
        }

    def __iter__(self) -> Iterator[Beat]:
        for record in self.told.journal.records:
            beat = self.beat(record) if record.day >= 0 else None
            if beat is not None:
                yield beat

    def beat(self, record: Record) -> Beat | None:
        """A record; None where nobody would miss it."""
        if record.what == "meeting":
            return self._meeting(record["meeting"])
        if record.what in self._core:
            return self._core[record.what](record)
        brief = self._brief(record)
        if brief is None:
            return None
        kind = TURN if brief.clause else SHOCK
        said = _by_chance(brief.clause, brief.chance)
        return Beat(record.day, kind, said, brief=brief, minor=brief.minor)

    def _brief(self, record: Record) -> Brief | None:
        said = (words.in_brief(self.told, record) for words in self.told.names.words)
        return next((brief for brief in said if brief is not None), None)

    # --- dates --------------------------------------------------------------------------------

    def _meeting(self, meeting: Meeting) -> Beat:
        if meeting.fate == "held":
            return Beat(meeting.day, ROUND, meeting=meeting)
        said, short = self.why_not_held(meeting)
        return Beat(meeting.day, MISSED, said, short, meeting=meeting)

    def why_not_held(self, meeting: Meeting) -> tuple[str, str]:
        """Why a date came to nothing, as the rest of a sentence and in a few words."""
        if meeting.fate == "cancelled":
            shock = self._shock(meeting)
            return f"after {shock}", shock
        if meeting.alone:
            return f"since without {self.prose.mediator} the sides hardly met", "no mediator"
        if self.prose.names.mediated and meeting.attention < _BUSY:
            return f"with {self.prose.mediator} busy elsewhere", "mediator elsewhere"
        return NO_REASON, "no reason told"

    def _shock(self, meeting: Meeting) -> str:
        """What cancelled it: by the name that the file or a process has for it."""
        on_the_day = [r for r in self.told.journal.records if r.day == meeting.shock]
        for record in on_the_day:
            brief = self._brief(record)
            if brief is not None and brief.cancels:
                return brief.noun
        events = [r for r in on_the_day if r.what == "event"]
        labels = [label for r in events if (label := self.told.file.events[r["event"]].label)]
        return f'the day of "{labels[0]}"' if labels else "a shock"

    # --- the model's own records --------------------------------------------------------------

    def _event(self, record: Record) -> Beat | None:
        """An event of the file under its label; without one, what it brought tells it, if any."""
        if self.told.comes_too_late(record):
            return None
        label = self.told.file.events[record["event"]].label
        others = [r for r in self.told.journal.on(record.day) if r is not record]
        own = [r for r in others if r.facts.get("event") == record["event"]]
        told = any(self._brief(r) for r in own) or any(r.what == record["type"] for r in others)
        if label is None and told:
            return None
        means = [
            said for words in self.told.names.words if (said := words.means(self.told, record))
        ]
        more = f" ({listed(means)})" if means else ""
        return Beat(record.day, EVENT, f'"{label or name(record["event"])}"{more}')

    def _not_met(self, record: Record) -> Beat:
        label = self.told.file.events[record["event"]].label or "a round"
        why = "broken off" if self.told.goes_on(record.day) else "over"
        return Beat(record.day, TURN, f"{label} did not take place, since talks were {why}")

    def _leaves(self, record: Record) -> Beat:
        today = self.told.journal.on(record.day)
        lapsed = any(r.what == "lapse" and r["follows"] for r in today)
        drawn = not lapsed and not self.told.is_dated("mediator_leaves", record.day)
        who = self.prose.mediator
        said = f"{who} left the talks for good"
        if lapsed:
            said = f"the deadline passed, and {who} carried out its threat and left for good"
        return Beat(record.day, TURN, _by_chance(said, drawn))

    def _distraction(self, record: Record) -> Beat:
        drawn = not self.told.is_dated("distraction", record.day)
        until = self.prose.date(int(-(-record["until"] // 1)))
        said = f"another crisis drew {self.prose.mediator} away until {until}"
        return Beat(record.day, TURN, _by_chance(said, drawn), minor=True)

    def _rung(self, record: Record) -> Beat:
        said = f"{self.prose.mediator} widened what it was ready to table"
        return Beat(record.day, TURN, said, minor=True)


def called(meeting: Meeting) -> str:
    """What the file calls a date that was not held, and so was held nowhere, not elsewhere."""
    return meeting.occasion.replace("(elsewhere, ", "(").removesuffix(" (elsewhere)")


def _by_chance(clause: str, chance: bool) -> str:
    return f"{clause}, by chance" if chance and clause else clause
