"""What is agreed beside the accord: exchanges of prisoners, truces, corridors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from sim.outcome import Outcome, Played
from sim.processes.day import Day
from sim.processes.partial_deals.section import (
    CorridorEvent,
    ExchangeEvent,
    PartialDeal,
    TruceEvent,
)
from sim.processes.partial_deals.section import PartialDeals as PartialDealsSection
from sim.processes.partial_deals.words import DealsWords
from sim.processes.process import Process, Setting
from sim.series import Series
from sim.worlds import Bools, Floats, Ints, lognormal

EXCHANGE, ENERGY_TRUCE, SHORT_TRUCE, CORRIDOR = 1, 2, 4, 8
"""Bits of the daily series ``deals``: what was agreed beside the accord."""

DEAL_BITS = {
    "prisoner_exchange": EXCHANGE,
    "energy_truce": ENERGY_TRUCE,
    "short_truce": SHORT_TRUCE,
    "corridor": CORRIDOR,
}


def _made(*kinds: str) -> Callable[[Played], Bools]:
    """Was such a deal made by the deadline?"""
    bits = sum(DEAL_BITS[kind] for kind in kinds)

    def answer(played: Played) -> Bools:
        deals = played.daily["deals"][: played.deadline + 1]
        made: Bools = np.logical_or.reduce((deals & bits) > 0, axis=0)
        return made

    return answer


class PartialDeals(Process):
    """Deals of the day and what they leave. Arrays: (worlds,).

    Attributes
    ----------
    exchanged : Floats
        Prisoners freed since the start, both sides together.
    freed_last : Floats
        Those of them whom the last exchange freed.
    quiet_until, silent_until : Floats
        Last day of the running truce on energy, and of all fighting.
    """

    name = "partial_deals"
    section = PartialDealsSection
    dated = (TruceEvent, ExchangeEvent, CorridorEvent)
    outcomes = (
        Outcome(
            "prisoners",
            "prisoners exchanged, both sides together",
            "persons",
            "count",
            answer=lambda played: np.rint(played.final["exchanged"]).astype(np.int64),
            rank=50,
        ),
        Outcome(
            "prisoner_exchange",
            "an exchange of prisoners",
            "-",
            "flag",
            answer=_made("prisoner_exchange"),
            rank=60,
        ),
        Outcome(
            "truce",
            "a truce, of strikes or of all fighting",
            "-",
            "flag",
            answer=_made("energy_truce", "short_truce"),
            rank=70,
        ),
        Outcome(
            "truce_days",
            "days of truce before an accord",
            "days",
            "measure",
            answer=lambda played: (
                played.daily["truce"].sum(axis=0, dtype=np.int64).astype(np.float64)
            ),
            rank=40,
        ),
    )
    words = DealsWords()
    labels: ClassVar[Mapping[str, Series]] = {
        "deals": Series(
            "",
            kind="bits",
            bits={
                f"deal.{name}": (bit, f"agreed beside the accord: {name.replace('_', ' ')}")
                for name, bit in DEAL_BITS.items()
            },
        ),
        "truce": Series("a truce, of strikes or of all fighting", kind="yes"),
        "quiet_until": Series("last day on which strikes rest by agreement", "days", "day"),
        "silent_until": Series("last day on which all fighting rests by agreement", "days", "day"),
        "exchanged": Series("prisoners exchanged since the start, both sides together", "persons"),
    }
    drawn = ("exchanged",)

    def __init__(self, spec: PartialDealsSection, setting: Setting) -> None:
        draw = setting.draw
        self.draw, self.noise, self.events = draw, setting.noise, setting.events
        self.journal = setting.journal
        self.deals: dict[str, PartialDeal] = {
            name: deal
            for name in type(spec).model_fields
            if (deal := getattr(spec, name)) is not None
        }
        self.exchanged = self.freed_last = np.zeros(draw.worlds)
        self.quiet_until = np.full(draw.worlds, -np.inf)
        self.silent_until = np.full(draw.worlds, -np.inf)

    def step(self, today: Day) -> None:
        """Dated deals of today, and which truces run."""
        day, trust = today.day, np.zeros_like(self.exchanged)
        for name, exchange, happens in self.events.named(ExchangeEvent):
            where = happens & today.talking
            trust = trust + self._exchange(where, self.draw(exchange.people))
            self._agree(today, "prisoner_exchange", where, name)
        for name, truce, happens in self.events.named(TruceEvent):
            where = happens & today.talking
            days = np.rint(self.draw(truce.days)).astype(np.int64)
            trust = trust + self._truce(truce.type, where, day - 1, days)
            self._agree(today, truce.type, where, name)
        for name, _, happens in self.events.named(CorridorEvent):
            where = happens & today.talking
            trust = trust + self._trust("corridor", where)
            self._agree(today, "corridor", where, name)
        today.trust = today.trust + trust
        today.said["quiet"] = day <= self.quiet_until
        today.said["silent"] = day <= self.silent_until
        today.said["truce"] = today.talking & today.said["quiet"]

    def _agree(self, today: Day, kind: str, where: Bools, event: str | None = None) -> None:
        """Add to the day's deals, and tell the journal what was agreed or dated."""
        today.deals[kind] = today.deals.get(kind, False) | where
        truces = {"energy_truce": self.quiet_until, "short_truce": self.silent_until}
        facts = {"until": truces[kind]} if kind in truces else {}
        if kind == "prisoner_exchange":
            facts = {"freed": self.freed_last}
        self.journal.write(today.day, "deal", where, kind=kind, event=event, **facts)

    def after_past_round(self, today: Day, exchanged: Floats) -> None:
        """Trust that a round before the start left behind."""
        today.trust_of_round = self._trust("prisoner_exchange", exchanged > 0)

    def after_round(self, today: Day, refused: Bools) -> None:
        """Deals a round without an accord brings, and the trust they bring."""
        trust = today.get("trust", today.trust)
        gained, rows = np.zeros_like(trust), np.flatnonzero(refused)
        for name, deal in self.deals.items():
            helped = self.draw(deal.trust_helps)[rows] * trust[rows]
            odds = expit(self.draw(deal.log_odds)[rows] + helped)
            made = np.zeros_like(refused)
            made[rows] = self.noise.uniform(f"deal.{name}", today.day)[rows] < odds
            if made.any():
                gained = gained + self._carry_out(name, deal, made, today.day)
                self._agree(today, name, made)
        today.trust_of_round = gained

    def _carry_out(self, name: str, deal: PartialDeal, made: Bools, day: int) -> Floats:
        if name == "prisoner_exchange":
            z = self.noise.normal("deal.prisoner_exchange.people", day)
            people = lognormal(z, self.draw(deal.people), self.draw(deal.people_spread))
            return self._exchange(made, people)
        if name in ("energy_truce", "short_truce"):
            return self._truce(name, made, day, self._length(name, deal, day))
        return self._trust(name, made)

    def _length(self, name: str, deal: PartialDeal, day: int) -> Ints:
        """Days of a truce: any whole number from the shortest to the longest alike."""
        u = self.noise.uniform(f"deal.{name}.days", day)
        shortest, longest = np.rint(self.draw(deal.shortest)), np.rint(self.draw(deal.longest))
        return (shortest + np.floor(u * (longest - shortest + 1.0))).astype(np.int64)

    def _exchange(self, where: Bools, a_side: Floats) -> Floats:
        self.freed_last = np.where(where, 2.0 * np.rint(a_side), 0.0)
        self.exchanged = self.exchanged + self.freed_last
        return self._trust("prisoner_exchange", where)

    def _truce(self, name: str, where: Bools, day: int, days: Ints) -> Floats:
        """A truce from tomorrow; one of all fighting spares the grid too."""
        self.quiet_until = np.where(
            where, np.maximum(self.quiet_until, day + days), self.quiet_until
        )
        if name == "short_truce":
            until = np.maximum(self.silent_until, day + days)
            self.silent_until = np.where(where, until, self.silent_until)
        return self._trust(name, where)

    def _trust(self, name: str, where: Bools) -> Floats:
        deal = self.deals.get(name)
        brings = self.draw(deal.trust) if deal else np.zeros_like(self.exchanged)
        return np.where(where, brings, 0.0)

    def daily(self, today: Day) -> dict[str, NDArray[Any]]:
        """Deals of the day as bits, and where a truce runs."""
        bits = [DEAL_BITS[kind] * where for kind, where in today.deals.items()]
        deals = sum(bits, start=np.zeros(self.exchanged.shape, dtype=np.int64))
        return {"deals": deals, "truce": today.said["truce"]}

    def series(self, day: int) -> dict[str, NDArray[Any]]:
        """Truces that run, and prisoners freed so far."""
        return {name: getattr(self, name) for name in ("quiet_until", "silent_until", "exchanged")}

    def final(self) -> dict[str, NDArray[Any]]:
        """Prisoners freed."""
        return {"exchanged": self.exchanged}
