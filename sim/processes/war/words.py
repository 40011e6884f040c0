"""How the war is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sim.journal import Entry, Record
from sim.processes.war.section import War
from sim.processes.words import Line, Term, Told, Trait, Words
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
        "turn": Term("the chance that a side gives way", "given up"),
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


def _dead(people: int) -> str:
    return "1 person was killed" if people == 1 else f"{people:,} people were killed"


def _risen(told: Told, key: str, days: range) -> float:
    return told.at(key, days[-1]) - told.at(key, days.start - 1)
