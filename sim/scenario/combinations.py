"""How many packages the issues make, and whether any is left: checked before a run builds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod

from sim.scenario.mistakes import Found
from sim.scenario.schema.agreement import Issue, PackageFilter

MOST_PACKAGES = 5_000
_MOST_COMBINATIONS = 50_000  # of options, before those are put together that make one package
_MOST_COMPARED = 400_000  # combinations times filters: a second's work


def mistakes(issues: Mapping[str, Issue], impossible: Mapping[str, PackageFilter]) -> Found:
    """Too many packages, or none at all."""
    combinations = prod(len(_names(issue)) for issue in issues.values())
    if combinations == 0:
        empty = next(name for name, issue in issues.items() if not _names(issue))
        yield f"issues.{empty}.options", "needs at least one option"
    elif combinations > _MOST_COMBINATIONS:
        yield "issues", f"have too many combinations of options ({combinations:.3g}): {_LESS}"
    elif combinations * len(impossible) > _MOST_COMPARED:
        yield "impossible", "has too many entries for so many combinations of options"
    else:
        packages = {tuple(choice.items()) for choice in _choices(issues)}
        if len(packages) > MOST_PACKAGES:
            yield "issues", f"make too many packages ({len(packages):,}): {_LESS}"
        elif all(_excluded(dict(package), impossible) for package in packages):
            yield "impossible", "leaves no package that could be agreed"


_LESS = f"leave out options or levels; at most {MOST_PACKAGES:,} packages are allowed"


def _choices(issues: Mapping[str, Issue]) -> Iterator[dict[str, str]]:
    """Every choice of options; what refines an option is not raised without it."""
    for names in product(*map(_names, issues.values())):
        choice = dict(zip(issues, names, strict=True))
        for name, issue in issues.items():
            if issue.refines and choice.get(issue.refines.issue) != issue.refines.option:
                choice[name] = ""
        yield choice


def _excluded(package: dict[str, str], impossible: Mapping[str, PackageFilter]) -> bool:
    return any(
        all(package.get(issue, "") in map(_name, options) for issue, options in never.items())
        for never in impossible.values()
    )


def _names(issue: Issue) -> list[str]:
    return list(issue.options or map(_name, issue.levels or []))


def _name(option: str | float) -> str:
    return option if isinstance(option, str) else f"{option:g}"
