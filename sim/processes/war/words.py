"""How the war is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sim.journal import Entry, Record
from sim.processes.war.section import War
from sim.processes.words import Brief, Line, Term, Told, Trait, Words
from sim.words import listed, percent, whole


class WarWords(Words):
    """The front, the dead, and what fighting on costs."""

    instead = "war"
    doing = "fighting on"
    disagreement = "the sides read the front too differently"
    worth = (
        "Fighting on has a worth too: the land a side expects, the other issues as they stand, "
        "less the cost of the war."
    )
    traits = (
        Trait(
            10, "cost_of_war", "what fighting on costs it, over all the time it reckons to fight"
        ),
        Trait(20, "war_horizon", "how long it reckons to fight on without an accord"),
        Trait(
            30,
            "optimism",
            "how wrong it is about the front's pace (+: too much against the holder)",
        ),
    )
    world = (
        Trait(
            10, "war.drift", "pace at which the land is lost on open ground (below zero: regained)"
        ),
        Trait(20, "war.volatility", "day-to-day noise of the front"),
        Trait(
            30,
            "war.belt.area",
            "land within and behind the fortified belt, where the front slows",
        ),
    )
    terms: ClassVar[Mapping[str, Term]] = {
        "cost": Term("cost of the war", "spared"),
        "decided": Term("land"),
        "turn": Term(
            "the chance that a side gives way",
            "given up",
            "giving up the hope that the other side gives way",
        ),
    }

    def entry(self, told: Told, record: Record) -> Entry | None:
        """The day on which the war ends, by force or by ceasefire."""
        if record.what == "taken_by_force":
            title = f"{told.ending(record.what)}: talks end"
            return Entry(record.day, "force", title)
        if record.what == "ceasefire":
            title = "the guns fall silent: the ceasefire holds from now on"
            return Entry(record.day, "ceasefire", title)
        return None

    def means(self, told: Told, event: Record) -> str:
        """Whose arms move the front, and who must give way more or less likely."""
        if event["type"] == "arms":
            (pace, _), helps = event["sizes"]["pace"], told.file.events[event["event"]].helps
            way = "in favour of" if pace >= 0 else "against"
            change = f"{abs(pace):.2g} km2 a day {way} {told.parties[helps]}"
            return f"the pace of the front changes by {change}"
        if event["type"] == "turn":
            (times, _), of = event["sizes"]["times"], told.file.events[event["event"]].of
            likely = f"{times:.2g} times as likely as before to have to give way"
            return f"{told.parties[of]} is {likely}, as both believe"
        return ""

    def brought(self, told: Told, event: Record) -> tuple[str, dict[str, Any]]:
        """The same, for the analyst."""
        return self.means(told, event), {}

    def in_brief(self, told: Told, record: Record) -> Brief | None:
        """The day on which the war ends, by force or by ceasefire."""
        if record.what == "taken_by_force":
            return Brief("the land at stake was taken by force")
        return Brief("the guns fell silent") if record.what == "ceasefire" else None

    def expects(self, outlook: Mapping[str, float], file: Any) -> str:
        """The share of the land at stake that it expects."""
        share = outlook["land_share"]
        how_much = next(words for least, words in _SHARES if share >= least)
        return f"expected fighting on to leave it {how_much} of the land at stake"

    def month(self, told: Told, days: range) -> list[Line]:
        """The front until an accord, and the dead."""
        front = [] if told.is_settled(days[-1]) else [Line(10, self._front(told, days))]
        return [*front, Line(30, self._killed(told, days))]

    def month_facts(self, told: Told, days: range) -> dict[str, float]:
        """Land held, the dead, and what each side expects."""
        last = days[-1]
        facts = {"held_area": told.at("held_area", last)}
        for party in told.parties:
            facts[f"killed.{party}"] = _risen(told, f"killed.{party}", days)
            facts[f"expected_drift.{party}"] = told.at(f"expected_drift.{party}", last)
        return facts

    def ends(self, told: Told, facts: dict[str, Any]) -> list[Line]:
        """Land and lives."""
        lost = facts["km2_changed"]
        return [
            Line(
                10,
                f"{self._holder(told)} {'lost' if lost >= 0 else 'regained'} "
                f"{whole(abs(lost))} km2; {_dead(round(facts['killed']))}",
            )
        ]

    def ends_in_brief(self, told: Told, facts: dict[str, Any]) -> list[Line]:
        """Land and lives."""
        lost = facts["km2_changed"]
        verb = "lost" if lost >= 0 else "regained"
        land = f"{self._holder(told)} {verb} {_rounded(abs(lost))} square kilometres"
        dead = Line(30, f"about {_rounded(facts['killed'])} people were killed")
        return [Line(10, land), *([dead] if round(facts["killed"]) else [])]

    def reading(self, outlook: Mapping[str, float], parties: Mapping[str, str], file: Any) -> str:
        """The front and the land it expects."""
        drift, way = outlook["expects"], "against" if outlook["expects"] >= 0 else "in favour of"
        return (
            f"it expects the front to move {abs(drift):.1f} km2 a day {way} "
            f"{parties[file.of(War).holder]}, and itself to end up with "
            f"{percent(outlook['land_share'], 0)} of the land at stake"
        )

    def _holder(self, told: Told) -> str:
        section: War = told.file.of(War)
        return told.parties[section.holder]

    def _front(self, told: Told, days: range) -> str:
        last, lost = days[-1], -_risen(told, "held_area", days)
        expects = listed(
            [
                f"{label} {told.at(f'expected_drift.{key}', last):+.1f}"
                for key, label in told.parties.items()
            ]
        )
        return (
            f"Front: {self._holder(told)} holds {whole(told.at('held_area', last))} km2 of the "
            f"land at stake, {whole(abs(lost))} km2 {'less' if lost >= 0 else 'more'} than before. "
            f"Loss a day that each expects, km2 on open ground: {expects}."
        )

    @staticmethod
    def _killed(told: Told, days: range) -> str:
        killed = [
            f"{whole(_risen(told, f'killed.{key}', days))} of {label}"
            for key, label in told.parties.items()
        ]
        return f"Killed: {listed(killed)}."


_SHARES = (
    (0.95, "nearly all"),
    (0.7, "most"),
    (0.55, "more than half"),
    (0.45, "about half"),
    (0.3, "less than half"),
    (0.05, "little"),
    (0.0, "next to nothing"),
)
"""Least shares, and what they are called."""


def _rounded(number: float) -> str:
    """To two digits that count, for the ear: ``130,000``."""
    return f"{int(float(f'{number:.2g}')):,}"


def _dead(people: int) -> str:
    return "1 person was killed" if people == 1 else f"{people:,} people were killed"


def _risen(told: Told, key: str, days: range) -> float:
    return told.at(key, days[-1]) - told.at(key, days.start - 1)
