"""Where a run came from and what it is of, as its manifest says."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sim.results.manifest import Manifest


class About:
    """What a manifest says of a run.

    Parameters
    ----------
    manifest : dict
        As in ``manifest.json``.
    """

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest

    @property
    def name(self) -> str:
        """Name of the scenario."""
        return str(self.manifest["scenario"])

    @property
    def title(self) -> str:
        """Title of the scenario."""
        return str(self.manifest["title"])

    @property
    def changes(self) -> list[str]:
        """What was set beside the scenario's files, such as ``war.drift=12``."""
        return [str(change) for change in self.manifest.get("changes", [])]

    @property
    def heading(self) -> str:
        """Its title, and what was set: ``Towards June, with war.drift=12``."""
        return f"{self.title}, with {', '.join(self.changes)}" if self.changes else self.title

    @property
    def run_id(self) -> str:
        """Name of its folder, whether it was saved or not."""
        return str(self.manifest["run_id"])

    @property
    def called(self) -> str:
        """What the user calls it; else the name of its scenario."""
        return str(self.manifest.get("named") or self.name)

    @property
    def seed(self) -> int:
        """Seed of the noise."""
        return int(self.manifest["seed"])

    @property
    def failures(self) -> list[dict[str, Any]]:
        """The worlds that failed: number, seed, kind, error. They count in every share."""
        return list(self.manifest.get("failures", []))

    @property
    def start(self) -> dt.date:
        """Day 0."""
        return dt.date.fromisoformat(self.manifest["start"])

    @property
    def deadline(self) -> dt.date:
        """The first deadline: "by the deadline" means on or before it."""
        return dt.date.fromisoformat(self.manifest["deadline"])

    @property
    def horizon(self) -> dt.date:
        """The last day."""
        return dt.date.fromisoformat(self.manifest["horizon"])

    @property
    def durable_years(self) -> float | None:
        """How long an accord must hold to count as durable."""
        years = self.manifest["durable_years"]
        return None if years is None else float(years)
