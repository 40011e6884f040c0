"""Why is there no accord? What stands in its way, taken away on the same worlds."""

from __future__ import annotations

from sim.analysis.explaining.explain import (
    LEAST,
    explain,
    explanation,
    kept_explanation,
    length,
    planned,
)
from sim.analysis.explaining.explained import Enough, Explanation, Worth
from sim.analysis.explaining.levers import Lever, levers, levers_frame
from sim.analysis.explaining.mechanisms import Mechanism, mechanisms

__all__ = [
    "LEAST", "Enough", "Explanation", "Lever", "Mechanism", "Worth", "explain", "explanation",
    "kept_explanation", "length", "levers", "levers_frame", "mechanisms", "planned",
]  # fmt: skip
