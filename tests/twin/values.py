"""What packages are worth to a side, and how long they hold (ODD 7.3, 7.4)."""

from __future__ import annotations

import math
from typing import Any

from tests.twin.packages import Package, deters, score


def weighed_issues(p: Any) -> list[str]:
    """Issues that refine nothing: sums run over these."""
    return [name for name, issue in p.issues.items() if issue.refines is None]


def status_quo(p: Any, side: str, issue: str) -> float:
    """How an issue stands while war goes on; the land with the one that holds it."""
    if issue == p.war.issue:
        return 1.0 if side == p.war.holder else 0.0
    return (p.issues[issue].status_quo or {}).get(side, 0.0)


def values(p: Any, packages: list[Package]) -> list[list[float]]:
    """``V_S`` of every package for the first and the second side, without resentment."""
    pairs = [_pair_of_values(p, package) for package in packages]
    return [[first for first, _ in pairs], [second for _, second in pairs]]


def _pair_of_values(p: Any, package: Package) -> tuple[float, float]:
    worth, given_up = [], []
    for side, party in p.parties.items():
        weights = party.weights
        scores = {j: score(package, side, j, p.issues) for j in weighed_issues(p)}
        lost = sum(weights[j] * max(0.0, status_quo(p, side, j) - s) for j, s in scores.items())
        crossings = sum(penalty(party, line, package) for line in party.red_lines.values())
        worth.append(sum(weights[j] * s for j, s in scores.items()) - crossings)
        given_up.append(lost)
    first, second = (party.fairness for party in p.parties.values())
    envy = given_up[0] - given_up[1]
    return worth[0] - first * max(0.0, envy), worth[1] - second * max(0.0, -envy)


def penalty(party: Any, line: Any, package: Package) -> float:
    """What crossing a red line costs its side."""
    return float(party.firmness * line.size * crossed(line, package))


def crossed(line: Any, package: Package) -> float:
    """How far the package crosses a red line."""
    if line.option is not None:
        return 1.0 if package.options[line.issue] == line.option else 0.0
    if not package.raises(line.issue):
        return 0.0
    level = package.levels[line.issue]
    if line.below is not None:
        return float(max(0.0, line.below - level))
    return float(max(0.0, level - line.above))


def staying_power(p: Any, package: Package) -> float:
    """``D(x)``: by how much the log of the hazard falls."""
    return sum(
        size * deters(package, issue, p.issues) for issue, size in p.accord.deterrence.items()
    )


def hazard(p: Any, staying: float, effective_pressure: float) -> float:
    """Hazard of renewed war, 1/year."""
    return float(p.accord.war_again * math.exp(p.accord.haste * effective_pressure - staying))


def least_staying_power(p: Any, effective_pressure: float) -> float:
    """The staying power below which a side does not believe the accord to hold."""
    needed = []
    for party in p.parties.values():
        d, years = party.must_hold.probability, party.must_hold.years
        if d <= 0:
            needed.append(-math.inf)
        elif d >= 1:
            needed.append(math.inf)
        else:
            log_hazard = math.log(p.accord.war_again * years) + p.accord.haste * effective_pressure
            needed.append(log_hazard - math.log(-math.log(d)))
    return max(needed)
