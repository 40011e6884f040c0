"""Packages, filters, scores (ODD 7.2)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from tests.twin.chance import clip

NONE = "-"
"""What stands for an issue that is not raised."""


@dataclass(frozen=True)
class Package:
    """One option of every issue; levels are 0 where an issue is not raised or has none."""

    options: dict[str, str]
    levels: dict[str, float]
    claims_open: bool = False
    """Whether one of the options gives nothing up."""

    def raises(self, issue: str) -> bool:
        """Whether the issue is settled in it at all."""
        return self.options[issue] != NONE


def name_of(option: str | float) -> str:
    """An option's name; a level's is its number, as short as possible."""
    return option if isinstance(option, str) else f"{option:g}"


def choices(issue: Any) -> list[str]:
    """Names of an issue's options or levels, in order."""
    return [name_of(option) for option in (issue.options or issue.levels)]


def packages(file: Any) -> list[Package]:
    """All packages that can be agreed, in their order."""
    kept: dict[tuple[str, ...], Package] = {}
    for combination in itertools.product(*(choices(issue) for issue in file.issues.values())):
        options = dict(zip(file.issues, combination, strict=True))
        for name in file.issues:
            if not raised(name, options, file.issues):
                options[name] = NONE
        kept.setdefault(tuple(options.values()), _package(options, file.issues))
    impossible = file.impossible.values()
    return [x for x in kept.values() if not any(matches(x, entry) for entry in impossible)]


def raised(name: str, options: dict[str, str], issues: dict[str, Any]) -> bool:
    """Whether an issue arises: always, unless it refines an option that was not taken."""
    refines = issues[name].refines
    return refines is None or options[refines.issue] == refines.option


def _package(options: dict[str, str], issues: dict[str, Any]) -> Package:
    levels = {
        name: dict(zip(choices(issue), issue.levels, strict=True)).get(options[name], 0.0)
        for name, issue in issues.items()
        if issue.levels is not None
    }
    taken = [(issue.options or {}).get(options[name]) for name, issue in issues.items()]
    return Package(options, levels, any(option.claims_open for option in taken if option))


def matches(package: Package, wanted: dict[str, Any]) -> bool:
    """Whether the package has one of the listed options of every issue the filter names."""
    return all(
        package.options[issue] in [name_of(option) for option in listed]
        for issue, listed in wanted.items()
    )


def score(package: Package, side: str, name: str, issues: dict[str, Any]) -> float:
    """What the package gives a side on an issue, 0 to 1."""
    issue = issues[name]
    if issue.levels is not None:
        level = package.levels[name]
        return level if issue.scores[side] == "rises" else 1 - level
    total = issue.options[package.options[name]].scores[side]
    for other, refining in issues.items():
        if refining.refines is not None and refining.refines.issue == name:
            total += package.levels.get(other, 0.0) * refining.refines.adds.get(side, 0.0)
    return clip(total, 0, 1)


def deters(package: Package, name: str, issues: dict[str, Any]) -> float:
    """How much of an issue's deterrence the package brings."""
    issue = issues[name]
    if issue.levels is not None:
        return package.levels[name]
    return issue.options[package.options[name]].deters if package.raises(name) else 0.0


def class_of(package: Package, issues: dict[str, Any]) -> str:
    """The class of an accord on it."""
    name = outcome_issue(issues)
    return str(issues[name].options[package.options[name]].outcome)


def outcome_issue(issues: dict[str, Any]) -> str:
    """The issue whose options declare an outcome."""
    return next(
        name
        for name, issue in issues.items()
        if issue.options and any(option.outcome for option in issue.options.values())
    )
