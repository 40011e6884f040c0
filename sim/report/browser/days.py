"""What goes on from week to week in the worlds told in full: quantiles over them, and a share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.outcomes.declared import going_on, processes_of
from sim.results import Run
from sim.scenario import Scenario
from sim.series import Series
from sim.statistics import Numbers, effective_number, quantiles, wilson
from sim.trajectory import TALKS

_WEEK = 7
_AT = [0.05, 0.25, 0.5, 0.75, 0.95]
_DIGITS = 4  # significant; a chart shows fewer


def days_told(run: Run) -> dict[str, Any] | None:
    """Of each series its quantiles, and the share of worlds with a bargaining range, by week.

    A quantile is None on a day on which no world has a value. Sliders do not move these: some
    two hundred worlds are too few to be weighed anew. None where no world was told in full.
    """
    if run.daily is None:
        return None
    weights = None if run.weights is None else run.weights[: _worlds(run)]
    return {
        "worlds": _worlds(run),
        "every": _WEEK,
        "range": _range(run, weights),
        "series": [
            {
                "label": label,
                "unit": unit.replace("km2", "km²"),
                "weeks": _quantiles(_weekly(run, name), weights),
            }
            for name, label, unit in _followed(run.scenario)
            if name in run.daily_numbers
        ],
    }


def _worlds(run: Run) -> int:
    return int(run.daily_numbers.index.get_level_values("world").nunique())


def _weekly(run: Run, name: str) -> Numbers:
    """(weeks, worlds); NaN where nothing was valued."""
    values: Numbers = run.daily_numbers[name].unstack("world").to_numpy(dtype=np.float64)
    return values[::_WEEK]


def _followed(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    """Name, label and unit of each series, a party's own one by one."""
    for process in processes_of(scenario):
        for name in (*process.followed, *process.drawn):
            said = process.labels[name.removesuffix(".*")]
            yield from (
                _each(name, said, scenario)
                if name.endswith(".*")
                else [(name, said.label, said.unit)]
            )


def _each(name: str, said: Series, scenario: Scenario) -> list[tuple[str, str, str]]:
    parties = scenario.file.parties.items()
    return [(name[:-1] + key, f"{party.label}: {said.label}", said.unit) for key, party in parties]


def _quantiles(values: Numbers, weights: Numbers | None) -> list[list[float | None]]:
    """By week the quantiles over worlds."""
    return [_of_a_week(week, weights) for week in values]


def _of_a_week(values: Numbers, weights: Numbers | None) -> list[float | None]:
    there = ~np.isnan(values)
    if not there.any():
        return [None] * len(_AT)
    found = quantiles(values[there], _AT, None if weights is None else weights[there])
    return [float(f"{x:.{_DIGITS}g}") for x in found]


def _range(run: Run, weights: Numbers | None) -> dict[str, Any]:
    """Share of the worlds whose talks are not over and in which a text beats going on for all."""
    with np.errstate(invalid="ignore"):
        open_ = (_weekly(run, "phase") == TALKS) & (_weekly(run, "margin") >= 0.0)
    return {
        "label": f"some text is worth more to every side than {going_on(run.scenario)}, and talks "
        "are not over",
        "weeks": [_share(week, weights) for week in open_],
    }


def _share(where: NDArray[np.bool_], weights: Numbers | None) -> list[float]:
    """Low end of its interval, the share, high end."""
    if weights is None:
        found = wilson(int(where.sum()), where.size)
    else:
        heard = effective_number(weights)
        found = wilson(float(weights[where].sum()), float(weights.sum()), 0, heard)
    return [round(x, 5) for x in (found.low, found.value, found.high)]
