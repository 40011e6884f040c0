"""Which packages the issues make, and whether there are too many or none: checked before a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from sim.scenario.mistakes import Found
from sim.scenario.schema.agreement import Issue, PackageFilter

MOST_PACKAGES = 5_000
_MOST_COMBINATIONS = 50_000  # of options, before those are put together that make one package
_MOST_COMPARED = 400_000  # combinations times filters: a second's work


def mistakes(issues: Mapping[str, Issue], impossible: Mapping[str, PackageFilter]) -> Found:
    """Too many packages, or none at all."""
    combinations = prod(len(options_of(issue)) for issue in issues.values())
    if combinations == 0:
        empty = next(name for name, issue in issues.items() if not options_of(issue))
        yield f"issues.{empty}.options", "needs at least one option"
    elif combinations > _MOST_COMBINATIONS:
        yield "issues", f"have too many combinations of options ({combinations:.3g}): {_LESS}"
    elif combinations * len(impossible) > _MOST_COMPARED:
        yield "impossible", "has too many entries for so many combinations of options"
    else:
        packages = choices(issues)
        if len(packages) > MOST_PACKAGES:
            yield "issues", f"make too many packages ({len(packages):,}): {_LESS}"
        elif all(
            any(lets_through(package, never) for never in impossible.values())
            for package in packages
        ):
            yield "impossible", "leaves no package that could be agreed"


_LESS = f"leave out options or levels; at most {MOST_PACKAGES:,} packages are allowed"

NO_OPTION = "-"
"""Stands for the option of an issue that a package does not raise (the rules of no zone)."""


def choices(issues: Mapping[str, Issue]) -> list[dict[str, str]]:
    """Every package before any is excluded: issue -> option, in the order of the file.

    An issue that refines another is raised only with its option.
    """
    made = tuple(
        _Made(name, tuple(options_of(issue)), _only_with(issue)) for name, issue in issues.items()
    )
    return [dict(choice) for choice in _distinct(made)]


def lets_through(choice: Mapping[str, str], wanted: PackageFilter) -> bool:
    """Is every option of a package among those the filter names?"""
    return all(
        choice.get(issue, NO_OPTION) in map(option_name, options)
        for issue, options in wanted.items()
    )


def options_of(issue: Issue) -> list[str]:
    """Names of an issue's options or levels, in the file's order."""
    if issue.options is not None:
        return list(issue.options)
    return [option_name(float(level)) for level in issue.levels or []]


def option_name(option: str | float) -> str:
    """An option's name; a level's is its number as short as it can be written."""
    return option if isinstance(option, str) else f"{option:g}"


def _only_with(issue: Issue) -> tuple[str, str] | None:
    return (issue.refines.issue, issue.refines.option) if issue.refines else None


class _Made(NamedTuple):
    """What an issue adds to packages: its options, and the only option it is raised with."""

    name: str
    options: tuple[str, ...]
    only_with: tuple[str, str] | None


@lru_cache(maxsize=8)
def _distinct(issues: tuple[_Made, ...]) -> tuple[dict[str, str], ...]:
    """Every package once; kept, because scenarios that extend one another mostly make the same."""
    return tuple({tuple(choice.values()): choice for choice in _choices(issues)}.values())


def _choices(issues: tuple[_Made, ...]) -> Iterator[dict[str, str]]:
    names = [issue.name for issue in issues]
    refining = [(issue.name, *issue.only_with) for issue in issues if issue.only_with]
    for options in product(*(issue.options for issue in issues)):
        choice = dict(zip(names, options, strict=True))
        for name, other, option in refining:
            if choice.get(other) != option:
                choice[name] = NO_OPTION
        yield choice
