"""A scenario as the model reads it: typed, every number with its name, unit, range and source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.outcome import Outcome
from sim.quantities.quantity import Quantity
from sim.scenario import resolved
from sim.scenario.mistakes import Mistake
from sim.scenario.nodes import Node
from sim.scenario.schema import ScenarioFile
from sim.scenario.schema.meetings import PastRound
from sim.theory.rules import Rules, chosen


@dataclass(frozen=True, eq=False)
class Scenario:
    """A scenario file, resolved.

    Parameters
    ----------
    name : str
        Stem of the file's name.
    path : Path
        The file.
    file : ScenarioFile
        What it says, parents merged in, every `Quantity` with its name, source and place.
    quantities : dict[str, Quantity]
        All of them by dotted name, in the order of the file; then those left neutral.
    sources : dict[str, str]
        Where each quantity, date and scale that the files mention comes from, by dotted name.
    tree : Node
        The merged text, with positions.
    changed_from : Scenario or None
        The scenario that plays the history, if it is another one.
    changes : tuple[str, ...]
        What was set beside the files, such as ``war.drift=12``.
    warnings : tuple[Mistake, ...]
        What is valid and surely not meant.
    measures : tuple[Outcome, ...]
        What a program asks beside the file (`sim.measure`).
    """

    name: str
    path: Path
    file: ScenarioFile
    quantities: dict[str, Quantity]
    sources: dict[str, str] = field(repr=False)
    tree: Node = field(repr=False)
    changed_from: Scenario | None = field(default=None, repr=False)
    changes: tuple[str, ...] = ()
    warnings: tuple[Mistake, ...] = field(default=(), repr=False)
    measures: tuple[Outcome, ...] = field(default=(), repr=False)

    @property
    def origin(self) -> Scenario:
        """The scenario that plays the history: the topmost one it extends, without `--set`.

        A lever changes the world from day 0; with one history for all, worlds stay paired. Where
        ``past_of`` says that it is its own, a scenario plays it itself.
        """
        return self.changed_from or self

    @property
    def past_rounds(self) -> dict[str, PastRound]:
        """Rounds before the start, by name; none where nobody plays them."""
        return {} if self.file.past_of == "nobody" else self.origin.file.history.rounds

    @property
    def days(self) -> int:
        """Days from the start to the horizon, > 0."""
        return self.day(self.file.horizon)

    def day(self, date: dt.date) -> int:
        """Days from the start to a date; below zero before it."""
        return (date - self.file.start).days

    def date(self, day: int) -> dt.date:
        """The date of a day."""
        return self.file.start + dt.timedelta(days=day)

    @cached_property
    def rules(self) -> Rules:
        """By which rules its parties decide."""
        return chosen(dict(self.file.rules))

    @cached_property
    def coordinates(self) -> list[str]:
        """Dotted names of everything that is drawn: axes of the unit cube, in file order.

        These are the quantities with a prior, and every share of weights that is above zero.
        """
        weights = [party.weights for party in self.file.parties.values()]
        weights += [player.weights for player in self.file.vetoes.values()]
        shares = {s.name for each in weights for s in each.shares.values() if s.value > 0}
        return [name for name, q in self.quantities.items() if not q.fixed or name in shares]

    def resolved_yaml(self) -> str:
        """The whole scenario as one file without `extends`, each value with its source.

        Read again it is the same scenario: same values, same origin, same fingerprint.
        """
        return resolved.yaml_text(
            (self.tree, self.sources),
            (self.changed_from.tree, self.changed_from.sources) if self.changed_from else None,
        )

    @property
    def labels(self) -> dict[str, str]:
        """What parties, issues, options and own measures are called: blocks keep these words."""
        tree = self.tree.plain()
        kept = ("parties", "issues", "measures")
        return dict(_labels({key: tree[key] for key in kept if key in tree}, ""))

    def fingerprint(self) -> str:
        """SHA-256 (hex) of the values, its own and those of its origin.

        Titles, questions, labels, sources and descriptions do not enter.
        """
        return resolved.fingerprint([self.file, self.origin.file])


def _labels(content: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        for key, entry in content.items():
            inner = f"{name}.{key}" if name else str(key)
            yield from [(inner, str(entry))] if key == "label" else _labels(entry, inner)
