"""Shocks and partial deals (ODD 7.7, 7.8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.twin.chance import expit, lognormal
from tests.twin.state import World

DEALS = {"prisoner_exchange": 1, "energy_truce": 2, "short_truce": 4, "corridor": 8}
"""Bits by which the model's series of a day tells what was agreed."""

TRUCES = ("energy_truce", "short_truce")


@dataclass
class Blows:
    """What happened in step 2 of a day."""

    assassinations: int = 0
    surges: int = 0
    meetings: int = 0


def step(w: World, day: int) -> Blows:
    """Step 2 of a day."""
    w.trust *= 1 - w.p.talks.trust.fades
    blows = _blows(w, day) if w.open else Blows()
    if blows.assassinations or blows.surges:
        w.last_shock = day
    resent(w, blows.meetings > 0)
    if w.open:
        _dated_deals(w, day)
    return blows


def _blows(w: World, day: int) -> Blows:
    shocks = w.p.shocks

    def number(kind: str, factor: float) -> int:
        mean = factor / getattr(shocks, kind).gap
        return w.chance.count(f"shock.{kind}", day, mean) + len(w.events(kind))

    return Blows(
        number("assassination", shocks.assassination.near_accord if w.near_accord else 1.0),
        number("surge", shocks.surge.near_accord if w.near_accord else 1.0),
        number("back_channel", 1.0),
    )


def resent(w: World, met: bool) -> None:
    """A day of resentment over meetings behind a side's back."""
    half_life = w.p.shocks.back_channel.half_life
    w.resentment = 1.0 if met else w.resentment * 0.5 ** (1 / half_life)


def _dated_deals(w: World, day: int) -> None:
    trust = 0.0
    for kind in DEALS:
        if w.events(kind):
            _note(w, kind)
    for event in w.events("prisoner_exchange"):
        exchange(w, day, event.people)
        trust += _trust_of(w, "prisoner_exchange")
    for kind in TRUCES:
        for event in w.events(kind):
            truce(w, day, kind, day - 1 + round(event.days))
            trust += _trust_of(w, kind)
    trust += len(w.events("corridor")) * _trust_of(w, "corridor")
    w.shift_trust(trust)


def _note(w: World, kind: str) -> None:
    w.seen["deals"] = float(int(w.seen["deals"]) | DEALS[kind])


def _trust_of(w: World, kind: str) -> float:
    deal = getattr(w.p.partial_deals, kind)
    return float(deal.trust) if deal is not None else 0.0


def exchange(w: World, day: int, people: float) -> None:
    """Prisoners are freed on both sides."""
    w.prisoners += 2 * round(people)
    w.exchange_days.append(day)


def truce(w: World, day: int, kind: str, until: float) -> None:
    """A truce on energy, or of all fighting, is agreed."""
    w.quiet_until = max(w.quiet_until, until)
    if kind == "short_truce":
        w.silent_until = max(w.silent_until, until)
    w.truce_made_days.append(day)


def deals_of_a_round(w: World, day: int) -> None:
    """Partial deals of a round without accord; what they and the refusal do to trust."""
    before, change = w.trust, w.p.talks.trust.refusal
    for kind in ("prisoner_exchange", *TRUCES, "corridor"):
        deal = getattr(w.p.partial_deals, kind)
        if deal is None:
            continue
        odds = deal.log_odds + deal.trust_helps * before
        if w.chance.uniform(f"deal.{kind}", day) < expit(odds):
            _note(w, kind)
            _carry_out(w, day, kind, deal)
            change += deal.trust
    w.shift_trust(change)


def _carry_out(w: World, day: int, kind: str, deal: Any) -> None:
    if kind == "prisoner_exchange":
        z = w.chance.normal("deal.prisoner_exchange.people", day)
        exchange(w, day, lognormal(z, deal.people, deal.people_spread))
    elif kind in TRUCES:
        shortest, longest = round(deal.shortest), round(deal.longest)
        u = w.chance.uniform(f"deal.{kind}.days", day)
        truce(w, day, kind, day + shortest + int(u * (longest - shortest + 1)))
