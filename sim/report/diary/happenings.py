"""What else happened on a day, read off the daily series: deadlines, shocks, deals, breaks."""

from __future__ import annotations

import numpy as np

from sim.journal import Entry
from sim.report.diary.dated import sizes_words
from sim.report.diary.deals import Ledger
from sim.report.diary.witness import Notes
from sim.report.diary.words import Names, listed, name, on, sentence, share
from sim.trajectory import ACCORD, TALKS, Trajectory
from sim.worlds import Floats


class Chronicle:
    """Entries of a world's days, one kind a method; each compares a day with the day before."""

    def __init__(self, trajectory: Trajectory, notes: Notes) -> None:
        self.scenario, self.notes = trajectory.scenario, notes
        self.names, self.file = Names(trajectory.scenario), trajectory.scenario.file
        self.parties = self.names.parties
        self.series = {k: v[:, 0].astype(float) for k, v in trajectory.series().items()}
        self.ledger = Ledger(self.scenario, self.at)
        self._at_first = {
            "mediator_present": float(self.names.mediated),
            "deadline_end": float(self.scenario.day(self.file.due)),
            "credibility": self.at("credibility", 0) if self.knows("credibility") else 0.0,
        }
        if "area_at_start" in trajectory.final:
            self._at_first["held_area"] = float(trajectory.final["area_at_start"][0])

    def of(self, day: int) -> list[Entry]:
        """All entries of a day but its date for talks, in the order of the model's day."""
        dated = [*self._announced(day), *self._dated(day)]
        if day < 0:
            return dated
        return [
            *dated,
            *self._rounds_without_a_date(day),
            *self._deadline(day),
            *self._mediator(day),
            *(entry for words in self.names.words for entry in words.entries(self, day)),
            *self._deals(day),
            *self._ladder(day),
        ]

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

    def chance_of_turn(self, day: int) -> float:
        """What chance there was that talks break off or resume."""
        return self.notes.turns[day]

    def minds(self, trait: str) -> list[str]:
        """Labels of the parties that have a trait above zero."""
        return [
            self.parties[side]
            for side, traits in self.notes.profile.parties.items()
            if any(t.key == trait and t.value > 0 for t in traits)
        ]

    def goes_on(self, day: int) -> bool:
        """Are talks still possible at the end of that day?"""
        return self.at("phase", day) == TALKS

    def is_settled(self, day: int) -> bool:
        """Is an accord signed by the end of that day?"""
        return self.at("phase", day) == ACCORD

    def changed(self, key: str, day: int) -> bool:
        """Is it another value than the day before?"""
        return self.at(key, day) != self.at(key, day - 1)

    # --- what the file dates ------------------------------------------------------------------

    def _dated(self, day: int) -> list[Entry]:
        """Events of the file that happened."""
        entries = []
        for dated in self.notes.dated.get(day, []):
            event = self.file.events[dated.key]
            kind = f"{name(event.type)}{sizes_words(dated)}"
            title = f"{event.label or name(dated.key)} (dated event: {kind})"
            deals = self.ledger.of_event(day, dated)
            facts = {"event": dated.key, "type": event.type, "sizes": dated.sizes, **deals.facts}
            body = [f"{sentence(listed(deals.made))}."] if deals.made else []
            entries.append(Entry(day, "event", title, body, facts))
        return entries

    def _announced(self, day: int) -> list[Entry]:
        """Rounds of the file that are announced, and hold back every other date."""
        return [
            Entry(
                day,
                "announcement",
                f"announced: {round_.label}, for {on(self.scenario, round_.planned)}",
                ["No other date for talks is set before it."],
                {"event": round_.key, "day": round_.planned},
            )
            for round_ in self.notes.rounds
            if round_.announced == day < round_.planned
        ]

    def _rounds_without_a_date(self, day: int) -> list[Entry]:
        """Rounds of the file that fall on a day on which nobody would meet."""
        due = [r for r in self.notes.rounds if r.day == day]
        if not due or day in self.notes.meetings:
            return []
        why = "talks are broken off" if self.goes_on(day) else "the talks are over"
        return [
            Entry(day, "event", f"{r.label} does not take place: {why}", [], {"event": r.key})
            for r in due
        ]

    def is_dated(self, kind: str, day: int) -> bool:
        """Is such an event told as a dated one?"""
        return kind in {self.file.events[d.key].type for d in self.notes.dated.get(day, [])}

    # --- the deadline and the mediator --------------------------------------------------------

    def _deadline(self, day: int) -> list[Entry]:
        entries: list[Entry] = []
        if not self.knows("lapsed"):
            return entries
        if self.changed("lapsed", day) and self.at("lapsed", day):
            entries.append(self._lapse(day))
        if self.changed("deadline_begin", day) or self.changed("deadline_end", day):
            entries.append(self._new_clock(day))
        return entries

    def _lapse(self, day: int) -> Entry:
        before, after = self.at("credibility", day - 1), self.at("credibility", day)
        left = self.changed("mediator_present", day)
        if left:
            told = "A consequence follows: the mediator carries out its threat."
        elif after < before:
            told = (
                f"Nothing follows: belief in the mediator's deadlines falls from {share(before)} "
                f"to {share(after)}."
            )
        else:
            told = "A consequence follows: the mediator keeps up its full pressure."
        facts = {"credibility_before": before, "credibility": after, "mediator_leaves": left}
        return Entry(day, "deadline", "the deadline has passed without an accord", [told], facts)

    def _new_clock(self, day: int) -> Entry:
        until, before = int(self.at("deadline_end", day)), self.at("deadline_end", day - 1)
        word = "is extended to" if day == before + 1 else "is now"
        told = (
            f"It is believed to {share(self.at('credibility', day))}. A new clock: the sides take "
            "back what the old one made them concede, and the ladder closes to its first rung."
        )
        title = f"the deadline {word} {on(self.scenario, until)}"
        return Entry(day, "new_deadline", title, [told], {"until": until})

    def _mediator(self, day: int) -> list[Entry]:
        entries, who = [], self.names.mediator
        present = bool(self.at("mediator_present", day))
        if self.changed("mediator_present", day):
            told = (
                "For good: no more pressure and no deadline; the sides meet rarely, on texts that "
                "they offer in turn."
            )
            entries.append(Entry(day, "mediator_leaves", f"{who} leaves", [told]))
        if day in self.notes.distracted and present and self.goes_on(day):
            until = int(np.ceil(self.notes.distracted[day]))
            told = f"Its attention falls to {share(self.at('attention', day))}."
            title = (
                f"another crisis takes the mediator's attention until {on(self.scenario, until)}"
            )
            entries.append(Entry(day, "distraction", title, [told], {"until": until}))
        return entries

    # --- what a round leaves behind -----------------------------------------------------------

    def _deals(self, day: int) -> list[Entry]:
        """What a dated event brought is told with the event."""
        if not self.knows("deals"):
            return []
        deals = self.ledger.of_round(day, self.notes.dated.get(day, []))
        title = f"agreed beside the accord: {listed(deals.made)}"
        return [Entry(day, "deal", title, [], dict(deals.facts))] if deals.made else []

    def _ladder(self, day: int) -> list[Entry]:
        if self.file.mediator is None:
            return []
        rung, before = int(self.at("rung", day)), int(self.at("rung", day - 1))
        if rung <= before or not self.at("mediator_present", day):
            return []
        opened = [f'"{name(key)}"' for key in self.file.mediator.ladder[before + 1 : rung + 1]]
        title = f"the ladder widens: the mediator may now also table texts of {listed(opened)}"
        return [Entry(day, "rung", title, [], {"rung": rung})]
