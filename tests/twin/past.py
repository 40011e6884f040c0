"""The past: playing it, remembering it (ODD 5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.twin.beliefs import learn
from tests.twin.calendar import gap
from tests.twin.chance import Chance
from tests.twin.dated import dawn
from tests.twin.packages import Package, matches
from tests.twin.parameters import Drawn
from tests.twin.shocks import resent
from tests.twin.state import World
from tests.twin.table import Table, before, lay
from tests.twin.talks import answers, offering, text

ATTEMPTS = 200


@dataclass(frozen=True)
class PastRound:
    """What is kept of a round before the start; without a text there are no gains."""

    accepted: list[bool]
    gains: list[float]
    offered_by: int | None


Past = list[PastRound]


def play(file: Any, packages: list[Package], seed: int, number: int) -> tuple[int, Past]:
    """The first attempt in which no past round contradicts the world, and its rounds."""
    for attempt in range(ATTEMPTS):
        chance = Chance(seed, number, attempt)
        world = World(Drawn(file, chance), chance, packages)
        world.rung = len(world.p.mediator.ladder) - 1  # in the past all of them are open
        past = _play(world)
        if past is not None:
            return attempt, past
    raise RuntimeError(f"world {number} contradicts the past, however often it is drawn")


def origin(scenario: Any) -> Any:
    """The scenario that the past belongs to: the root of its parents, or itself."""
    return scenario.origin if scenario.file.past_of == "parent" else scenario


def stated_rounds(w: World) -> list[Any]:
    """Rounds before the start, as the file has them; none where nobody plays them."""
    return [] if w.p.past_of == "nobody" else list(w.p.history.rounds.values())


def days_of_rounds(w: World) -> dict[int, list[Any]]:
    """Past rounds by their days, in order."""
    rounds: dict[int, list[Any]] = {}
    for past in stated_rounds(w):
        rounds.setdefault(w.day_of(past.date), []).append(past)
    return dict(sorted(rounds.items()))


def _lay(w: World, day: int, rounds: list[Any]) -> Table:
    return lay(w, before(w, day, any(stated.lapsed for stated in rounds)))


def _play(w: World) -> Past | None:
    """The rounds of the past, or nothing where one of them contradicts the world."""
    past: Past = []
    for day, rounds in days_of_rounds(w).items():
        table = _lay(w, day, rounds)
        held = [_play_round(w, table, stated) for stated in rounds]
        if any(_contradicts(w, *both) for both in zip(rounds, held, strict=True)):
            return None
        past += held
    return past


def _contradicts(w: World, stated: Any, held: PastRound) -> bool:
    said = zip(w.sides, held.accepted, strict=True)
    return all(held.accepted) or any(yes for side, yes in said if side.key in stated.refused_by)


def _play_round(w: World, table: Table, stated: Any) -> PastRound:
    choice, by = table.tabled, offering(w)
    if stated.text:  # nobody's offer
        by, choice = (
            None,
            [
                x
                for x, package in enumerate(w.packages)
                if table.holds[x] and matches(package, stated.text)
            ],
        )
    x = text(w, table, choice)
    accepted = answers(w, table, x, by)
    gains = [] if x is None else table.gains(x)
    if x is not None:
        learn(w, gains, accepted, by)
    if w.alternating:
        w.turn = 1 - w.turn
    return PastRound(accepted, gains, by)


def remember(w: World, past: Past) -> None:
    """What the past leaves behind on day 0."""
    for held in past:
        if held.gains:
            learn(w, held.gains, held.accepted, held.offered_by)
            w.said = held.accepted
    stated = days_of_rounds(w)
    events = [w.day_of(e.date) for e in w.p.events.values() if e.type != "round"]
    for day in range(min([0, *stated, *events]), 0):
        _remember_day(w, day)
    last = max(stated, default=0)
    w.next_date = max(1, last + gap(w, 0))


def _remember_day(w: World, day: int) -> None:
    dawn(w, day)
    trust = w.p.talks.trust
    w.trust *= 1 - trust.fades
    meetings = len(w.events("back_channel"))
    killings = len(w.events("assassination"))
    resent(w, meetings > 0)
    if killings:
        w.last_shock = day
    w.shift_trust(trust.assassination * killings + trust.back_channel * meetings)
    for past in stated_rounds(w):
        if w.day_of(past.date) == day:
            w.shift_trust(trust.refusal)
            if past.exchanged > 0:
                w.shift_trust(w.p.partial_deals.prisoner_exchange.trust)
