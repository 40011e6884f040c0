"""What packages are worth to a side as long as they hold (ODD 7.3)."""

from __future__ import annotations

from typing import Any

from tests.twin.packages import Package, score


def weighed_issues(p: Any) -> list[str]:
    """Issues that refine nothing: sums run over these."""
    return [name for name, issue in p.issues.items() if issue.refines is None]


def status_quo(p: Any, side: str, issue: str) -> float:
    """How an issue stands while war goes on; the land with the one that holds it."""
    if issue == p.war.issue:
        return 1.0 if side == p.war.holder else 0.0
    return (p.issues[issue].status_quo or {}).get(side, 0.0)


def values(p: Any, packages: list[Package]) -> list[list[float]]:
    """``v_S`` of every package for the first and the second side, without resentment."""
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
    if package.claims_open or not package.raises(line.issue):
        return 0.0
    level = package.levels[line.issue]
    if line.below is not None:
        return float(max(0.0, line.below - level))
    return float(max(0.0, level - line.above))
