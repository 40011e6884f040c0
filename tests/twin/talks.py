"""A round: text, answers, the vote at home, learning (ODD 7.14)."""

from __future__ import annotations

import math

from scipy.special import log_ndtr, ndtr

from tests.twin.chance import expit
from tests.twin.packages import matches, outcome_issue
from tests.twin.state import World
from tests.twin.table import Table

PROBIT = 1.7
"""Scale of a probit that looks like a logit."""


def allowed(w: World, table: Table, rung: int) -> list[int]:
    """Packages that hold and that an open rung lets through."""
    rungs = [w.p.rungs[name] for name in w.p.mediator.ladder[: rung + 1]]
    return [
        x
        for x, package in enumerate(w.packages)
        if table.holds[x] and any(matches(package, rung) for rung in rungs)
    ]


def text(w: World, table: Table, rung: int) -> int | None:
    """The package that is tabled, or none."""
    choice = allowed(w, table, rung)
    if not choice:
        return None
    return _mediators_text(w, table, choice) if w.present else _offer(table, choice, w.turn)


def _mediators_text(w: World, table: Table, choice: list[int]) -> int:
    mediator = w.p.mediator
    leans_second = mediator.leans_to == w.sides[1].key
    second = mediator.bias if leans_second else 1 - mediator.bias
    shares = [1 - second, second]
    believed = [table.targets[s] + w.sides[s].mediators_error for s in (0, 1)]

    def gain(x: int, s: int) -> float:
        return table.values[s][x] - believed[s]

    def log_chance(x: int, s: int) -> float:
        side = w.sides[s]
        spread = math.hypot(math.sqrt(side.mediators_variance), PROBIT * side.party.temperature)
        return float(log_ndtr(gain(x, s) / spread))

    def nash(x: int) -> float:
        return sum(shares[s] * math.log(gain(x, s)) for s in (0, 1)) + taste(w, x)

    def hope(x: int) -> float:
        return sum(shares[s] * log_chance(x, s) for s in (0, 1)) + taste(w, x)

    both_gain = [x for x in choice if gain(x, 0) > 0 and gain(x, 1) > 0]
    return max(both_gain, key=nash) if both_gain else max(choice, key=hope)


def taste(w: World, x: int) -> float:
    """What the mediator likes about a package."""
    favours = w.p.mediator.favours.values()
    return sum(f.size for f in favours if w.packages[x].options[f.issue] == f.option)


def _offer(table: Table, choice: list[int], s: int) -> int:
    """What a side offers: its demand met, the best for the other."""
    own, theirs = table.values[s], table.values[1 - s]
    enough = [x for x in choice if own[x] >= table.targets[s]]
    return max(enough, key=lambda x: theirs[x]) if enough else max(choice, key=lambda x: own[x])


def answers(w: World, table: Table, x: int | None) -> list[bool]:
    """Who accepts the text."""
    if x is None:
        return [False, False]
    return [_accepts(w, table, x, s) for s in (0, 1)]


def _accepts(w: World, table: Table, x: int, s: int) -> bool:
    if not w.present and w.turn == s:
        return True
    side = w.sides[s]
    gain = table.values[s][x] - table.targets[s]
    u = w.chance.uniform(f"answer.{side.key}", table.moment.day)
    return u < expit(gain / side.party.temperature)


def ratified(w: World, x: int) -> list[bool]:
    """Whose votes at home pass."""
    return [_passes(w, x, s) for s in (0, 1)]


def _passes(w: World, x: int, s: int) -> bool:
    vote, package = w.sides[s].party.ratification, w.packages[x]
    if vote is None:
        return True
    support = vote.support.get(package.options[outcome_issue(w.p.issues)], 0.0) + vote.rally
    for issue, slope in vote.slopes.items():
        if package.raises(issue):
            support += slope * (package.levels[issue] - 0.5)
    u = w.chance.uniform(f"ratify.{w.sides[s].key}", 0)
    return u < float(ndtr((support - vote.needs) / vote.spread))


def learn(w: World, table: Table, x: int | None, accepted: list[bool]) -> None:
    """Everybody learns from a no what the side that said it needs."""
    if x is None:
        return
    for s in (0, 1):
        if accepted[s]:
            continue
        side, other = w.sides[s], w.sides[1 - s]
        short = table.targets[s] - table.values[s][x]
        scale = PROBIT * side.party.temperature
        other.error, other.error_variance = updated(other.error, other.error_variance, short, scale)
        if w.present:
            side.mediators_error, side.mediators_variance = updated(
                side.mediators_error, side.mediators_variance, short, scale
            )


def updated(error: float, variance: float, short: float, scale: float) -> tuple[float, float]:
    """A belief after a refusal that fell short by so much of the target."""
    q = math.sqrt(variance + scale**2)
    z = (short + error) / q
    ratio = math.exp(-z * z / 2 - math.log(2 * math.pi) / 2 - float(log_ndtr(z)))
    fallen = variance - variance**2 * ratio * (ratio + z) / q**2
    return error + variance * ratio / q, max(0.0, fallen)
