"""Numbers of a sensitivity in words: shares that chance can put below zero, changes, outcomes."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from sim.analysis.sensitivity.outcomes import Values
from sim.words import half_up, percent, percent_range, points, short

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 96  # characters of a line
WIDEST = 34  # characters of a label
_LARGE = 1000  # from which a change is told in thousands


def share_of_hundred(row: pd.Series, name: str) -> str:
    """A share and its interval, both cut to what a share can be."""
    ends = (min(max(row[f"{name}_{end}"], 0.0), 1.0) for end in ("low", "high"))
    return f"{per_cent(min(max(row[name], 0.0), 1.0))} ({percent_range(*ends)})"


def per_cent(share: float) -> str:
    """Whole per cent, below ten with a decimal."""
    return "-" if isnan(share) else f"{half_up(share, 0 if share > 0.0995 else 1, power=2)} %"


def exact(share: float) -> str:
    """A share that chance can put below zero, per cent."""
    return f"{_tenth(share)} %"


def exact_range(row: pd.Series, name: str) -> str:
    """The ends of its interval."""
    return f"{_tenth(row[f'{name}_low'])} to {_tenth(row[f'{name}_high'])}"


def _tenth(share: float) -> str:
    text = half_up(share, 1, power=2)
    return "0.0" if text == "-0.0" else text


def in_words(outcome: Values) -> str:
    """An outcome with its unit."""
    unit = "" if outcome.unit in ("share", "-", "") else f", {outcome.unit}"
    return f"{outcome.label}{unit}"


def number(outcome: Values, value: float) -> str:
    """A mean of the outcome."""
    return percent(value) if outcome.unit == "share" else short(value)


def change(outcome: Values, value: float) -> str:
    """A change of a share in points, of anything else in its unit: two digits, or whole."""
    if outcome.unit == "share":
        return points(value)
    if isnan(value) or abs(value) >= _LARGE:
        return ("+" if value > 0 else "") + short(value)
    return f"{value:+.0f}" if abs(value) >= 10 else f"{value:+.2g}"
