"""What is agreed beside the accord: exchanges of prisoners, truces, corridors."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from sim.processes.events import Events
from sim.scenario.draw import Draw
from sim.scenario.schema.events import CorridorEvent, ExchangeEvent, TruceEvent
from sim.scenario.schema.processes import PartialDeal, PastRound
from sim.scenario.schema.processes import PartialDeals as PartialDealsSpec
from sim.worlds import Bools, Floats, Ints, Noise, lognormal


class PartialDeals:
    """Deals of the day and what they leave. Arrays: (worlds,).

    Attributes
    ----------
    exchanged : Floats
        Prisoners freed since the start, both sides together.
    quiet_until, silent_until : Floats
        Last day of the running truce on energy, and of all fighting.
    """

    def __init__(self, spec: PartialDealsSpec, draw: Draw, noise: Noise) -> None:
        self.draw, self.noise = draw, noise
        self.deals: dict[str, PartialDeal] = {
            name: deal
            for name in type(spec).model_fields
            if (deal := getattr(spec, name)) is not None
        }
        self.exchanged = np.zeros(draw.worlds)
        self.quiet_until = np.full(draw.worlds, -np.inf)
        self.silent_until = np.full(draw.worlds, -np.inf)

    def step(self, day: int, open_talks: Bools, events: Events) -> tuple[Floats, dict[str, Bools]]:
        """Dated deals of today: the trust they bring, and which were made."""
        trust, made = np.zeros_like(self.exchanged), dict[str, Bools]()
        for exchange, happens in events.due(ExchangeEvent, day):
            where = self._note(made, "prisoner_exchange", happens & open_talks)
            trust = trust + self._exchange(where, events.draw(exchange.people))
        for truce, happens in events.due(TruceEvent, day):
            where = self._note(made, truce.type, happens & open_talks)
            days = np.rint(events.draw(truce.days)).astype(np.int64)
            trust = trust + self._truce(truce.type, where, day - 1, days)
        for _, happens in events.due(CorridorEvent, day):
            where = self._note(made, "corridor", happens & open_talks)
            trust = trust + self._trust("corridor", where)
        return trust, made

    @staticmethod
    def _note(made: dict[str, Bools], name: str, where: Bools) -> Bools:
        """Add to what was made today; returns ``where``."""
        made[name] = made.get(name, False) | where
        return where

    def trust_of_past(self, round_: PastRound) -> Floats:
        """Trust that a round before the start left behind."""
        exchanged = self.draw(round_.exchanged) > 0
        return self._trust("prisoner_exchange", exchanged)

    def agree(self, day: int, round_held: Bools, trust: Floats) -> tuple[Floats, dict[str, Bools]]:
        """Deals a round brings beside the accord: the trust they bring, and which were made."""
        gained, made = np.zeros_like(trust), {}
        for name, deal in self.deals.items():
            odds = expit(self.draw(deal.log_odds) + self.draw(deal.trust_helps) * trust)
            made[name] = round_held & self.noise.happens(f"deal.{name}", day, odds)
            if made[name].any():
                gained = gained + self._carry_out(name, deal, made[name], day)
        return gained, made

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
        self.exchanged = self.exchanged + np.where(where, 2.0 * np.rint(a_side), 0.0)
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
