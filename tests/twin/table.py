"""The table of a date: what packages and war are worth today (ODD 7.13)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import ndtr

from tests.twin.chance import clip
from tests.twin.clock import effective_pressure, elapsed
from tests.twin.state import Side, World
from tests.twin.values import least_staying_power, status_quo, weighed_issues
from tests.twin.war import distance


@dataclass(frozen=True)
class Moment:
    """What the day of a date brings besides the state of the sides."""

    day: int
    effective_pressure: float = 0.0
    resentment: float = 0.0
    clocks: tuple[float, float] = (0.0, 0.0)


@dataclass
class Table:
    """What lies on the table; lists of two run over the sides."""

    moment: Moment
    values: list[list[float]]
    holds: list[bool]
    land: float
    drifts: list[float]
    variances: list[float]
    war_without_land: list[float]
    war: list[float]
    margin: float
    targets: list[float]

    def agreeable(self) -> bool:
        """Whether some package that holds meets both targets."""
        met = zip(*self.values, self.holds, strict=True)
        return any(h and a >= self.targets[0] and b >= self.targets[1] for a, b, h in met)

    def figures(self, keys: list[str]) -> dict[str, float]:
        """Margin and targets, as the diary names them."""
        targets = {f"target.{key}": self.targets[s] for s, key in enumerate(keys)}
        return {"margin": self.margin, **targets}


def today(w: World, day: int) -> Moment:
    """The moment of a date after the start."""
    clocks = []
    for side in w.sides:
        own = day / side.party.patience
        clocks.append(clip(w.credibility * elapsed(w, day) + (1 - w.credibility) * own, 0, 1))
    return Moment(day, effective_pressure(w, day), w.resentment, (clocks[0], clocks[1]))


def lay(w: World, moment: Moment) -> Table:
    """Put everything on the table."""
    least = least_staying_power(w.p, moment.effective_pressure)
    values = [
        [v - side.party.exclusion * moment.resentment for v in own]
        for side, own in zip(w.sides, w.values, strict=True)
    ]
    holds = [staying >= least for staying in w.staying]
    drifts = [believed_drift(w, side, moment.day) for side in w.sides]
    variances = [side.drift_variance for side in w.sides]
    land = distance(w.p.war.belt, w.land)
    rest = [war_without_land(w, side, moment.effective_pressure) for side in w.sides]
    war = [rest[s] + weighed_land(w, w.sides[s], land, drifts[s], variances[s]) for s in (0, 1)]
    margin = best_margin(values, war, holds)
    table = Table(moment, values, holds, land, drifts, variances, rest, war, margin, [])
    table.targets = [target(w, table, s) for s in (0, 1)]
    return table


def believed_drift(w: World, side: Side, day: int) -> float:
    """The pace a side expects, its lasting error included."""
    fading = 0.5 ** (day / w.p.war.learning.optimism_half_life)
    return float(side.drift + side.party.optimism * fading)


def war_without_land(w: World, side: Side, pressure: float) -> float:
    """What fighting on is worth to a side apart from the land."""
    party = side.party
    others = [j for j in weighed_issues(w.p) if j != w.p.war.issue]
    keeps = sum(party.weights[j] * status_quo(w.p, side.key, j) for j in others)
    cost = party.cost_of_war * (1 - side.relief) * side.exhaustion
    hardship = party.hardship * w.hardship if side.key == w.p.grid.of else 0.0
    return float(keeps - cost + hardship + party.value_of_waiting - party.pressure * pressure)


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


def density(z: float) -> float:
    """Of the standard normal distribution."""
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def best_margin(values: list[list[float]], war: list[float], holds: list[bool]) -> float:
    """Largest margin over packages that hold."""
    margins = (
        min(v1 - war[0], v2 - war[1])
        for v1, v2, h in zip(values[0], values[1], holds, strict=True)
        if h
    )
    return max(margins, default=-math.inf)


def target(w: World, table: Table, s: int) -> float:
    """What a side demands today."""
    side, party, o = w.sides[s], w.sides[s].party, 1 - s
    least = table.war[o] + side.error
    reach = [
        own
        for own, theirs, h in zip(table.values[s], table.values[o], table.holds, strict=True)
        if h and theirs >= least
    ]
    k, clock = party.opening_concession, table.moment.clocks[s]
    alpha = k + (1 - k) * clock ** (1 / party.concession_curve)
    gain = max(0.0, max(reach, default=-math.inf) - table.war[s])
    return float(table.war[s] + party.aspiration * (1 - alpha) * gain)
