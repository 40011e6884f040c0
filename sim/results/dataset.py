"""A run as an xarray dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from sim.results.run import Run

DAILY = "daily."


def dataset(run: Run) -> xr.Dataset:
    """Outcomes and parameters over ``world``; daily series over ``traced`` and ``day``.

    Raises
    ------
    ImportError
        If xarray is not installed.
    """
    try:
        import xarray as xr
    except ImportError:
        told = "to_xarray() needs xarray: python -m pip install 'negotiation-sim[xarray]'"
        raise ImportError(told) from None
    outcomes = run.outcomes
    variables = {
        name: ("world", _plain(outcomes[name]), _attributes(outcomes, name)) for name in outcomes
    }
    about = {
        "title": run.title,
        "scenario": run.name,
        "seed": run.seed,
        "run_id": run.run_id,
        "changes": ", ".join(run.changes),
        "intervals": "sampling error only; conditional scenarios, not forecasts",
    }
    made: xr.Dataset = xr.Dataset(variables, {"world": outcomes.index.to_numpy()}, about)
    return made if run.daily is None else made.assign(_daily(run)).assign_coords(_days(run))


def _daily(run: Run) -> dict[str, Any]:
    """The daily series by world and day, called ``daily.<series>``: some have an outcome's name."""
    frame = run.trajectories
    shape = tuple(len(frame.index.unique(level)) for level in ("world", "day"))
    return {
        f"{DAILY}{name}": (
            ("traced", "day"),
            _plain(frame[name]).reshape(shape),
            _attributes(frame, name),
        )
        for name in frame
        if name != "date"
    }


def _days(run: Run) -> dict[str, Any]:
    """Coordinates: the worlds that have daily series, days, and their dates."""
    frame = run.trajectories
    world, day = (frame.index.unique(level).to_numpy() for level in ("world", "day"))
    told = {"long_name": "world that has daily series"}
    dates = frame["date"].to_numpy()[: day.size]
    return {
        "traced": ("traced", world, told),
        "day": ("day", day, {"long_name": "days from the start"}),
        "date": ("day", dates, {"long_name": "date"}),
    }


def _plain(column: pd.Series) -> NDArray[Any]:
    """Values that xarray can store in any file: names as text, missing whole numbers as NaN."""
    kind = column.dtype
    if kind.name == "category":
        return np.array(column.astype(object).where(column.notna(), "").tolist(), dtype=str)
    whole = kind.name == "Int32"
    plain: NDArray[Any] = column.to_numpy(np.float64, na_value=np.nan) if whole else column.values
    return plain


def _attributes(frame: pd.DataFrame, name: str) -> dict[str, str]:
    """Label and unit under the names that plots and the CF conventions know; dates need no unit."""
    label, unit = frame.attrs["labels"].get(name, name), frame.attrs["units"].get(name, "-")
    return {"long_name": label} | ({} if unit in ("-", "date") else {"units": unit})
