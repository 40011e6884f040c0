"""What is agreed beside the accord: by a round, or by an event that the file dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sim.processes.partial_deals.process import (
    CORRIDOR,
    DEAL_BITS,
    ENERGY_TRUCE,
    EXCHANGE,
    SHORT_TRUCE,
)
from sim.report.diary.dated import Dated
from sim.report.diary.words import counted, on, whole
from sim.scenario import Scenario

_TRUCES = (
    (ENERGY_TRUCE, "energy_truce", "quiet_until", "a truce of strikes on power"),
    (SHORT_TRUCE, "short_truce", "silent_until", "a truce of all fighting"),
)


@dataclass
class Deals:
    """Deals of a day in words, with the numbers for scripts."""

    made: list[str] = field(default_factory=list)
    facts: dict[str, float] = field(default_factory=dict)


class Ledger:
    """Tells apart what a round agreed and what a dated event brought on the same day.

    ``at`` gives a daily series on a day.
    """

    def __init__(self, scenario: Scenario, at: Callable[[str, int], float]) -> None:
        self.scenario, self.at = scenario, at

    def of_round(self, day: int, dated: list[Dated]) -> Deals:
        """What the day's round agreed: the day's deals less those of dated events."""
        bits, deals = int(self.at("deals", day)), Deals()
        kinds = {self.kind(event) for event in dated}
        freed = self._freed(day) - sum(self._freed_by(event) for event in dated)
        if bits & EXCHANGE and freed > 0:
            deals.made.append(f"an exchange of prisoners, {whole(freed / 2)} on each side")
            deals.facts["prisoners"] = freed
        for bit, kind, key, what in _TRUCES:
            until = self.at(key, day)
            if bits & bit and (kind not in kinds or until > self._end(key, day, dated)):
                deals.made.append(f"{what} until {on(self.scenario, int(until))}")
                deals.facts[key] = until
        if bits & CORRIDOR and "corridor" not in kinds:
            deals.made.append("a humanitarian corridor")
        return deals

    def of_event(self, day: int, event: Dated) -> Deals:
        """What a dated event brought; nothing is made for one once the talks are over."""
        kind, deals = self.kind(event), Deals()
        if day < 0 or kind not in DEAL_BITS:
            return deals
        if not int(self.at("deals", day)) & DEAL_BITS[kind]:
            return Deals(["without effect: the talks are over"])
        if freed := self._freed_by(event):
            deals.facts["prisoners"] = freed
            deals.made.append(f"{counted(round(freed / 2), 'prisoner')} freed on each side")
        for _, truce, key, what in _TRUCES:
            if kind == truce:
                until = self.at(key, day)
                deals.facts[key] = until
                deals.made.append(f"{what} until {on(self.scenario, int(until))}")
        return deals

    def kind(self, event: Dated) -> str:
        """Its type in the file."""
        return self.scenario.file.events[event.key].type

    def _freed(self, day: int) -> float:
        return self.at("exchanged", day) - self.at("exchanged", day - 1)

    def _freed_by(self, event: Dated) -> float:
        """Both sides together."""
        return 2.0 * round(event.amounts.get("people", 0.0))

    def _end(self, key: str, day: int, dated: list[Dated]) -> float:
        """Last day of the truce without today's round: a dated one counts its first day."""
        truces = [event for event in dated if self.kind(event) in ("energy_truce", "short_truce")]
        ends = [day - 1.0 + round(event.amounts["days"]) for event in truces]
        return max([self.at(key, day - 1), *ends])
