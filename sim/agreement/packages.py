"""What can be agreed: every package, one option of each issue, as rows of a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.quantities.draw import Draw
from sim.scenario import Scenario
from sim.scenario.combinations import NO_OPTION, choices, lets_through, options_of
from sim.scenario.schema.agreement import Issue, Option, PackageFilter
from sim.worlds import Bools, Floats, Ints

T = TypeVar("T", bound=np.generic)

Rows = Ints | slice
"""Some worlds of a block, by position."""


@dataclass(frozen=True)
class Package:
    """One package, by names: issue -> option."""

    choice: dict[str, str]

    def lets_through(self, wanted: PackageFilter) -> bool:
        """Is every option among those the filter names?"""
        return lets_through(self.choice, wanted)


@dataclass(frozen=True)
class Kinds:
    """Packages sorted by the options of some issues: what rests on these is worked out once a kind.

    Attributes
    ----------
    first : Ints
        (kinds,): a package of each.
    of : Ints
        (packages,): the kind of each package.
    """

    first: Ints
    of: Ints

    def spread(self, table: Floats) -> Floats:
        """(..., kinds) to (..., packages)."""
        return table.take(self.of, axis=-1)


class Packages:
    """All packages of a scenario, in the order of its issues and options.

    Attributes
    ----------
    all : list[Package]
    option : dict[str, Ints]
        By issue, shape (packages,): position of the package's option; -1 where not raised.
    rungs : dict[str, Bools]
        By rung, shape (packages,): may the rung table the package?
    """

    def __init__(self, scenario: Scenario) -> None:
        file = scenario.file
        self.issues = file.issues
        self._filtered: dict[str, Bools] = {}
        self._kinds: dict[frozenset[str], Kinds] = {}
        self.all = [
            package
            for package in map(Package, choices(file.issues))
            if not any(package.lets_through(never) for never in file.impossible.values())
        ]
        self.option = {
            name: np.array([_position(each.choice[name], issue) for each in self.all])
            for name, issue in file.issues.items()
        }
        self.rungs = {name: self.filtered(wanted) for name, wanted in file.rungs.items()}
        self.ladder = file.mediator.ladder if file.mediator else []
        self.outcome_issue = next(
            name
            for name, issue in file.issues.items()
            if issue.options and any(option.outcome for option in issue.options.values())
        )

    def __len__(self) -> int:
        return len(self.all)

    @cached_property
    def open_rungs(self) -> Bools:
        """(rungs, packages): what is open once so many rungs below the first are (they widen)."""
        steps = np.array([self.rungs[name] for name in self.ladder])
        widened: Bools = np.logical_or.accumulate(steps, axis=0)
        return widened

    @cached_property
    def outcome_classes(self) -> list[str]:
        """Classes of accord, in the file's order."""
        return list(dict.fromkeys(o.outcome or "" for o in self._deciding.values()))

    @cached_property
    def outcome_of(self) -> Ints:
        """(packages,): position of each package's class in ``outcome_classes``."""
        by_option = [self.outcome_classes.index(o.outcome or "") for o in self._deciding.values()]
        classes: Ints = np.array(by_option)[self.option[self.outcome_issue]]
        return classes

    @property
    def _deciding(self) -> dict[str, Option]:
        return self.issues[self.outcome_issue].options or {}

    def filtered(self, wanted: PackageFilter) -> Bools:
        """(packages,): those that a filter lets through."""
        key = repr(wanted)
        if key not in self._filtered:
            self._filtered[key] = np.array([each.lets_through(wanted) for each in self.all])
        return self._filtered[key]

    def kinds(self, *issues: str) -> Kinds:
        """Packages by the options of these issues: name all that a table rests on."""
        key = frozenset(issues)
        if key not in self._kinds:
            alike = np.zeros(len(self), dtype=np.int64)  # of no issue there is one kind
            chosen = [alike, *(self.option[issue] for issue in sorted(key))]
            _, first, of = np.unique(
                np.array(chosen), axis=1, return_index=True, return_inverse=True
            )
            self._kinds[key] = Kinds(first, of.reshape(-1))
        return self._kinds[key]

    def levels(self, issue: str) -> Floats:
        """(packages,): level of an issue; 0 where it is not raised."""
        steps = np.array([*(self.issues[issue].levels or []), 0.0])
        levels: Floats = steps[self.option[issue]]
        return levels

    def raises(self, issue: str) -> Bools:
        """(packages,): does the package raise the issue at all?"""
        raised: Bools = self.option[issue] >= 0
        return raised

    @cached_property
    def claims_open(self) -> Bools:
        """(packages,): packages with an option by which nothing is given up."""
        found = np.zeros(len(self), dtype=bool)
        for issue in self.leaving_claims_open:
            for name, option in (self.issues[issue].options or {}).items():
                if option.claims_open:
                    found |= self.with_option(issue, name)
        return found

    @cached_property
    def leaving_claims_open(self) -> list[str]:
        """Issues with such an option."""
        options = {name: (issue.options or {}).values() for name, issue in self.issues.items()}
        return [name for name, some in options.items() if any(o.claims_open for o in some)]

    def with_option(self, issue: str, option: str) -> Bools:
        """(packages,): packages with that option."""
        chosen: Bools = self.option[issue] == options_of(self.issues[issue]).index(option)
        return chosen

    def refining(self, issue: str) -> list[str]:
        """Issues that refine an option of this one."""
        return [n for n, one in self.issues.items() if one.refines and one.refines.issue == issue]

    def scores(self, issue: str, party: str, draw: Draw, rows: Rows) -> tuple[Floats, Kinds]:
        """(rows or 1, kinds): a party's score on an issue, in [0, 1], by kind of package."""
        spec, refining = self.issues[issue], self.refining(issue)
        kinds = self.kinds(issue, *refining)
        if spec.options is None:
            level = self.levels(issue)[kinds.first]
            rises = (spec.scores or {})[party] == "rises"
            return (level if rises else 1.0 - level)[None, :], kinds
        table = np.stack([draw(o.scores[party])[rows] for o in spec.options.values()], axis=1)
        scores = table[:, self.option[issue][kinds.first]]
        for name in refining:
            finer = self.issues[name].refines
            assert finer is not None
            scores = (
                scores + self.levels(name)[kinds.first] * draw(finer.adds[party])[rows][:, None]
            )
        return np.clip(scores, 0.0, 1.0), kinds

    def deters(self, issue: str, draw: Draw, kinds: Kinds) -> Floats:
        """(worlds, kinds): how much of the issue's deterrence each kind of package brings."""
        spec = self.issues[issue]
        if spec.options is None:
            return np.broadcast_to(self.levels(issue)[kinds.first], (draw.worlds, kinds.first.size))
        table = np.stack([draw(option.deters) for option in spec.options.values()], axis=1)
        return table[:, self.option[issue][kinds.first]]

    def describe(self, package: int) -> str:
        """A package in plain words."""
        return self._told(package, lambda issue: self.issues[issue].label)

    def in_words(self, package: int) -> str:
        """The same by its issues' short names: ``territory: free economic zone, ...``."""
        return self._told(package, lambda issue: issue.replace("_", " "))

    def _told(self, package: int, called: Callable[[str], str]) -> str:
        return ", ".join(
            f"{called(issue)}: {self.option_label(issue, option)}"
            for issue, option in self.all[package].choice.items()
            if option != NO_OPTION
        )

    def option_label(self, issue: str, option: str) -> str:
        """An option as a reader sees it: its label; of a level the number with what it means."""
        options = self.issues[issue].options
        return (options[option].label or option) if options else level_label(float(option))


def at(table: NDArray[T], package: Ints) -> NDArray[T]:
    """(rows,): the entry of one package a row; of the first where there is none (-1)."""
    return np.take_along_axis(table, np.maximum(package, 0)[:, None], axis=1)[:, 0]


_LEVELS = {
    0.0: "none",
    0.25: "a quarter of the most",
    0.5: "half of the most",
    0.75: "three quarters of the most",
    1.0: "the most considered",
}


def level_label(level: float) -> str:
    """A level in [0, 1] with what it means: how much of the most that is considered.

    >>> level_label(0.75), level_label(0.4)
    ('0.75 = three quarters of the most', '0.4 = 40 % of the most')
    """
    return f"{level:g} = {_LEVELS.get(level) or f'{100 * level:g} % of the most'}"


@lru_cache(maxsize=4)
def packages_of(scenario: Scenario) -> Packages:
    """The packages of a scenario, made once: a block seats its parties several times."""
    return Packages(scenario)


def _position(option: str, issue: Issue) -> int:
    return -1 if option == NO_OPTION else options_of(issue).index(option)
