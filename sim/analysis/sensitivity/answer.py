"""What `sim.sensitivity` gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.analysis.sensitivity.outcomes import Values
from sim.results import Run

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Sensitivity:
    """What an outcome varies with.

    Attributes
    ----------
    run : Run
        The run that was asked; of ``sobol`` and ``morris`` the first worlds of the design.
    method : str
        ``plain``, ``sobol`` or ``morris``.
    outcomes : list of Values
        What was asked about, with label and unit.
    frame : DataFrame
        A row an outcome and parameter (of ``sobol``: group of parameters, and luck).
    kinds : DataFrame or None
        Of ``plain``: what parameters of each kind of source explain, a row an outcome and kind.
    worlds : int
        How many worlds it took.
    """

    run: Run
    method: str
    outcomes: list[Values] = field(repr=False)
    frame: pd.DataFrame = field(repr=False)
    kinds: pd.DataFrame | None = field(repr=False)
    worlds: int
