"""What fighting on is worth to a side (ODD 7.13)."""

from __future__ import annotations

import math
from typing import Any

from scipy.special import ndtr

from tests.twin.chance import clip, density
from tests.twin.sanctions import reckoned_with
from tests.twin.state import Side, World
from tests.twin.values import status_quo, weighed_issues


def believed_drift(w: World, side: Side, day: int) -> float:
    """The pace a side expects, its lasting error included."""
    fought = day if day < 0 else w.days_fought
    fading = 0.5 ** (fought / w.p.war.learning.optimism_half_life)
    return float(side.drift + side.party.optimism * fading)


def beside_the_stake(w: World, side: Side, day: int, pressure: float) -> float:
    """What fighting on costs and brings a side apart from what is at stake."""
    party = side.party
    hardship = party.hardship * w.hardship if side.key == w.p.grid.of else 0.0
    waiting = party.value_of_waiting - party.pressure * pressure
    return float(hardship + waiting - cost_of_war(w, side) - reckoned_with(w, side, day))


Turns = tuple[float, float]
"""``won`` and ``lost``: the chances that the other side gives way, and that this one must."""


def war_value(
    w: World, side: Side, beside: float, turns: Turns, land: float, drift: float, variance: float
) -> float:
    """What fighting on is worth to a side, given what it believes of the front."""
    party = side.party
    others = [j for j in weighed_issues(w.p) if j != w.p.war.issue]
    stake = sum(party.weights[j] * status_quo(w.p, side.key, j) for j in others)
    stake += weighed_land(w, side, land, drift, variance)
    won, lost = turns
    return float(stake + won * (1 - stake) - lost * stake + beside)


def who_gives_way(w: World, side: Side) -> Turns:
    """Today's chances, as a side believes, within its war horizon."""
    party, years = side.party, side.party.war_horizon / 365.25
    other = next(other for other in w.sides if other is not side)
    chances = (other.yields * party.turn_for, side.yields * party.turn_against)
    won, lost = (1 - (1 - min(1.0, chance)) ** years for chance in chances)
    most = max(1.0, won + lost)
    return float(won / most), float(lost / most)


def from_a_new_line(
    w: World, side: Side, turns: Turns, land: float, drift: float, variance: float
) -> float:
    """``c_S``: what war is worth more to a side once all the land at stake was ceded (ODD 7.4)."""
    won, lost = turns
    has_none = side.key == w.p.war.holder
    has_all = 0.0 if has_none else float(side.party.weights[w.p.war.issue])
    return (1 - won - lost) * (has_all - weighed_land(w, side, land, drift, variance))


def weighed_land(w: World, side: Side, land: float, drift: float, variance: float) -> float:
    """What the land that a side expects to have after its war horizon is worth to it."""
    war, days = w.p.war, side.party.war_horizon
    land = max(land, 1e-9)
    sd = math.sqrt(variance * days**2 + war.volatility**2 * days)

    def beyond(b: float) -> float:
        z = (drift * days - b) / sd
        return float(sd * (density(z) + z * ndtr(z)))

    taken = clip((beyond(0.0) - beyond(land)) / land, 0, 1)
    share = 1 - taken if side.key == war.holder else taken
    return float(side.party.weights[war.issue] * share)


def cost_of_war(w: Any, side: Any) -> float:
    """What fighting as long as a side reckons with costs it."""
    party, costed = side.party, w.p.war.costed_days
    longer = 1.0 if costed is None else party.war_horizon / costed
    return float(party.cost_of_war * longer * (1 - side.relief) * side.exhaustion)
