"""The daily series of a run as people read them: names for codes, dates beside days, units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.results.days import dates_of
from sim.results.series import SERIES
from sim.series import Series

if TYPE_CHECKING:
    import pandas as pd

    from sim.results.run import Run

Numbers = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Column:
    """A column of ``run.trajectories``: its values, what they mean, their unit."""

    name: str
    values: Any
    label: str
    unit: str = "-"


def daily_numbers(run: Run) -> pd.DataFrame:
    """Daily series by world and day as they are stored: numbers, some of which are codes.

    Raises
    ------
    ValueError
        If none are stored with the run.
    """
    if run.daily is None:
        raise ValueError("no daily series are stored with this run")
    frame: pd.DataFrame = run.daily.to_pandas(use_threads=False).set_index(["world", "day"])
    return frame


def trajectories_frame(run: Run) -> pd.DataFrame:
    """Daily series by world and day; ``attrs`` have ``labels`` and ``units`` by column.

    Raises
    ------
    ValueError
        If none are stored with the run.
    """
    from sim.results.frame import Frame

    stored = run.daily_numbers
    columns = list(_columns(run, stored))
    frame = Frame({each.name: each.values for each in columns}, index=stored.index)
    frame.attrs["labels"] = {each.name: each.label for each in columns}
    frame.attrs["units"] = {each.name: each.unit for each in columns}
    return frame


def _columns(run: Run, stored: pd.DataFrame) -> Iterator[Column]:
    days = stored.index.get_level_values("day")
    yield Column("date", dates_of(run, days), "date", "date")
    for name in stored.columns:
        base, _, party = name.partition(".")
        series = SERIES.get(base) or Series(base.replace("_", " "))
        values = stored[name].to_numpy()
        if series.where in stored:
            values = np.where(stored[series.where] >= 0, values, np.nan)
        yield from _read(run, series, series.column or name, values, party)


def _read(run: Run, series: Series, name: str, values: Numbers, party: str) -> Iterator[Column]:
    """The columns that a stored series becomes."""
    label = f"{_name(run, party)}: {series.label}" if party else series.label
    if series.kind == "bits":
        yield from _flags(run, series, values)
    elif series.kind == "day":
        days = _finite(values)
        yield Column(name, days, label, series.unit)
        yield Column(f"{name}_date", dates_of(run, days), f"{label}, as a date", "date")
    else:
        yield Column(name, _READ[series.kind](run, series, values), label, series.unit)


def _flags(run: Run, series: Series, values: Numbers) -> Iterator[Column]:
    """A column of yes and no for each bit."""
    whole = values.astype(np.int64)
    for place, (bit, label) in (series.bits or {}).items():
        base, _, who = place.partition(".")
        party = _side(run, who)
        told = f"{_name(run, party)}: {label}" if party != who else label
        yield Column(f"{base}.{party}" if who else base, whole & bit > 0, told)


def _side(run: Run, who: str) -> str:
    """The belligerent that is called the first or the second; any other word as it is."""
    places = dict(zip(("first", "second"), run.parties, strict=False))
    return places.get(who, who)


def _name(run: Run, party: str) -> str:
    return run.parties.get(party, party)


def _finite(values: Numbers) -> Numbers:
    """The infinities stand for what never was, or cannot be: no number."""
    return np.where(np.isfinite(values), values, np.array(np.nan, values.dtype))


def _number(run: Run, series: Series, values: Numbers) -> Numbers:
    return _finite(values)


def _count(run: Run, series: Series, values: Numbers) -> NDArray[np.int32]:
    return values.astype(np.int32)


def _yes(run: Run, series: Series, values: Numbers) -> NDArray[np.bool_]:
    return values > 0


def _package(run: Run, series: Series, values: Numbers) -> Any:
    import pandas as pd

    whole = values.astype(np.int32)
    return pd.arrays.IntegerArray(whole, whole < 0)


def _code(run: Run, series: Series, values: Numbers) -> pd.Categorical:
    import pandas as pd

    codes = series.codes or {}
    place = {code: i for i, code in enumerate(codes)}
    found = np.array([place.get(code, -1) for code in values], dtype=np.int8)
    return pd.Categorical.from_codes(found, [_side(run, word) for word in codes.values()])


_READ = {"number": _number, "count": _count, "yes": _yes, "package": _package, "code": _code}
