"""Two scenarios, world by world: the same luck in both, so that only the change remains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.analysis.rows import Row, absent, rows
from sim.ensemble import run
from sim.results import Run
from sim.results.run import first_worlds
from sim.statistics import Estimate, paired_difference, paired_shares, ratio_differences

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Difference:
    """A row of the comparison: the quantity in both, and ``b - a``."""

    group: str
    name: str
    label: str
    unit: str
    a: float
    b: float
    change: Estimate


@dataclass(frozen=True)
class Comparison:
    """Paired differences of two runs, and what to bear in mind."""

    a: Run
    b: Run
    worlds: int
    differences: list[Difference]
    notes: list[str]


class Unpaired(ValueError):
    """Two runs that share no luck: their worlds cannot be paired."""


def compare(
    a: Run | str | Path,
    b: Run | str | Path | None = None,
    worlds: int = 2000,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
) -> pd.DataFrame:
    """Paired differences ``b - a``, as a table.

    Parameters
    ----------
    a, b : Run, str or Path
        Runs, or scenarios to be run (paths or names). Without ``b``, the scenario ``a`` is
        compared with itself changed by ``set``: ``sim.compare("baseline", set={"war.drift": 0})``.
    worlds, seed, set, jobs
        For scenarios to be run: as in :func:`sim.run`. With both, ``set`` changes both.

    Returns
    -------
    DataFrame
        Indexed by group and name; columns label, unit, a, b, difference, its 95 % interval (low,
        high), standard_error and z. Conditional means and shares are ratios: their errors come
        from resampled worlds.
    """
    import pandas as pd

    if b is None and (isinstance(a, Run) or not set):
        raise ValueError("give two scenarios or runs, or one scenario and set=")
    first = () if b is None else set
    pair = [
        each if isinstance(each, Run) else run(each, worlds, seed, changes, jobs)
        for each, changes in ((a, first), (a if b is None else b, set))
    ]
    found = comparison(pair[0], pair[1])
    frame = pd.DataFrame([_record(row) for row in found.differences]).set_index(["group", "name"])
    frame.attrs["notes"] = found.notes
    return frame


def comparison(a: Run, b: Run) -> Comparison:
    """Compare the worlds that two runs share.

    Raises
    ------
    Unpaired
        If their seeds differ.
    """
    if a.seed != b.seed:
        raise Unpaired(
            f"{a.run_id} has seed {a.seed}, {b.run_id} has seed {b.seed}: "
            "worlds can only be paired under one seed"
        )
    worlds = min(a.worlds, b.worlds)
    a, b = (each if each.worlds == worlds else first_worlds(each, worlds) for each in (a, b))
    return Comparison(a, b, worlds, _differences(rows(a), rows(b)), _notes(a, b))


def _differences(a: dict[str, Row], b: dict[str, Row]) -> list[Difference]:
    keys = [*a, *(key for key in b if key not in a)]
    pairs = [(a.get(k) or absent(b[k]), b.get(k) or absent(a[k])) for k in keys]
    conditional = [pair for pair in pairs if not _everywhere(pair)]
    errors = ratio_differences([(x.over, y.over) for x, y in conditional])
    resampled = map(_never_without_width, conditional, errors)
    return [
        _difference(
            *pair,
            _paired(*pair) if _everywhere(pair) else next(resampled),
        )
        for pair in pairs
    ]


def _paired(a: Row, b: Row) -> Estimate:
    difference = paired_shares if a.unit == "share" else paired_difference
    return difference(a.over.parts, b.over.parts)


def _never_without_width(pair: tuple[Row, Row], change: Estimate) -> Estimate:
    """The interval of a share that no resample moves, as that of a share of all worlds."""
    a, b = pair
    there = (a.over.wholes > 0) | (b.over.wholes > 0)
    if a.unit != "share" or change.standard_error != 0 or not there.any():
        return change
    wider = paired_shares(a.over.parts[there], b.over.parts[there])
    return replace(change, low=min(wider.low, change.low), high=max(wider.high, change.high))


def _everywhere(pair: tuple[Row, Row]) -> bool:
    return pair[0].everywhere and pair[1].everywhere


def _difference(a: Row, b: Row, change: Estimate) -> Difference:
    return Difference(a.group, a.name, a.label, a.unit, a.over.value, b.over.value, change)


def _record(row: Difference) -> dict[str, object]:
    return {
        "group": row.group,
        "name": row.name,
        "label": row.label,
        "unit": row.unit,
        "a": row.a,
        "b": row.b,
        "difference": row.change.value,
        "low": row.change.low,
        "high": row.change.high,
        "standard_error": row.change.standard_error,
        "z": row.change.z,
    }


def _notes(a: Run, b: Run) -> list[str]:
    notes = []
    if a.horizon != b.horizon:
        notes.append(
            f"the horizons differ ({a.horizon} and {b.horizon}): what is counted to the end is "
            "counted over unequal times; the rows by the deadline are not affected"
        )
    if a.deadline != b.deadline:
        notes.append(
            f"the deadlines differ ({a.deadline} and {b.deadline}): "
            '"by the deadline" means each scenario\'s own'
        )
    if a.manifest["code_hash"] != b.manifest["code_hash"]:
        notes.append(
            f"the runs come from different versions of the program ({a.manifest['code_hash'][:8]} "
            f"and {b.manifest['code_hash'][:8]}): the difference may be theirs"
        )
    failed = {each["world"] for run in (a, b) for each in run.failures}
    if failed:
        worlds = "1 world" if len(failed) == 1 else f"{len(failed)} worlds"
        notes.append(f"{worlds} failed: nothing came true there, and the intervals do not say so")
    return notes
