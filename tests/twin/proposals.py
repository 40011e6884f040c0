"""Which text the mediator tables, and which a side offers, by each of the rules (ODD 7.14)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from tests.twin.beliefs import log_chance, noise, ratio

MISTAKEN = 0.05
"""Chance that an answer is not what the mediator believes."""

STRAIGHT = 0.01
"""Below so large a gain its logarithm is continued by a straight line."""


def weights(w: Any) -> list[float]:
    """What each side weighs in the mediator's text."""
    mediator = w.p.mediator
    leans_second = mediator.leans_to == w.sides[1].key
    second = mediator.bias if leans_second else 1 - mediator.bias
    return [1 - second, second]


def taste(w: Any, x: int) -> float:
    """What the mediator likes about a package."""
    favours = w.p.mediator.favours.values()
    return sum(f.size for f in favours if w.packages[x].options[f.issue] == f.option)


def mediators_text(w: Any, table: Any, choice: list[int]) -> int | None:
    """The text that is tabled, or none."""
    if not choice:
        return None
    if w.p.rules.proposal == "expected_nash":
        return max(choice, key=lambda x: _expected(w, table, x))
    return _in_two_steps(w, table, choice)


def _expected(w: Any, table: Any, x: int) -> float:
    total = taste(w, x)
    for s, weight in enumerate(weights(w)):
        total += _hoped(_log_yes(w, table, x, s, w.sides[s].mediators))
        total += weight * _log(table.values[s][x] - table.war[s] - w.sides[s].mediators.error)
    return float(total + sum(_hoped(voter.log_chance(x)) for voter in w.voters))


def _log_yes(w: Any, table: Any, x: int, s: int, belief: Any) -> float:
    """Log of the chance that a side accepts, as somebody believes."""
    return log_chance(w.p, belief, table.gains(x)[s], noise(w.p, w.sides[s]))


def _hoped(log_chance: float) -> float:
    """Log of the chance of a yes, that of a mistake included."""
    return math.log(MISTAKEN + (1 - MISTAKEN) * math.exp(log_chance))


def _log(gain: float) -> float:
    """Of a gain; a loss counts by its size."""
    return math.log(gain) if gain >= STRAIGHT else math.log(STRAIGHT) + gain / STRAIGHT - 1


def _in_two_steps(w: Any, table: Any, choice: list[int]) -> int | None:
    """The best of those that gain both over what they are believed to want; else the likeliest."""
    shares, rule = weights(w), w.p.rules.proposal

    def gain(x: int, s: int) -> float:
        return float(table.gains(x)[s] - w.sides[s].mediators.error)

    def nash(x: int) -> float:
        return sum(shares[s] * math.log(gain(x, s)) for s in (0, 1)) + taste(w, x)

    def egalitarian(x: int) -> float:
        return min(ratio(gain(x, s), shares[s]) for s in (0, 1)) + taste(w, x)

    def hope(x: int) -> float:
        logs = [_log_yes(w, table, x, s, side.mediators) for s, side in enumerate(w.sides)]
        return sum(shares[s] * logs[s] for s in (0, 1)) + taste(w, x)

    first: dict[str, Callable[[int], float]] = {"nash": nash, "egalitarian": egalitarian}
    both_gain = [x for x in choice if gain(x, 0) > 0 and gain(x, 1) > 0]
    if both_gain:
        return max(both_gain, key=first[rule])
    best = max(choice, key=hope)
    return best if hope(best) > -math.inf else None


def offer(w: Any, table: Any, choice: list[int], s: int) -> int | None:
    """What a side offers, if anything."""
    own, theirs, demand = table.values[s], table.values[1 - s], table.targets[s]
    enough = [x for x in choice if own[x] >= demand]
    if w.p.rules.offer == "trade_off":
        if enough:
            return max(enough, key=lambda x: theirs[x])
        return max(choice, key=lambda x: own[x], default=None)

    def worth(x: int) -> float:
        yes = _log_yes(w, table, x, 1 - s, w.sides[s].belief)
        return _ln(own[x] - demand) + yes + sum(voter.log_chance(x) for voter in w.voters)

    best = max(enough, key=worth, default=None)
    return None if best is None or worth(best) == -math.inf else best


def _ln(x: float) -> float:
    return math.log(x) if x > 0 else -math.inf
