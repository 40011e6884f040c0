"""A run: all worlds of one scenario and seed, in memory or from its folder."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.errors import UnknownColumn, Usage, not_among
from sim.results.about import About
from sim.results.block import WEIGHT, declared_in
from sim.results.daily import daily_numbers, trajectories_frame
from sim.results.dataset import dataset
from sim.results.diary import WIDTH, Page, diary_of, parting_of, story_of
from sim.results.figures import Plots
from sim.results.manifest import Manifest
from sim.results.notebook import html, outcomes_frame, shares_frame
from sim.results.parts import Parts
from sim.results.reported import report_of
from sim.results.shares import OLD_NAMES
from sim.results.summary import summary
from sim.results.tally import Tally, weights_in
from sim.results.why import by_deadline_frame, reasons_frame, red_lines_frame
from sim.terminal import visible

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from sim.outcomes import Outcome
    from sim.report.browser import Report
    from sim.report.diary.plain import Parting, Story
    from sim.scenario import Scenario


class Run(About):
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
        super().__init__(manifest)
        self.daily, self.path = daily, path
        self.parts = worlds if isinstance(worlds, Parts) else Parts.of(worlds)
        self.declared: tuple[Outcome, ...] = declared_in(self.parts.schema)
        self._scenario = scenario

    @property
    def design(self) -> str:
        """The design that drew its parameters, such as ``sobol``; empty if noise did."""
        return str(self.manifest.get("design", ""))

    @property
    def worlds(self) -> int:
        """How many worlds."""
        return self.parts.worlds

    @cached_property
    def scenario(self) -> Scenario:
        """The resolved scenario."""
        if self._scenario is not None:
            return self._scenario
        from sim.scenario import load as load_scenario
        from sim.scenario.files import RESOLVED

        if self.path is None:
            raise Usage("this run was neither saved nor given its scenario")
        return load_scenario(self.path / "scenario.yaml", limits=RESOLVED)

    # -- its numbers ----------------------------------------------------------------------------

    @cached_property
    def table(self) -> pa.Table:
        """Outcomes and sampled parameters of all worlds at once: some 700 bytes a world."""
        return self.parts.table()

    def column(self, name: str) -> NDArray[Any]:
        """One outcome or sampled parameter, shape (worlds,); classes as codes, -1 for none.

        A column that was renamed answers to its old name for one version.

        Raises
        ------
        UnknownColumn
            If there is none of that name.
        """
        name = name if name in self.parts.schema.names else OLD_NAMES.get(name, name)
        if name not in self.parts.schema.names:
            raise UnknownColumn(not_among("column", name, self.parts.schema.names))
        held = self.__dict__.get("table")  # read already
        table = held if held is not None else self.parts.table([name])
        values: NDArray[Any] = table.column(name).to_numpy()
        return values

    @property
    def weights(self) -> NDArray[np.float64] | None:
        """What each world counts for, shape (worlds,); None if all count alike."""
        if WEIGHT not in self.parts.schema.names:
            return None
        return weights_in(self.parts.table([WEIGHT]))

    @cached_property
    def tally(self) -> Tally:
        """All that a summary needs, counted a portion of worlds at a time."""
        tally = Tally(self.declared, (each["world"] for each in self.failures))
        columns = ["world", *(outcome.name for outcome in self.declared)]
        columns += [WEIGHT] * (WEIGHT in self.parts.schema.names)
        for chunk in self.parts.chunks(columns):
            tally.add(chunk)
        return tally

    def outcome(self, name: str) -> Outcome:
        """Declaration of an outcome: its label, unit and kind.

        Raises
        ------
        UnknownColumn
            If there is none of that name.
        """
        for declared in self.declared:
            if declared.name == name:
                return declared
        known = [declared.name for declared in self.declared]
        raise UnknownColumn(not_among("outcome", name, known))

    @property
    def parameters(self) -> list[str]:
        """Dotted names of the sampled parameters, which are columns too."""
        known = {"world", WEIGHT} | {outcome.name for outcome in self.declared}
        return [name for name in self.parts.schema.names if name not in known]

    @property
    def parties(self) -> dict[str, str]:
        """Labels of the belligerents by name, the first of the scenario first."""
        gains = [each for each in self.declared if each.name.startswith("gain.")]
        return {each.name.removeprefix("gain."): each.label.rpartition(": ")[0] for each in gains}

    @property
    def digests(self) -> tuple[str, str]:
        """Digest of the discrete outcomes, and of every outcome bit."""
        return self.tally.digests

    def summary(self) -> dict[str, Any]:
        """The run's numbers as `sim run --json` gives them."""
        return summary(self)

    # -- as notebooks want it -------------------------------------------------------------------

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """A row a world: outcomes (classes by name, dates beside days), then sampled parameters.

        ``attrs["labels"]`` and ``attrs["units"]`` say what each column means.
        """
        return outcomes_frame(self)

    @cached_property
    def trajectories(self) -> pd.DataFrame:
        """Daily series of the first 200 worlds, indexed by world and day: names for codes, dates.

        Missing where there is no value; ``attrs`` have ``labels`` and ``units`` by column.
        """
        return trajectories_frame(self)

    @cached_property
    def daily_numbers(self) -> pd.DataFrame:
        """The same as it is stored: numbers, some of which are codes and bits."""
        return daily_numbers(self)

    @cached_property
    def packages(self) -> pd.DataFrame:
        """A row a package: class, option of each issue, rungs that may table it, what it deters."""
        from sim.results.agreed import packages_frame

        return packages_frame(self)

    def accords(self) -> pd.DataFrame:
        """A row a world that signed: day, date, in time or not, package, class, its options."""
        from sim.results.agreed import accords_frame

        return accords_frame(self)

    def shares(self) -> pd.DataFrame:
        """How the worlds end: label, share, and 95 % interval (sampling error only)."""
        return shares_frame(self)

    def by_deadline(self) -> pd.DataFrame:
        """What came true by the deadline: label, share, 95 % interval, n (worlds it is of)."""
        return by_deadline_frame(self)

    def reasons(self) -> pd.DataFrame:
        """Why no accord by the deadline, of the n worlds without: label, share, 95 % interval."""
        return reasons_frame(self)

    def red_lines(self) -> pd.DataFrame:
        """Whose red lines keep the range empty: a total a side, each line, and what none explains.

        Indexed by side and red line; ``(any)`` is a side's total, ``(none)`` the worlds that no
        single line explains. Shares of the n worlds without an accord by the deadline.
        """
        return red_lines_frame(self)

    def diary(
        self, world: int, width: int = WIDTH, brief: bool = False, numbers: bool = False
    ) -> Page:
        """The diary of a world, as `sim trace` prints it; also of one beyond those of the run.

        Parameters
        ----------
        world : int
            Its number, >= 0.
        width : int
            Columns, >= 60.
        brief : bool
            On a page of plain sentences.
        numbers : bool
            With ``brief``: instead of the plain sentences how it ends, why, and what is unusual,
            with the numbers.
        """
        return diary_of(self, world, width, brief, numbers)

    def story(self, world: int) -> Story:
        """A world on a page of plain sentences; also of one beyond those of the run.

        ``print`` shows the text; ``.markdown()``, ``.html()`` and ``.to_dict()`` give other forms,
        ``.rounds`` the dates for talks and ``.texts`` what was on the table.
        """
        return story_of(self, world)

    def parting(self, other: Run, world: int) -> Parting:
        """Where a world of this run parts from the same world of another, which shares its luck.

        Raises
        ------
        Usage
            If the two start on other days, under other seeds, or with other draws of the past.
        """
        return parting_of(self, other, world)

    def report(self, *others: Run, stories: int = 100) -> Report:
        """A page in which the reader can move the assumptions; others are set beside this run.

        In a notebook it is shown as it is; ``.save(PATH)`` writes a file that opens from the disk.

        Parameters
        ----------
        *others : Run
        stories : int
            How many worlds of each run are told on the page, >= 0.
        """
        return report_of(self, others, stories)

    def to_xarray(self) -> xr.Dataset:
        """Outcomes and parameters over ``world``, daily series over ``traced`` and ``day``.

        Needs xarray. ``traced`` are the numbers of the worlds that have daily series, so that
        ``ds["accord"].sel(world=ds["traced"])`` sets outcomes beside them.
        """
        return dataset(self)

    @property
    def plot(self) -> Plots:
        """The figures as methods, such as ``run.plot.why_no_accord()``; ``dir()`` lists them."""
        return Plots(self)

    def __repr__(self) -> str:
        set_ = f" with {', '.join(self.changes)}" if self.changes else ""
        failed = f", {len(self.failures):,} failed" if self.failures else ""
        about = f"{self.run_id}{set_}: {self.worlds:,} worlds, seed {self.seed}{failed}"
        return f"<Run {visible(about).replace(chr(10), ' ')}>"

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
