"""Parts that the pictures of a sweep share: what its axes are called, where values lie."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from sim.analysis.sweep.axis import SCENARIO, number
from sim.plots.axes import tick_by_dates
from sim.plots.data import Numbers
from sim.plots.style import plain, wrapped
from sim.words import day_month

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.sweep.axis import Axis
    from sim.analysis.sweep.swept import Swept

_FEW = 7  # values that have a tick each
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def places(axis: Axis, rows: pd.DataFrame) -> Numbers:
    """Where the points lie on an axis: numbers, days, or the places of words."""
    values = rows[axis.key]
    if axis.kind == "date":
        days: Numbers = values.to_numpy().astype("datetime64[D]").astype(np.float64)
        return days
    if axis.kind == "number":
        numbers: Numbers = values.to_numpy(dtype=np.float64)
        return numbers
    return np.array([float(axis.values.index(value)) for value in values])


def label_axis(side: Any, axis: Axis, swept: Swept, width: int = 70) -> None:
    """Ticks and label of ``axes.xaxis`` or ``axes.yaxis``: what it means, name, unit."""
    side.set_label_text(axis_label(axis, swept, width))
    few = axis.size <= _FEW and (swept.plan.design == "grid" or not axis.is_range)
    if axis.kind == "category":
        side.set_ticks(range(len(axis.values)), [wrapped(each, 18) for each in axis.values])
        side.axes.margins(**{f"{side.axis_name}": 0.5 / max(len(axis.values) - 1, 1)})
    elif few:
        side.set_ticks([axis.number_of(each) for each in axis.grid()], [*map(_tick, axis.grid())])
    elif axis.kind == "date":
        tick_by_dates(side, 3, 8)


def _tick(value: str) -> str:
    """A value of few: a date in words, a number with four digits."""
    if _DATE.fullmatch(value):
        return day_month(dt.date.fromisoformat(value), year=True, brief=True)
    return f"{number(value):.4g}"


def axis_label(axis: Axis, swept: Swept, width: int) -> str:
    """What a parameter means, and its name with its unit."""
    if axis.key == SCENARIO:
        return "scenario"
    known = swept.plan.bases[0].quantities.get(axis.key)
    unit = axis.unit or (known.unit if known and axis.kind == "number" else "")
    named = plain(axis.key) + (f" ({unit})" if unit not in ("", "-") else "")
    return f"{wrapped(known.description, width, 3)}\n{named}" if known else named


def value_axis(axes: Axes, swept: Swept, outcome: str) -> None:
    """The outcome upwards; shares in per cent from zero."""
    axes.set_ylabel(outcome_label(swept, outcome))
    if swept.base_of(outcome)["unit"] == "share":
        axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
        highest = np.nanmax([swept.of(outcome)["high"].max(), swept.base_of(outcome)["high"]])
        axes.set_ylim(0.0, min(1.0, 1.06 * float(highest)))
    else:
        axes.yaxis.set_major_formatter("{x:,g}")


def outcome_label(swept: Swept, outcome: str) -> str:
    """What the outcome is a share of, or its unit."""
    unit = swept.base_of(outcome)["unit"]
    if unit == "share":
        group = swept.of(outcome)["group"].iloc[0]
        return "share of the worlds" + (" without an accord" if group == "reasons" else "")
    return "mean over the worlds" + (f" ({unit})" if unit not in ("", "-") else "")
