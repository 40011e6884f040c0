"""What figures read of a run: days as dates, daily series, quantiles over worlds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.dates import date2num
from numpy.typing import NDArray

from sim.results.fingerprint import code_fingerprint
from sim.statistics import quantiles as weighted_quantiles

if TYPE_CHECKING:
    from sim.results import Run

Numbers = NDArray[np.float64]


def days(run: Run) -> NDArray[np.int64]:
    """All days from the start (0) to the horizon."""
    return np.arange((run.horizon - run.start).days + 1)


def as_dates(run: Run, some_days: NDArray[np.generic] | list[int]) -> Numbers:
    """Days as places on a date axis."""
    start: float = date2num(run.start)  # type: ignore[no-untyped-call]
    return start + np.asarray(some_days, dtype=np.float64)


def date_of(run: Run, day: int) -> dt.date:
    """The date of a day."""
    return run.start + dt.timedelta(days=int(day))


def worlds_traced(run: Run) -> int:
    """How many worlds have daily series."""
    return int(run.daily_numbers.index.get_level_values("world").nunique())


def series(run: Run, name: str) -> Numbers:
    """A daily series of the worlds traced, shape (days, told); NaN where nothing was valued."""
    wide = run.daily_numbers[name].unstack("world")
    values: Numbers = wide.to_numpy(dtype=np.float64)
    return values


def world_series(run: Run, world: int) -> dict[str, Numbers]:
    """Every daily series of one world, shape (days,); a world that is not told is run again.

    Raises
    ------
    ValueError
        If the run has no such world, or it would have to be run again by other code.
    """
    if not 0 <= world < run.worlds:
        raise ValueError(f"world {world} is not among the run's worlds 0 to {run.worlds - 1}")
    if world < worlds_traced(run):
        frame = run.daily_numbers.loc[world]
        return {name: frame[name].to_numpy(dtype=np.float64) for name in frame.columns}
    from sim.simulation import simulate

    told = f"only worlds 0 to {worlds_traced(run) - 1} are told in full"
    if run.design:
        raise ValueError(f"{told}, and a design placed the others: they cannot be run alone")
    if run.manifest["code_hash"] != code_fingerprint():
        raise ValueError(f"{told}, and the code has changed since this run: run it again")
    again = simulate(run.scenario, run.seed, world, 1, traced=np.ones(1, dtype=bool))
    return {name: values[:, 0].astype(np.float64) for name, values in again.series().items()}


def world_to_show(run: Run) -> int:
    """Of the worlds traced, that of the median accord; else the median one that ended; else 0."""
    told = worlds_traced(run)
    when = run.column("outcome_day")[:told]
    accord, ended = run.column("package")[:told] >= 0, when < days(run)[-1]
    for wanted in (accord, ended):
        some = np.flatnonzero(wanted)
        if some.size:
            return int(some[np.argsort(when[some], kind="stable")[(some.size - 1) // 2]])
    return 0


def quantiles(values: Numbers, at: list[float], weights: Numbers | None = None) -> Numbers:
    """Quantiles over worlds of each day, shape (len(at), days); NaN on days without a value.

    ``weights`` (worlds,) are what each world counts for, if not all alike.
    """
    found = np.full((len(at), values.shape[0]), np.nan)
    there = ~np.isnan(values).all(axis=1)
    if weights is not None:
        for day in np.flatnonzero(there):
            valued = ~np.isnan(values[day])
            found[:, day] = weighted_quantiles(values[day, valued], at, weights[valued])
    elif there.any():
        found[:, there] = np.nanquantile(values[there], at, axis=1)
    return found
