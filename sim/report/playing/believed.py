"""What a seat believes of the others, in words: chances of a yes, and why they moved."""

from __future__ import annotations

from collections.abc import Mapping

from sim.analysis.playing.situation import (
    GOING_ON,
    HEARD,
    WORTH,
    Moved,
    Reading,
    Situation,
    Text,
)
from sim.report.diary.plain.prose import Prose, begin
from sim.report.diary.words import listed, share
from sim.report.playing.amounts import chances, change, worth

_COUNTS = 0.005  # utility: a part that is worth a word
_MOST = 2  # parts named of what a text takes, and of what it brings


class Believed:
    """Speaks of beliefs to whoever sits in a seat."""

    def __init__(self, prose: Prose, seat: str) -> None:
        self.prose, self.seat = prose, seat

    def who(self, name: str) -> str:
        """Whoever must say yes, by the name under which its chance stands."""
        kind, _, party = name.partition(".")
        if kind == "vote" and party:
            return f"the vote at home of {self.prose.parties[party]}"
        return self.prose.parties.get(name) or self.prose.vetoes.get(name, name)

    def part(self, party: str, key: str, signing: bool = True) -> str:
        """A part of what a text is worth to a party beside going on, or of going on alone."""
        kind, _, rest = key.partition(".")
        if kind == "issue":
            return self.prose.issue(rest)
        if kind == "red_line":
            line = self.prose.file.parties[party].red_lines[rest]
            whose = "your" if party == self.seat else "its"
            return f"{whose} red line against {self.prose.red_line(line)}"
        names = self.prose.names
        return names.change(party, key) if signing else names.entry(party, key)

    # --- what a chance rests on ---------------------------------------------------------------

    def chances(self, text: Text, in_full: bool) -> list[str]:
        """A sentence for whoever must say yes; ``in_full`` with what the text takes and brings."""
        said = []
        for name, reading in text.readings.items():
            lead = f"{begin(self.who(name))}, {chances(text.chances[name])}"
            weighs = self._weighs(name, reading.parts) if in_full and reading.parts else ""
            said.append(f"{lead}: {self._rests_on(name, reading)}.{weighs}")
        return said

    def _rests_on(self, name: str, reading: Reading) -> str:
        if name in self.prose.parties:
            spare = reading.brings - reading.asks
            verdict = f"{worth(abs(spare))} {'short' if spare < 0 else 'to spare'}"
            asks = change(reading.asks)
            wanted = "any gain would do" if asks == "0.0" else f"it asks for {asks}"
            return (
                f"you think the text brings it {change(reading.brings)} points over "
                f"{self.prose.doing} and {wanted}, so {verdict}, give or take "
                f"{worth(reading.unsure)}"
            )
        if name in self.prose.vetoes:
            return (
                f"the text is worth {worth(reading.brings)} points to it, and you think it asks "
                f"for {worth(reading.asks)}, give or take {worth(reading.unsure)}"
            )
        return (
            f"polls expect {share(reading.brings)} for it, and you think {share(reading.asks)} is "
            f"needed, give or take {share(reading.unsure)}"
        )

    def _weighs(self, party: str, parts: Mapping[str, float]) -> str:
        """What the text takes from a party, and brings it, largest first."""
        told = sorted(parts.items(), key=lambda item: -abs(item[1]))
        halves = []
        for verb, sign in (("takes", -1), ("brings", 1)):
            some = [(k, x) for k, x in told if sign * x >= _COUNTS][:_MOST]
            said = [f"{self.part(party, key)} ({change(x)})" for key, x in some]
            halves += [f"{verb} it above all {listed(said)}"] if said else []
        return f" It {' and '.join(halves)}." if halves else ""

    # --- why it moved -------------------------------------------------------------------------

    def moved(self, now: Situation, text: Text) -> str:
        """Why chances are far from what they were at the last decision; empty where none is."""
        return " ".join(self._moved(now, name, each) for name, each in text.moved.items())

    def _moved(self, now: Situation, name: str, moved: Moved) -> str:
        when = self.prose.date(now.scenario.day(moved.since))
        lead = f"On {when} you would have given this text {chances(moved.chance)} with"
        return f"{lead} {self.who(name)}: {self._because(now, name, moved)}."

    def _because(self, now: Situation, name: str, moved: Moved) -> str:
        more = "more" if moved.grown else "less"
        if moved.because == HEARD:
            return self._answered(now, name, moved)
        if moved.because == WORTH:
            return f"it has come to be worth {more} to it"
        if moved.because == GOING_ON:
            look = "better" if moved.grown else "worse"
            part = f" ({self.part(name, moved.part, signing=False)})" if moved.part else ""
            return f"{self.prose.doing} has come to look {look} to it{part}"
        nearer = (
            ", as the deadline comes nearer" if now.days_to_deadline and not moved.grown else ""
        )
        return f"it holds out for {more}{nearer}"

    def _answered(self, now: Situation, name: str, moved: Moved) -> str:
        """What it has said since, which tells what it asks for."""
        answers = [r.accepted.get(name) for r in now.rounds if r.date >= moved.since]
        said = listed([word for word, yes in (("yes", True), ("no", False)) if yes in answers])
        return f"it has said {said} since" if said else "it has answered a text since"
