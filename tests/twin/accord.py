"""How long an accord holds, and what it is then worth (ODD 7.4)."""

from __future__ import annotations

import math
from typing import Any

from tests.twin.chance import clip
from tests.twin.packages import Package, deters

MOST_TEMPTED = 6.0
"""The log of a side's hazard moves by so much at most."""


def staying_power(p: Any, package: Package, mediated: bool) -> float:
    """``D(x)``: by how much the log of the hazard falls."""
    alone = {} if mediated else p.accord.alone
    return sum(
        size * deters(package, issue, p.issues) * alone.get(issue, 1.0)
        for issue, size in p.accord.deterrence.items()
    )


def shift_of_power(p: Any, package: Package) -> float:
    """``psi(x)``: what the side that power shifts against loses in a renewed war."""
    renewal = p.accord.renewal
    if renewal is None:
        return 0.0
    undone = sum(
        share * deters(package, issue, p.issues) for issue, share in renewal.undone_by.items()
    )
    return float(renewal.shift * max(0.0, 1 - undone))


def ceded(p: Any, package: Package) -> float:
    """``1 - k(x)``: share of the land at stake that its holder has lost when war is renewed."""
    renewal = p.accord.renewal
    if renewal is None:
        return 0.0
    left = renewal.starts_from.get(p.war.issue, {})
    return float(1 - left.get(package.options[p.war.issue], 1.0))


def untempted(p: Any, staying: float, pressure: float) -> float:
    """``h0(x)``: the hazard of renewed war before anybody is tempted, 1/year."""
    return float(p.accord.war_again * math.exp(p.accord.haste * pressure - staying))


def renewed_war(p: Any, side: str, war: float, shift: float, pressure: float) -> float:
    """``Z_S(x)``: what a war renewed from an accord is worth to a side."""
    sign = -1 if side == p.accord.renewal.against else 1
    return float(war + p.parties[side].pressure * pressure + sign * shift)


def weighed(
    p: Any,
    plain: tuple[float, float],
    war: list[float],
    staying: float,
    shift: float,
    pressure: float,
) -> tuple[float, float, float]:
    """Of a package the hazard, and what it is worth to both, given that war may return.

    ``war`` is what it is worth to both from the line that the package has drawn.
    """
    hazard, renewal = untempted(p, staying, pressure), p.accord.renewal
    if renewal is None:
        return hazard, *plain
    gains = [
        renewed_war(p, side, war[s], shift, pressure) - plain[s] for s, side in enumerate(p.parties)
    ]
    tempted = [
        math.exp(clip(renewal.temptation * gain, -MOST_TEMPTED, MOST_TEMPTED)) for gain in gains
    ]
    hazard *= sum(tempted) / 2
    share = hazard / (hazard + renewal.discount)
    return hazard, plain[0] + share * gains[0], plain[1] + share * gains[1]


def settled(
    p: Any, x: int, packages: list[Package], values: list[list[float]], holds: list[bool]
) -> tuple[float, float, float]:
    """Of a package the rate at which talks under it settle the rest, and what both then gain."""
    if not p.accord.settles or not packages[x].claims_open:
        return 0.0, 0.0, 0.0
    gains = [
        (values[0][y] - values[0][x], values[1][y] - values[1][x])
        for y, other in enumerate(packages)
        if holds[y] and not other.claims_open
    ]
    both = [(one, two) for one, two in gains if one > 0 and two > 0]
    if not both:
        return 0.0, 0.0, 0.0
    return (p.accord.settles, *max(both, key=lambda gain: gain[0] * gain[1]))


def share_settled(p: Any, hazard: float, settles: float) -> float:
    """Share of an accord's discounted time that comes after a settlement."""
    if p.accord.renewal is None:
        return 0.0
    return float(settles / (hazard + settles + p.accord.renewal.discount))


def holds(hazard: float, settles: float, years: float) -> float:
    """Probability that no war returns for so many years."""
    lasts = math.exp(-(hazard + settles) * years)
    return lasts + settles / (hazard + settles) * (1 - lasts)


def least_staying_power(p: Any, pressure: float) -> float:
    """``g``: the staying power below which a side does not believe the accord to hold."""
    needed = []
    for party in p.parties.values():
        d, years = party.must_hold.probability, party.must_hold.years
        if d <= 0:
            needed.append(-math.inf)
        elif d >= 1:
            needed.append(math.inf)
        else:
            log_hazard = math.log(p.accord.war_again * years) + p.accord.haste * pressure
            needed.append(log_hazard - math.log(-math.log(d)))
    return max(needed)


def passes(p: Any, hazard: float, staying: float, pressure: float) -> bool:
    """Whether both sides believe the accord likely enough to hold."""
    least = least_staying_power(p, pressure)
    if p.accord.renewal is None:
        return staying >= least
    return hazard <= untempted(p, least, pressure)
