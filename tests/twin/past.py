"""The past: playing it, remembering it (ODD 5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.twin.calendar import gap
from tests.twin.chance import Chance
from tests.twin.packages import Package
from tests.twin.parameters import Drawn
from tests.twin.shocks import resent
from tests.twin.state import World
from tests.twin.table import Moment, lay
from tests.twin.talks import answers, learn, text

ATTEMPTS = 200


@dataclass(frozen=True)
class PastRound:
    """What is kept of a round before the start."""

    day: int
    options: dict[str, str] | None
    accepted: list[bool]


def play(file: Any, packages: list[Package], seed: int, number: int) -> tuple[int, list[PastRound]]:
    """The first attempt in which no past round is agreed to, and its rounds."""
    for attempt in range(ATTEMPTS):
        chance = Chance(seed, number, attempt)
        world = World(Drawn(file, chance), chance, packages)
        rounds = [_play_round(world, day) for day in round_days(world)]
        if not any(all(r.accepted) for r in rounds):
            return attempt, rounds
    raise RuntimeError(f"world {number} signs in the past, however often it is drawn")


def round_days(w: World) -> list[int]:
    """Days of the past rounds, in order."""
    return sorted(w.day_of(r.date) for r in w.p.history.rounds.values())


def _play_round(w: World, day: int) -> PastRound:
    table = lay(w, Moment(day))
    x = text(w, table, w.rung)
    accepted = answers(w, table, x)
    learn(w, table, x, accepted)
    if w.alternating:
        w.turn = 1 - w.turn
    return PastRound(day, None if x is None else w.packages[x].options, accepted)


def remember(w: World, rounds: list[PastRound]) -> None:
    """What the past leaves behind on day 0."""
    for past in rounds:
        found = [x for x, package in enumerate(w.packages) if package.options == past.options]
        if found:
            learn(w, lay(w, Moment(past.day)), found[0], past.accepted)
    days = round_days(w)
    events = [w.day_of(e.date) for e in w.p.events.values() if e.type != "round"]
    for day in range(min([0, *days, *events]), 0):
        _remember_day(w, day)
    last = max(days, default=0)
    w.next_date = max(1, last + gap(w, 0))


def _remember_day(w: World, day: int) -> None:
    trust = w.p.talks.trust
    w.trust *= 1 - trust.fades
    meetings = len(w.events("back_channel", day))
    killings = len(w.events("assassination", day))
    resent(w, meetings > 0)
    if killings:
        w.last_shock = day
    w.shift_trust(trust.assassination * killings + trust.back_channel * meetings)
    for past in w.p.history.rounds.values():
        if w.day_of(past.date) == day:
            w.shift_trust(trust.refusal)
            if past.exchanged > 0:
                w.shift_trust(w.p.partial_deals.prisoner_exchange.trust)
