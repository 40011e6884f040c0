"""Who else must say yes to an accord: votes at home and veto players (ODD 7.14)."""

from __future__ import annotations

from typing import Any

from tests.twin.beliefs import Belief, log_chance, taught
from tests.twin.chance import Chance
from tests.twin.packages import Package, outcome_issue, score
from tests.twin.values import crossed, weighed_issues


class Voter:
    """One of them: what it asks for, what packages are worth to it, what is believed of it."""

    def __init__(self, p: Any, stated: Any, z: float, worth: list[float], side: int | None) -> None:
        self.p, self.worth, self.side = p, worth, side
        self.least = stated.needs + stated.spread * z
        self.belief = Belief(-stated.spread * z, stated.spread)

    @property
    def at_home(self) -> bool:
        """Whether it is the vote at home of a side."""
        return self.side is not None

    def gain(self, x: int) -> float:
        """What a package is worth to it beyond the least it asks for."""
        return self.worth[x] - self.least

    def says_yes(self, x: int) -> bool:
        """Its answer to what both sides accepted."""
        return self.gain(x) >= 0

    def log_chance(self, x: int) -> float:
        """Log of the believed chance of a yes."""
        return log_chance(self.p, self.belief, self.gain(x), 0.0)

    def answers(self, x: int) -> bool:
        """Its answer, from which everybody learns."""
        taught(self.p, self.belief, self.gain(x), self.says_yes(x), 0.0)
        return self.says_yes(x)

    def known_to_refuse(self, x: int) -> bool:
        """Whether its answers have shown that it says no to the package."""
        return self.gain(x) <= self.belief.above


def voters(p: Any, chance: Chance, packages: list[Package]) -> list[Voter]:
    """Votes at home in the order of the sides, then veto players."""
    found = []
    for s, (key, party) in enumerate(p.parties.items()):
        if party.ratification is not None:
            z = chance.normal(f"ratify.{key}", 0)
            worth = [_support(p, party.ratification, package) for package in packages]
            found.append(Voter(p, party.ratification, z, worth, s))
    for name, veto in p.vetoes.items():
        worth = [_worth(p, veto, package) for package in packages]
        found.append(Voter(p, veto, chance.normal(f"veto.{name}", 0), worth, None))
    return found


def _support(p: Any, vote: Any, package: Package) -> float:
    """Of a vote at home, before its mood."""
    support = vote.support.get(package.options[outcome_issue(p.issues)], 0.0) + vote.rally
    for issue, slope in vote.slopes.items():
        if package.raises(issue):
            support += slope * (package.levels[issue] - 0.5)
    return float(support)


def _worth(p: Any, veto: Any, package: Package) -> float:
    """What a package is worth to a veto player."""
    scored = sum(
        veto.weights[j] * score(package, veto.scores_as, j, p.issues) for j in weighed_issues(p)
    )
    return float(
        scored - sum(line.size * crossed(line, package) for line in veto.red_lines.values())
    )
