"""A run: all worlds of one scenario and seed, in memory or from its folder."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.results.block import declared_in
from sim.results.manifest import Manifest
from sim.results.notebook import (
    Plots,
    dataset,
    html,
    outcomes_frame,
    shares_frame,
    trajectories_frame,
)
from sim.results.parts import Parts
from sim.results.summary import summary
from sim.results.tally import Tally
from sim.terminal import visible

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from sim.outcomes import Outcome
    from sim.scenario import Scenario


class Run:
    """All worlds of one scenario and seed.

    Parameters
    ----------
    manifest : dict
        Where the run came from, as in ``manifest.json``.
    worlds : pa.Table or Parts
        Outcomes and sampled parameters: a row a world, in order from world 0. A table is held;
        parts are read when asked for.
    daily : pa.Table or None
        Daily series of the first worlds: a row a world and day.
    path : Path or None
        Its folder; None if it was not saved.
    scenario : Scenario, optional
        The scenario, if at hand; otherwise read from the folder when asked for.
    """

    def __init__(
        self,
        manifest: Manifest,
        worlds: pa.Table | Parts,
        daily: pa.Table | None = None,
        path: Path | None = None,
        scenario: Scenario | None = None,
    ) -> None:
        self.manifest, self.daily, self.path = manifest, daily, path
        self.parts = worlds if isinstance(worlds, Parts) else Parts.of(worlds)
        self.declared: tuple[Outcome, ...] = declared_in(self.parts.schema)
        self._scenario = scenario

    # -- what it is -----------------------------------------------------------------------------

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
    def seed(self) -> int:
        """Seed of the noise."""
        return int(self.manifest["seed"])

    @property
    def worlds(self) -> int:
        """How many worlds."""
        return self.parts.worlds

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
    def durable_years(self) -> float:
        """How long an accord must hold to count as durable."""
        return float(self.manifest["durable_years"])

    @cached_property
    def scenario(self) -> Scenario:
        """The resolved scenario."""
        if self._scenario is not None:
            return self._scenario
        from sim.scenario import load as load_scenario
        from sim.scenario.files import RESOLVED

        if self.path is None:
            raise ValueError("this run was neither saved nor given its scenario")
        return load_scenario(self.path / "scenario.yaml", limits=RESOLVED)

    # -- its numbers ----------------------------------------------------------------------------

    @cached_property
    def table(self) -> pa.Table:
        """Outcomes and sampled parameters of all worlds at once: some 700 bytes a world."""
        return self.parts.table()

    def column(self, name: str) -> NDArray[Any]:
        """One outcome or sampled parameter, shape (worlds,); classes as codes, -1 for none."""
        held = self.__dict__.get("table")  # read already
        table = held if held is not None else self.parts.table([name])
        values: NDArray[Any] = table.column(name).to_numpy()
        return values

    @cached_property
    def tally(self) -> Tally:
        """All that a summary needs, counted a portion of worlds at a time."""
        tally = Tally(self.declared, (each["world"] for each in self.failures))
        columns = ["world", *(outcome.name for outcome in self.declared)]
        for chunk in self.parts.chunks(columns):
            tally.add(chunk)
        return tally

    def outcome(self, name: str) -> Outcome:
        """Declaration of an outcome: its label, unit and kind.

        Raises
        ------
        KeyError
            If there is none of that name.
        """
        for declared in self.declared:
            if declared.name == name:
                return declared
        raise KeyError(name)

    @property
    def parameters(self) -> list[str]:
        """Dotted names of the sampled parameters, which are columns too."""
        known = {"world"} | {outcome.name for outcome in self.declared}
        return [name for name in self.parts.schema.names if name not in known]

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """A row a world: outcomes (classes by name), then sampled parameters."""
        return outcomes_frame(self)

    @cached_property
    def trajectories(self) -> pd.DataFrame:
        """Daily series of the first 200 worlds, indexed by world and day; NaN without a value."""
        return trajectories_frame(self)

    @property
    def digests(self) -> tuple[str, str]:
        """Digest of the discrete outcomes, and of every outcome bit."""
        return self.tally.digests

    def summary(self) -> dict[str, Any]:
        """The run's numbers as `sim run --json` gives them."""
        return summary(self)

    def shares(self) -> pd.DataFrame:
        """How the worlds end: label, share, and 95 % interval (sampling error only)."""
        return shares_frame(self)

    def to_xarray(self) -> xr.Dataset:
        """Outcomes and sampled parameters over the coordinate ``world``; needs xarray."""
        return dataset(self)

    @property
    def plot(self) -> Plots:
        """The figures as methods, such as ``run.plot.why_no_accord()``."""
        return Plots(self)

    def __repr__(self) -> str:
        set_ = f" with {', '.join(self.changes)}" if self.changes else ""
        return visible(f"<Run {self.run_id}{set_}: {self.worlds:,} worlds>").replace("\n", "\\n")

    def _repr_html_(self) -> str:
        return html(self)


def first_worlds(run: Run, worlds: int) -> Run:
    """The same run with fewer worlds."""
    if worlds >= run.worlds:
        return run
    failures = [each for each in run.failures if each["world"] < worlds]
    manifest, parts = run.manifest | {"failures": failures}, run.parts.first_worlds(worlds)
    return Run(manifest, parts, run.daily, run.path, run._scenario)


def median_world(run: Run, mask: NDArray[np.bool_]) -> int | None:
    """Of the worlds where a condition holds, the one that ends on the median day, if any does."""
    found = np.flatnonzero(mask)
    if found.size == 0:
        return None
    order = np.argsort(run.column("outcome_day")[found], kind="stable")
    return int(found[order[(found.size - 1) // 2]])
