"""The sale as others need it told: its issues, what each level is worth, how it begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sim.scenario import Scenario, load

SALE = Path(__file__).parent / "sale.yaml"


@dataclass(frozen=True)
class Domain:
    """Two sides who offer in turn, over issues that are all levels.

    Attributes
    ----------
    scenario : Scenario
    """

    scenario: Scenario

    @classmethod
    def read(cls) -> Domain:
        """That of `SALE`."""
        return cls(load(SALE))

    @property
    def days(self) -> int:
        """From the start to the horizon."""
        return self.scenario.days

    @property
    def begin(self) -> int:
        """The first day on which an offer is made."""
        return 1

    @cached_property
    def sides(self) -> list[str]:
        """In the order in which they offer."""
        return list(self.scenario.file.parties)

    @cached_property
    def levels(self) -> dict[str, list[float]]:
        """By issue; the one that only says that there is a deal is left out."""
        issues = self.scenario.file.issues.items()
        return {name: list(issue.levels) for name, issue in issues if issue.levels}

    def scores(self, side: str, issue: str) -> Iterator[tuple[float, float]]:
        """Each level, and what it is worth to a side before it is weighed."""
        rises = (self.scenario.file.issues[issue].scores or {})[side] == "rises"
        for level in self.levels[issue]:
            yield level, level if rises else 1.0 - level

    def weight(self, side: str, issue: str, drawn: Mapping[str, float]) -> float:
        """How much an issue matters to a side in a world."""
        return drawn[f"parties.{side}.weights.shares.{issue}"]

    def today(self, side: str, drawn: Mapping[str, float]) -> float:
        """What a side has without a deal."""
        return sum(
            self._stands(side, name) * self.weight(side, name, drawn) for name in self.levels
        )

    def _stands(self, side: str, issue: str) -> float:
        stands = (self.scenario.file.issues[issue].status_quo or {})[side]
        return float(stands.value)
