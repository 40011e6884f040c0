"""Why is there no accord? What stands in its way, taken away on the same worlds."""

from __future__ import annotations

from sim.analysis.explaining.explain import LEAST, Enough, Explanation, Worth, explain, length
from sim.analysis.explaining.mechanisms import Mechanism, mechanisms

__all__ = [
    "LEAST", "Enough", "Explanation", "Mechanism", "Worth", "explain", "length", "mechanisms",
]  # fmt: skip
