"""The table of a date: what packages and war are worth today (ODD 7.13)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from tests.twin.accord import passes, settled, share_settled, weighed
from tests.twin.clock import effective_pressure, elapsed
from tests.twin.going_on import (
    Turns,
    believed_drift,
    beside_the_stake,
    from_a_new_line,
    war_value,
    who_gives_way,
)
from tests.twin.reach import tabled
from tests.twin.state import World
from tests.twin.targets import target
from tests.twin.war import distance


@dataclass(frozen=True)
class Moment:
    """What the day of a date brings besides the state of the sides; end is the deadline's."""

    day: int
    effective_pressure: float = 0.0
    resentment: float = 0.0
    credibility: float = 0.0
    elapsed: float = 0.0
    runs: bool = False
    end: float = 0.0


@dataclass
class Table:
    """What lies on the table; lists of two run over the sides."""

    moment: Moment
    land: float
    drifts: list[float]
    variances: list[float]
    beside: list[float]
    turns: list[Turns]
    war: list[float]
    new_line: list[float]
    plain: list[list[float]]
    staying: list[float]
    refused_at_home: list[bool]
    refused_by_veto: list[bool]
    values: list[list[float]] = field(default_factory=list)
    hazards: list[float] = field(default_factory=list)
    settling: list[float] = field(default_factory=list)
    holds: list[bool] = field(default_factory=list)
    margin: float = -math.inf
    tabled: list[int] = field(default_factory=list)
    targets: list[float] = field(default_factory=list)

    def gains(self, x: int) -> list[float]:
        """What a package is worth to each side beyond its target."""
        return [self.values[s][x] - self.targets[s] for s in (0, 1)]

    def barred(self, x: int) -> bool:
        """Whether a package is known to be refused, at home or by a veto player."""
        return self.refused_at_home[x] or self.refused_by_veto[x]

    def agreeable(self) -> list[int]:
        """Packages that hold and meet both targets."""
        return [x for x, h in enumerate(self.holds) if h and min(self.gains(x)) >= 0]

    def figures(self, keys: list[str]) -> dict[str, float]:
        """Margin and targets, as the diary names them."""
        targets = {f"target.{key}": self.targets[s] for s, key in enumerate(keys)}
        return {"margin": self.margin, **targets}


def today(w: World, day: int) -> Moment:
    """The moment of a date after the start."""
    runs = w.present and not w.lapsed and day <= w.clock_last
    return Moment(
        day,
        effective_pressure(w, day),
        w.resentment,
        w.credibility,
        elapsed(w, day),
        runs,
        w.clock_last if runs else day,
    )


def before(w: World, day: int, lapsed: bool) -> Moment:
    """The moment of a past round: the last date before a deadline that lapsed, or none ran."""
    believed = w.p.deadline.credibility if lapsed else 0.0
    return Moment(day, believed, 0.0, believed, float(lapsed), lapsed, day)


def lay(w: World, moment: Moment) -> Table:
    """Put everything on the table."""
    drifts = [believed_drift(w, side, moment.day) for side in w.sides]
    variances = [side.drift_variance for side in w.sides]
    land = distance(w.p.war.belt, w.land)
    turns = [who_gives_way(w, side) for side in w.sides]
    beside = [beside_the_stake(w, side, moment.day, moment.effective_pressure) for side in w.sides]
    war = [
        war_value(w, side, beside[s], turns[s], land, drifts[s], variances[s])
        for s, side in enumerate(w.sides)
    ]
    new_line = [
        from_a_new_line(w, side, turns[s], land, drifts[s], variances[s])
        for s, side in enumerate(w.sides)
    ]
    plain = [
        [v - side.party.exclusion * moment.resentment for v in own]
        for side, own in zip(w.sides, w.values, strict=True)
    ]
    staying = w.staying[w.present]
    known = [known_to_be_refused(w, at_home) for at_home in (True, False)]
    table = Table(
        moment, land, drifts, variances, beside, turns, war, new_line, plain, staying, *known
    )
    found = prospects(w, table, plain, war, new_line)
    table.hazards, table.settling, table.values, table.holds = found
    table.margin = best_margin(table.values, war, table.holds)
    table.tabled = tabled(w, table)
    table.targets = [target(w, table, s) for s in (0, 1)]
    return table


def known_to_be_refused(w: World, at_home: bool) -> list[bool]:
    """Of every package whether a vote at home, or a veto player, is known to refuse it."""
    asked = [voter for voter in w.voters if voter.at_home == at_home]
    return [any(voter.known_to_refuse(x) for voter in asked) for x in range(len(w.packages))]


def prospects(
    w: World, table: Table, plain: list[list[float]], war: list[float], new_line: list[float]
) -> tuple[list[float], list[float], list[list[float]], list[bool]]:
    """Of all packages hazards and rates of a settlement, worth to both today, and which hold."""
    pressure = table.moment.effective_pressure
    hazards, first, second, holds = [], [], [], []
    for x, (package, staying) in enumerate(zip(w.packages, table.staying, strict=True)):
        both = (plain[0][x], plain[1][x])
        again = [war[s] + w.ceded[x] * new_line[s] for s in (0, 1)]
        hazard, one, two = weighed(w.p, both, again, staying, w.shifts[x], pressure)
        hazards.append(hazard)
        first.append(one)
        second.append(two)
        holds.append(package.claims_open or passes(w.p, hazard, staying, pressure))
    return hazards, *with_settlements(w, hazards, [first, second], holds), holds


def with_settlements(
    w: World, hazards: list[float], values: list[list[float]], holds: list[bool]
) -> tuple[list[float], list[list[float]]]:
    """Rates of a settlement, and what packages are worth where talks under a ceasefire go on."""
    rates, first, second = [], [], []
    for x, (hazard, one, two) in enumerate(zip(hazards, *values, strict=True)):
        settles, *more = settled(w.p, x, w.packages, values, holds)
        share = share_settled(w.p, hazard, settles)
        first.append(one + share * more[0])
        second.append(two + share * more[1])
        rates.append(settles)
    return rates, [first, second]


def best_margin(values: list[list[float]], war: list[float], holds: list[bool]) -> float:
    """Largest margin over packages that hold."""
    margins = (
        min(v1 - war[0], v2 - war[1])
        for v1, v2, h in zip(values[0], values[1], holds, strict=True)
        if h
    )
    return max(margins, default=-math.inf)
