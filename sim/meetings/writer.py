"""Writes the account of a date for talks: of the only world of a block, as things stand that day.

It is written before anybody has learnt from the answers, by those who gave them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.agents.belligerent import Belligerent
from sim.agents.veto import VetoPlayer
from sim.agreement.valuation import MUST_HOLD, Valuation
from sim.calendar import Calendar
from sim.going_on import GoingOn
from sim.journal import ONLY
from sim.meetings.accounts import Answer, Fragile, Meeting, Text, Veto, Vote
from sim.meetings.missed import missed_by
from sim.parties import Parties
from sim.scenario import Scenario
from sim.scenario.schema.meetings import RoundEvent
from sim.situation import Situation
from sim.table import Table
from sim.talks import Round
from sim.theory import durability
from sim.words import counted, listed
from sim.worlds import Floats, Ints


@dataclass(frozen=True)
class Date:
    """What became of a date: ``held``, ``not_held`` or ``cancelled``.

    ``called`` is what a round before the start is called; ``attention`` is the mediator's,
    ``alone`` whether it has left, ``last_shock`` a day (minus infinity before the first).
    """

    fate: str
    attention: float
    alone: bool
    last_shock: float
    called: str = ""


class MeetingWriter:
    """Has at hand who and what an account speaks of."""

    def __init__(
        self, scenario: Scenario, parties: Parties, calendar: Calendar, going_on: GoingOn
    ) -> None:
        self.scenario, self.parties = scenario, parties
        self.calendar, self.going_on = calendar, going_on
        self.packages, self.sides = parties.packages, parties.sides

    def account(self, now: Situation, date: Date, table: Table, round_: Round | None) -> Meeting:
        """The account of a date; ``round_`` where it was held."""
        best, margin = int(table.best[0]), float(table.margin[0])
        there = date.fate == "held" and bool(self.calendar.at_place[0])
        text, failed = self._text(now, table, round_), round_ is not None and not round_.agreed[0]
        return Meeting(
            day=now.day,
            fate=date.fate,
            place=self._place(now.day, there),
            occasion=date.called or self._occasion(now.day, there),
            chance=self._chance(date),
            readiness=float(self.calendar.chance_of_today[0]),
            attention=date.attention,
            alone=date.alone,
            shock=int(date.last_shock) if np.isfinite(date.last_shock) else None,
            either_way=date.fate == "cancelled" and not self._by_chance(now.day, date),
            margin=margin if np.isfinite(margin) else None,
            best=best if best >= 0 else None,
            best_words=self.packages.in_words(best) if best >= 0 else "",
            gains=self._gains(table) if best >= 0 else {},
            asked=self._asked(),
            fragile=None if margin >= 0 else self._fragile(table),
            agreeable=bool(table.agreeable()[0]),
            text=text,
            missed=missed_by(self.parties, table, text) if failed else None,
            from_seat=round_ is not None and bool(round_.text_from_seat[0]),
        )

    # --- the date -----------------------------------------------------------------------------

    def _by_chance(self, day: int, date: Date) -> bool:
        """Whether it would be held if no shock cancelled it."""
        attention, alone = np.array([self._attention(date)]), np.array([date.alone])
        return bool(self.calendar.held(day, attention, alone)[0])

    def _attention(self, date: Date) -> float:
        return date.attention if self.scenario.file.mediated else 1.0

    def _chance(self, date: Date) -> float:
        """Probability that it is held."""
        share = self._attention(date)
        share = float(self.calendar.alone_chance[0]) if date.alone else share
        return float(self.calendar.chance_of_today[0] * share)

    def _place(self, day: int, there: bool) -> str | None:
        """Where a round of the file is held, if it is held there."""
        return next((e.place for _, e, _ in self._dated(day) if there and e.place), None)

    def _occasion(self, day: int, there: bool) -> str:
        """What the rounds of the file that fall on a day are called: where, and how late."""
        called = []
        for name, event, planned in self._dated(day):
            where = [event.place if there else "elsewhere"] if event.place else []
            late = [f"{counted(day - planned, 'day')} late"] if day > planned else []
            told = ", ".join([*where, *late])
            label = event.label or name.replace("_", " ")
            called.append(f"{label} ({told})" if told else label)
        return listed(called)

    def _dated(self, day: int) -> list[tuple[str, RoundEvent, int]]:
        """Rounds of the file that fall on a day: name, event, and the day it was planned for."""
        return [
            (name, event, self.scenario.day(event.date))
            for name, event, happens, on in self.calendar.rounds
            if happens[0] and on[0] == day
        ]

    # --- what there was to agree on -----------------------------------------------------------

    def _gains(self, table: Table) -> dict[str, float]:
        """What the best package for all would bring each side over going on."""
        worth, going_on = table.valuation.worth_of(table.best), table.valuation.going_on
        return {s.name: float(worth[i][0] - going_on[i][0]) for i, s in enumerate(self.sides)}

    def _asked(self) -> dict[str, float]:
        asked = {side.name: float(side.condition.probability[0]) for side in self.sides}
        return {name: least for name, least in asked.items() if least > 0}

    def _fragile(self, table: Table) -> Fragile | None:
        """The best package for all if accords did not have to hold, if it beats going on."""
        freely = table.valuation.without(MUST_HOLD)
        best, margin = freely.best(), float(freely.margin()[0])
        if margin < 0:
            return None
        words = self.packages.in_words(int(best[0]))
        return Fragile(int(best[0]), words, margin, self.holds(freely, best))

    def holds(self, valuation: Valuation, package: Ints) -> float:
        """Probability that a package signed today holds for the years that count as durable."""
        spec = self.scenario.file.accord
        if spec is None:
            return 1.0
        years = np.array([spec.durable_years.value])
        hazard, settles = valuation.hazard_of(package), valuation.settles_of(package)
        return float(durability.holding(hazard, settles, years)[0])

    # --- the text -----------------------------------------------------------------------------

    def _text(self, now: Situation, table: Table, round_: Round | None) -> Text | None:
        if round_ is None or round_.package[0] < 0:
            return None
        package, proposer = int(round_.package[0]), int(round_.proposer[0])
        open_rungs = int(self.parties.mediator.rung[0]) + 1
        return Text(
            package=package,
            words=self.packages.in_words(package),
            proposer=None if proposer < 0 else self.sides[proposer].name,
            holds=self.holds(table.valuation, round_.package),
            rungs=tuple(self.packages.ladder[:open_rungs]),
            answers=tuple(
                self._answer(now, table, round_, own, side) for own, side in enumerate(self.sides)
            ),
            vetoes=self._vetoes(round_) if round_.agreed[0] else (),
        )

    def _answer(
        self, now: Situation, table: Table, round_: Round, own: int, side: Belligerent
    ) -> Answer:
        value, demand = round_.values[own], table.demands[own]
        target, best = demand.target, float(demand.reach[0])
        war = float(table.valuation.going_on[own][0])
        mediated = round_.proposer[0] < 0
        return Answer(
            party=side.name,
            value=float(value[0]),
            target=float(target[0]),
            war_value=war,
            parts=_numbers(table.valuation.parts_of(own, round_.package)),
            war_parts=_numbers(self.going_on.parts_by_issue(side, now)),
            rules=dict(self.scenario.file.rules),
            temperature=float(side.acceptance_noise[0]),
            chance=float(side.chance_of_yes(value, target, ONLY)[0]),
            accepted=bool(round_.accepted[own][0]),
            offered_itself=bool(round_.proposer[0] == own),
            backed=bool(round_.backed[own][0]),
            claim=float(demand.claim[0]),
            conceded=float(demand.conceded[0]),
            outlook=_numbers(self.going_on.outlook(side, now.day)),
            in_reach=best - war if best > war else None,
            **self._believed(side, target, value) if mediated else _UNREAD,
            vote=self._vote(own, round_.package),
            from_seat=bool(round_.from_seat[own][0]),
        )

    def _believed(self, side: Belligerent, target: Floats, value: Floats) -> dict[str, float]:
        """The mediator's reading of a side's target, and of the chance of a yes."""
        mind = self.parties.mediator.about[side.name].mind
        log_yes = self.parties.rules.learning.log_yes
        chance = np.exp(log_yes(mind, target, value, side.blur(ONLY), ONLY))
        return {
            "believed_target": float((target + mind.error)[0]),
            "believed_chance": float(chance[0]),
        }

    def _vote(self, own: int, package: Ints) -> Vote | None:
        vote = self.parties.votes[own]
        return Vote(*_reading(vote, package)) if vote else None

    def _vetoes(self, round_: Round) -> tuple[Veto, ...]:
        return tuple(
            Veto(
                player.name,
                *_reading(player, round_.package),
                least=float(player.least[0]),
                agrees=bool(allowed[0]),
            )
            for player, allowed in zip(self.parties.vetoes, round_.allowed, strict=True)
        )


def _reading(player: VetoPlayer, package: Ints) -> tuple[float, float, float]:
    """What a text is worth to it, what it is thought to ask for, and the chance of a yes."""
    believed = player.about.about(player.least, ONLY).mean
    chance = np.exp(player.log_yes(ONLY, ONLY, package))
    worth = player.worth_of(ONLY, package)
    return float(worth[0]), float(believed[0]), float(chance[0])


_UNREAD: dict[str, None] = {"believed_target": None, "believed_chance": None}


def _numbers(parts: dict[str, Floats]) -> dict[str, float]:
    return {name: float(np.broadcast_to(part, 1)[0]) for name, part in parts.items()}
