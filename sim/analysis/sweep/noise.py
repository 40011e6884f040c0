"""How small a change a sweep cannot tell from luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.words import half_up

if TYPE_CHECKING:
    import pandas as pd


def half_width(rows: pd.DataFrame, what: str = "") -> float:
    """Median over points of half the width of the 95 % interval; NaN where there is none.

    Parameters
    ----------
    rows : DataFrame
        Of one outcome, as `Swept.of` gives them.
    what : str
        ``""`` for the values, ``"difference_"`` for the paired differences.
    """
    widths = (rows[f"{what}high"] - rows[f"{what}low"]).to_numpy() / 2
    known = widths[np.isfinite(widths)]
    return float(np.median(known)) if known.size else float("nan")


def noise_of(rows: pd.DataFrame) -> str:
    """A sentence on it, for shares; empty for others."""
    alone, paired = half_width(rows), half_width(rows, "difference_")
    if not len(rows) or rows["unit"].iloc[0] != "share" or not np.isfinite(alone):
        return ""
    told = f"Noise: a point's share is known to +-{half_up(alone, 1, power=2)} percentage points"
    if not np.isfinite(paired):
        return f"{told} (95 %, median over the points)."
    close = f"its paired difference from the base to +-{half_up(paired, 1, power=2)}"
    return f"{told} and {close} (95 %, medians over the points): a smaller change is noise."
