"""Tells a world: what its journal holds, record by record, in the words of whoever wrote it."""

from __future__ import annotations

import numpy as np

from sim.journal import Entry, Record, WorldJournal
from sim.outcomes.declared import statuses
from sim.report.diary.people import Profile
from sim.report.diary.rounds import RoundWords
from sim.report.diary.sizes import size_words, sizes_words
from sim.report.diary.words import Names, name, on, sentence, share, spoken_date
from sim.trajectory import ACCORD, TALKS, Trajectory
from sim.worlds import Floats


class Teller:
    """A world's journal and daily series, and the labels of its file.

    The records that the model's own rooms write are told here, those of a process in its room.
    """

    def __init__(self, trajectory: Trajectory, journal: WorldJournal, profile: Profile) -> None:
        self.scenario, self.journal, self.profile = trajectory.scenario, journal, profile
        self.names, self.file = Names(trajectory.scenario), trajectory.scenario.file
        self.parties = self.names.parties
        self.series = {k: v[:, 0].astype(float) for k, v in trajectory.series().items()}
        self._at_first = {"mediator_present": float(self.names.mediated)}
        if "area_at_start" in trajectory.final:
            self._at_first["held_area"] = float(trajectory.final["area_at_start"][0])
        self._core = {
            "event": self._event,
            "announced": self._announced,
            "not_met": self._not_met,
            "mediator_leaves": self._mediator_leaves,
            "distraction": self._distraction,
            "rung": self._rung,
        }

    def entries(self) -> list[Entry]:
        """All that happened, in the order in which it was written down."""
        rounds = RoundWords(self.scenario)
        told = (
            rounds.entry(record["meeting"]) if record.what == "meeting" else self.entry(record)
            for record in self.journal.records
        )
        return [entry for entry in told if entry is not None]

    def entry(self, record: Record) -> Entry | None:
        """A record in words; None if nobody tells it, such as a part of a dated event."""
        if record.what in self._core:
            return self._core[record.what](record)
        told = (words.entry(self, record) for words in self.names.words)
        return next((entry for entry in told if entry is not None), None)

    # --- what words ask -----------------------------------------------------------------------

    def knows(self, key: str) -> bool:
        """Is there such a series in this scenario?"""
        return key in self.series

    def at(self, key: str, day: int) -> float:
        """A series on a day; before the first day as it began, zero for what counts up."""
        return float(self.series[key][day]) if day >= 0 else self._at_first.get(key, 0.0)

    def over(self, key: str, days: range) -> Floats:
        """A series over some days."""
        values: Floats = self.series[key][days.start : days.stop]
        return values

    def on(self, day: int) -> str:
        """A day in words."""
        return on(self.scenario, day)

    def date(self, day: int) -> str:
        """A day in a sentence; with its year where that is not the start's."""
        return spoken_date(self.scenario, day)

    def on_the_day(self, record: Record, what: str) -> list[Record]:
        """Records of a kind of the day of another."""
        return [other for other in self.journal.on(record.day) if other.what == what]

    def is_dated(self, kind: str, day: int) -> bool:
        """Does an event of that type that the file dates happen on that day?"""
        return any(r.what == "event" and r["type"] == kind for r in self.journal.on(day))

    def ending(self, name_of_it: str) -> str:
        """What the file calls an ending."""
        return statuses(self.scenario)[name_of_it]

    def minds(self, trait: str) -> list[str]:
        """Labels of the parties that have a trait above zero."""
        return [
            self.parties[side]
            for side, traits in self.profile.parties.items()
            if any(t.key == trait and t.value > 0 for t in traits)
        ]

    def goes_on(self, day: int) -> bool:
        """Are talks still possible at the end of that day?"""
        return self.at("phase", day) == TALKS

    def is_settled(self, day: int) -> bool:
        """Is an accord signed by the end of that day?"""
        return self.at("phase", day) == ACCORD

    def comes_too_late(self, event: Record) -> bool:
        """Does an event of the file fall on a day on which it can change nothing any more?"""
        needs_talks = self.file.events[event["event"]].needs_talks
        return needs_talks and event.day > 0 and not self.goes_on(event.day - 1)

    # --- what the file dates ------------------------------------------------------------------

    def _label(self, event: str) -> str:
        return self.file.events[event].label or name(event)

    def _event(self, record: Record) -> Entry:
        """An event of the file, and what it brought."""
        key, type_ = record["event"], record["type"]
        sizes = {what: size_words(*size) for what, size in record["sizes"].items()}
        title = f"{self._label(key)} (dated event: {name(type_)}{sizes_words(sizes)})"
        facts = {"event": key, "type": type_, "sizes": sizes}
        body = []
        if self.comes_too_late(record):
            return Entry(record.day, "event", title, ["Without effect: the talks are over."], facts)
        for words in self.names.words:
            said, numbers = words.brought(self, record)
            body += [f"{sentence(said)}."] if said else []
            facts |= numbers
        return Entry(record.day, "event", title, body, facts)

    def _announced(self, record: Record) -> Entry:
        """A round of the file that is announced, and holds back every other date."""
        day, event = int(record["planned"]), record["event"]
        title = f"announced: {self._label(event)}, for {self.on(day)}"
        said = ["No other date for talks is set before it."]
        return Entry(record.day, "announcement", title, said, {"event": event, "day": day})

    def _not_met(self, record: Record) -> Entry:
        """A round of the file that falls on a day on which nobody would meet."""
        why = "talks are broken off" if self.goes_on(record.day) else "the talks are over"
        title = f"{self._label(record['event'])} does not take place: {why}"
        return Entry(record.day, "event", title, [], {"event": record["event"]})

    # --- the mediator -------------------------------------------------------------------------

    def _mediator_leaves(self, record: Record) -> Entry:
        told = (
            "For good: no more pressure, no deadline and no ladder; the sides hardly meet, and "
            "offer texts in turn."
        )
        return Entry(record.day, record.what, f"{self.names.mediator} leaves", [told])

    def _distraction(self, record: Record) -> Entry:
        until = int(np.ceil(record["until"]))
        told = f"Its attention falls to {share(record['attention'])}."
        title = f"another crisis takes the mediator's attention until {self.on(until)}"
        return Entry(record.day, record.what, title, [told], {"until": until})

    def _rung(self, record: Record) -> Entry:
        rung = record["rung"]
        ladder = self.file.mediator.ladder if self.file.mediator else []
        told = "the ladder widens: the mediator may now also table texts of"
        title = f'{told} "{name(ladder[rung])}"'
        return Entry(record.day, record.what, title, [], {"rung": rung})
