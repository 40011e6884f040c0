"""Day numbers as dates, for tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from sim.results.run import Run

_FURTHEST = 1_000_000  # days: some 2,700 years, which every calendar here can hold


def dates_of(run: Run, days: ArrayLike) -> NDArray[np.datetime64]:
    """The dates of day numbers, of the same shape; no date where there is no day.

    Parameters
    ----------
    days : array_like
        Days from the start; a part of a day counts for its day. Below -1,000,000, beyond 1,000,000
        and NaN are no days.
    """
    numbers = np.asarray(days, dtype=np.float64)
    there = np.abs(numbers) <= _FURTHEST
    whole = np.floor(np.where(there, numbers, 0)).astype("timedelta64[D]")
    dates: NDArray[Any] = np.where(
        there, np.datetime64(run.start, "D") + whole, np.datetime64("NaT", "D")
    )
    return dates.astype("datetime64[s]")
